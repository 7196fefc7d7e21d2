"""What a record is called when somebody is told of it, in the few ways that there are; by the record or by its id.

`store.records.names` finds the record that a person names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from store.fields.indexes import folded
from store.kinds.base import Record, fields_of

if TYPE_CHECKING:
    from store.records import Records


def called(record: Record) -> str:
    """In one word, such that it can be typed: a department's code, a person's login, else the id."""
    return getattr(record, "code", "") or getattr(record, "login", "") or record.id


def short_name(record: Any) -> str:
    """A department by its code, a person by the login, either by its name where it has none; all others by the id.

    Of a department or a person, a part of the record will do.
    """
    word = getattr(record, "code", None)
    word = getattr(record, "login", None) if word is None else word
    return record.id if word is None else word or record.name


def alphabetical(record: Any) -> str:
    """Sorts departments by their codes and people by their names wherever they stand in a row, as a dictionary does.

    A part of the record will do.
    """
    from store.han import spelt, spelt_name  # late: only lists are sorted so

    code = getattr(record, "code", None)
    return spelt_name(folded(record.name).strip()) if code is None else spelt(folded(code or record.name).strip())


def title_of(record: Record) -> str:
    """What stands in the field that names it, in one line."""
    naming = next(name for name, field in fields_of(type(record)).items() if field.names)
    return str(getattr(record, naming)).partition("\n")[0]


def with_title(record: Record, short: Callable[[str], str] = str) -> str:
    """A department or a person by their short name, another record by id and title, which ``short`` may cut."""
    name = short_name(record)
    return f"{name} {short(title_of(record))}".strip() if name == record.id else name


def in_full(record: Record) -> str:
    """Code, login or id, and the title."""
    return f"{called(record)} {title_of(record)}"


def by_id(records: Records, id: str | None, name: Callable[[Any], str] = short_name) -> str:
    """What the record with that id is called; the id where there is none, "" for nobody."""
    record = records.find(id) if id else None
    return id or "" if record is None else name(record)
