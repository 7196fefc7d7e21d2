"""How a series of meetings goes: its days, with the meetings that stand for some of them, and whose turn it is when.

What is read here is for list, page, calendar and commands alike; `store.fields.recurrence.occurrences` says what a day
of a series is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING

import msgspec

from store import clock
from store.fields.recurrence.occurrences import Course, MeetingDay, SeriesStretch, at_day, coming, next_free
from store.fields.recurrence.rule import completed, parse
from store.kinds import rota
from store.kinds.department import active_of
from store.kinds.meeting import Meeting, of_series
from store.kinds.person import Person, has_left
from store.kinds.series import Phase, Series

if TYPE_CHECKING:
    from store.records import Records

#: The fields of a series that say when and where it comes; a stretch keeps those of its time.
WHEN = ("repeats", "start", "time", "length", "place", "zone")
#: The orders of a series, each with the field that says whose turn is next and the one of a meeting that it fills.
ROTAS = {"facilitators": ("facilitator_next", "facilitator"), "note_takers": ("note_taker_next", "note_taker")}
_ONE = timedelta(1)
#: What a meeting that somebody makes by hand has from its series where they say nothing else.
FILLED = (
    "time", "length", "place", "zone", "goal", "departments", "purpose", "quorum", "quorum_of", "facilitator",
    "note_taker",
)  # fmt: skip
#: In none of these a meeting is still to come.
_OVER = ("closed", "cancelled")


class SeriesTurn(msgspec.Struct, frozen=True):
    """Who serves at one day of a series, and whose turn it is then; None where nobody of the order can."""

    at: MeetingDay
    who: str | None
    due: str | None


def course_of(records: Records, series: Series, *, bare: bool = False) -> Course:
    """The days of a series; ``bare`` without the meetings that stand for some of them, as its rules alone say."""
    found = [] if bare else [each for each in of_series(records, series.id) if each.on]
    return Course(
        stretches=tuple(_stretches(records, series)),
        calendar=records.calendar,
        own={each.series_day: day_of(records, each) for each in found if each.series_day},
        more=tuple(day_of(records, each) for each in found if not each.series_day),
    )


def day_of(records: Records, meeting: Meeting) -> MeetingDay:
    """A meeting as a day of its series; a single one is a day of its own."""
    on = meeting.on or meeting.series_day or date.min
    return MeetingDay(
        meeting.series_day or on,
        on,
        meeting.time,
        meeting.length or 0,
        zone_of(records, meeting.zone),
        meeting.place,
        meeting.id,
        meeting.state,
    )


def first_day(series: Series) -> date:
    """The first day of a series; that on which it was made where nobody says one."""
    return series.start or (series.made_at.date() if series.made_at else date(2000, 1, 1))


def _stretches(records: Records, series: Series) -> Iterator[SeriesStretch]:
    since: date | None = None
    for each in (*series.phases, series):
        until = each.until if isinstance(each, Phase) else series.ended
        start = each.start or since or first_day(series)
        if each.repeats:
            yield SeriesStretch(
                rule=completed(parse(each.repeats), start),
                start=start,
                since=since,
                until=until,
                time=each.time,
                length=each.length or 0,
                zone=zone_of(records, each.zone),
                place=each.place,
            )
        since = since if until is None else until + _ONE


def zone_of(records: Records, zone: str) -> str:
    """The workspace's where none is said, or one that this machine does not know."""
    return zone if zone and clock.knows(zone) else records.settings.zone


def dates_of(records: Records, series: Series, first: date, n: int, *, cancelled: bool = False) -> list[MeetingDay]:
    """The next ``n`` days of a series from ``first`` on, as they lie."""
    return list(islice(coming(course_of(records, series), first, cancelled=cancelled), n))


def still_to_come(records: Records, series: Series, today: date) -> Iterator[MeetingDay]:
    """The days that are still to be held, in order: meetings that are left open, and what comes from today on."""
    course = course_of(records, series)
    waiting = [each.on for each in (*course.own.values(), *course.more) if each.state not in _OVER]
    for each in coming(course, min([today, *waiting])):
        if each.state not in _OVER and (each.id or each.on >= today):
            yield each


def turns(
    records: Records, series: Series, order: str, today: date, anew: Collection[str] = ()
) -> Iterator[SeriesTurn]:
    """Whose turn it is at each day that is still to be held; ``order`` is "facilitators" or "note_takers".

    Where somebody else was put down for a meeting, they stand in, and the turn goes to the next day; who was put down
    for the meetings ``anew`` is not looked at. The turn of one that is still open before one that was held is past.
    """
    people: tuple[str, ...] = getattr(series, order)
    next_one, field = ROTAS[order]
    pointer: str | None = getattr(series, next_one)
    absent = absence(records)
    over = (each.on for each in of_series(records, series.id) if each.state == "closed" and each.on)
    held = max(over, default=date.min)
    for each in still_to_come(records, series, today):
        if each.id and each.on < held:
            yield SeriesTurn(each, getattr(records.maybe(Meeting, each.id), field, None), None)
            continue
        who = rota.whose(people, pointer, each.on, absent)
        meeting = None if each.id in anew else records.maybe(Meeting, each.id)
        put_down: str | None = getattr(meeting, field, None)
        if put_down is None or put_down == who:
            pointer = rota.after(people, who) if who else pointer
        yield SeriesTurn(each, put_down or who, who)


def turn_at(records: Records, series: Series, order: str, at: MeetingDay, today: date) -> str | None:
    """Whose turn it is at that day of the series; None where it is nobody's, or the day is not to come."""
    ahead = takewhile(lambda turn: turn.at.on <= at.on, turns(records, series, order, today))
    return next((turn.who for turn in ahead if turn.at.day == at.day), None)


def is_in_turn(records: Records, meeting: Meeting, field: str, today: date) -> bool:
    """Whether whoever has that part in a meeting, which is still to be held, is whose turn it is then."""
    series = records.maybe(Series, meeting.series)
    if series is None or meeting.state in _OVER:
        return False
    order = next(order for order, (_next, filled) in ROTAS.items() if filled == field)
    found = turns(records, series, order, today, (meeting.id,)) if getattr(series, order) else ()
    due = next((turn.due for turn in found if turn.at.id == meeting.id), None)
    return due is not None and due == getattr(meeting, field)


def absence(records: Records) -> rota.Absent:
    """Tells whether somebody is away on a day, or has left."""

    def absent(id: str, day: date) -> bool:
        person = records.maybe(Person, id)
        if person is None or has_left(person, day):
            return True
        return person.away_until is not None and person.away_until >= day

    return absent


def in_series(records: Records, meeting: Meeting, today: date) -> Meeting:
    """A new meeting of a series that somebody makes by hand: for the day that the series has there, or one besides.

    That stands under its own day too. Where no day is said, it is the next that has none. What was not said is as the
    series says.
    """
    series = records.maybe(Series, meeting.series)
    if series is None:
        return meeting
    course = course_of(records, series)
    at = next_free(course, today - _ONE, today) if meeting.on is None else at_day(course, meeting.on)
    own = at is not None and not at.id and (meeting.on is None or at.on == meeting.on)
    on = meeting.on or today
    day = at if own and at is not None else MeetingDay(on, on, series.time, series.length or 0, "", series.place)
    usual = as_meeting(records, series, day, today)
    blank = (name for name in ("on", *FILLED) if not getattr(meeting, name))
    filled = {name: getattr(usual, name) for name in blank if name != "on" or own}
    return msgspec.structs.replace(meeting, series_day=day.day if own else meeting.on, **filled)


def as_meeting(records: Records, series: Series, at: MeetingDay, today: date) -> Meeting:
    """The meeting of a day of a series that has none yet, which is not added."""
    return Meeting(
        title=series.title,
        state="open" if series.opens else "draft",
        series=series.id,
        series_day=at.day,
        on=at.on,
        time=at.time,
        length=at.length or None,
        place=at.place,
        zone=series.zone if at.zone == zone_of(records, series.zone) else at.zone,
        goal=series.goal,
        departments=active_of(records, series.departments),
        purpose=series.purpose,
        quorum=series.quorum,
        quorum_of=active_of(records, series.quorum_of),
        facilitator=turn_at(records, series, "facilitators", at, today),
        note_taker=turn_at(records, series, "note_takers", at, today),
    )
