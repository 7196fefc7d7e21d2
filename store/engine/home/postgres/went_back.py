"""A journal that went back: what was seen of it is not in it any more. Nothing is written before somebody says so."""

import os
from contextlib import suppress

from store.engine.home import Vanished
from store.engine.home.postgres.cache_folder import cache_folder
from store.engine.home.postgres.connection import ANSWER, Connection
from store.engine.home.postgres.database_position import DatabasePosition
from store.engine.home.postgres.seen import MANY, Noted, SeenEntries, entries_of
from store.engine.journal import checkpoint
from store.errors import Failed
from store.words import Words


class Remembrance:
    """What one has seen of a journal, held against what is there; ``gone`` is what is not."""

    def __init__(self, connection: Connection, begin: DatabasePosition, workspace: str) -> None:
        self._checkpoint = os.path.join(cache_folder(workspace), checkpoint.NAME)
        self.gone: Vanished | None = None
        self._connection, self._begin, self._seen = connection, begin, SeenEntries(workspace)
        #: Which file of what was seen, and how many connections there were, when that was looked at.
        self._mark = self._connections = 0
        #: Up to where it is noted.
        self._noted = 0

    def look(self, at: DatabasePosition | None = None) -> bool:
        """Look whether all of it, and that position, stands; whether that position does."""
        mark, last, gone, follows = self._seen.mark, self._seen.last(), None, False
        lacking = self._lacking([*last, *([at] if at else [])])
        stands = at not in lacking
        if self._mark not in (0, mark):  # somebody of the same person has said since that it may be gone
            lacking, at = [position for position in lacking if position in last], None
        if lacking:
            follows = self._connection.run("SELECT pg_is_in_recovery()", within=ANSWER)[0][0]
            gone = None if follows else self._what_is_gone(at)
        self._mark, self._noted, self.gone = mark, max((position.seq for position in last), default=0), gone
        # A standby may be behind: once it is none any more, it is looked at again.
        self._connections = 0 if follows else self._connection.count
        return stands

    def _lacking(self, positions: list[DatabasePosition]) -> list[DatabasePosition]:
        if not positions:
            return []
        rows = self._connection.run(_STANDING, [[position.seq for position in positions]], within=ANSWER)
        standing = {self._begin, *(DatabasePosition(*row) for row in rows)}
        return [position for position in positions if position not in standing]

    def _what_is_gone(self, at: DatabasePosition | None) -> Vanished | None:
        """Those that are there under their operation id are not: who had sent them sent them once more."""
        seen = self._seen.all()
        lacking = self._lacking(list({**seen, **({at: b""} if at else {})}))
        entries = entries_of(seen.get(position, b"") for position in lacking)
        known = self._connection.run(_KNOWN, [[entry.op for entry in entries]], within=ANSWER)
        there = {op for (op,) in known}
        gone = [entry for entry in entries if entry.op not in there]
        count = len(gone) + len(lacking) - len(entries)
        return Vanished(gone, count, self._accept) if count else None

    @property
    def refusal(self) -> Words | None:
        """Why nothing is written; it is over when another session of the same person has said that it may be."""
        if self.gone is not None and self._seen.mark != self._mark:
            self.gone, self._noted = None, 0
        if self.gone is None:
            return None
        return Words(
            "the database went back: {n} changes that you had seen are gone",
            "went-back",
            one="the database went back: {n} change that you had seen is gone",
            n=self.gone.count,
        )

    def look_again(self) -> None:
        """Look where the connection is another one by now: perhaps to another server."""
        if self._connection.count != self._connections:
            self.look()

    def note(self, noted: list[Noted]) -> None:
        """These were read or written."""
        new = [each for each in noted[-MANY:] if each[1].seq > self._noted]
        if new and self.gone is None:
            self._noted = new[-1][1].seq
            self._seen.note(new)

    def _accept(self) -> str:
        """Go on without what is gone; where it is kept. A checkpoint that knows of it goes too."""
        try:
            kept = self._seen.begin_anew()
        except OSError as error:
            raise Failed("Nothing was changed: {reason}", reason=error.strerror) from error
        with suppress(OSError):
            os.unlink(self._checkpoint)
        self.gone, self._mark, self._noted = None, self._seen.mark, 0
        return kept


_STANDING = "SELECT seq, chain FROM {schema}.entry WHERE seq = ANY(%s::bigint[])"
_KNOWN = "SELECT op FROM {schema}.entry WHERE op = ANY(%s::text[])"
