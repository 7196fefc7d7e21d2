"""What of a document is searched: its naming text, the texts that its fields declare, whom and what it names.

Only those fields are decoded.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, cast

import msgspec

from store.kinds import split_id
from store.kinds.base import Kind, item_of
from store.search import choice_words, facets
from store.search.ancestors import NAMED, named_in, pointing

Encoded = bytes | msgspec.Raw

#: A title is the first line, and so many characters of it.
TITLE = 300


class Parts(msgspec.Struct, frozen=True, gc=False):
    """A document's ``title``, its other texts in the order of its fields, the ids of the people and departments that
    it names, and ``called``: the code or login, and older names, by which others name it.

    ``found`` are its marks, `ended` whether it is done or dropped; ``owner`` is whose department it belongs to where it
    names none; ``above`` are the ids of what it may hang on.
    """

    title: str
    texts: list[str]
    named: list[str]
    called: list[str]
    found: list[str]
    ended: bool = False
    owner: str | None = None
    above: tuple[str, ...] = ()


class Reader:
    """Takes the searched parts out of the encoded documents of one kind."""

    def __init__(self, kind: Kind) -> None:
        fields = kind.fields
        self._kind = kind
        self._naming = kind.naming.name
        self._texts = [
            field.name for field in fields.values() if field.searched and field.name not in (self._naming, "tags")
        ]
        refs = [field for field in fields.values() if field.type in ("ref", "refs") or field.found]
        self._refs = [each.name for each in refs if not each.kinds or any(kind in NAMED for kind in each.kinds)]
        #: Items of a list that say themselves what of them is found.
        self._said = {
            name: says
            for name in self._texts
            if fields[name].type == "rows" and (says := getattr(item_of(kind.record, name), "searched", None))
        }
        self._unique = [field.name for field in fields.values() if field.unique]
        days = ((facets.START, "start"), (facets.DUE, kind.due_on), (facets.DECIDED, "decided"))
        self._days = [(sort, name) for sort, name in days if name in fields]
        self._rules = [field.name for field in fields.values() if field.type == "rule"]
        self._pointing = pointing(kind)
        self._choices = [field.name for field in fields.values() if field.type == "choice"]
        names = [self._naming, *self._texts, *self._refs, *self._pointing, *kind.stands_by, *self._rules]
        names += ["tags", "changed_at", *self._choices, *(name for _sort, name in self._days)]
        struct = msgspec.defstruct(kind.record.__name__, [(name, Any, None) for name in dict.fromkeys(names)], gc=False)
        self._decode = msgspec.json.Decoder(struct).decode

    def read(self, raw: Encoded) -> Parts:
        """The searched parts; a document that is not what its kind declares has what can be read of it."""
        document = self._decode(raw)
        whole = _plain(getattr(document, self._naming))
        title = _first_line(whole)
        texts = [whole] if len(title) < len(whole) else []
        for name in self._texts:
            value = getattr(document, name)
            if value:
                says = self._said.get(name)
                texts.extend(_strings(value) if says is None else _said_by(says, value))
        texts.extend([f"#{tag}" for tag in _strings(getattr(document, "tags", None))])
        named: list[str] = []
        found: list[str] = []
        for name in self._refs:
            value = getattr(document, name)
            if value:
                self._point(name, [*cast("dict[str, Any]", value)] if isinstance(value, dict) else value, named, found)
        called = [_plain(getattr(document, name)) for name in self._unique]
        called += _strings(getattr(document, "other_names", ()))
        for name in self._choices:
            value = getattr(document, name)
            place = choice_words.places().get((name, value)) if isinstance(value, str) else None
            if place is not None:
                found.append(facets.WORD + place)
        ended = self._stand(document, found)
        rules = () if ended else [rule for name in self._rules if (rule := _plain(getattr(document, name)))]
        found += [mark for rule in rules for mark in facets.of_rule(rule)]
        owner = None
        if not any(each[0] == facets.DEPARTMENT for each in found):
            owner = next((each for each in named if each.startswith("PN-")), None)
        above = named_in(document, self._pointing)
        found += [facets.naming(id) for id in above if not id.startswith("G-")]
        return Parts(title, texts, named, [name for name in called if name], found, ended, owner, above)

    def _point(self, name: str, value: Any, named: list[str], found: list[str]) -> None:
        """The departments and people that a field points to: names for the text, marks for the narrowing."""
        for id in dict.fromkeys(_strings(value)):
            place = split_id(id)
            if place is None:
                continue
            kind, number = place[0].name, facets.letters(place[1])
            if kind in NAMED:
                named.append(id)
            if kind == "person":
                found.append((facets.OWNER if name in self._kind.owned_by else facets.PERSON) + number)
            elif kind == "department":
                found.append(facets.DEPARTMENT + number)

    def _stand(self, document: Any, found: list[str]) -> bool:
        """Marks how it stands and its days; returns whether it has ended."""
        ended = False
        if self._kind.standing is not None:
            for name in self._kind.stands_by:
                if isinstance(getattr(document, name), dict | list):
                    setattr(document, name, None)  # a later version has stored it otherwise
            how = self._kind.standing(document) or "open"
            found.append(facets.STANDING + facets.STANDINGS.get(how, "O"))
            ended = how != "open"
        for sort, name in (*self._days, (facets.CHANGED, "changed_at")):
            day = _day(getattr(document, name))
            if day is not None:
                found.append(sort + day)
        return ended


def _said_by(says: Callable[[dict[str, Any]], Iterable[str]], items: Any) -> Iterator[str]:
    """What items say is found of them; all text of those that a later version has stored otherwise."""
    for item in cast("list[Any]", items) if isinstance(items, list) else [items]:
        yield from says(cast("dict[str, Any]", item)) if isinstance(item, dict) else _strings(item)


def _day(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return facets.of_day(date.fromisoformat(value[:10]))
    except ValueError:
        return None


def _first_line(text: str) -> str:
    if len(text) <= TITLE and "\n" not in text:
        return text
    return text[:TITLE].partition("\n")[0]


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else str(value)


def _strings(value: Any) -> Iterable[str]:
    """All text in a value; of the items of a list, what is not their id."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return [text for item in cast("list[Any]", value) for text in _strings(item)]
    if isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        return [text for name, item in named.items() if name != "id" for text in _strings(item)]
    return ()
