"""A journal put into a database whole, in one transaction: it is there with all its entries, or there is nothing."""

from collections import deque
from collections.abc import Iterator
from contextlib import closing

import msgspec

from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.database_position import DatabasePosition, begin_of
from store.engine.home.postgres.entry_rows import EntryRows
from store.engine.home.postgres.new_schema import make
from store.engine.home.raw_journal import RawEntry
from store.errors import Damaged, Failed


class Filed(msgspec.Struct, gc=False):
    """Of an entry, what its row has beside its body."""

    op: str


_filed = msgspec.json.Decoder(Filed).decode


def refuse_taken(place: str) -> None:
    """Raise `Failed` where there is a workspace at that address already."""
    with closing(Connection(address_of(place))) as connection:
        if connection.run("SELECT to_regnamespace(%s) IS NOT NULL", [connection.address.schema])[0][0]:
            raise Failed("There is a workspace at {place} already", place=connection.address.shown)


def role_at(place: str) -> str:
    """As which role one gets into the database at that address."""
    with closing(Connection(address_of(place))) as connection:
        return str(connection.run("SELECT session_user")[0][0])


def fill(place: str, header: bytes, entries: Iterator[RawEntry]) -> None:
    """Make a workspace there with these entries.

    Raises `Failed` where there is one or none can be made, `Damaged` where what is read is not what was written.
    """
    with closing(Connection(address_of(place))) as connection, connection.transaction():
        make(connection, header)
        fill_rows(connection, entries)


def fill_rows(connection: Connection, entries: Iterator[RawEntry]) -> None:
    """Write the entries of a journal that has none, and read them again before they count; in a transaction."""
    rows = EntryRows(connection, begin_of(connection.run("SELECT header FROM {schema}.about")[0][0]))
    last = connection.copy_in(_COPY, ((entry.seq, filed_op(entry), entry.chain, entry.body) for entry in entries))
    written = rows.begin if last is None else DatabasePosition(last[0], last[2])
    if connection.run(_HAS_HEAD)[0][0]:
        connection.run("UPDATE {schema}.head SET seq = %s::bigint, chain = %s::bigint", [*written])
    read = deque((position for _body, position in rows.forwards(rows.begin, written.seq)), maxlen=1)
    if [*read] != [written] * (last is not None):
        raise Damaged("What was written is not what was read. Nothing was changed")


def filed_op(entry: RawEntry) -> str:
    """The operation id under which an entry is filed."""
    return _filed(entry.body).op


#: Where entries come in by a plain INSERT, the end is wherever the last of them is.
_HAS_HEAD = "SELECT relkind = 'r' FROM pg_class WHERE oid = '{schema}.head'::regclass"
_COPY = "COPY {schema}.entry (seq, op, chain, body) FROM STDIN (FORMAT binary)"
