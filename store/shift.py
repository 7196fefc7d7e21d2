"""Moving a plan: records are put so many days later or earlier together, in one commit."""

from collections.abc import Sequence
from datetime import timedelta

from store import commands
from store.errors import Refused
from store.kinds.base import Record
from store.records import Changes

#: The days of a record that move together.
DAYS = ("start", "due", "end")


def shift(changes: Changes, ids: Sequence[str], days: int, why: str = "") -> list[Record]:
    """The records of ``ids`` lie so many days later (or earlier, below 0); what has no day yet stays as it is.

    Raises `Refused` where none of them has a day, and whatever moving the days of each of them by hand would raise.
    """
    moved: list[Record] = []
    names: dict[str, None] = {}
    for id in dict.fromkeys(ids):
        record = changes.get(id)
        fields = {name: value for name in DAYS if (value := getattr(record, name, None)) is not None}
        if fields:
            values = {name: value + timedelta(days) for name, value in fields.items()}
            moved.append(commands.edit(changes, id, values, why=why))
            names.update(dict.fromkeys(values))
    if not moved:
        raise Refused("{ids} has no day yet that could be moved; set one first (t, --due)", ids=", ".join(ids))
    said: dict[str, object] = {"id": moved[0].id} if len(moved) == 1 else {"ids": [each.id for each in moved]}
    changes.say("edit", **said, fields=sorted(names), **({"why": why} if why else {}))
    return moved
