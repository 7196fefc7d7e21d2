"""A whole journal into a database, by COPY, and out of one: byte for byte, in order."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing

import msgspec

from store.engine.home.postgres.accepting import has_functions
from store.engine.home.postgres.address import Address, address_of
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.database_position import begin_of
from store.engine.home.postgres.entry_rows import EntryRows
from store.engine.home.postgres.new_schema import let_all_in, make
from store.engine.home.postgres.standing import look, schemas
from store.engine.home.raw_journal import RawEntry, RawJournal
from store.errors import Refused


class Operation(msgspec.Struct, gc=False):
    """Of an entry, its operation id."""

    op: str


_operation = msgspec.json.Decoder(Operation).decode


class DatabaseJournal:
    """That at an address; see `store.engine.home.raw_journal`."""

    def __init__(self, place: str) -> None:
        self._connection = Connection(address_of(place))
        standing = look(self._connection)
        self.header: bytes = standing.header
        self.gone_to = standing.gone_to
        self._rows = EntryRows(self._connection, begin_of(self.header))

    def entries(self, after: int) -> Iterator[RawEntry]:
        """Those behind a sequence. Raises `Damaged` for what is missing or does not verify."""
        position = self._rows.at(after)
        for body, there in self._rows.forwards(position or self._rows.begin):
            yield RawEntry(*there, body)

    def must_be_yours(self) -> None:
        """Raise `Refused` where somebody else would have to say that it has gone."""
        schema = schemas(self._connection)[self._connection.address.name]
        if not schema.own:
            raise Refused(
                "Only whoever has the role {owner} moves {place}: it owns the schema",
                "not-yours",
                owner=schema.owner,
                place=self._connection.address.shown,
            )

    def close(self) -> None:
        self._connection.close()


class NewDatabaseJournal:
    """One that is being filled at an address: read by nobody but whoever fills it, and of no use until it is open.

    What is begun and not opened is begun anew, all of it seen at once. Raises `Failed` where there is an open one.
    """

    def __init__(self, place: str, header: bytes, coming_from: str) -> None:
        self._connection = Connection(address_of(place))
        self._header, self._coming_from, self._begun = header, coming_from, False
        self.seq = 0

    def take(self, entries: Iterable[RawEntry]) -> None:
        """Append these, whole or not at all."""
        with self._connection.transaction():
            if not self._begun:
                make(self._connection, self._header, self._coming_from)
            self.seq = fill(self._connection, entries) or self.seq
        self._begun = True

    def close(self) -> None:
        self._connection.close()


def found(address: Address, journal: RawJournal, people: Mapping[str, str]) -> list[str]:
    """A workspace with all that is in a journal, and whom it lets in, in one transaction; the roles that were made."""
    with closing(Connection(address)) as connection, connection.transaction():
        make(connection, journal.header)
        fill(connection, journal.entries(0))
        return let_all_in(connection, people)


def fill(connection: Connection, entries: Iterable[RawEntry]) -> int:
    """Append entries in a transaction; the last one's sequence, 0 where there is none."""
    last = connection.copy_in(_COPY, map(_row, entries))
    if last is None:
        return 0
    if has_functions(connection):  # else the head is where the last entry is
        connection.run(_HEAD, [last[0], last[2]])
    return last[0]


def open_at(place: str) -> None:
    """From now on the journal at that address is the one that is written."""
    with closing(Connection(address_of(place))) as connection:
        connection.run("UPDATE {schema}.head SET moved_to = NULL")
        connection.run("SELECT pg_notify({channel}, '')")


def _row(entry: RawEntry) -> tuple[int, str, int, bytes]:
    return entry.seq, _operation(entry.body).op, entry.chain, entry.body


_COPY = "COPY {schema}.entry (seq, op, chain, body) FROM STDIN (FORMAT binary)"
_HEAD = "UPDATE {schema}.head SET seq = %s::bigint, chain = %s::bigint"
