"""The agenda of a meeting: items put in order, noted on, parked, carried to the next one, moved, copied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from store.commands import add_draft, draft
from store.errors import Refused
from store.fields.clean_text import clean
from store.fields.recurrence.occurrences import next_free
from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.agenda_item import QUEUED, AgendaItem, Note, agenda
from store.kinds.agenda_moves import copy_to, hand_on, here, last_place, next_of, open_day, to_backlog
from store.kinds.goal import Goal, is_open
from store.kinds.meeting import Meeting
from store.kinds.series import Series
from store.kinds.series_course import course_of

if TYPE_CHECKING:
    from store.records import Changes


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
    item = here(item_in(changes, id))
    meeting = changes.maybe(Meeting, item.meeting)
    changes.say("park", ids=[id], why=why)
    series = None if meeting is None else changes.maybe(Series, meeting.series)
    if meeting is not None and series is not None and series.ended is None:
        to_backlog(changes, item, meeting, clean(why, lines=True))
        return changes.one(AgendaItem, id)
    return changes.change(item, state="parked", reason=clean(why, lines=True))


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
            to_backlog(changes, each, meeting, why)
        else:
            hand_on(changes, each, to, "moved", why)


def take(changes: Changes, id: str, meeting: str) -> AgendaItem:
    """What waits in the backlog comes on the agenda of a meeting."""
    item = changes.one(AgendaItem, id)
    if item.meeting is not None:
        raise Refused("{item} is on the agenda of {id} already", "there-already", item=id, id=item.meeting)
    changes.say("take", ids=[id], to=meeting)
    return changes.change(item, meeting=meeting, series=None, place=last_place(changes, meeting), state=QUEUED)


# The next one of a series


def open_next(changes: Changes, series_id: str, last: Meeting | None) -> str | None:
    """The meeting of the next day of the series that has none yet; None where there is no such day."""
    day = last and (last.series_day or last.on)
    course = course_of(changes, changes.one(Series, series_id))
    at = next_free(course, day or changes.today - timedelta(1), changes.today)
    return None if at is None else open_day(changes, at, series_id).id
