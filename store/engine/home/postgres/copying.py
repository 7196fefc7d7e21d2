"""A whole journal into a database, by COPY, and out of one: byte for byte, in order."""

from collections.abc import Iterable, Iterator
from contextlib import closing

import msgspec

from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.entry_rows import EntryRows, begin_of
from store.engine.home.postgres.new_schema import make
from store.engine.home.raw_journal import RawEntry


class Operation(msgspec.Struct, gc=False):
    """Of an entry, its operation id."""

    op: str


_operation = msgspec.json.Decoder(Operation).decode


class DatabaseJournal:
    """That at an address; see `store.engine.home.raw_journal`."""

    def __init__(self, place: str) -> None:
        self._connection = Connection(address_of(place))
        self.header: bytes = self._connection.run("SELECT header FROM {schema}.about")[0][0]
        self._rows = EntryRows(self._connection, begin_of(self.header))

    def entries(self, after: int) -> Iterator[RawEntry]:
        """Those behind a sequence. Raises `Damaged` for what is missing or does not verify."""
        position = self._rows.at(after)
        for body, there in self._rows.forwards(position or self._rows.begin):
            yield RawEntry(*there, body)

    def close(self) -> None:
        self._connection.close()


class NewDatabaseJournal:
    """One that is being filled at an address: read by nobody but whoever fills it, and of no use until it is open.

    What is begun and not opened is begun anew. Raises `Failed` where there is an open one.
    """

    def __init__(self, place: str, header: bytes, coming_from: str) -> None:
        self._connection = Connection(address_of(place))
        self.seq = 0
        with self._connection.transaction():
            make(self._connection, header, moved_to=coming_from)

    def take(self, entries: Iterable[RawEntry]) -> None:
        """Append these, whole or not at all."""
        with self._connection.transaction():
            last = self._connection.copy_in(_COPY, map(_row, entries))
            if last:
                self.seq = last[0]
                self._connection.run(_HEAD, [self.seq, last[2]])

    def close(self) -> None:
        self._connection.close()


def open_at(place: str) -> None:
    """From now on the journal at that address is the one that is written."""
    with closing(Connection(address_of(place))) as connection:
        connection.run("UPDATE {schema}.head SET moved_to = NULL")


def _row(entry: RawEntry) -> tuple[int, str, int, bytes]:
    return entry.seq, _operation(entry.body).op, entry.chain, entry.body


_COPY = "COPY {schema}.entry (seq, op, chain, body) FROM STDIN (FORMAT binary)"
_HEAD = "UPDATE {schema}.head SET seq = %s::bigint, chain = %s::bigint"
