"""What came of an agenda item: decided, to be done, asked for, in the way; also of the item that it was before."""

from typing import TYPE_CHECKING

from store.kinds.action import Action
from store.kinds.agenda_item import AgendaItem
from store.kinds.blocker import Blocker
from store.kinds.decision import Decision
from store.kinds.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.kinds.base import Record
    from store.records import Records


def came_of(records: "Records", item: str) -> "list[Record]":
    """The records, those of the meetings before first where the item was carried or moved here."""
    return [found for id in reversed(chain(records, item)) for found in _of(records, id)]


def _of(records: "Records", item: str) -> "Iterator[Record]":
    """In the order in which they are told."""
    yield from records.pointing(Decision, "source", item)
    yield from records.pointing(Action, "source", item)
    yield from records.pointing(Request, "source", item)
    yield from records.pointing(Blocker, "source", item)


def chain(records: "Records", item: str) -> list[str]:
    """The item and those that it came from, the latest first."""
    found: list[str] = []
    record = records.maybe(AgendaItem, item)
    while record is not None and record.id not in found:
        found.append(record.id)
        record = records.maybe(AgendaItem, record.came_from)
    return found
