"""Records by a few of their fields: what a rule asks of one record is not looked for in all of them."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

from store.engine.lookups import LookupSource, NumberedSource
from store.engine.transaction import Encoded
from store.fields import unknown

Row = TypeVar("Row")


class RecordIndex(Generic[Row]):
    """Of a kind's records, by the ``keys`` that are made of ``row``, a struct with only the fields that they need."""

    def __init__(self, table: str, row: type[Row], keys: Callable[[Row], Iterable[str]]) -> None:
        self.table = table
        self._row = row
        self._keys = keys

    def keys(self, raw: Encoded) -> tuple[str, ...]:
        """The keys of a document; none of one that does not read."""
        try:
            return tuple(self._keys(unknown.read(raw, self._row)))
        except msgspec.ValidationError:
            return ()

    def look(self, _source: NumberedSource, _key: str, /) -> list[int] | None:
        """The numbers of the documents with that key, where it is cheaper to look once than to index all; else None."""
        return None

    def all(self, source: LookupSource) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every document's number with its keys."""
        for found in unknown.decoded(source, self.table, self._row):
            for number, row in found.items():
                yield number, tuple(self._keys(row))


class Account(msgspec.Struct, gc=False):
    """Of a person, what says who they are here."""

    login: str = ""
    role: str = "member"


#: The key of the admins among those with a login; no login is like it.
ADMINS = "@admin"
#: People by their logins, exactly as they are.
LOGINS = RecordIndex("person", Account, lambda row: _of_login(row) if row.login else ())


def _of_login(row: Account) -> tuple[str, ...]:
    return (row.login, ADMINS) if row.role == "admin" else (row.login,)


def folded(name: str) -> str:
    """The form in which names are compared: neither width nor case counts."""
    if name.isascii():
        return name.casefold()
    return unicodedata.normalize("NFKC", name).casefold()


@cache
def names(table: str, unique: tuple[str, ...]) -> RecordIndex[Any]:
    """The records of a kind by the names of which there is only one, old ones too, whatever the case and width."""
    fields = [*((name, str, "") for name in unique), ("other_names", tuple[str, ...], ())]
    row = msgspec.defstruct("Named", fields, gc=False)

    def words(found: Any) -> set[str]:
        return {folded(word) for word in (*(getattr(found, name) for name in unique), *found.other_names) if word}

    return RecordIndex(table, row, words)
