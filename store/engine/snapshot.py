"""The documents as they are committed, read: snapshots, encoded, from any thread."""

from collections.abc import Iterator
from typing import TypeVar

from store.engine.lookups import LookupKeys
from store.engine.state import Tables
from store.engine.table_documents import decoded
from store.engine.transaction import Encoded

T = TypeVar("T")


class Snapshot:
    """What reads the tables of ``_state``, which whoever follows the journal keeps."""

    _state: Tables

    def raw(self, table: str, number: int) -> Encoded | None:
        """The encoded document, or None."""
        documents = self._state.tables.get(table)
        return None if documents is None else documents.get(number)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        """Every document of the table, encoded, in the order of their making."""
        return list(self._state.tables.get(table, {}).items())

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        """Every document of the table by number, decoded as ``kind``, many at a time: the quickest way to read all.

        In the order of their making. Raises msgspec.ValidationError.
        """
        return decoded(self._state.tables.get(table, {}), kind)

    def numbers_with(self, index: LookupKeys, key: str) -> list[int]:
        """The numbers of the documents that have the key; the first time all are read, then only what changes."""
        seen = Snapshot()
        seen._state = self._state  # that others may start over from meanwhile
        return seen._state.numbers_with(index, key, seen)

    def numbers(self, table: str) -> list[int]:
        """The numbers of the table's documents."""
        return list(self._state.tables.get(table, {}))

    def count(self, table: str) -> int:
        """How many documents the table has."""
        return len(self._state.tables.get(table, {}))

    def tables(self) -> list[str]:
        """The names of the tables, empty ones included."""
        return list(self._state.tables)

    def highest(self, table: str) -> int:
        """The highest number that the table ever gave out."""
        return self._state.highest.get(table, 0)

    def generation(self, table: str) -> int:
        """Rises whenever the table changes."""
        return self._state.generations.get(table, 0)
