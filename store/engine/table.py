"""A TinyDB table over a ledger: a read decodes what it returns, a write is one commit of what it changes."""

from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from typing import Any, TypeVar, cast

from tinydb.queries import QueryLike
from tinydb.table import Document

from store.engine.doc_ids import by_text, by_value, to_keep
from store.engine.reading_table import ReadingTable
from store.engine.storage import LedgerStorage, must_be_mapping, replace
from store.engine.sweep import Step, Sweep, Verdict
from store.engine.transaction import Transaction, decode

T = TypeVar("T")
#: More documents than this are made ready before the lock.
MANY = 1_000
Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class Table(ReadingTable):
    """TinyDB's `Table` with its behaviour and its errors; see there for what each method does.

    Conditions, updates and generators given by the caller run before the lock; only what others changed meanwhile is
    judged again under it.
    """

    def __init__(
        self,
        storage: LedgerStorage,
        name: str,
        cache_size: int = ReadingTable.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        super().__init__(storage, name, cache_size)
        self._next_id: int | None = None
        self._counted_at = -1  # the generation up to which all changes are our own
        if persist_empty:
            self._commit(self._persist)

    def insert(self, document: Mapping[str, Any]) -> Any:
        """Store a new document; returns its id. Raises ValueError where it is no mapping or its id is taken."""
        must_be_mapping(document)
        if isinstance(document, self.document_class):
            self._next_id = None
        return self._commit(lambda transaction: self._add(transaction, [document])[0])

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[Any]:
        ready: list[Mapping[str, Any]] = []
        try:
            for document in documents:
                must_be_mapping(document)
                ready.append(document)
        except BaseException:
            for document in ready:  # TinyDB counts those before the fault: the next id is the same here
                if not isinstance(document, self.document_class):
                    self._get_next_id()
            raise
        return self._commit(lambda transaction: self._add(transaction, ready), ahead=len(ready) > MANY)

    def update(self, fields: Fields, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None) -> list[Any]:
        sweep, requested = self._update_sweep(fields, cond, doc_ids)
        return self._commit(lambda transaction: self._write(transaction, sweep, requested))

    def update_multiple(self, updates: Iterable[tuple[Fields, QueryLike]]) -> list[Any]:
        """Give each document the updates whose condition it matches, in order; returns an id for each match."""
        sweep, _requested = self._sweep(_updating(updates), None)
        return self._commit(lambda transaction: self._write(transaction, sweep, None))

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[Any]:
        """Update what has the document's id or matches, insert it where nothing does: one commit either way."""
        has_id = isinstance(document, self.document_class) and hasattr(document, "doc_id")
        if not has_id and cond is None:
            raise ValueError(
                "If you don't specify a search query, you must specify a doc_id. Hint: use a table.Document object."
            )
        doc_ids = [cast("Document", document).doc_id] if has_id else None
        sweep, requested = self._update_sweep(document, cond, doc_ids)

        def command(transaction: Transaction) -> list[Any]:
            if sweep.settled():
                return self._write(transaction, sweep, requested)
            must_be_mapping(document)
            if has_id:
                self._next_id = None
            return self._add(transaction, [document])

        return self._commit(command)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None) -> list[Any]:
        if doc_ids is None and cond is None:
            raise RuntimeError("Use truncate() to remove all documents")
        asked = None if doc_ids is not None else cond

        def step(document: dict[str, Any]) -> int:
            return 1 if asked is None or asked(document) else 0

        sweep, requested = self._sweep(step, doc_ids)

        def command(transaction: Transaction) -> list[Any]:
            verdicts = sweep.settled()
            for number, verdict in verdicts.items():
                if requested is not None and verdict.times > 1:
                    raise KeyError(number)  # TinyDB stumbles over an id given twice; nothing is removed
                transaction.delete(self.name, number)
            return self._changed(transaction, verdicts, requested)

        return self._commit(command)

    def truncate(self) -> None:
        """Delete all documents; the table stays, empty."""
        self._commit(lambda transaction: transaction.clear(self.name))
        self._next_id = None

    def note_own_change(self) -> None:
        """Keep counting ids: what changed the table last was this database itself."""
        self._counted_at = self._ledger.generation(self.name)

    # What the methods above stand on

    def _commit(self, command: Callable[[Transaction], T], *, ahead: bool = False) -> T:
        """One commit, after which the query cache is empty, as in TinyDB, whether or not anything changed."""

        def run(transaction: Transaction) -> T:
            self._forget_count()
            return command(transaction)

        # TinyDB's own way of counting ids looks past the transaction: it has to be under the lock.
        value = self._store.commit(run, ahead=ahead and not self._ledger.reuse_numbers)
        self.note_own_change()
        self.clear_cache()
        return value

    def _add(self, transaction: Transaction, documents: list[Mapping[str, Any]]) -> list[Any]:
        """Write new documents, with ids for those that bring none."""
        doc_ids: list[Any] = []
        new: dict[int, Mapping[str, Any]] = {}
        for document in documents:
            if isinstance(document, self.document_class):
                doc_id: Any = document.doc_id
            else:
                doc_id = self._allot(transaction, new)
            number = to_keep(doc_id)
            if number in new or transaction.raw(self.name, number) is not None:
                raise ValueError(f"Document with ID {doc_id} already exists")
            new[number] = document
            doc_ids.append(doc_id)
        for number, document in new.items():
            transaction.write(self.name, number, dict(document))
        if not new:
            self._persist(transaction)
        return doc_ids

    def _allot(self, transaction: Transaction, new: Collection[int]) -> Any:
        """An id that is free. In a workspace one that never was; else TinyDB's, the highest there is plus one."""
        if not self._ledger.reuse_numbers:
            number = transaction.allot(self.name)
            while number in new:
                number = transaction.allot(self.name)
            return number
        doc_id = self._get_next_id()
        number = to_keep(doc_id)
        if number in new or transaction.raw(self.name, number) is not None:
            # The count can meet an id that was given explicitly, and TinyDB then refuses or overwrites it. Go on above.
            self._next_id = max([self._highest(), *new]) + 1
            doc_id = self._get_next_id()
        return doc_id

    def _get_next_id(self) -> Any:
        """The next id to allot; counts on from the last one unless others changed the table since."""
        self._store.sync()
        self._forget_count()
        if self._next_id is None:
            self._next_id = self._highest() + 1
        number = self._next_id
        self._next_id = number + 1
        return number

    def _highest(self) -> int:
        highest = self._ledger.highest(self.name)
        if not self._ledger.reuse_numbers or self._ledger.raw(self.name, highest) is not None:
            return highest
        return max(self._ledger.numbers(self.name), default=0)

    def _forget_count(self) -> None:
        generation = self._ledger.generation(self.name)
        if generation != self._counted_at:
            self._next_id, self._counted_at = None, generation

    def _update_sweep(
        self, fields: Fields, cond: QueryLike | None, doc_ids: Iterable[Any] | None
    ) -> tuple[Sweep, list[Any] | None]:
        asked = _every if cond is None or doc_ids is not None else cond
        return self._sweep(_updating([(fields, asked)]), doc_ids)

    def _sweep(self, step: Step, doc_ids: Iterable[Any] | None) -> tuple[Sweep, list[Any] | None]:
        """The documents with these ids, or all, judged by ``step``; and the ids as they were asked for."""
        requested = None if doc_ids is None else list(doc_ids)
        self._store.sync()
        numbers = None if requested is None else [n for n in map(self._number, requested) if n is not None]
        return Sweep(self._ledger.unveiled, self.name, step, numbers), requested

    def _write(self, transaction: Transaction, sweep: Sweep, requested: list[Any] | None) -> list[Any]:
        verdicts = sweep.settled()
        for number, verdict in verdicts.items():
            transaction.write(self.name, number, verdict.document)
        return self._changed(transaction, verdicts, requested)

    def _changed(
        self, transaction: Transaction, verdicts: dict[int, Verdict], requested: list[Any] | None
    ) -> list[Any]:
        """The ids to return; a table that was only asked for is there from now on, as in TinyDB."""
        if not verdicts:
            self._persist(transaction)
        if requested is not None:
            return [doc_id for doc_id in requested if self._number(doc_id) in verdicts]
        return [self._doc_id(number) for number, verdict in verdicts.items() for _ in range(verdict.times)]

    def _persist(self, transaction: Transaction) -> None:
        if self.name not in self._ledger.tables():
            transaction.clear(self.name)

    def _number(self, doc_id: Any) -> int | None:
        return by_value(doc_id) if self.document_id_class is int else by_text(doc_id)

    # TinyDB's own way to read and change a whole table, for classes derived from this one

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        def command(transaction: Transaction) -> None:
            known = dict(self._ledger.unveiled.items(self.name))
            documents = {self._doc_id(number): decode(raw) for number, raw in known.items()}
            updater(documents)
            self._persist(transaction)
            replace(transaction, self.name, known, documents)

        self._commit(command)


def _every(_document: object) -> bool:
    return True


def _updating(updates: Iterable[tuple[Fields, Callable[[dict[str, Any]], bool]]]) -> Step:
    """Gives a document each of the updates whose condition it matches, in their order."""
    pairs = list(updates)

    def step(document: dict[str, Any]) -> int:
        times = 0
        for fields, cond in pairs:
            if cond(document):
                if callable(fields):
                    fields(document)
                else:
                    document.update(fields)
                times += 1
        return times

    return step
