"""Where an item of an agenda goes on: in another meeting, which may be made for it, or in the backlog of its series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import Refused
from store.fields.recurrence.occurrences import MeetingDay
from store.kinds.agenda_item import QUEUED, AgendaItem, agenda, backlog, gone_on
from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import AHEAD
from store.kinds.series import Series
from store.kinds.series_course import as_meeting, still_to_come

if TYPE_CHECKING:
    from store.records import Changes

#: What of an item goes along to another meeting; what came of it names the item that it came from.
ALONG = ("title", "sort", "presents", "minutes", "goal", "about", "link", "text", "undisputed", "tags", "proposed")


def last_place(changes: Changes, meeting: str) -> float:
    """Behind everything that stands on the agenda."""
    return max((each.place for each in agenda(changes, meeting)), default=0.0) + 1


def copy_to(changes: Changes, item: AgendaItem, to: str, came_from: str | None = None) -> AgendaItem:
    """An item like it behind all others on another agenda."""
    values = {name: getattr(item, name) for name in ALONG}
    return changes.add(AgendaItem(**values, meeting=to, came_from=came_from, place=last_place(changes, to)))


def to_backlog(changes: Changes, item: AgendaItem, meeting: Meeting, why: str = "") -> AgendaItem:
    """It stays parked on its meeting, and one like it waits in the backlog of the series."""
    changes.change(item, state="parked", reason=why)
    return changes.add(
        AgendaItem(**{name: getattr(item, name) for name in ALONG}, series=meeting.series, came_from=item.id)
    )


def hand_on(changes: Changes, item: AgendaItem, to: str, state: str, why: str = "") -> AgendaItem:
    """The item ends here as ``state``, and goes on as a new one on the agenda of the meeting ``to``."""
    meeting = changes.one(Meeting, to)
    if meeting.state not in (*AHEAD, "running"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=to)
    if item.meeting == to:
        raise Refused("{item} is on the agenda of {id} already", "there-already", item=item.id, id=to)
    # Where a closing was taken back in part it goes on already.
    on = gone_on(changes, here(item).id)
    if on and (state != "carried" and on[0].meeting != to):
        raise Refused("{item} goes on as {id}", "went-on", item=item.id, id=on[0].id)
    twin = _twin(changes, item, meeting) if state == "carried" and not on else None
    new = on[0] if on else copy_to(changes, item, to, came_from=item.id)
    if twin is not None:
        changes.change(twin, state="dropped", reason=new.id)
        new = changes.change(new, place=twin.place)
    changes.change(item, state=state, reason=why)
    return new


def _twin(changes: Changes, item: AgendaItem, meeting: Meeting) -> AgendaItem | None:
    """What the template of the series has put there for the same, as long as nobody has touched it.

    It is dropped for the one that is carried, and says so; where that goes back it stands there again.
    """
    if all(each.title != item.title for each in backlog(changes, meeting.series or "", always=True)):
        return None
    fresh = (each for each in agenda(changes, meeting.id) if each.rev == 1 and not each.came_from and not each.notes)
    return next((each for each in fresh if each.title == item.title and each.state == QUEUED), None)


def here(item: AgendaItem) -> AgendaItem:
    """It has not gone on elsewhere; raises `Refused`."""
    if item.state in ("parked", "carried", "moved", "dropped"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=item.id)
    return item


# The next one of a series


def next_of(changes: Changes, meeting: Meeting) -> str | None:
    """The next meeting of its series that is still to be held; made where the rule has one. None where it ends."""
    series = changes.maybe(Series, meeting.series)
    for each in still_to_come(changes, series, changes.today) if series is not None else ():
        behind = meeting.on is None or (each.on, each.time) > (meeting.on, meeting.time)
        if each.id != meeting.id and behind and each.state != "running":
            return each.id or open_day(changes, each, meeting.series or "").id
    return None


def open_day(changes: Changes, at: MeetingDay, series_id: str, *, empty: bool = False) -> Meeting:
    """A meeting for a day of the series, with the items that each of its agendas begins with unless it is ``empty``.

    It is a draft, so that it can be prepared without telling anybody, or open where the series says so.
    """
    series = changes.one(Series, series_id)
    new = changes.add(as_meeting(changes, series, at, changes.today))
    if not empty:
        begin_with(changes, new)
    return new


def begin_with(changes: Changes, meeting: Meeting) -> None:
    """The items that each agenda of its series begins with."""
    for each in backlog(changes, meeting.series or "", always=True):
        copy_to(changes, each, meeting.id)
