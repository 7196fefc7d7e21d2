"""Values that a command is given, made into those that a record holds: dates of ISO text, tuples of lists, clean text.

Lenient about the form, strict about the meaning; what cannot be meant raises `Invalid` with the field's name.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, cast, get_args

import msgspec

from store.errors import Fault, Invalid
from store.fields import Field
from store.fields.clean_text import clean, clean_tree
from store.kinds.base import STAMPS, Kind, Record
from store.records.checks import SHAPES, size_faults, unknown_field
from store.words import Words


def fit(kind: Kind, values: Mapping[str, Any], name: str) -> dict[str, Any]:
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
        raise Invalid(name, faults)
    return fitted


def fit_one(kind: Kind, field: Field, value: Any) -> Any:
    """One value as that field holds it; raises ValueError, TypeError or msgspec.ValidationError."""
    make = _FITS.get(field.type)
    if make is not None:
        return make(field, value)
    value = clean_tree(list(cast("Any", value)) if isinstance(value, list | tuple | set) else value, lines=True)
    shape = _annotations(kind.record)[field.name]
    if field.type == "map" and isinstance(value, dict):
        given = cast("dict[Any, Any]", value)
        value = {_id(key) if field.kinds else _text(key).strip(): _item(item, shape) for key, item in given.items()}
    return msgspec.convert(value, shape)


def _item(item: Any, shape: Any) -> Any:
    """One word stands for an item of a map: `objects` for a stance, `2` for a number of votes."""
    wanted: Any = get_args(get_args(shape)[0])[1]
    if isinstance(item, str) and wanted is int and item.isdigit():
        return int(item)
    names: tuple[str, ...] = getattr(wanted, "__struct_fields__", ())
    return {names[0]: item} if isinstance(item, str) and names else item


@cache
def _annotations(record: type[Record]) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(record)}


def _fit_line(field: Field, value: Any) -> str:
    return "" if value is None else clean(_text(value), lines=field.type == "text")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _fit_day(_field: Field, value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return date.fromisoformat(value)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _fit_choice(_field: Field, value: Any) -> str:
    return "" if value is None else _text(value).strip()


def _id(value: Any) -> str:
    return _text(value).strip().upper()


def _fit_ref(_field: Field, value: Any) -> str | None:
    return None if value is None or value == "" else _id(value)


def _fit_refs(_field: Field, value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_id(item) for item in _items(value)))


def _fit_tags(_field: Field, value: Any) -> tuple[str, ...]:
    words = (clean(_text(item)).lstrip("#") for item in _items(value))
    return tuple(dict.fromkeys(word for word in words if word))


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value] if value.strip() else []
    if not isinstance(value, list | tuple | set | frozenset):
        raise TypeError
    return list(cast("list[Any]", value))


def _fit_number(_field: Field, value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | None):
        raise TypeError
    if isinstance(value, float) and value != value:  # NaN
        raise ValueError
    return value


def _fit_flag(_field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


_FITS: dict[str, Callable[[Field, Any], Any]] = {
    "line": _fit_line,
    "text": _fit_line,
    "day": _fit_day,
    "choice": _fit_choice,
    "ref": _fit_ref,
    "refs": _fit_refs,
    "tags": _fit_tags,
    "number": _fit_number,
    "flag": _fit_flag,
}
