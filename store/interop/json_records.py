"""Many records of one kind out of JSON objects, in one commit: references by their names, days and numbers as typed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from store import commands
from store.errors import ConcordError, Invalid, WrongWords
from store.fields import Field
from store.kinds import KINDS
from store.kinds.base import Kind, Record
from store.records import Changes, names, parsing
from store.words import Words


class Adding:
    """The command for `Workspace.do` that adds a record for each object, given with its line, all or none.

    It may run again: what the objects mean is kept as long as nothing changes that they could mean. Raises
    `WrongWords` with the line for what no name means, and what `commands.add` raises.
    """

    def __init__(self, kind: Kind, objects: Sequence[tuple[int, dict[str, Any]]]) -> None:
        self._kind, self._objects = kind, objects
        used = {name for _line, found in objects for name in found}
        self._fields = {name: field for name, field in kind.fields.items() if name in used and _is_read(field)}
        self._meant_by: Any = None
        #: What each object means, and the record made of that.
        self._drafts: list[tuple[dict[str, Any], Record]] = []

    def __call__(self, changes: Changes) -> list[Record]:
        by = self._meant(changes)
        if by != self._meant_by:
            self._drafts = list(self._drafted(changes))
            self._meant_by = by
        return commands.add_drafts(changes, self._kind, [record for _values, record in self._drafts])

    def _meant(self, changes: Changes) -> Any:
        """What the meaning depends on: whoever gives the command, the day, and the records that can be named."""
        kinds = {name for field in self._fields.values() if field.is_reference for name in field.kinds or KINDS}
        generation = changes.transaction.committed.generation
        return changes.who, changes.here, [generation(name) for name in sorted(kinds)]

    def _drafted(self, changes: Changes) -> Iterator[tuple[dict[str, Any], Record]]:
        meaning = _Meaning(changes, self._fields)
        for at, (line, found) in enumerate(changes.transaction.telling("read", self._objects)):
            try:
                values = meaning.of(found)
                same = at < len(self._drafts) and self._drafts[at][0] == values
                yield self._drafts[at] if same else (values, commands.draft(self._kind, values))
            except Invalid as error:
                raise Invalid(Words("Line {line}", line=line), error.faults, self._kind.fields) from None
            except ConcordError as error:
                raise WrongWords(
                    "Line {line}: {reason}", line=line, reason=error.words, details=error.details
                ) from None


def _is_read(field: Field) -> bool:
    """Whether what stands in such a field means something else than itself."""
    meant = field.type in ("ref", "refs", "day", "number", "rule") or field.clock
    return meant or (field.type == "map" and bool(field.kinds))


class _Meaning:
    """What texts mean in one commit; each is looked up once, since a column holds the same few over and over."""

    def __init__(self, changes: Changes, fields: dict[str, Field]) -> None:
        self._changes, self._today, self._fields = changes, changes.here, fields
        self._known: dict[tuple[str, str], Any] = {}

    def of(self, found: dict[str, Any]) -> dict[str, Any]:
        """The object with its references by id, its days and numbers as typed; the rest is looked at later."""
        values = dict(found)
        for name in found.keys() & self._fields.keys():
            field, value = self._fields[name], found[name]
            if field.type in ("day", "rule") or field.clock:
                values[name] = self._one(field, value, self._read)
            elif field.type == "ref":
                values[name] = self._one(field, value, self._id)
            elif field.type == "refs" and isinstance(value, list):
                values[name] = [self._one(field, each, self._id) for each in cast("list[Any]", value) if each]
            elif field.type == "number" and isinstance(value, str) and value:
                values[name] = self._read(field, value, found.get)
            elif field.type == "map" and isinstance(value, dict):
                items = cast("dict[str, Any]", value).items()
                values[name] = {self._one(field, id, self._id): item for id, item in items}
        return values

    def _one(self, field: Field, text: Any, read: Callable[[Field, str], Any]) -> Any:
        if not isinstance(text, str) or not text:
            return text
        key = field.name, text
        if key not in self._known:
            self._known[key] = read(field, text)
        return self._known[key]

    def _id(self, field: Field, text: str) -> str:
        return names.resolve(self._changes, field.kinds, text, self._changes.who)

    def _read(self, field: Field, text: str, held: parsing.Held = lambda _name: None) -> Any:
        return parsing.read(field, text, self._changes, self._today, self._changes.who, held=held)
