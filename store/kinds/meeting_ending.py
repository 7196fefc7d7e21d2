"""How a meeting ends, and comes back: closed, cancelled, reopened, or ended with the goal or series that it is part of.

Each is the same whatever brings it about: whose turn it is in its series goes on by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from store.errors import Refused
from store.kinds import meeting
from store.kinds.agenda_item import QUEUED, AgendaItem, gone_on
from store.kinds.agenda_moves import ALONG, hand_on, next_of, to_backlog
from store.kinds.base import Ending
from store.kinds.ending import MOVE
from store.kinds.meeting import Meeting
from store.kinds.meeting_results import queued, unowned
from store.kinds.meeting_rights import AHEAD
from store.kinds.series import Series
from store.kinds.series_seats import by_turns, has_served

if TYPE_CHECKING:
    from store.records import Changes, Records


class MeetingOver(msgspec.Struct, frozen=True):
    """A meeting that was closed, the next one of its series, and what went on there or waits parked."""

    meeting: Meeting
    next: str | None
    left: tuple[str, ...]


def goes_on(record: Meeting, _day: date) -> bool:
    """It is still to be held, or being held."""
    return record.state not in ("closed", "cancelled")


def end(changes: Changes, record: Meeting, ending: Ending) -> Meeting:
    """Held for another goal; else cancelled, or over now where it is being held; what is left waits for its series."""
    if ending.how == MOVE:
        return msgspec.structs.replace(record, goal=ending.to)
    if record.state == "running":
        why = {each.id: ending.why for each in unowned(changes, record.id)}
        return close(changes, record, why, parked=ending.why, goes_on=_has_next(changes, record)).meeting
    for each in queued(changes, record.id) if _has_next(changes, record) else ():
        to_backlog(changes, each, record, ending.why)
    return cancelled(changes, record, ending.why)


def _has_next(changes: Changes, record: Meeting) -> bool:
    """Its series is not over by now, nor left open with what ends."""
    series = changes.maybe(Series, record.series)
    if series is None or series.ended is not None:
        return False
    return series.id in changes.answered or series.goal is None or series.goal != record.goal


def close(
    changes: Changes,
    record: Meeting,
    open_why: Mapping[str, str],
    carry_to: str = "",
    *,
    parked: str = "",
    goes_on: bool = True,
) -> MeetingOver:
    """It is over. What was not reached is carried to ``carry_to``, else to the next one of its series, else parked."""
    has_served(changes, record)
    left = queued(changes, record.id)
    next_one = next_of(changes, record) if goes_on and record.series else None
    to = carry_to or next_one
    for each in left:
        if to:
            hand_on(changes, each, to, "carried")
        else:
            changes.change(each, state="parked", reason=parked)
    values = {"state": "closed", "closed": changes.now, "current": None, "since": None}
    after = changes.change(changes.one(Meeting, record.id), open_why={**record.open_why, **open_why}, **values)
    return MeetingOver(after, next_one, tuple(each.id for each in left))


def cancelled(changes: Changes, record: Meeting, why: str) -> Meeting:
    """It does not take place; what nobody sent on from its agenda waits there, parked."""
    for each in queued(changes, record.id):
        changes.change(each, state="parked", reason=why)
    with by_turns(changes, record.series):
        return changes.change(changes.one(Meeting, record.id), state="cancelled", reason=why)


def drop(changes: Changes, record: Meeting, why: str) -> Meeting:
    """It does not take place; what is on its agenda goes somewhere first. Raises `Refused`."""
    if record.state in ("closed", "cancelled"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=record.id)
    if record.state == "running":
        raise Refused("{id} is running already", "is-running", id=record.id)
    left = queued(changes, record.id)
    if left:
        raise Refused(
            "{id} has {n} items on its agenda; say where they go",
            "wants-place",
            one="{id} has one item on its agenda; say where it goes",
            id=record.id,
            n=len(left),
        )
    return cancelled(changes, record, why)


def reopen(changes: Changes, record: Meeting, why: str) -> Meeting:
    """One that was closed too early goes on, with what its closing carried or parked; a cancelled one is a draft again.

    Raises `Refused` without a reason, and once its minutes are confirmed.
    """
    if record.state not in ("closed", "cancelled"):
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=record.id)
    if not why:
        raise Refused("Reopening {ids} wants a reason; say why", "wants-reason", ids=record.id)
    if record.confirmed_at is not None:
        raise Refused("The minutes of {id} are confirmed; what is wrong in them is said in a later meeting",
                      "confirmed-already", id=record.id)  # fmt: skip
    with by_turns(changes, record.series):
        for each in list(changes.pointing(AgendaItem, "meeting", record.id)):
            if _went_with_it(changes, record, each):
                _comes_back(changes, each)
        if record.state == "cancelled":
            return changes.change(record, state="draft", reason="")
        return changes.change(record, state="running", closed=None, current=None, since=None)


def _went_with_it(changes: Changes, record: Meeting, item: AgendaItem) -> bool:
    """It was carried, parked, sent on or taken off by closing or cancelling the meeting."""
    if record.state == "cancelled":
        by_it = item.changed_at == record.changed_at or (bool(record.reason) and item.reason == record.reason)
        return by_it and item.state in ("moved", "parked", "dropped")
    on = gone_on(changes, item.id)
    since, closed = [each.made_at for each in on] or [item.changed_at], record.closed
    by_it = closed is not None and all(at is not None and at >= closed for at in since)
    return by_it and item.state in ("carried", "parked")


def _comes_back(changes: Changes, item: AgendaItem) -> None:
    """With what was said of it meanwhile, unless somebody has gone on with it there."""
    on = gone_on(changes, item.id)
    if any(not _is_untouched(changes, each, item) for each in on):
        return
    as_it_is = {name: getattr(on[-1], name) for name in ALONG} if on else {}
    for each in on:
        changes.change(each, state="dropped")
        for twin in list(changes.pointing(AgendaItem, "meeting", each.meeting or "")):
            if (twin.state, twin.reason) == ("dropped", each.id):
                changes.change(twin, state=QUEUED, reason="")
    changes.change(item, state=QUEUED, reason="", **as_it_is)


def _is_untouched(records: Records, item: AgendaItem, came_from: AgendaItem) -> bool:
    """It still waits on an agenda that is ahead, or in the backlog where it was put there."""
    taken = came_from.state == "parked" and item.meeting is not None
    ahead = getattr(records.find(item.meeting or ""), "state", "draft") in AHEAD
    return ahead and not taken and (item.state, item.notes, item.spent) == (QUEUED, (), 0)


KIND = msgspec.structs.replace(meeting.KIND, reopen=reopen, drop=drop, goes_on=goes_on, ends=end)
