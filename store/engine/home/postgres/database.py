"""A PostgreSQL database as the home of a journal: the same entries as a folder's, a row each, chained as they are there.

Nobody has to wait for a turn: an entry is accepted if the journal ends where its writer expects. Whoever has lost so
often holds the head first.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, cast
from zlib import crc32

from store.engine.home import Diverged, KeptCheckpoint, Known, Overtook
from store.engine.home import Position as AnyPosition
from store.engine.home.postgres.address import Address, address_of
from store.engine.home.postgres.connection import Connection, Lost
from store.engine.home.postgres.kept import Kept
from store.engine.home.postgres.schema import VERSION
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
#: So many entries, and so many bytes of them, are read at a time.
MANY, BYTES = 1_000, 4 * 1024 * 1024
#: A checkpoint is due when the tail has this many entries and is a twentieth of the documents.
TAIL_ENTRIES = 2_000


class DatabasePosition(NamedTuple):
    """The last entry's sequence and checksum."""

    seq: int
    chain: int


class DatabaseHome:
    """The journal at an address, as `Home` says it. Raises `Failed` where there is none, `ReadOnly` for a newer one."""

    def __init__(self, place: str | Address) -> None:
        self.address = address_of(place) if isinstance(place, str) else place
        self.place = self.address.shown
        self._connection = Connection(self.address)
        self.header: Header = self._header()
        self._kept = Kept(self._connection, self.header.workspace)
        self._newer: Words | None = None
        self._lost = 0
        self._holds = False

    def _header(self) -> Header:
        rows = self._connection.run("SELECT to_regclass(%s) IS NOT NULL", [f"{self.address.schema}.about"])
        if not rows[0][0]:
            raise Failed("There is no workspace at {place}. `concord init {place}` makes one", place=self.place)
        version, header, moved_to = self._connection.run("SELECT version, header, moved_to FROM {schema}.about")[0]
        if version > VERSION:
            raise ReadOnly("Nothing can be written here: {why}", why=NEWER)
        self._moved_to: str | None = moved_to
        self._begin = DatabasePosition(0, crc32(header))
        return header_of(header, self.place)

    @property
    def refusal(self) -> Words | None:
        if self._moved_to is not None:
            return Words("it was moved to {place}", place=self._moved_to)
        return self._newer

    # Reading

    def begin(self) -> DatabasePosition:
        return self._begin

    def moved(self, at: AnyPosition) -> bool:
        return self._head() != cast("DatabasePosition", at)

    def _head(self) -> DatabasePosition:
        return DatabasePosition(*self._connection.run("SELECT seq, chain FROM {schema}.head")[0])

    def read(self, after: AnyPosition) -> Iterator[tuple[Entry, DatabasePosition]]:
        position = cast("DatabasePosition", after)
        self._newer = None
        if not self._stands(position):
            raise Diverged
        for body, there in self._wholes(position):
            entry = entry_of(body)
            if entry is None:
                self._newer = NEWER
                return
            yield entry, there

    def _stands(self, at: DatabasePosition) -> bool:
        if at.seq == 0:
            return at == self._begin
        rows = self._connection.run("SELECT chain FROM {schema}.entry WHERE seq = %s", [at.seq])
        return bool(rows) and rows[0][0] == at.chain

    def _wholes(self, after: DatabasePosition, until: int | None = None) -> Iterator[tuple[bytes, DatabasePosition]]:
        """The bodies behind a position, each with its own; raises `Damaged` where one is missing or does not verify."""
        position = after
        while rows := self._connection.run(_FORWARDS, [position.seq, until, MANY, BYTES]):
            for seq, chain, body in rows:
                if seq != position.seq + 1:
                    raise missing(position.seq + 1, seq - 1)
                if crc32(body, position.chain) != chain:
                    raise self._damaged(position.seq)
                position = DatabasePosition(seq, chain)
                yield body, position

    def _damaged(self, seq: int) -> Damaged:
        return Damaged(
            "{path} does not verify after entry {seq}. Nothing was cut", "wants-check", path=self.place, seq=seq
        )

    def entries(self, after: int, until: AnyPosition) -> Iterator[Entry]:
        chain = self._chain_of(after)
        for body, _position in self._wholes(DatabasePosition(after, chain), until.seq):
            entry = entry_of(body)
            if entry is None:
                return
            yield entry

    def _chain_of(self, seq: int) -> int:
        if seq == 0:
            return self._begin.chain
        rows = self._connection.run("SELECT chain FROM {schema}.entry WHERE seq = %s", [seq])
        if not rows:
            raise missing(seq, seq)
        return rows[0][0]

    def backwards(
        self, end: AnyPosition, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
    ) -> Iterator[Read]:
        seq, wanted = end.seq, list(needles) or None
        while rows := self._connection.run(_BACKWARDS, [seq, down_to, wanted, wanted, MANY, BYTES]):
            for seq, chain, before, body in rows:
                if crc32(body, self._begin.chain if seq == 1 else before or 0) != chain:
                    raise self._damaged(seq - 1)
                found = read(body)
                if found is not None:
                    yield found
            seq -= 1

    # Writing

    @contextmanager
    def turn(self, wait: float) -> Generator[None]:
        if self.refusal is not None:
            raise ReadOnly("Nothing can be written here: {why}", why=self.refusal)
        if self._lost < LOST:
            yield
            return
        with self._connection.transaction():
            self._connection.run("SELECT set_config('lock_timeout', %s, true)", [str(int(wait * 1000) or 1)])
            self._connection.run("SELECT {schema}.hold()")
            yield

    def is_far_behind(self, at: AnyPosition) -> bool:
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

    # Keeping

    def load(self) -> KeptCheckpoint | None:
        loaded = self._kept.load()
        if loaded is None:
            return None
        position = DatabasePosition(loaded.head.seq, loaded.head.chain)
        return KeptCheckpoint(loaded, position, self._stands(position))

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

    def grown_long(self, now: AnyPosition) -> bool:
        return False

    def rotate(self, now: AnyPosition, made: str) -> None:
        """A table does not grow too long for anybody."""

    def anew(self) -> None:
        header = self._header()
        if header.workspace != self.header.workspace:
            raise Damaged(
                "another workspace, {name}, was put in the place of {path}", name=header.name, path=self.place
            )
        self.header = header

    def close(self) -> None:
        self._connection.close()


_APPEND = "SELECT {schema}.append(%s::bigint, %s::bigint, %s, %s::bigint, %s, %s, %s::bytea)"
#: Behind a sequence, up to another, so many, and of so many bytes before the last of them.
_FORWARDS = """
SELECT seq, chain, body FROM (
    SELECT seq, chain, body, sum(length(body)) OVER (ORDER BY seq) - length(body) AS before FROM {schema}.entry
    WHERE seq > %s::bigint AND seq <= coalesce(%s::bigint, 9223372036854775807) ORDER BY seq LIMIT %s
) AS rows WHERE before < %s ORDER BY seq
"""
_BACKWARDS = """
SELECT seq, chain, before, body FROM (
    SELECT entry.seq, entry.chain, earlier.chain AS before, entry.body,
        sum(length(entry.body)) OVER (ORDER BY entry.seq DESC) - length(entry.body) AS behind
    FROM {schema}.entry LEFT JOIN {schema}.entry AS earlier ON earlier.seq = entry.seq - 1
    WHERE entry.seq <= %s::bigint AND entry.seq > %s::bigint AND (%s::bytea[] IS NULL OR EXISTS (
        SELECT FROM unnest(%s::bytea[]) AS needle WHERE position(needle IN entry.body) > 0))
    ORDER BY entry.seq DESC LIMIT %s
) AS rows WHERE behind < %s ORDER BY seq DESC
"""
