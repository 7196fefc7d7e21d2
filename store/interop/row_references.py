"""What the rows of a table refer to: each other by the file's own ids, records by what they are called.

Also by the id that they had where they came from; people and departments that are not known are made.
"""

import re
from typing import Any, cast

import msgspec

from store import commands
from store.errors import ConcordError, WrongWords
from store.fields import Field
from store.interop import cell_words
from store.kinds import KINDS, split_id
from store.kinds.base import Kind
from store.records import Changes
from store.records.names import fold, resolve

#: A department whose whole name looks like this has it for a code too.
CODE = re.compile(r"[A-Z][A-Z0-9&]{1,5}")
#: Under this name a record keeps in ``extra`` the id that it had in the file it came from.
FORMER = "id"
#: What looks like an id from elsewhere: letters and a number.
_ID = re.compile(r"[A-Za-z]{1,10}-?[0-9]{1,15}")
#: In an item of a list, what is no reference though it may look like one.
_WORDS = ("text", "name")
#: So many are named where a name is not clear.
FEW = 5


class MadeParty(msgspec.Struct, frozen=True):
    """Somebody, or a department, whom a row names first and nobody knew."""

    kind: str
    id: str
    name: str
    line: int


class RowReferences:
    """Finds ids; each name is looked up once a field. ``strict`` makes nothing and lists in ``unknown``."""

    def __init__(self, changes: Changes, kind: Kind, *, strict: bool) -> None:
        self._changes, self._kind, self._strict = changes, kind, strict
        self.made: list[MadeParty] = []
        self.unknown: dict[str, list[str]] = {}
        #: The ids of what rows become, by the ids and names that the file has for them.
        self.in_file: dict[str, str] = {}
        self._found: dict[tuple[str, str], str | ConcordError] = {}
        self._fresh: dict[tuple[str, str], str] = {}
        self._formers: dict[str, dict[str, list[str]]] = {}

    def parts(self, field: Field, text: str) -> list[str]:
        """The names that stand in one cell."""
        people = any("login" in KINDS[name].fields for name in field.kinds)
        return cell_words.names(text, lambda each: isinstance(self._look_up(field, each), str), people=people)

    def id(self, field: Field, text: str, line: int) -> str:
        """The id that the name means, made where it is a person or a department; raises a `ConcordError`."""
        found = self._look_up(field, text)
        if isinstance(found, str):
            return found
        kind = KINDS[field.kinds[0]] if len(field.kinds) == 1 else None
        if kind is None or not kind.short_names or kind is self._kind or found.reason != "not-found":
            raise found
        if split_id(text.upper()) is not None:
            raise found
        if self._strict:
            unknown = self.unknown.setdefault(kind.name, [])
            unknown += [text] if text not in unknown else []
            raise found
        return self._make(kind, text, line)

    def _make(self, kind: Kind, name: str, line: int) -> str:
        key = kind.name, fold(name)
        if key not in self._fresh:
            values: dict[str, object] = {kind.naming.name: name}
            if "code" in kind.fields and CODE.fullmatch(name):
                values["code"] = name
            record = commands.add(self._changes, kind.name, values)
            self.made.append(MadeParty(kind.name, record.id, name, line))
            self._fresh[key] = record.id
        return self._fresh[key]

    def _look_up(self, field: Field, text: str) -> str | ConcordError:
        for name in field.kinds:
            if (name, fold(text)) in self._fresh:
                return self._fresh[name, fold(text)]
        key = field.name, text
        if key not in self._found:
            try:
                self._found[key] = self._resolved(field, text)
            except ConcordError as error:
                self._found[key] = error
        return self._found[key]

    def _resolved(self, field: Field, text: str) -> str:
        if not field.kinds or self._kind.name in field.kinds:
            found = self.in_file.get(fold(text))
            if found is not None:
                return found
        meant = self._formerly(field, text) if _ID.fullmatch(text.strip()) else []
        if not meant:
            return resolve(self._changes, field.kinds, text, self._changes.who)
        there = self._changes.find(text.strip().upper())
        if there is not None and there.id not in meant and FORMER not in there.extra:
            meant = [there.id, *meant]
        if len(meant) > 1:
            raise WrongWords(
                '"{text}" could be several: {list}. Give the id', "ambiguous", text=text[:40], list=meant[:FEW]
            )
        return meant[0]

    def in_items(self, value: Any) -> Any:
        """What an item of a list says, as an export has it, with the ids that its records have by now."""
        if isinstance(value, list):
            return [self.in_items(each) for each in cast("list[Any]", value)]
        if isinstance(value, dict):
            pairs = cast("dict[str, Any]", value).items()
            return {
                ".".join(map(self._by_now, key.split("."))): each if key in _WORDS else self.in_items(each)
                for key, each in pairs
            }
        return self._by_now(value) if isinstance(value, str) else value

    def _by_now(self, id: str) -> str:
        parts = split_id(id) if _ID.fullmatch(id) else None
        meant = [] if parts is None else self._formers_of(parts[0].name).get(fold(id), ())
        return meant[0] if len(meant) == 1 else id

    def _formerly(self, field: Field, text: str) -> list[str]:
        """The records of the field's kinds that had that id in the file they came from."""
        found: list[str] = []
        for name in field.kinds or KINDS:
            found += self._formers_of(name).get(fold(text), ())
        return found

    def _formers_of(self, kind: str) -> dict[str, list[str]]:
        if kind not in self._formers:
            self._formers[kind] = formers(self._changes, KINDS[kind])
        return self._formers[kind]


class _Extra(msgspec.Struct):
    extra: dict[str, Any] = {}


def formers(changes: Changes, kind: Kind) -> dict[str, list[str]]:
    """Ids of the records of a kind by those that they had in the files that they came from."""
    found: dict[str, list[str]] = {}
    for part in changes.decoded(kind.name, _Extra):
        for number, each in part.items():
            former = each.extra.get(FORMER)
            if isinstance(former, str):
                found.setdefault(fold(former), []).append(kind.id(number))
    return found
