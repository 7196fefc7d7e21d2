"""The records of one kind that have all of some words, in the order of their making: what `list KIND WORDS` lists.

Words are compared as the search compares them; the names of people and departments that a record names count too.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from store.search.fold import fold
from store.search.query import parse
from store.search.texts import Reader

if TYPE_CHECKING:
    from store.kinds.base import Kind, Record
    from store.workspace import Workspace


def matching(workspace: "Workspace", kind: "Kind", words: Sequence[str]) -> "Iterator[Record]":
    """The records that have every word; all of them where the words are nothing but space."""
    wanted = parse(" ".join(words)).words
    ledger, read = workspace.ledger, Reader(kind).read
    names = _Names(workspace)
    for number, raw in ledger.items(kind.name):
        id = kind.id(number)
        parts = read(raw)
        text = fold("\n".join((id, parts.title, *parts.texts)))
        missing = [word for word in wanted if word not in text]
        if missing and parts.named:
            named = "\n".join(map(names.of, parts.named))
            missing = [word for word in missing if word not in named]
        if not missing:
            yield workspace.records.get(id)


class _Names:
    """What people and departments are called, folded."""

    def __init__(self, workspace: "Workspace") -> None:
        self._records = workspace.records
        self._known: dict[str, str] = {}

    def of(self, id: str) -> str:
        known = self._known.get(id)
        if known is None:
            from store.names import sayable, title

            known = self._known[id] = fold(f"{sayable(self._records, id)}\n{title(self._records, id)}")
        return known
