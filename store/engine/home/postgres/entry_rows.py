"""The entries of a journal in a database, read over one connection and verified as those in a file are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Protocol
from zlib import crc32

from store.engine.home import Diverged
from store.engine.home.postgres.connection import READING, Connection
from store.engine.home.postgres.database_position import DatabasePosition
from store.engine.journal.entry import Read
from store.engine.journal.past import missing
from store.errors import Damaged

#: So many entries, and so many bytes of them before the last one, are read at a time.
MANY, BYTES = 1_000, 4 * 1024 * 1024


class DatabaseState(Protocol):
    """What is known of a database beside its entries; see `EntryRows`."""

    @property
    def gone_to(self) -> str: ...
    @property
    def only_read(self) -> bool: ...
    @property
    def follows(self) -> bool: ...


class EntryRows:
    """``begin`` is before the very first of them."""

    def __init__(self, connection: Connection, begin: DatabasePosition) -> None:
        self.begin = begin
        #: Where the journal was moved to, as far as is known.
        self.gone_to = ""
        #: Whether nothing can be written there now, and whether that is because the server follows another one.
        self.only_read = self.follows = False
        self._connection = connection

    def head(self) -> DatabasePosition:
        """Where the journal ends; ``gone_to``, ``only_read`` and ``follows`` are as of then."""
        seq, chain, moved_to, self.only_read, self.follows = self._connection.run(_HEAD)[0]
        self.gone_to = moved_to or ""
        return DatabasePosition(seq, chain)

    def take_over(self, other: DatabaseState) -> None:
        """What somebody else has learnt of the database, until one looks."""
        self.gone_to, self.only_read, self.follows = other.gone_to, other.only_read, other.follows

    def at(self, seq: int) -> DatabasePosition | None:
        """The position of the entry with that sequence, None where there is none."""
        if seq == 0:
            return self.begin
        rows = self._connection.run("SELECT seq, chain FROM {schema}.entry WHERE seq = %s", [seq])
        return DatabasePosition(*rows[0]) if rows else None

    def forwards(self, after: DatabasePosition, until: int | None = None) -> Iterator[tuple[bytes, DatabasePosition]]:
        """The bodies behind a position, each with its own.

        Raises `Diverged` where the position does not stand, `Damaged` where one is missing or does not verify. If it is
        very much it comes by COPY, over a connection of its own: whoever reads may ask for something else meanwhile.
        """
        position = after
        while rows := self._connection.run(_FORWARDS, [position.seq, position.seq, until, MANY, BYTES]):
            if position.seq and rows[0][0] != position.chain:
                raise Diverged
            for body, there in self._verified(position, (row[1:] for row in rows)):
                position = there
                yield body, there
            if len(rows) < MANY and sum(len(row[3]) for row in rows) < BYTES:
                return
            if until is None:
                yield from self._all(position)
                return
        if position == after and self.at(after.seq) != after:
            raise Diverged

    def _all(self, after: DatabasePosition) -> Iterator[tuple[bytes, DatabasePosition]]:
        with closing(Connection(self._connection.address)) as alone:
            yield from self._verified(after, alone.copy_out(_ALL.replace("{after}", str(after.seq))))

    def _verified(
        self, after: DatabasePosition, rows: Iterable[tuple[int, int, bytes]]
    ) -> Iterator[tuple[bytes, DatabasePosition]]:
        position = after
        for seq, chain, body in rows:
            if seq != position.seq + 1:
                raise missing(position.seq + 1, seq - 1)
            if crc32(body, position.chain) != chain:
                raise self._damaged(position.seq)
            position = DatabasePosition(seq, chain)
            yield body, position

    def backwards(
        self, end: int, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
    ) -> Iterator[Read]:
        """What ``read`` makes of the bodies up to a sequence, the newest first; see `Home.backwards`."""
        wanted, within = list(needles) or None, READING if needles else None
        while rows := self._connection.run(_BACKWARDS, [end, down_to, wanted, wanted, MANY, BYTES], within=within):
            for seq, chain, before, body in rows:
                if crc32(body, self.begin.chain if seq == 1 else before or 0) != chain:
                    raise self._damaged(seq - 1)
                found = read(body)
                if found is not None:
                    yield found
            end = rows[-1][0] - 1

    def _damaged(self, seq: int) -> Damaged:
        return Damaged(
            "{path} does not verify after entry {seq}. Nothing was cut",
            "wants-check",
            path=self._connection.address.shown,
            seq=seq,
        )


_HEAD = """
SELECT seq, chain, moved_to, current_setting('transaction_read_only')::boolean, pg_is_in_recovery() FROM {schema}.head
"""
#: Behind a sequence, up to another; each with the checksum that stands there.
_FORWARDS = """
SELECT (SELECT chain FROM {schema}.entry WHERE seq = %s::bigint) AS standing, seq, chain, body FROM (
    SELECT seq, chain, body, sum(length(body)) OVER (ORDER BY seq) - length(body) AS before FROM {schema}.entry
    WHERE seq > %s::bigint AND seq <= coalesce(%s::bigint, 9223372036854775807) ORDER BY seq LIMIT %s
) AS rows WHERE before < %s ORDER BY seq
"""
_ALL = """
COPY (SELECT seq, chain, body FROM {schema}.entry WHERE seq > {after} ORDER BY seq) TO STDOUT (FORMAT binary)
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
