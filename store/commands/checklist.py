"""The checklist of a record, line by line: what somebody does to it is done to what it is by then."""

from collections.abc import Callable
from typing import Any

from store import commands
from store.errors import Refused
from store.kinds.base import Record
from store.kinds.checklist import Items
from store.records import Changes


def items_of(record: Any) -> Items:
    """The lines; raises `Refused` where the record has none by its kind."""
    if not hasattr(record, "checklist"):
        raise Refused("{id} has no checklist: only actions have one", "wrong-kind", id=record.id)
    return record.checklist


def relist(changes: Changes, id: str, change: Callable[[Items], Items]) -> Record:
    """The checklist becomes what ``change`` makes of the lines that are there now."""
    return commands.edit(changes, id, {"checklist": change(items_of(changes.get(id)))})
