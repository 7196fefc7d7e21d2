"""Ranking a few things by what is typed at them, as the search ranks records: commands, keys, names to choose from."""

from collections.abc import Sequence
from functools import cached_property

import msgspec

from store.search.index import Index
from store.search.query import plain


class Among:
    """Over texts, each a title and what else it is found by; a thing is told by its place among them.

    They are read when something is typed: most lists are left, or chosen from, without a letter.
    """

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        self._texts = texts

    @cached_property
    def _index(self) -> Index:
        return Index(_Few(self._texts), ("goal",), ids=False).build()

    def fitting(self, typed: str, limit: int = 200) -> list[int]:
        """The places of those that fit, the best first; all in their order where nothing is typed."""
        query = plain(typed)
        if not query.words:
            return list(range(len(self._texts)))
        found = self._index.search(query, limit)
        return [len(self._texts) - int(hit.id.rpartition("-")[2]) for hit in found]


class _Few:
    """The texts as documents, the first with the highest number: of equals the index puts the newest first."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        self._documents = {
            len(texts) - at: msgspec.json.encode({"title": title, "why": more})
            for at, (title, more) in enumerate(texts)
        }

    def raw(self, table: str, number: int) -> bytes | None:
        return self._documents.get(number) if table == "goal" else None

    def numbers(self, table: str) -> list[int]:
        return list(self._documents) if table == "goal" else []

    def highest(self, table: str) -> int:
        return len(self._documents) if table == "goal" else 0
