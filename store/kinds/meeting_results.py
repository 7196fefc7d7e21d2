"""What a meeting has left: items that it did not reach, actions that nobody has or that have no day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.kinds.action import OPEN, Action
from store.kinds.agenda_item import QUEUED, AgendaItem, agenda

if TYPE_CHECKING:
    from store.records import Records


def queued(records: Records, meeting: str) -> list[AgendaItem]:
    """The items that are still to be talked about."""
    return [each for each in agenda(records, meeting) if each.state == QUEUED]


def sources(records: Records, meeting: str) -> Iterator[str]:
    """The ids out of which something comes in a meeting: each of its items, and the meeting itself."""
    yield from (each.id for each in records.pointing(AgendaItem, "meeting", meeting))
    yield meeting


def unowned(records: Records, meeting: str) -> list[Action]:
    """The open actions that came of it and lack an owner or a day."""
    made = (each for id in sources(records, meeting) for each in records.pointing(Action, "source", id))
    return [each for each in made if each.state in OPEN and (each.owner is None or each.due is None)]
