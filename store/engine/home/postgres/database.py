"""A PostgreSQL database as the home of a journal: the same entries as in a folder, a row each, chained alike.

Nobody has to wait for a turn: an entry is accepted if the journal ends where its writer expects. Whoever has lost so
often holds the head first.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast
from zlib import crc32

from store.engine.home import Known, Overtook
from store.engine.home import Position as AnyPosition
from store.engine.home.postgres.connection import Lost
from store.engine.home.postgres.database_reader import DatabaseReader
from store.engine.home.postgres.entry_rows import DatabasePosition
from store.engine.journal.checkpoint import Head, Wanted
from store.engine.journal.entry import Entry
from store.engine.journal.frames import Numbered
from store.errors import Failed, OutcomeUnknown, ReadOnly

#: Whoever has lost so many times in a row holds the head before anything else.
LOST = 3
#: A checkpoint is due when the tail has this many entries and is a twentieth of the documents.
TAIL_ENTRIES = 2_000


class DatabaseHome(DatabaseReader):
    """The journal at an address, as `Home` says it."""

    # Writing

    @contextmanager
    def turn(self, wait: float) -> Generator[None]:
        if self._lost >= LOST and self._accepting.shared:
            with self.alone(wait):
                yield
            return
        self._must_be_writable()
        self._writer = threading.get_ident()
        try:
            yield
        finally:
            self._writer = 0

    @contextmanager
    def alone(self, wait: float) -> Generator[None]:
        self._must_be_writable()
        self._writer = threading.get_ident()
        try:
            with self._connection.transaction():
                self._connection.run("SELECT set_config('lock_timeout', %s, true)", [str(int(wait * 1000) or 1)])
                self._accepting.hold()
                self._rows.head()
                self._must_be_writable()
                yield
        finally:
            self._writer = 0

    def _must_be_writable(self) -> None:
        if self._shut is not None:
            raise ReadOnly("Nothing can be written here: {why}", why=self._shut)

    def is_far_behind(self, at: AnyPosition) -> bool:  # noqa: ARG002 (nobody waits)
        return False

    def append(self, entry: Entry, body: bytes, expecting: AnyPosition) -> DatabasePosition | Overtook | Known:
        after = cast("DatabasePosition", expecting)
        chain = crc32(body, after.chain)
        sent = [after.seq, after.chain, entry.op, chain, entry.at, entry.who, body]
        try:
            found = self._accepting.append(sent)
        except Lost:
            found = self._settled(sent)
        if found == after.seq + 1:
            self._lost = 0
            return DatabasePosition(found, chain)
        if found:
            return Known(-found)
        self._lost += 1
        return Overtook()

    def _settled(self, sent: list[Any]) -> int:
        """What became of an entry whose answer was lost: it is sent once more, under the same operation id."""
        try:
            with self._connection.transaction():
                found = self._accepting.again(sent)
        except Failed as error:
            raise OutcomeUnknown("Whether this was saved is not known: {reason}", reason=error.words) from error
        return -found if found == -(sent[0] + 1) else found

    def settle(self) -> None:
        """What is read here was committed."""

    def holder(self) -> tuple[int, str, str] | None:
        return None

    def leave(self, to: str) -> None:
        self._connection.run("UPDATE {schema}.head SET moved_to = %s", [to])
        self._connection.run("SELECT pg_notify({channel}, '')")

    # Keeping

    def save(self, at: AnyPosition, tables: dict[str, Numbered], highest: dict[str, int], columns: Wanted) -> None:
        position = cast("DatabasePosition", at)
        head = Head(
            workspace=self.header.workspace,
            seq=position.seq,
            offset=0,
            chain=position.chain,
            highest=highest,
            tables=list(tables),
        )
        self._kept.save(head, tables, columns)

    def tail_is_long(self, kept: AnyPosition, now: AnyPosition, documents: int) -> bool:
        entries = now.seq - kept.seq
        return entries > TAIL_ENTRIES and entries > documents / 20

    def grown_long(self, now: AnyPosition) -> bool:  # noqa: ARG002 (a table does not)
        return False

    def rotate(self, now: AnyPosition, made: str) -> None: ...
