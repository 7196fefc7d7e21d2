"""What changed within a map, a list or among words: each item that came, went or is otherwise now, in words."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

import msgspec

from store.engine.changes import ABSENT, names_of, same
from store.fields import Field
from store.history.telling import telling_of
from store.history.wording import NOTHING, Told, short, value_words
from store.kinds import words_of_keys
from store.kinds.base import fields_of, item_of
from store.words import Words

#: The types of fields of which the items are told.
ITEMWISE = ("map", "rows", "checklist", "refs", "tags", "extra")
#: So many are told, the rest is counted.
MOST = 12

Values = Mapping[str, Any]


def items_said(told: Told, name: str, new: Values, old: Values) -> list[Words]:
    """The items of the field of that name that changed, by paths to values as the journal has them."""
    field = told.kind.fields[name]
    if field.type == "extra" or field.type == "map":
        found = [*_of_map(told, field, _items(name, old), _items(name, new))]
    else:
        found = [*_of_list(told, field, old.get(name), new.get(name))]
    if len(found) > MOST:
        found[MOST:] = [Words("{n} more", n=len(found) - MOST)]
    return found


def lines_said(told: Told, new: Values, old: Values) -> Iterator[Words]:
    """All that changed, one thing a line, each with the name of its field."""
    for name in dict.fromkeys(names_of(path)[0] for path in {**old, **new}):
        field = told.kind.fields.get(name)
        label: object = name if field is None else field.label
        if field is not None and field.type in ITEMWISE:
            items = items_said(told, name, new, old)
            yield from (Words("{field} · {item}", field=label, item=each, name=_line(field, each)) for each in items)
            continue
        before, after = (value_words(field, values.get(name), told.called) for values in (old, new))
        if old.get(name) in (None, "", [], {}):
            yield Words("{item}: {what}", item=label, what=after)
        else:
            yield Words("{field}: {before} > {after}", field=label, before=before, after=after)


def _line(field: Field, said: Words) -> object:
    """The words of the line of a checklist: a sentence that has them says what was done to it; "" for anything else."""
    return said.values.get("item", said.values.get("before", "")) if field.type == "checklist" else ""


# Maps


def _items(name: str, values: Values) -> dict[str, Any]:
    """The items of a map that the paths name: whole ones, or of one the parts that changed."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        first, *names = names_of(path)
        if first != name:
            continue
        if not names:
            found.update(cast("dict[str, Any]", value) if isinstance(value, dict) else {})
        elif len(names) == 1:
            found[names[0]] = value
        else:
            found.setdefault(names[0], {})[".".join(names[1:])] = value
    return found


def _of_map(told: Told, field: Field, before: Values, after: Values) -> Iterator[Words]:
    shape = _shape(told, field)
    for key in {**before, **after}:
        was, now = before.get(key, ABSENT), after.get(key, ABSENT)
        if not same(was, now):
            yield from _item(told, shape, _key(told, field, key), was, now)


def _key(told: Told, field: Field, key: str) -> object:
    """What the item of that key is of: a record by its name, a word of a choice by its label."""
    if field.keys:
        return value_words(words_of_keys(field), key, told.called)
    return told.called(key) if field.kinds else key


# Lists


def _of_list(told: Told, field: Field, before: Any, after: Any) -> Iterator[Words]:
    was, now = _keyed(before), _keyed(after)
    shape = _shape(told, field)
    for key in {**was, **now}:
        one, other = was.get(key, ABSENT), now.get(key, ABSENT)
        row = one if other is ABSENT else other
        if same(one, other):
            continue
        if isinstance(row, dict):
            reworded = [] if ABSENT in (one, other) else [_name(told, shape, each) for each in (one, other)]
            if reworded and reworded[0] != reworded[1]:
                yield Words("{before} > {after}", before=reworded[0], after=reworded[1])
                named = {part for part, each in shape.parts.items() if _is_name(each)}
                one, other = (_without(named, cast("Values", each)) for each in (one, other))
            if not same(one, other):
                yield from _item(told, shape, _name(told, shape, cast("Values", row)), one, other)
        else:
            label = told.called(str(row)) if field.type == "refs" else short(row)
            yield Words("{item} taken out", item=label) if other is ABSENT else Words("{item} added", item=label)


def _without(parts: set[str], row: Values) -> Values:
    return {name: value for name, value in row.items() if name not in parts}


def _keyed(values: Any) -> dict[str, Any]:
    """The items by what tells them apart: their ids, else all that they hold."""
    found: dict[str, Any] = {}
    for each in cast("list[Any]", values) if isinstance(values, list) else []:
        id = cast("Values", each).get("id") if isinstance(each, dict) else None
        found[id if isinstance(id, str) else msgspec.json.encode(each).decode()] = each
    return found


# One item


class _Shape(NamedTuple):
    """What items are: of parts, or plain values of one sort."""

    parts: Mapping[str, Field]
    usual: Values
    plain: Field | None

    @property
    def naming(self) -> Field | None:
        """The part that names an item."""
        return next((part for part in self.parts.values() if part.names), None)


def _shape(told: Told, field: Field) -> _Shape:
    item = item_of(told.kind.record, field.name) if field.type in ("map", "rows", "checklist") else None
    if item is None:
        return _Shape({}, {}, field.item)
    usual = {each.name: each.default for each in msgspec.structs.fields(item) if each.default is not msgspec.NODEFAULT}
    return _Shape(fields_of(item), usual, None)


def _name(told: Told, shape: _Shape, row: Values) -> object:
    """What the row calls itself, "" where it does not."""
    said = telling_of(told.kind).item(told, row)
    if said is not None:
        return said
    naming = shape.naming
    return value_words(naming, row[naming.name], told.called) if naming and row.get(naming.name) else ""


def _item(told: Told, shape: _Shape, label: object, before: Any, after: Any) -> Iterator[Words]:
    """What became of an item; one without a name of its own is told by what it holds."""
    gone = after is ABSENT
    nested = shape.parts and all(each is ABSENT or isinstance(each, dict) for each in (before, after))
    if gone and label:
        said: list[Words] = []
    elif nested:
        was, now = (cast("Values", {} if each is ABSENT else each) for each in (before, after))
        said = _parts(told, shape, {}, was) if gone else _parts(told, shape, was, now)
    else:
        said = [_worded(value_words(shape.plain, before if gone else after, told.called))]
    if gone:
        yield Words("{item} taken out", item=label or said)
    elif not label:
        yield from said
    elif said:
        yield Words("{item}: {what}", item=label, what=said)
    else:
        yield Words("{item} added", item=label)


def _is_name(part: Field) -> bool:
    """It is what the item calls itself, or what that refers to."""
    return part.names or part.type == "map"


def _worded(words: object) -> Words:
    return words if isinstance(words, Words) else Words("{text}", text=words)


def _parts(told: Told, shape: _Shape, before: Values, after: Values) -> list[Words]:
    """The parts that are otherwise now; who said it and when only where nothing else is."""
    names = [name for name in {**before, **after} if name != "id" and not same(before.get(name), after.get(name))]
    names = [name for name in names if name not in shape.parts or not shape.parts[name].names]
    if not before:  # what it refers to is what it is called by
        names = [name for name in names if name not in shape.parts or not _is_name(shape.parts[name])]
    loud = [name for name in names if name not in shape.parts or shape.parts[name].asked]
    return [_part(told, shape, name, after) for name in loud or names]


def _part(told: Told, shape: _Shape, name: str, after: Values) -> Words:
    field = shape.parts.get(name)
    words = value_words(field, after.get(name, shape.usual.get(name)), told.called)  # what is usual is not stored
    if field is not None and field.type == "choice" and field.asked and isinstance(words, Words) and words != NOTHING:
        return words
    return Words("{item}: {what}", item=name if field is None else field.label, what=words)
