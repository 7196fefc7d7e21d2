"""A series of meetings: changed from a day on, one of its days changed, cancelled, taken back, its turns, its end.

A day that is to differ gets its meeting first, under its own day of the series. The series as a whole is changed by an
edit like any other record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from store.commands import edit, meeting_course
from store.errors import NotFound, Refused, WrongWords
from store.fields.recurrence.occurrences import MeetingDay, at_day, by_rule
from store.fields.recurrence.rule import parse, write
from store.kinds import rota
from store.kinds.agenda_moves import open_day
from store.kinds.meeting import Meeting, of_series
from store.kinds.meeting_rights import AHEAD
from store.kinds.naming import by_id
from store.kinds.series import Series
from store.kinds.series_changes import KIND, GoneAlong, in_turn, parted, take_along
from store.kinds.series_course import ROTAS, WHEN, absence, course_of, still_to_come
from store.kinds.series_seats import by_turns
from store.records.fitting import fit

if TYPE_CHECKING:
    from store.records import Changes

_ONE = timedelta(1)


def change_from(changes: Changes, id: str, values: Mapping[str, Any], since: date) -> GoneAlong:
    """Change a series from that day on; what it was until then stays, and so does all that was held or cancelled.

    What became of its meetings. Raises `Refused` where it has ended, `Invalid`.
    """
    before = _running(changes, id)
    fitted = {name: value for name, value in fit(KIND, values, id).items() if value != getattr(before, name)}
    if not fitted:
        return GoneAlong()
    after = msgspec.structs.replace(before, **fitted)
    if fitted.keys() & set(WHEN):
        after = parted(changes, before, after, since)
    after = changes.put(in_turn(before, after))
    changes.say("series", id=id, fields=sorted(fitted), since=str(since))
    return take_along(changes, before, after, since)


def _running(changes: Changes, id: str) -> Series:
    found = changes.one(Series, id)
    if found.ended is not None:
        raise Refused("{id} is over and takes nothing new; reopen it first", "closed", id=id)
    return found


# One of its days


def meeting_of(changes: Changes, id: str, day: date, *, empty: bool = False) -> Meeting:
    """The meeting that stands for a day of the series, by where it lies or by its own day; made where there is none.

    ``empty`` is without the items that each begins with. Raises `NotFound` where the series has no such day.
    """
    at = day_of(changes, id, day)
    return changes.one(Meeting, at.id) if at.id else open_day(changes, at, id, empty=empty)


def day_of(changes: Changes, id: str, day: date) -> MeetingDay:
    """That day of the series, by where it lies or else by its own day; raises `NotFound`."""
    at = at_day(course_of(changes, changes.one(Series, id)), day)
    if at is None:
        raise NotFound("{id} has no meeting on {day}", id=id, day=day)
    return at


def change_one(changes: Changes, id: str, day: date, values: Mapping[str, Any], why: str = "") -> Meeting:
    """One day of the series differs: it is moved, is elsewhere, takes longer. Raises `Refused`, `Invalid`."""
    meeting = meeting_of(changes, id, day)
    meeting = edit(changes, meeting.id, values, why=why)
    changes.say("meeting", id=meeting.id, fields=sorted(values), why=why)
    return changes.one(Meeting, meeting.id)


def cancel_one(changes: Changes, id: str, day: date, why: str, agenda_to: str = "") -> Meeting:
    """One day of the series does not take place, as `meeting_course.cancel`; it stays so, however that is changed."""
    return meeting_course.cancel(changes, meeting_of(changes, id, day, empty=True).id, why, agenda_to)


def restore_one(changes: Changes, id: str, day: date, why: str) -> Meeting:
    """One that was cancelled takes place after all: it is a draft again."""
    at = day_of(changes, id, day)
    if at.state != "cancelled":
        raise Refused("The meeting of {id} on {day} was not cancelled", "open-already", id=id, day=day)
    return meeting_course.reopen(changes, at.id, why)


# Its end


def finish(changes: Changes, id: str, last: date, why: str, agenda_to: str = "") -> list[Meeting]:
    """The series comes no more after that day, today or later. The meetings beyond it, which are cancelled.

    ``agenda_to`` is where their agendas go: a meeting or "drop". Raises `Refused` where that is not said, or one runs.
    """
    before = _running(changes, id)
    if last < changes.today:
        raise Refused("{day} is past; a series ends today or later", "out-of-range", day=last)
    beyond = [
        each
        for each in of_series(changes, id)
        if each.state in (*AHEAD, "running") and each.on is not None and each.on > last
    ]
    gone = [meeting_course.cancel(changes, each.id, why, agenda_to) for each in beyond]
    before = changes.one(Series, id)
    if last == changes.today:
        changes.change(before, ended=last)
    elif before.repeats and any(each.day > last for each in _some(changes, before, last)):
        rule = msgspec.structs.replace(parse(before.repeats), count=None, until=last)
        changes.change(before, repeats=write(rule))
    changes.say("series", id=id, until=str(last), cancelled=[each.id for each in gone], why=why)
    return gone


def _some(changes: Changes, series: Series, since: date) -> list[MeetingDay]:
    """The next day of the rule, if any."""
    found = (each for each in by_rule(course_of(changes, series, bare=True), since) if each.day > since)
    return [each for each in (next(found, None),) if each is not None]


# Whose turn it is


def skip_turn(changes: Changes, id: str, order: str) -> Series:
    """Whoever's turn is next is passed over once; ``order`` is "facilitators" or "note_takers"."""
    series = _running(changes, id)
    people: tuple[str, ...] = getattr(series, order)
    if not people:
        raise Refused("Nobody takes turns in {id} yet", "nothing-named", id=id)
    next_one = ROTAS[order][0]
    day = next((each.on for each in still_to_come(changes, series, changes.today)), changes.today)
    pointer = rota.skipped(people, getattr(series, next_one), day, absence(changes))
    changes.say("turn", id=id, order=order, skipped=getattr(series, next_one))
    return _turned(changes, series, {next_one: pointer})


def swap_turns(changes: Changes, id: str, order: str, one: str, other: str) -> Series:
    """Two people change their places in the order. Raises `WrongWords` for somebody who is not in it."""
    series = _running(changes, id)
    people: tuple[str, ...] = getattr(series, order)
    for each in (one, other):
        if each not in people:
            raise WrongWords("{person} takes no turns in {id}", "not-listed", person=by_id(changes, each), id=id)
    next_one = ROTAS[order][0]
    people, pointer = rota.swapped(people, getattr(series, next_one), one, other)
    changes.say("turn", id=id, order=order, swapped=[one, other])
    return _turned(changes, series, {order: people, next_one: pointer})


def _turned(changes: Changes, series: Series, values: Mapping[str, object]) -> Series:
    with by_turns(changes, series.id):
        return changes.change(series, **values)
