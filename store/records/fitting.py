"""Values that a command is given, made into those that a record holds: dates of ISO text, tuples of lists, clean text.

Lenient about the form, strict about the meaning; what cannot be meant raises `Invalid` with the field's name.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast, get_args

import msgspec

from store.errors import Fault, Invalid, WrongWords
from store.fields import Field, unknown
from store.fields.clean_text import clean, clean_tree
from store.fields.links import is_link
from store.kinds import checklist
from store.kinds.base import STAMPS, Kind
from store.records.checks import SHAPES, size_faults, unknown_field
from store.words import Words


def fit(kind: Kind, values: Mapping[str, Any], name: str | Words) -> dict[str, Any]:
    """The values as fields of a record of ``kind`` hold them; ``name`` is what messages call the record."""
    fitted: dict[str, Any] = {}
    faults: list[Fault] = []
    fields = kind.fields
    for key, value in values.items():
        field = fields.get(key)
        if field is None and key not in STAMPS:
            faults.append(unknown_field(kind, key))
        elif field is None or key in STAMPS:
            faults.append(Fault(key, Words("is kept by Concord itself and cannot be set", "kept-by-concord")))
        else:
            try:
                fitted[key] = fit_one(kind, field, value)
            except (ValueError, TypeError, msgspec.ValidationError):
                faults.append(Fault(key, SHAPES[field.type]))
            else:
                faults += size_faults(field, fitted[key])
    if faults:
        raise Invalid(name, faults, fields)
    return fitted


def fit_one(kind: Kind, field: Field, value: Any) -> Any:
    """One value as that field holds it; raises ValueError, TypeError or msgspec.ValidationError."""
    match field.type:
        case "line" | "text":
            return "" if value is None else clean(_text(value), lines=field.type == "text")
        case "day":
            return _fit_day(value)
        case "choice" | "rule":
            said = "" if value is None else _text(value).strip()
            return _fit_rule(said) if field.type == "rule" and said else said
        case "ref":
            return None if value is None or value == "" else _id(value)
        case "refs":
            items = _items(value)
            return tuple(dict.fromkeys(item.strip() if field.cites and is_link(item) else _id(item) for item in items))
        case "tags":
            words = (clean(_text(item)).lstrip("#") for item in _items(value))
            return tuple(dict.fromkeys(word for word in words if word))
        case "checklist":
            return _fit_checklist(kind, field, value)
        case "number":
            return _fit_number(value)
        case "flag":
            return _fit_flag(value)
        case _:
            return _fit_items(kind, field, value)


def _fit_items(kind: Kind, field: Field, value: Any) -> Any:
    value = clean_tree(list(cast("Any", value)) if isinstance(value, list | tuple | set) else value, lines=True)
    shape = unknown.types(kind.record)[field.name]
    if field.type == "map" and isinstance(value, dict):
        given = cast("dict[Any, Any]", value)
        value = {
            _id(key) if field.kinds else _text(key).strip(): _item(_text(key), item, shape)
            for key, item in given.items()
        }
    return msgspec.convert(value, shape)


def _fit_checklist(kind: Kind, field: Field, value: Any) -> Any:
    """Lines of text, objects as they are stored, or both; what has no id yet gets one."""
    found: list[Any] = []
    for item in _items(value):
        if isinstance(item, str):
            found += [{"id": "", "text": each.text, "done": each.done} for each in checklist.read_lines(item)]
        else:
            found.append({"id": "", **item} if isinstance(item, dict) else item)
    return checklist.numbered(_fit_items(kind, field, found))


def _item(key: str, item: Any, shape: Any) -> Any:
    """One word stands for an item of a map: `objects` for a stance, `2` for a number of votes, the name of a day."""
    wanted: Any = get_args(get_args(shape)[0])[1]
    if isinstance(item, str) and wanted is int and item.isdigit():
        return int(item)
    if isinstance(item, str) and (typed := getattr(wanted, "typed", None)) is not None:
        return typed(key.strip(), item)
    names: tuple[str, ...] = getattr(wanted, "__struct_fields__", ())
    return {names[0]: item} if isinstance(item, str) and names else item


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _fit_day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return date.fromisoformat(value)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _fit_rule(text: str) -> str:
    """A rule as it is stored; in words it is read before (`store.records.parsing`)."""
    from store.fields.recurrence.rule import parse, write  # late: few records have a rule

    try:
        return write(parse(text))
    except WrongWords as error:
        raise ValueError from error


def _id(value: Any) -> str:
    return _text(value).strip().upper()


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value] if value.strip() else []
    if not isinstance(value, list | tuple | set | frozenset):
        raise TypeError
    return list(cast("list[Any]", value))


def _fit_number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | None):
        raise TypeError
    if isinstance(value, float) and value != value:  # NaN
        raise ValueError
    return value


def _fit_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value
