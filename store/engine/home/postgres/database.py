"""A PostgreSQL database as the home of a journal: the same entries as in a folder, a row each, chained alike.

Nobody has to wait for a turn: an entry is accepted if the journal ends where its writer expects. Whoever has lost so
often holds the head first.
"""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast
from zlib import crc32

from store.engine.home import Diverged, KeptCheckpoint, Known, Overtook
from store.engine.home import Position as AnyPosition
from store.engine.home.postgres.address import Address, address_of
from store.engine.home.postgres.connection import Connection, Lost
from store.engine.home.postgres.entry_rows import DatabasePosition, EntryRows, begin_of
from store.engine.home.postgres.kept import Kept
from store.engine.home.postgres.schema import VERSION
from store.engine.home.postgres.watch import Watch
from store.engine.journal.checkpoint import Head, Wanted
from store.engine.journal.entry import Entry, Read
from store.engine.journal.frames import Numbered
from store.engine.journal.header import Header
from store.engine.journal.past import missing
from store.engine.later_versions import NEWER, entry_of, header_of
from store.errors import Damaged, Failed, OutcomeUnknown, ReadOnly
from store.words import Words

#: Whoever has lost so many times in a row holds the head before anything else.
LOST = 3
#: A checkpoint is due when the tail has this many entries and is a twentieth of the documents.
TAIL_ENTRIES = 2_000


class DatabaseHome:
    """The journal at an address, as `Home` says it. Raises `Failed` where there is none, `ReadOnly` for a newer one."""

    def __init__(self, place: str | Address) -> None:
        self.address = address_of(place) if isinstance(place, str) else place
        self.place = self.address.shown
        self._connection = Connection(self.address)
        self.header: Header = self._header()
        self._kept = Kept(self._connection, self.header.workspace)
        self._newer: Words | None = None
        self._login: str | None = None
        #: How often others were first, one time after the other.
        self._lost = 0
        #: The thread that has the turn.
        self._writer = 0
        self._watch: Watch | None = None

    def _header(self) -> Header:
        rows = self._connection.run("SELECT to_regclass(%s) IS NOT NULL", [f"{self.address.schema}.about"])
        if not rows[0][0]:
            raise Failed("There is no workspace at {place}. `concord init {place}` makes one", place=self.place)
        version, header = self._connection.run("SELECT version, header FROM {schema}.about")[0]
        if version > VERSION:
            raise ReadOnly("Nothing can be written here: {why}", why=NEWER)
        self._rows = EntryRows(self._connection, begin_of(header))
        return header_of(header, self.place)

    @property
    def refusal(self) -> Words | None:
        if self.gone_to:
            return Words("it was moved to {place}", place=self.gone_to)
        return self._newer

    @property
    def gone_to(self) -> str:
        return self._rows.gone_to if self._watch is None else self._watch.gone_to

    @property
    def login(self) -> str:
        """That which the owner of the schema has given to the role of the session."""
        found = self._login
        if found is None:
            found = self._login = str(self._connection.run("SELECT {schema}.login()")[0][0] or "")
        return found

    def has_account(self, login: str) -> bool:
        return bool(self._connection.run("SELECT 1 FROM {schema}.person WHERE login = %s", [login]))

    # Reading

    def begin(self) -> DatabasePosition:
        return self._rows.begin

    def watch(self, at: AnyPosition) -> None:
        if self._watch is None:
            self._watch = Watch(Connection(self.address), self._rows.begin, cast("DatabasePosition", at))

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
        if seen is not None:
            return seen
        if self._rows.at(position.seq) != position:
            raise Diverged
        return self._rows.forwards(position)

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

    # Writing

    @contextmanager
    def turn(self, wait: float) -> Generator[None]:
        if self._lost >= LOST:
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
                self._connection.run("SELECT {schema}.hold()")
                self._rows.head()
                self._must_be_writable()
                yield
        finally:
            self._writer = 0

    def _must_be_writable(self) -> None:
        if self.refusal is not None:
            raise ReadOnly("Nothing can be written here: {why}", why=self.refusal)

    def is_far_behind(self, at: AnyPosition) -> bool:  # noqa: ARG002 (nobody waits)
        return False

    def append(self, entry: Entry, body: bytes, expecting: AnyPosition) -> DatabasePosition | Overtook | Known:
        after = cast("DatabasePosition", expecting)
        chain = crc32(body, after.chain)
        sent = [after.seq, after.chain, entry.op, chain, entry.at, entry.who, body]
        try:
            found = self._connection.run(_APPEND, sent)[0][0]
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
                self._connection.run("SELECT {schema}.hold()")  # what is under way there is done by then, or gone
                found = self._connection.run(_APPEND, sent)[0][0]
        except Failed as error:
            raise OutcomeUnknown("Whether this was saved is not known: {reason}", reason=error.words) from error
        return -found if found == -(sent[0] + 1) else found

    def settle(self) -> None:
        """What is read here was committed."""

    def holder(self) -> tuple[int, str, str] | None:
        return None

    def leave(self, to: str) -> None:
        self._connection.run("UPDATE {schema}.head SET moved_to = %s", [to])

    # Keeping

    def load(self) -> KeptCheckpoint | None:
        loaded = self._kept.load()
        if loaded is None:
            return None
        position = DatabasePosition(loaded.head.seq, loaded.head.chain)
        return KeptCheckpoint(loaded, position, self._rows.at(position.seq) == position)

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


_APPEND = "SELECT {schema}.append(%s::bigint, %s::bigint, %s, %s::bigint, %s, %s, %s::bytea)"
