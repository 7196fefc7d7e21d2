"""Which documents of a table have a value: looked up once in all of them, then kept up change by change."""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, TypeVar

from store.engine.journal.frames import Encoded

T = TypeVar("T")


class LookupKeys(Protocol):
    """The keys under which the documents of a table are found."""

    @property
    def table(self) -> str: ...
    def keys(self, raw: Encoded) -> Collection[str]: ...
    def look(self, source: "NumberedSource", key: str, /) -> list[int] | None: ...
    def all(self, source: "LookupSource") -> Iterator[tuple[int, Collection[str]]]: ...


class LookupSource(Protocol):
    """Encoded documents by table and number."""

    def items(self, table: str) -> list[tuple[int, Encoded]]: ...
    def decoded(self, table: str, kind: type[T], /) -> Iterator[dict[int, T]]: ...


class NumberedSource(LookupSource, Protocol):
    """The same, also one by one."""

    def raw(self, table: str, number: int) -> Encoded | None: ...
    def highest(self, table: str) -> int: ...


class Lookup:
    """The numbers of documents by their keys; most keys have one."""

    def __init__(self, index: LookupKeys, found: Iterable[tuple[int, Collection[str]]]) -> None:
        self._index = index
        self._numbers: dict[str, int | dict[int, None]] = {}
        for number, keys in found:
            for key in keys:
                self._add(key, number)

    def numbers(self, key: str) -> list[int]:
        """The numbers of the documents that have the key, the lowest first."""
        found = self._numbers.get(key)
        return [] if found is None else [found] if isinstance(found, int) else sorted(found)

    def change(self, number: int, before: Encoded | None, after: Encoded | None) -> None:
        """Take in that a document was made, changed or taken away."""
        old = () if before is None else self._index.keys(before)
        new = () if after is None else self._index.keys(after)
        for key in old:
            if key not in new:
                self._remove(key, number)
        for key in new:
            self._add(key, number)

    def _add(self, key: str, number: int) -> None:
        found = self._numbers.get(key)
        if found is None:
            self._numbers[key] = number
        elif isinstance(found, dict):
            found[number] = None
        elif found != number:
            self._numbers[key] = {found: None, number: None}

    def _remove(self, key: str, number: int) -> None:
        found = self._numbers.get(key)
        if isinstance(found, dict):
            found.pop(number, None)
        elif found == number:
            del self._numbers[key]
