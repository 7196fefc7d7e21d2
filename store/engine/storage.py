"""TinyDB's Storage over a ledger: reading gives all documents, writing is a commit of what is different."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from tinydb.storages import Storage

from store.engine.doc_ids import to_keep
from store.engine.transaction import Encoded, Transaction, decode

if TYPE_CHECKING:
    from store.engine.ledger import Ledger

T = TypeVar("T")


class LedgerStorage(Storage):
    """The door between TinyDB and the ledger. Our tables pass by `read` and `write`, which handle everything at once.

    Reading first takes in what other processes wrote (one ``stat`` where they wrote nothing). The documents alone close
    their ledger with the storage; a workspace closes its own.
    """

    def __init__(self, ledger: "Ledger") -> None:
        super().__init__()
        self.ledger = ledger
        self._closed = False
        self._read: dict[str, dict[int, Encoded]] | None = None

    def sync(self) -> None:
        """Take in what others wrote, if anything; raises ValueError where the storage is closed, as files do."""
        self._must_be_open()
        if self.ledger.moved():
            self.ledger.catch_up()

    def commit(self, command: Callable[[Transaction], T], *, ahead: bool = False) -> T:
        """Run a command as one commit of the ledger."""
        self._must_be_open()

        def run(transaction: Transaction) -> T:
            transaction.by_tables = True
            return command(transaction)

        value = self.ledger.commit(run, ahead=ahead)
        self._read = None
        return value

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All documents by table and id (as text), decoded; None where nothing was ever written."""
        self.sync()
        ledger = self.ledger
        self._read = {name: dict(ledger.items(name)) for name in ledger.tables()}
        if not self._read and not ledger.seq:
            return None
        return {
            name: {str(number): decode(raw) for number, raw in documents.items()}
            for name, documents in self._read.items()
        }

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Make the documents those in ``data``, as one commit.

        The differences are taken from what this storage last read, unless it wrote since: what others wrote between
        a read and the write that follows from it stays.
        """
        base = self._read
        for name in data:
            must_be_text(name)

        def command(transaction: Transaction) -> None:
            now = self.ledger.tables()
            for name in now if base is None else base:
                if name not in data and name in now:
                    transaction.drop(name)
            for name, documents in data.items():
                known = dict(self.ledger.items(name)) if base is None else base.get(name, {})
                if name not in now:
                    transaction.clear(name)
                replace(transaction, name, known, documents)

        self.commit(command)

    def close(self) -> None:
        """Let go of the ledger, unless it is a workspace's."""
        if self.ledger.reuse_numbers:
            self._closed = True
            self.ledger.close()

    def _must_be_open(self) -> None:
        if self._closed:
            raise ValueError("The documents are closed")


def must_be_mapping(document: object) -> None:
    """Raise ValueError as TinyDB does for a document that is none."""
    if not isinstance(document, Mapping):
        raise ValueError("Document is not a Mapping")  # noqa: TRY004 (what TinyDB raises)


def must_be_text(name: object) -> None:
    """Raise TypeError for a table's name that JSON could not give back as it is."""
    if not isinstance(name, str):
        raise TypeError(f"The name of a table is text, not {name!r}")


def replace(transaction: Transaction, table: str, known: Mapping[int, Encoded], documents: Mapping[Any, Any]) -> None:
    """Write the ``documents`` of a table that differ from those ``known``, delete the known ones that are missing.

    Raises ValueError for an id that is no whole number or a document that is no mapping.
    """
    wanted = {to_keep(doc_id): document for doc_id, document in documents.items()}
    for number in known:
        if number not in wanted:
            transaction.delete(table, number)
    for number, document in wanted.items():
        must_be_mapping(document)
        new: dict[str, Any] = dict(document)
        if number not in known or not same(known[number], new):
            transaction.write(table, number, new)


def same(raw: Encoded, document: dict[str, Any]) -> bool:
    """Whether a document is what is stored, to the type of every value: 1 is not true, and a date is not its text."""
    return decode(raw) == document and msgspec.json.encode(document) == bytes(raw)
