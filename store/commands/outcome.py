"""What a write has made of a record, field by field, in words: "A-37 is due Tue 5 Jan, 3 days later".

The screen and the command line both say it so. Days stand in the words as dates, for whoever shows them to write out.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, cast

from store.fields import Field
from store.fields.calendar import Day
from store.fields.numbers import digits
from store.kinds import words_of_keys
from store.kinds.base import STAMPS, Record
from store.kinds.checklist import Ticks
from store.kinds.naming import by_id, called, short_name, title_of, with_title
from store.kinds.workspace import Stretch
from store.records import KIND_OF, Records, defaults_of
from store.words import Words, lasting

#: So many characters of a text are told.
SHORT = 60
EMPTY: tuple[object, ...] = (None, "", (), {})
#: What Concord itself keeps of a record: nobody set it.
_KEPT = ("rows", "moment", "extra")


def told(before: Record, after: Record, records: Records, names: Collection[str] | None = None) -> list[Words]:
    """What is otherwise by now, a sentence for each of the fields ``names``, or of those that people are asked for."""
    return [
        _field(after, field, getattr(before, field.name), getattr(after, field.name), records)
        for field in _fields(after, names)
        if getattr(before, field.name) != getattr(after, field.name)
    ]


def added(record: Record, records: Records) -> Words:
    """That it is new, what it is called and what it was given."""
    usual = defaults_of(type(record))
    facts = [
        Words("{field}: {value}", field=field.label, value=_value(field, getattr(record, field.name), records))
        for field in _fields(record)
        if not field.names and getattr(record, field.name) not in (*EMPTY, called(record), usual[field.name])
    ]
    if not facts:
        return is_new(record)
    return Words('{id} "{title}" is added. {facts}', id=called(record), title=short(title_of(record)), facts=facts)


def is_new(record: Record) -> Words:
    """The same without what it was given, for a line of the screen: it stands there already."""
    return Words('{id} "{title}" is added', id=called(record), title=short(title_of(record)))


def in_short(before: Record, after: Record, records: Records, names: Collection[str] | None = None) -> Words:
    """The same in one sentence, for a line of the screen."""
    found = told(before, after, records, names)
    if not found:
        return Words("{id} changed", id=after.id)
    if len(found) == 1:
        return found[0]
    n = len(found) - 1
    return Words("{first}, and {n} more fields changed", one="{first}, and one more field changed", first=found[0], n=n)


def followed(what: Mapping[str, Any], records: Records) -> list[Words]:
    """What became of the series of which a commit has ended one: what comes next, and what not any more."""
    return [words for each in what.get("series", ()) for words in _followed(each, records)]


def _followed(series: Mapping[str, Any], records: Records) -> Iterator[Words]:
    made: Any = records.find(series.get("next", ""))
    above = series.get("ended", "")
    if above:
        words = Words("{id} was the last one of its series", id=series["of"])
        over = Words("{id} does not come again: {above} is over", id=series["of"], above=above)
        yield words if above == "rule" else over
    elif made is not None:
        yield Words("{id} comes next, due {day}", id=made.id, day=made.due)
        passed = series.get("passed", 0)
        if passed:
            yield Words(
                "{n} days of the series were passed over", one="One day of the series was passed over", n=passed
            )
        for id in series.get("left_out", ()):
            yield Words("{who} is not here any more and has no part in {id}", who=name_of(records, id), id=made.id)


def moved(before: date, after: date) -> Words:
    """By how much a day lies elsewhere."""
    days = (after - before).days
    if days < 0:
        return Words("{n} days earlier", one="{n} day earlier", n=-days)
    return Words("{n} days later", one="{n} day later", n=days)


def name_of(records: Records, id: str) -> str:
    """A department or a person by code, login or name, another record by id and title."""
    return by_id(records, id, lambda record: with_title(record, short))


def short(value: object) -> str:
    """The beginning of a text, in one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHORT else text[: SHORT - 2].rstrip() + ".."


def _fields(record: Record, names: Collection[str] | None = None) -> Iterator[Field]:
    for field in KIND_OF[type(record)].fields.values():
        wanted = field.asked if names is None else field.name in names
        if wanted and field.name not in STAMPS and field.type not in _KEPT:
            yield field


def _field(record: Record, field: Field, was: Any, now: Any, records: Records) -> Words:
    values: dict[str, Any] = {"id": short(short_name(record)), "field": field.label}
    if field.type == "map":
        return Words("{id}, {field}: {value}", **values, value=tuple(_items(field, was, now, records)))
    if now in EMPTY and field.type != "choice":
        return Words("{id}, {field}: nothing any more (was {before})", **values, before=_value(field, was, records))
    if field.type == "day":
        return _day(field, was, now, values)
    values["value"] = _value(field, now, records)
    if was in EMPTY or field.type in ("text", "refs", "tags", "checklist"):
        return Words("{id}, {field}: {value}", **values)
    return Words("{id}, {field}: {value} (was {before})", **values, before=_value(field, was, records))


def _day(field: Field, was: date | None, now: date, values: dict[str, Any]) -> Words:
    if field.name == "due":
        if was is None:
            return Words("{id} is due {day}", id=values["id"], day=now)
        return Words("{id} is due {day}, {shift}", id=values["id"], day=now, shift=moved(was, now))
    if was is None:
        return Words("{id}, {field}: {value}", **values, value=now)
    return Words("{id}, {field}: {value}, {shift}", **values, value=now, shift=moved(was, now))


def _value(field: Field, value: Any, records: Records) -> object:
    match field.type:
        case "choice":
            return field.label_of(value)
        case "flag":
            return Words("yes") if value else Words("no")
        case "ref":
            return name_of(records, value)
        case "refs":
            return tuple(name_of(records, each) for each in value)
        case "map":
            return tuple(_items(field, {}, value, records))
        case "tags" | "day":
            return value
        case "number":
            return lasting(value) if field.lasting and isinstance(value, int) else digits(value)
        case "rule":
            from store.fields.recurrence.saying import said  # late: few records have a rule

            return said(value)
        case "checklist":
            return Ticks.of(value).words
        case _:
            return short(value)


def _items(field: Field, was: Mapping[str, Any], now: Mapping[str, Any], records: Records) -> Iterator[object]:
    """Of a map the items that are otherwise: each name with what it has."""
    for key in dict.fromkeys((*now, *was)):
        if now.get(key) != was.get(key):
            name = _key(field, key, records)
            yield Words("{name} not any more", name=name) if key not in now else _item(name, now[key])


def _key(field: Field, key: str, records: Records) -> str | Words:
    if field.keys:
        return words_of_keys(field).label_of(key)
    return name_of(records, key) if field.kinds else key


def _item(name: str | Words, item: Any) -> Words:
    if isinstance(item, Day) and isinstance(name, str):
        return Stretch(date.fromisoformat(name), date.fromisoformat(name), item).words
    fields = getattr(item, "__struct_fields__", None)
    return Words("{name} {value}", name=name, value=short(getattr(item, cast("str", fields[0])) if fields else item))
