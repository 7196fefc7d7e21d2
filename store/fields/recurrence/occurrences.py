"""The days of a series of meetings: what its rules say, and over that the days that have a record of their own.

A series goes by one rule until it is changed "from here on": a `SeriesStretch` each. Every occurrence is known by the
day that the rule gave it, whatever becomes of it: a day that was cancelled stays so, however the series is changed.
Nothing here asks what day it is, and the days come one by one, each as it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import takewhile
from typing import NamedTuple

import msgspec

from store import clock
from store.fields.calendar import Calendar
from store.fields.recurrence.rule import Rule
from store.fields.recurrence.rule_days import Looks, days, period
from store.fields.recurrence.series import YEARS_AHEAD, placed

_ONE = timedelta(1)


class MeetingDay(NamedTuple):
    """One occurrence: ``day`` is its own, by the rule, ``on`` the day where it lies.

    ``id`` is the record that stands for it, "" where it follows from the rule; ``state`` is that record's.
    """

    day: date
    on: date
    time: str = ""
    length: int = 0
    zone: str = "UTC"
    place: str = ""
    id: str = ""
    state: str = ""

    @property
    def starts(self) -> datetime:
        """The moment at which it begins, UTC; of one without a time that at which its day does."""
        return clock.at(self.on, self.time or "00:00", self.zone)

    @property
    def ends(self) -> datetime:
        """The moment at which it is over, UTC."""
        return self.starts + timedelta(minutes=self.length)

    def seen_from(self, zone: str | None) -> datetime:
        """When it begins by the clocks of another time zone, where it may be another day."""
        return clock.there(self.starts, zone)


class SeriesStretch(msgspec.Struct, frozen=True, kw_only=True):
    """So long a series goes by one rule, which counts from ``start``; its days are from ``since`` to ``until``."""

    rule: Rule
    start: date
    since: date | None = None
    until: date | None = None
    time: str = ""
    length: int = 0
    zone: str = "UTC"
    place: str = ""

    @property
    def begins(self) -> date:
        """The first day that may be one of its days."""
        return max(self.start, self.since or self.start)


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A series as it goes: its stretches in order, the days off, and its days that have a record, by their own day.

    There are ``more`` days with a record that no rule gave it.
    """

    stretches: tuple[SeriesStretch, ...]
    calendar: Calendar
    own: Mapping[date, MeetingDay] = {}
    more: tuple[MeetingDay, ...] = ()


def by_rule(course: Course, first: date) -> Iterator[MeetingDay]:
    """What the rules alone say, in the order of their days: all that may lie on ``first`` or later, and little before.

    Of two that days off move onto one day the first is kept, and the other is no day of the series. So it is for what
    comes again otherwise (`series.following`), and a rule that counts does not count it. Nor is one a day of the series
    for which a meeting of another day stands, since days off were others when that was made.
    """
    earliest = _worked(course.calendar, first, -1)
    taken: set[date] = set()
    for stretch in course.stretches:
        stood_for = _stood_for(course, stretch, earliest)
        for day, on in _of_stretch(stretch, earliest, course.calendar):
            if on not in taken and day not in stood_for:
                taken.add(on)
                yield MeetingDay(day, on, stretch.time, stretch.length, stretch.zone, stretch.place)


def _of_stretch(stretch: SeriesStretch, earliest: date, calendar: Calendar) -> Iterator[tuple[date, date]]:
    """Each day of a stretch with where it lies."""
    rule, begins, left = stretch.rule, stretch.begins, stretch.rule.count
    since = stretch.start if left is not None else max(begins, earliest)
    last = date(min(max(since, earliest).year + YEARS_AHEAD, date.max.year - 1), 12, 31)
    if stretch.until is not None:
        last = min(last, stretch.until)
    before: date | None = None
    endless = msgspec.structs.replace(rule, count=None)
    for day in days(endless, stretch.start, since, last, Looks(), calendar):
        on = placed(rule, day, calendar)
        if on is None or (before is not None and on <= before):
            continue
        before = on
        if day >= begins:
            yield day, on
        left = None if left is None else left - 1
        if left == 0:
            return


def _stood_for(course: Course, stretch: SeriesStretch, earliest: date) -> set[date]:
    """The days of a stretch that were another working day of their month, week or year, which has a record."""
    rule, found = msgspec.structs.replace(stretch.rule, count=None), set[date]()
    if not (rule.working and rule.positions):
        return found
    for own in sorted(course.own):
        first, last = period(rule, own)
        if last < earliest or not stretch.begins <= own <= (stretch.until or own):
            continue
        given = [*days(rule, stretch.start, max(first, stretch.start), last, Looks(), course.calendar)]
        near = [] if own in given else [day for day in given if day not in course.own and day not in found]
        near = [day for day in near if _between(course.calendar, own, day) < max(map(abs, rule.positions))]
        found.update(sorted(near, key=lambda day: abs(day - own))[:1])
    return found


def _between(calendar: Calendar, one: date, other: date) -> int:
    """So many working days lie between two days."""
    first, last = sorted((one, other))
    return calendar.count(first, last - _ONE)


def coming(course: Course, first: date, *, cancelled: bool = False) -> Iterator[MeetingDay]:
    """The days of the series from ``first`` on, as they lie, in order; those that were ``cancelled`` only if asked."""
    waiting: list[tuple[date, str, date, MeetingDay]] = []
    for each in (*course.own.values(), *course.more):
        if each.on >= first and (cancelled or each.state != "cancelled"):
            heappush(waiting, (each.on, each.time, each.day, each))
    for each in by_rule(course, first):
        if each.day in course.own or each.on < first:
            continue
        settled = _worked(course.calendar, each.day, -1)  # nothing that is still to come lies before that
        while waiting and waiting[0][0] < settled:
            yield heappop(waiting)[-1]
        heappush(waiting, (each.on, each.time, each.day, each))
    while waiting:
        yield heappop(waiting)[-1]


def between(course: Course, first: date, last: date, *, cancelled: bool = False) -> list[MeetingDay]:
    """The days of the series that lie from ``first`` to ``last``, in order."""
    return list(takewhile(lambda each: each.on <= last, coming(course, first, cancelled=cancelled)))


def next_free(course: Course, after: date, since: date) -> MeetingDay | None:
    """The first day after that one, by the rule, that has no record yet and lies on ``since`` or later, if any."""
    found = by_rule(course, max(after, since))
    return next((each for each in found if each.day > after and each.on >= since and each.day not in course.own), None)


def at_day(course: Course, day: date) -> MeetingDay | None:
    """The occurrence that is meant by a day: the one that lies there, or else the one whose own day it is."""
    return next(iter(between(course, day, day)), None) or own_day(course, day)


def own_day(course: Course, day: date) -> MeetingDay | None:
    """The occurrence whose own day that is, whatever became of it."""
    found = course.own.get(day)
    if found is not None:
        return found
    since = _worked(course.calendar, day, -1)
    up_to = takewhile(lambda each: each.day <= day, by_rule(course, since))
    return next((each for each in up_to if each.day == day), None)


def _worked(calendar: Calendar, day: date, n: int) -> date:
    """The working day before or after a day; the day itself at the end of all days."""
    try:
        return calendar.add(day, n)
    except OverflowError:
        return day
