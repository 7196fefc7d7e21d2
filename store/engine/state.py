"""The documents as committed so far, encoded, and how an entry of the journal changes them."""

import threading
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import msgspec

from store.engine.changes import apply
from store.engine.garbage import uncollected
from store.engine.journal.checkpoint import Loaded
from store.engine.journal.frames import Numbered
from store.engine.lookups import Lookup, LookupKeys, LookupSource, NumberedSource
from store.engine.table_documents import Documents, TableDocuments
from store.engine.transaction import Encoded, decode

encode = msgspec.json.Encoder().encode
#: Never the same twice in a process: a journal that is opened again may hold something else.
_generations = count(1)


#: So often one key is looked for before all are indexed.
FEW = 3


class Tables:
    """Table name to number to encoded document; reads give snapshots, so that a writer's thread may go on."""

    def __init__(self, *, reuse_numbers: bool) -> None:
        self.tables: dict[str, Documents] = {}
        self.highest: dict[str, int] = {}
        self.generations: dict[str, int] = {}
        self._reuse = reuse_numbers
        #: By table; another thread may ask for one while entries are applied.
        self._lookups: dict[str, dict[LookupKeys, Lookup]] = {}
        self._looking = threading.RLock()
        self._asked: dict[LookupKeys, int] = {}

    def load(self, loaded: Loaded, rescue: Callable[[str], Numbered]) -> None:
        """Start from a checkpoint; ``rescue`` gives a table's documents as of it where its frames do not verify."""
        for table, frames in loaded.frames.items():
            self.tables[table] = TableDocuments(
                loaded.file, frames, partial(rescue, table), loaded.columns.get(table, {})
            )
        self.highest = dict(loaded.head.highest)
        self.generations = dict.fromkeys(self.tables, next(_generations))

    def numbers_with(self, index: LookupKeys, key: str, source: NumberedSource) -> list[int]:
        """The numbers of the documents with that key; the first times they may be looked for without indexing all."""
        with self._looking:
            known = index in self._lookups.get(index.table, {})
            self._asked[index] = asked = self._asked.get(index, 0) + 1
        found = None if known or asked > FEW else index.look(source, key)
        return self.lookup(index, source).numbers(key) if found is None else found

    def lookup(self, index: LookupKeys, source: LookupSource) -> Lookup:
        """The lookup of that index; ``source`` reads these documents, the first time."""
        with self._looking:
            of_table = self._lookups.setdefault(index.table, {})
            if index not in of_table:
                with uncollected():
                    of_table[index] = Lookup(index, index.all(source))
            return of_table[index]

    def apply(self, changes: list[dict[str, Any]], ready: dict[tuple[str, int], bytes | None] | None = None) -> None:
        """Do what an entry says; ``ready`` are the outcomes, where they are known already."""
        for change in changes:
            table, number = change["t"], change["n"]
            if "did" in change:
                self._whole(table, change["did"])
                continue
            documents = self.tables.setdefault(table, {})
            if ready is not None:
                raw: Encoded | None = ready[table, number]
            else:
                raw = self._outcome(documents.get(number), change)
            with self._looking:
                self._put(table, documents, number, raw)
            if number > self.highest.get(table, 0):
                self.highest[table] = number
        generation = next(_generations)  # last: who reads it before the documents never takes old ones for new
        for change in changes:
            self.generations[change["t"]] = generation

    def _put(self, table: str, documents: Documents, number: int, raw: Encoded | None) -> None:
        for lookup in self._lookups.get(table, {}).values():
            lookup.change(number, documents.get(number), raw)
        if raw is None:
            documents.pop(number, None)
        else:
            documents[number] = raw

    def _outcome(self, before: Encoded | None, change: dict[str, Any]) -> bytes | None:
        if "new" in change:
            return encode(change["new"])
        if "old" in change:
            return None
        document: dict[str, Any] = {} if before is None else decode(before)
        apply(document, change.get("set", {}), change.get("was", {}))
        return encode(document)

    def _whole(self, table: str, did: str) -> None:
        with self._looking:
            self._lookups.pop(table, None)
        if did == "drop":
            self.tables.pop(table, None)
        else:
            self.tables.setdefault(table, {})
        if self._reuse:
            self.highest.pop(table, None)
