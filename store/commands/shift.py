"""Moving the days of several records, in one commit: so many days later or earlier, or each from its own day."""

from collections.abc import Sequence
from datetime import date, timedelta

from store import commands
from store.errors import Refused
from store.kinds.base import Record
from store.records import KIND_OF, Changes, parsing

#: The days of a record that move together.
DAYS = ("start", "due", "end")


def shift(changes: Changes, ids: Sequence[str], days: int, why: str = "") -> list[Record]:
    """The records of ``ids`` lie so many days later (or earlier, below 0); what has no day yet stays as it is.

    Raises `Refused` where none of them has a day, and whatever moving the days of each of them by hand would raise.
    """
    values: dict[str, dict[str, date]] = {}
    for id in dict.fromkeys(ids):
        record = changes.get(id)
        fields = {name: value for name in DAYS if (value := getattr(record, name, None)) is not None}
        if fields:
            values[id] = {name: value + timedelta(days) for name, value in fields.items()}
    if not values:
        raise Refused("{ids} has no day yet that could be moved; set one first", "no-day", ids=[*ids])
    return commands.edit_each(changes, values, why)


def postpone(changes: Changes, ids: Sequence[str], name: str, text: str, why: str = "") -> list[Record]:
    """The field ``name`` of each is the day that ``text`` says; `+1w` counts from the day that stands in it.

    Raises what `store.records.parsing.read` and editing each by hand would raise.
    """
    values: dict[str, dict[str, date]] = {}
    for id in dict.fromkeys(ids):
        record = changes.get(id)
        field = KIND_OF[type(record)].fields[name]
        day = parsing.read_change(field, text, getattr(record, name), changes, changes.here, changes.who)
        values[id] = {name: day}
    return commands.edit_each(changes, values, why)
