"""Reading a journal in a database; see `store.engine.home.postgres.database`."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from shlex import quote
from typing import cast

from store.engine.home import KeptCheckpoint
from store.engine.home import Position as AnyPosition
from store.engine.home.postgres.accepting import accepting
from store.engine.home.postgres.address import Address, address_of
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.entry_rows import DatabasePosition, EntryRows, begin_of
from store.engine.home.postgres.kept import Kept
from store.engine.home.postgres.standing import look
from store.engine.home.postgres.watch import Watch
from store.engine.journal.entry import Entry, Read
from store.engine.journal.header import Header
from store.engine.journal.past import missing
from store.engine.later_versions import NEWER, entry_of, header_of
from store.errors import Damaged
from store.words import Words


class DatabaseReader:
    """The half of `Home` that reads. Raises `Failed` where there is none to read, or a newer one."""

    first_wins = True

    def __init__(self, place: str | Address) -> None:
        self.address = address_of(place) if isinstance(place, str) else place
        self.place = self.address.shown
        self._connection = Connection(self.address)
        self.header: Header = self._header()
        self._kept = Kept(self._connection, self.header.workspace)
        self._newer: Words | None = None
        #: How often others were first, one time after the other.
        self._lost = 0
        #: The thread that has the turn.
        self._writer = 0
        self._watch: Watch | None = None

    def _header(self) -> Header:
        found = look(self._connection)
        self._login, self._role = found.login, found.role
        self._accepting = accepting(self._connection, found.functions)
        self._rows = EntryRows(self._connection, begin_of(found.header))
        self._rows.gone_to = found.gone_to
        return header_of(found.header, self.place)

    @property
    def refusal(self) -> Words | None:
        if self._login or self._shut is not None:
            return self._shut
        return Words(
            "your role {role} was let in under no login. Whoever owns it does that: {command}",
            role=self._role,
            command=f"concord init {quote(self.address.public)} --people {quote(self._role)}",
        )

    @property
    def _shut(self) -> Words | None:
        """Why nobody can append anything."""
        return Words("it was moved to {place}", place=self.gone_to) if self.gone_to else self._newer

    @property
    def gone_to(self) -> str:
        return self._rows.gone_to if self._watch is None or self._has_turn else self._watch.gone_to

    @property
    def login(self) -> str:
        """That which the owner of the schema has given to the role of the session."""
        return self._login

    def has_account(self, login: str) -> bool:
        return bool(self._connection.run(_ABLE, [login]))

    # Reading

    def begin(self) -> DatabasePosition:
        return self._rows.begin

    def watch(self, at: AnyPosition) -> None:
        if self._watch is None:
            told, connection = self._accepting.shared, Connection(self.address)
            self._watch = Watch(connection, self._rows.begin, cast("DatabasePosition", at), told=told)

    def moved(self, at: AnyPosition) -> bool:
        seen = None if self._watch is None or self._has_turn else self._watch.head
        return (seen or self._rows.head()) != at

    @property
    def _has_turn(self) -> bool:
        """Whether it is this thread's turn: it wants to know how it is at this moment."""
        return self._writer == threading.get_ident()

    def read(self, after: AnyPosition) -> Iterator[tuple[Entry, DatabasePosition]]:
        position = cast("DatabasePosition", after)
        self._newer = None
        for body, there in self._behind(position):
            entry = entry_of(body)
            if entry is None:
                self._newer = NEWER
                return
            yield entry, there

    def _behind(self, position: DatabasePosition) -> Iterable[tuple[bytes, DatabasePosition]]:
        seen = self._watch.behind(position) if self._watch is not None and not self._has_turn else None
        return self._rows.forwards(position) if seen is None else seen

    def entries(self, after: int, until: AnyPosition) -> Iterator[Entry]:
        begin = self._rows.at(after)
        if begin is None:
            raise missing(after, after)
        for body, _position in self._rows.forwards(begin, until.seq):
            entry = entry_of(body)
            if entry is None:
                return
            yield entry

    def backwards(
        self, end: AnyPosition, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
    ) -> Iterator[Read]:
        return self._rows.backwards(end.seq, read, down_to, needles)

    def load(self) -> KeptCheckpoint | None:
        loaded = self._kept.load()
        if loaded is None:
            return None
        position = DatabasePosition(loaded.head.seq, loaded.head.chain)
        return KeptCheckpoint(loaded, position, self._rows.at(position.seq) == position)

    def anew(self) -> None:
        header = self._header()
        if header.workspace != self.header.workspace:
            raise Damaged(
                "another workspace, {name}, was put in the place of {path}", name=header.name, path=self.place
            )
        self.header = header

    def close(self) -> None:
        if self._watch is not None:
            self._watch.close()
        self._connection.close()


#: A role that may not log in any more is nobody's way in.
_ABLE = """
SELECT FROM {schema}.person JOIN pg_roles ON rolname = role WHERE login = %s AND rolcanlogin
"""
