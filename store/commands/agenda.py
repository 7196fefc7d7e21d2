"""The agenda of a meeting: items put in order, noted on, parked, carried to the next one, moved, copied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from store.commands import add_draft, draft
from store.errors import Refused
from store.fields.clean_text import clean
from store.fields.recurrence.occurrences import MeetingDay, next_free
from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.agenda_item import QUEUED, AgendaItem, Note, agenda, backlog, gone_on
from store.kinds.goal import Goal, is_open
from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import AHEAD
from store.kinds.series import Series
from store.kinds.series_course import as_meeting, course_of, still_to_come

if TYPE_CHECKING:
    from store.records import Changes

#: What of an item goes along to another meeting; what came of it names the item that it came from.
ALONG = ("title", "sort", "presents", "minutes", "goal", "about", "link", "text", "undisputed", "tags", "proposed")


def item_in(changes: Changes, id: str) -> AgendaItem:
    """The item, whose meeting must not be over; raises `Refused`."""
    item = changes.one(AgendaItem, id)
    meeting = changes.maybe(Meeting, item.meeting)
    if meeting is not None and meeting.state in ("closed", "cancelled"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=meeting.id)
    return item


def place_at(changes: Changes, id: str, to: int) -> AgendaItem:
    """The item at that place of its agenda, counted from 0, or as near as there is one."""
    item = item_in(changes, id)
    others = [each for each in agenda(changes, item.meeting or "") if each.id != id]
    to = max(0, min(to, len(others)))
    others.insert(to, item)
    changes.say("place", id=id, at=to)
    for at, each in enumerate(others, 1):
        if each.place != at:
            changes.change(each, place=float(at))
    return changes.one(AgendaItem, id)


def last_place(changes: Changes, meeting: str) -> float:
    """Behind everything that stands on the agenda."""
    return max((each.place for each in agenda(changes, meeting)), default=0.0) + 1


def note(changes: Changes, id: str, text: str) -> AgendaItem:
    """One more line under the item, or as many as the text has, behind those that others wrote meanwhile."""
    item = item_in(changes, id)
    lines = [line for each in clean(text, lines=True).split("\n") if (line := clean(each))]
    if not lines:
        raise Refused("A note wants words", "wants-words")
    number = max((int(each.id) for each in item.notes if each.id.isdigit()), default=0) + 1
    changes.say("note", id=id, n=number)
    new = (Note(str(n), line, changes.who, changes.now) for n, line in enumerate(lines, number))
    return changes.change(item, notes=(*item.notes, *new))


def edit_note(changes: Changes, id: str, line: str, text: str, became: str = "") -> AgendaItem:
    """A line in other words, or without words gone; ``became`` is the record that was made of it."""
    item = item_in(changes, id)
    if all(each.id != line for each in item.notes):
        raise Refused("This line was taken out meanwhile", "not-found")
    text = clean(text)
    notes = tuple(
        msgspec.structs.replace(each, text=text, became=became or each.became) if each.id == line else each
        for each in item.notes
        if each.id != line or text
    )
    changes.say("note", id=id, n=line)
    return changes.change(item, notes=notes)


def act_on_note(changes: Changes, id: str, line: str, values: Mapping[str, Any], seen: str | None = None) -> Action:
    """An action of what a line of notes reads as (`store.records.noted_actions`); the line says what it became.

    It is about the goal of the item, or of its meeting, unless the line says another. Raises `Refused` where it became
    one already, or does not say any more what was ``seen``.
    """
    item = changes.one(AgendaItem, id)
    found = next((each for each in item.notes if each.id == line), None)
    if found is None or (seen is not None and found.text != seen):
        raise Refused("This line was changed or taken out meanwhile", "not-found")
    if found.became:
        raise Refused("{item} goes on as {id}", "went-on", item=found.text, id=found.became)
    goal = changes.maybe(Goal, item.goal or getattr(changes.find(item.meeting or ""), "goal", None))
    given = {"goal": goal.id} if goal is not None and is_open(goal) else {}
    made = add_draft(changes, KINDS["action"], draft(KINDS["action"], {**given, **values, "source": id}))
    notes = (msgspec.structs.replace(each, became=made.id) if each.id == line else each for each in item.notes)
    changes.change(item, notes=tuple(notes))
    changes.say("act-on-note", id=made.id, on=id, n=line)
    return changes.one(Action, made.id)


def park(changes: Changes, id: str, why: str = "") -> AgendaItem:
    """Not now: it waits in the backlog of its series, or parked on its meeting."""
    item = _here(item_in(changes, id))
    meeting = changes.maybe(Meeting, item.meeting)
    changes.say("park", ids=[id], why=why)
    series = None if meeting is None else changes.maybe(Series, meeting.series)
    if meeting is not None and series is not None and series.ended is None:
        to_backlog(changes, item, meeting)
        return changes.one(AgendaItem, id)
    return changes.change(item, state="parked", reason=clean(why, lines=True))


def to_backlog(changes: Changes, item: AgendaItem, meeting: Meeting) -> AgendaItem:
    """It stays parked on its meeting, and one like it waits in the backlog of the series."""
    changes.change(item, state="parked")
    return changes.add(
        AgendaItem(**{name: getattr(item, name) for name in ALONG}, series=meeting.series, came_from=item.id)
    )


def carry(changes: Changes, id: str) -> AgendaItem:
    """To the next meeting of the series; the new item, which counts how often it was carried."""
    item = item_in(changes, id)
    if item.meeting is None:
        raise Refused("{id} is on no agenda yet", "not-on-an-agenda", id=id)
    meeting = changes.one(Meeting, item.meeting)
    to = next_of(changes, meeting)
    if to is None:
        raise Refused("{id} has no next meeting; say which one", "no-next", id=meeting.id)
    new = hand_on(changes, item, to, "carried")
    changes.say("carry", ids=[id], to=to, new=new.id)
    return new


def move(changes: Changes, id: str, to: str) -> AgendaItem:
    """To another meeting, and what came of it goes along."""
    new = hand_on(changes, item_in(changes, id), to, "moved")
    changes.say("move-item", ids=[id], to=to, new=new.id)
    return new


def copy(changes: Changes, id: str, to: str) -> AgendaItem:
    """On another agenda too; what came of it stays here."""
    new = copy_to(changes, changes.one(AgendaItem, id), to)
    changes.say("copy", id=new.id, on=id)
    return new


def hand_on(changes: Changes, item: AgendaItem, to: str, state: str) -> AgendaItem:
    """The item ends here as ``state``, and goes on as a new one on the agenda of the meeting ``to``."""
    meeting = changes.one(Meeting, to)
    if meeting.state not in (*AHEAD, "running"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=to)
    if item.meeting == to:
        raise Refused("{item} is on the agenda of {id} already", "there-already", item=item.id, id=to)
    # Where a closing was taken back in part it goes on already.
    on = gone_on(changes, _here(item).id)
    if on and (state != "carried" and on[0].meeting != to):
        raise Refused("{item} goes on as {id}", "went-on", item=item.id, id=on[0].id)
    twin = _twin(changes, item, meeting) if state == "carried" and not on else None
    new = on[0] if on else copy_to(changes, item, to, came_from=item.id)
    if twin is not None:
        changes.change(twin, state="dropped", reason=new.id)
        new = changes.change(new, place=twin.place)
    changes.change(item, state=state)
    return new


def _twin(changes: Changes, item: AgendaItem, meeting: Meeting) -> AgendaItem | None:
    """What the template of the series has put there for the same, as long as nobody has touched it.

    It is dropped for the one that is carried, and says so; where that goes back it stands there again.
    """
    if all(each.title != item.title for each in backlog(changes, meeting.series or "", always=True)):
        return None
    fresh = (each for each in agenda(changes, meeting.id) if each.rev == 1 and not each.came_from and not each.notes)
    return next((each for each in fresh if each.title == item.title and each.state == QUEUED), None)


def _here(item: AgendaItem) -> AgendaItem:
    """It has not gone on elsewhere; raises `Refused`."""
    if item.state in ("parked", "carried", "moved", "dropped"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=item.id)
    return item


def copy_to(changes: Changes, item: AgendaItem, to: str, came_from: str | None = None) -> AgendaItem:
    """An item like it behind all others on another agenda."""
    values = {name: getattr(item, name) for name in ALONG}
    return changes.add(AgendaItem(**values, meeting=to, came_from=came_from, place=last_place(changes, to)))


def send_on(changes: Changes, meeting: Meeting, items: list[AgendaItem], to: str, why: str) -> None:
    """What was on the agenda of a meeting that is cancelled: to another meeting, "next", "backlog", or "drop".

    Raises `Refused` where there is no next one.
    """
    if items and to == "next":
        to = next_of(changes, meeting) or ""
        if not to:
            raise Refused("{id} has no next meeting; say which one", "no-next", id=meeting.id)
    for each in items:
        if to == "drop":
            changes.change(each, state="dropped", reason=why)
        elif to == "backlog":
            to_backlog(changes, each, meeting)
        else:
            hand_on(changes, each, to, "moved")


def take(changes: Changes, id: str, meeting: str) -> AgendaItem:
    """What waits in the backlog comes on the agenda of a meeting."""
    item = changes.one(AgendaItem, id)
    if item.meeting is not None:
        raise Refused("{item} is on the agenda of {id} already", "there-already", item=id, id=item.meeting)
    changes.say("take", ids=[id], to=meeting)
    return changes.change(item, meeting=meeting, series=None, place=last_place(changes, meeting), state=QUEUED)


# The next one of a series


def next_of(changes: Changes, meeting: Meeting) -> str | None:
    """The next meeting of its series that is still to be held; made where the rule has one. None where it ends."""
    series = changes.maybe(Series, meeting.series)
    for each in still_to_come(changes, series, changes.today) if series is not None else ():
        behind = meeting.on is None or (each.on, each.time) > (meeting.on, meeting.time)
        if each.id != meeting.id and behind and each.state != "running":
            return each.id or open_day(changes, each, meeting.series or "").id
    return None


def open_next(changes: Changes, series_id: str, last: Meeting | None) -> str | None:
    """The meeting of the next day of the series that has none yet; None where there is no such day."""
    day = last and (last.series_day or last.on)
    course = course_of(changes, changes.one(Series, series_id))
    at = next_free(course, day or changes.today - timedelta(1), changes.today)
    return None if at is None else open_day(changes, at, series_id).id


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
