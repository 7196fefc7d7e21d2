"""Many records of one kind out of JSON objects, in one commit: references by their names, days as typed."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from store import commands, names, typed
from store.errors import ConcordError, Invalid, WrongWords
from store.fields import Field
from store.kinds.base import Kind, Record
from store.records import Changes
from store.words import Words


class Adding:
    """The command for `Workspace.do` that adds a record for each object, given with its line, all or none.

    What the objects mean is read anew each time that it runs; what was made of the same meaning is kept. Raises
    `WrongWords` with the line for what no name means, and what `commands.add` raises.
    """

    def __init__(self, kind: Kind, objects: Sequence[tuple[int, dict[str, Any]]]) -> None:
        self._kind, self._objects = kind, objects
        self._drafts: list[tuple[dict[str, Any], Record]] = []

    def __call__(self, changes: Changes) -> list[Record]:
        meaning = _Meaning(changes, self._kind)
        for at, (line, found) in enumerate(self._objects):
            changes.transaction.tell("read", at, len(self._objects))
            try:
                self._draft(at, meaning.of(found))
            except Invalid as error:
                raise Invalid(Words("Line {line}", line=line), error.faults) from None
            except ConcordError as error:
                raise WrongWords(
                    "Line {line}: {reason}", line=line, reason=error.words, details=error.details
                ) from None
        return commands.add_drafts(changes, self._kind, [draft for _values, draft in self._drafts])

    def _draft(self, at: int, values: dict[str, Any]) -> None:
        if at == len(self._drafts):
            self._drafts.append((values, commands.draft(self._kind, values)))
        elif self._drafts[at][0] != values:
            self._drafts[at] = values, commands.draft(self._kind, values)


class _Meaning:
    """What texts mean in one commit; each is looked up once, since a column holds the same few over and over."""

    def __init__(self, changes: Changes, kind: Kind) -> None:
        self._changes, self._today = changes, changes.today
        self._fields = {
            name: field
            for name, field in kind.fields.items()
            if field.type in ("ref", "refs", "day") or (field.type == "map" and field.kinds)
        }
        self._known: dict[tuple[str, str], Any] = {}

    def of(self, found: dict[str, Any]) -> dict[str, Any]:
        """The object with its references by id and its days as days; the rest is looked at when it is added."""
        values = dict(found)
        for name in found.keys() & self._fields.keys():
            field, value = self._fields[name], found[name]
            if field.type == "day":
                values[name] = self._one(field, value, self._day)
            elif field.type == "ref":
                values[name] = self._one(field, value, self._id)
            elif field.type == "refs" and isinstance(value, list):
                values[name] = [self._one(field, each, self._id) for each in cast("list[Any]", value) if each]
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

    def _day(self, field: Field, text: str) -> Any:
        return typed.read(field, text, self._changes, self._today, self._changes.who)
