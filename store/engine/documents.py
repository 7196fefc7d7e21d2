"""The documents of a workspace as a TinyDB: what TinyDB documents of itself holds here, and a write is a commit."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from tinydb import TinyDB

from store.engine.storage import LedgerStorage
from store.engine.table import Table
from store.engine.transaction import Transaction

if TYPE_CHECKING:
    from store.engine.ledger import Ledger


class Documents(TinyDB):
    """TinyDB's database over a ledger; tables, queries and operations are TinyDB's own.

    Opened by `store.open_documents`, it closes its ledger as TinyDB closes its file; a workspace's leaves it open.
    """

    table_class = Table
    default_storage_class = LedgerStorage

    def __init__(self, ledger: "Ledger") -> None:
        TinyDB.__init__(self, ledger)  # pyright: ignore[reportUnknownMemberType] (TinyDB says no types)
        self._ledger = ledger

    @property
    def ledger(self) -> "Ledger":
        """What the documents are kept in: commits of several changes, checkpoints, news."""
        return self._ledger

    def tables(self) -> set[str]:
        """The names of all tables, empty ones included."""
        self._store.sync()
        return set(self._ledger.tables())

    def drop_tables(self) -> None:
        """Drop all tables, as one commit."""
        self._drop(lambda _name: True)

    def drop_table(self, name: str) -> None:
        """Drop one table; nothing happens where there is none of that name."""
        self._drop(name.__eq__)

    def _drop(self, asked: Callable[[str], bool]) -> None:
        def command(transaction: Transaction) -> None:
            for name in filter(asked, self._ledger.tables()):
                transaction.drop(name)

        self._store.commit(command)
        for name in [*filter(asked, self._tables)]:
            table = self._tables.pop(name)
            if isinstance(table, Table):
                table.note_own_change()

    @property
    def _store(self) -> LedgerStorage:
        return cast("LedgerStorage", self.storage)
