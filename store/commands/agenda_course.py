"""An agenda while its meeting runs: back an item; what is put off or taken off, from where it goes on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import commands
from store.commands import agenda
from store.commands import meeting_course as course
from store.errors import Refused
from store.kinds.agenda_item import AgendaItem
from store.kinds.agenda_item import agenda as items_of
from store.kinds.meeting import Meeting

if TYPE_CHECKING:
    from store.records import Changes


def park(changes: Changes, id: str, why: str = "") -> AgendaItem:
    """Not now: `agenda.park`, and on."""
    agenda.park(changes, id, why)
    return _left(changes, id)


def carry(changes: Changes, id: str) -> AgendaItem:
    """To the next meeting, and on; the new item. Raises `Refused` where there is none."""
    new = agenda.carry(changes, id)
    _left(changes, id)
    return new


def move(changes: Changes, id: str, to: str) -> AgendaItem:
    """To another meeting, and on; the new item."""
    new = agenda.move(changes, id, to)
    _left(changes, id)
    return new


def take_off(changes: Changes, id: str, why: str) -> AgendaItem:
    """Off the agenda, with why, and on."""
    commands.drop(changes, id, why)
    return _left(changes, id)


def item_before(changes: Changes, id: str, seen: str | None) -> Meeting:
    """Back to the item before the one that it is at, from behind the last to the last; ``seen`` as in `next_item`."""
    meeting = course.meeting_in(changes, id, "running")
    if meeting.current != seen:
        return meeting
    ids = [each.id for each in items_of(changes, id)]
    before = ids[: ids.index(seen)] if seen in ids else ids if meeting.since else []
    if not before:
        raise Refused("There is no item before this one", "nothing-before")
    return course.go_to(changes, id, before[-1], "")


def _left(changes: Changes, id: str) -> AgendaItem:
    """The meeting is not at this item any more; what was done is told as what it is."""
    item = changes.one(AgendaItem, id)
    meeting = changes.maybe(Meeting, item.meeting)
    if meeting is not None and meeting.state == "running" and meeting.current == id:
        what = dict(changes.transaction.what)
        course.go_to(changes, meeting.id, course.following(changes, meeting), "")
        changes.transaction.what = what
    return changes.one(AgendaItem, id)
