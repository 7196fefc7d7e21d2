"""A journal in a database as of one moment, to be read whole: entries are only appended, and never changed."""

from collections.abc import Iterator

from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.connection import READING, Connection
from store.engine.home.postgres.database_position import begin_of
from store.engine.home.postgres.database_reader import DatabaseReader
from store.engine.home.postgres.entry_rows import EntryRows


class Moment:
    """``seq`` and ``chain`` are those of the last entry then, ``size`` the bytes of all bodies up to it.

    Raises `Failed` where there is no journal, `ReadOnly` for one of a newer program.
    """

    def __init__(self, place: str) -> None:
        address = address_of(place)
        DatabaseReader(address).close()
        self.place = address.shown
        self._connection = Connection(address)
        self.header: bytes
        self.header, self.seq, self.chain, self.size = self._connection.run(_MOMENT, within=READING)[0]

    def bodies(self) -> Iterator[bytes]:
        """Of all its entries, in order. Raises `Damaged` where one is missing or does not verify."""
        rows = EntryRows(self._connection, begin_of(self.header))
        return (body for body, _position in rows.forwards(rows.begin, self.seq))

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


_MOMENT = """
SELECT header, head.seq, head.chain,
    (SELECT coalesce(sum(octet_length(body)), 0)::bigint FROM {schema}.entry WHERE entry.seq <= head.seq)
FROM {schema}.about, {schema}.head
"""
