"""What stands around a meeting: those before and after it, what came of its items, where these come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from store.kinds.action import Action
from store.kinds.agenda_item import AgendaItem
from store.kinds.blocker import Blocker
from store.kinds.decision import Decision
from store.kinds.meeting import Meeting, of_series
from store.kinds.request import Request

if TYPE_CHECKING:
    from store.kinds.base import Record
    from store.records import Records


def was_held_about(records: Records, goal: str) -> bool:
    """A meeting that is over was about that goal, or talked about it as one of its items."""
    if any(each.state == "closed" for each in records.pointing(Meeting, "goal", goal)):
        return True
    items = (each for each in records.pointing(AgendaItem, "goal", goal) if each.state == "discussed")
    return any(getattr(records.maybe(Meeting, each.meeting), "state", "") == "closed" for each in items)


def planned(items: Iterable[AgendaItem]) -> int:
    """The minutes that these items are meant to take."""
    return sum(each.minutes or 0 for each in items)


def outcomes(records: Records, sources: Sequence[str]) -> list[str]:
    """The ids of what came of a meeting and its items: decisions, then actions, requests, blockers."""
    return [
        *_from(records, Decision, sources),
        *_from(records, Action, sources),
        *_from(records, Request, sources),
        *_from(records, Blocker, sources),
    ]


def _from(records: Records, kind: type[Record], sources: Sequence[str]) -> Iterator[str]:
    return (found.id for id in sources for found in records.pointing(kind, "source", id))


def neighbours(records: Records, meeting: Meeting) -> tuple[str | None, str | None]:
    """The one before it and the one after it in its series, of those that were not cancelled."""
    if not meeting.series or meeting.on is None:
        return None, None
    own = (meeting.on, meeting.time, int(meeting.id.partition("-")[2]))
    others = [
        ((each.on, each.time, int(each.id.partition("-")[2])), each.id)
        for each in of_series(records, meeting.series)
        if each.on is not None and each.state != "cancelled" and each.id != meeting.id
    ]
    before = max((each for each in others if each[0] < own), default=None)
    after = min((each for each in others if each[0] > own), default=None)
    return before and before[1], after and after[1]


def origins(records: Records, item: AgendaItem) -> list[AgendaItem]:
    """The items that it was before it was carried or moved here, the latest first."""
    found: list[AgendaItem] = []
    came_from = item.came_from
    while came_from and all(came_from != each.id for each in found):
        earlier = records.maybe(AgendaItem, came_from)
        if earlier is None:
            break
        found.append(earlier)
        came_from = earlier.came_from
    return found
