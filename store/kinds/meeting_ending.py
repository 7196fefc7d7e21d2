"""How a meeting ends, and comes back: cancelled, reopened, or ended with the goal or the series that it is part of."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from store.errors import Refused
from store.kinds.agenda_item import QUEUED, AgendaItem, gone_on
from store.kinds.base import Ending
from store.kinds.ending import MOVE
from store.kinds.meeting_results import queued, unowned
from store.kinds.meeting_rights import AHEAD

if TYPE_CHECKING:
    from store.kinds.meeting import Meeting
    from store.records import Changes, Records


def goes_on(meeting: Meeting, _day: date) -> bool:
    """It is still to be held, or being held."""
    return meeting.state not in ("closed", "cancelled")


def end(changes: Changes, meeting: Meeting, ending: Ending) -> Meeting:
    """Held for another goal; else cancelled, or over now where it is being held; its items wait, parked."""
    if ending.how == MOVE:
        return msgspec.structs.replace(meeting, goal=ending.to)
    for each in queued(changes, meeting.id):
        changes.change(each, state="parked", reason=ending.why)
    if meeting.state != "running":
        return msgspec.structs.replace(meeting, state="cancelled", reason=ending.why)
    why = {**meeting.open_why, **{each.id: ending.why for each in unowned(changes, meeting.id)}}
    return msgspec.structs.replace(meeting, state="closed", closed=changes.now, current=None, since=None, open_why=why)


def drop(changes: Changes, meeting: Meeting, why: str) -> Meeting:
    """It does not take place; what is on its agenda goes somewhere first. Raises `Refused`."""
    if meeting.state in ("closed", "cancelled"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=meeting.id)
    if meeting.state == "running":
        raise Refused("{id} is running already", "is-running", id=meeting.id)
    left = queued(changes, meeting.id)
    if left:
        raise Refused(
            "{id} has {n} items on its agenda; say where they go",
            "wants-place",
            one="{id} has one item on its agenda; say where it goes",
            id=meeting.id,
            n=len(left),
        )
    return msgspec.structs.replace(meeting, state="cancelled", reason=why)


def reopen(changes: Changes, meeting: Meeting, why: str) -> Meeting:
    """One that was closed too early goes on, with what its closing carried or parked; a cancelled one is a draft again.

    Raises `Refused` without a reason, and once its minutes are confirmed.
    """
    if meeting.state not in ("closed", "cancelled"):
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=meeting.id)
    if not why:
        raise Refused("Reopening {ids} wants a reason; say why", "wants-reason", ids=meeting.id)
    if meeting.confirmed_at is not None:
        raise Refused("The minutes of {id} are confirmed; what is wrong in them is said in a later meeting",
                      "confirmed-already", id=meeting.id)  # fmt: skip
    if meeting.state == "cancelled":
        return msgspec.structs.replace(meeting, state="draft", reason="")
    for each in list(changes.pointing(AgendaItem, "meeting", meeting.id)):
        _comes_back(changes, each, meeting.closed)
    return msgspec.structs.replace(meeting, state="running", closed=None, current=None, since=None)


def _comes_back(changes: Changes, item: AgendaItem, closed: datetime | None) -> None:
    """What the closing carried on or parked, unless somebody has gone on with it there."""
    on = gone_on(changes, item.id)
    since = [each.made_at for each in on] or [item.changed_at]
    by_closing = closed is not None and all(at is not None and at >= closed for at in since)
    if item.state not in ("carried", "parked") or not by_closing:
        return
    if any(not _is_untouched(changes, each) for each in on):
        return
    for each in on:
        changes.change(each, state="dropped")
        for twin in list(changes.pointing(AgendaItem, "meeting", each.meeting or "")):
            if (twin.state, twin.reason) == ("dropped", each.id):
                changes.change(twin, state=QUEUED, reason="")
    changes.change(item, state=QUEUED, reason="")


def _is_untouched(records: Records, item: AgendaItem) -> bool:
    ahead = getattr(records.find(item.meeting or ""), "state", "draft") in AHEAD
    return ahead and (item.state, item.notes, item.spent) == (QUEUED, (), 0)
