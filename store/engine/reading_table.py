"""The reading half of a table: what is returned is decoded for the caller, who may do with it what he likes."""

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any, cast

from tinydb.queries import QueryLike
from tinydb.table import Document, Table
from tinydb.utils import LRUCache

from store.engine.doc_ids import by_text
from store.engine.storage import LedgerStorage, must_be_text
from store.engine.transaction import Encoded, decode

#: What the query cache holds: results still encoded, so that nobody can change them in it.
Found = list[tuple[int, Encoded]]


class ReadingTable(Table):
    """TinyDB's `Table` as far as it reads; see there for what each method does."""

    def __init__(self, storage: LedgerStorage, name: str, cache_size: int = Table.default_query_cache_capacity) -> None:
        must_be_text(name)
        super().__init__(storage, name, cache_size)
        self._store = storage
        self._ledger = storage.ledger
        self._found = cast("LRUCache[QueryLike, Found]", self._query_cache)
        self._found_at = -1  # the generation that the cached results are of
        self._caching = Lock()  # one thread may read while another one writes

    def __len__(self) -> int:
        self._store.sync()
        return self._ledger.count(self.name)

    def __iter__(self) -> Iterator[Document]:
        self._store.sync()
        for number, raw in self._ledger.items(self.name):
            yield self._document(number, decode(raw))

    def search(self, cond: QueryLike) -> list[Document]:
        """All documents that match; each call decodes its own, from the query cache too."""
        generation, found = self._cached(cond)
        if found is not None:
            return [self._document(number, decode(raw)) for number, raw in found]
        found = Found()
        documents: list[Document] = []
        for number, raw in self._ledger.items(self.name):
            document = decode(raw)
            if cond(document):
                found.append((number, raw))
                documents.append(self._document(number, document))
        cacheable = getattr(cond, "is_cacheable", None)
        if cacheable is None or cacheable():
            with self._caching:
                if self._found_at == generation:  # else another thread has seen a newer table
                    self._found[cond] = found
        return documents

    def clear_cache(self) -> None:
        with self._caching:
            self._found.clear()

    def count(self, cond: QueryLike) -> int:
        _generation, found = self._cached(cond)
        return len(self.search(cond)) if found is None else len(found)

    def get(  # pyright: ignore[reportIncompatibleMethodOverride] (TinyDB declares it by overloads)
        self, cond: QueryLike | None = None, doc_id: Any = None, doc_ids: Iterable[Any] | None = None
    ) -> Any:  # a document or None; with doc_ids a list (TinyDB declares it by overloads)
        """The document with an id, those with ids (in the table's order), or the first one that matches."""
        self._store.sync()
        if doc_id is not None:
            raw = self._raw(by_text(doc_id))
            return None if raw is None else self.document_class(decode(raw), doc_id)
        if doc_ids is not None:
            return [self._document(number, decode(raw)) for number, raw in self._some(map(by_text, doc_ids))]
        if cond is None:
            raise RuntimeError("You have to pass either cond or doc_id or doc_ids")
        for number, raw in self._ledger.items(self.name):
            document = decode(raw)
            if cond(document):
                return self._document(number, document)
        return None

    def _cached(self, cond: QueryLike) -> tuple[int, Found | None]:
        """The table's generation, and what the query found in it if that is still known."""
        self._store.sync()
        generation = self._ledger.generation(self.name)
        with self._caching:
            if generation != self._found_at:
                self._found.clear()
                self._found_at = generation
            return generation, self._found.get(cond)

    def _raw(self, number: int | None) -> Encoded | None:
        return None if number is None else self._ledger.raw(self.name, number)

    def _some(self, numbers: Iterable[int | None]) -> Found:
        """Those of the numbers that are there, in the order of the table."""
        found = {number: raw for number in numbers if number is not None and (raw := self._raw(number)) is not None}
        order = found if len(found) < 2 else self._ledger.numbers(self.name)
        return [(number, found[number]) for number in order if number in found]

    def _doc_id(self, number: int) -> Any:
        return number if self.document_id_class is int else self.document_id_class(str(number))

    def _document(self, number: int, document: dict[str, Any]) -> Document:
        return self.document_class(document, self._doc_id(number))
