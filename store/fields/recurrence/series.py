"""Which day of a series comes next, and where it lies where that is a day off. Nothing here asks what day it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from store.fields.calendar import Calendar
from store.fields.recurrence.rule import Rule
from store.fields.recurrence.rule_days import Looks, days

#: In so many years a rule falls on a day, or never.
YEARS_AHEAD = 60
_ONE = timedelta(1)


class Occurrence(msgspec.Struct, frozen=True):
    """``day`` is the rule's, ``due`` where it lies; ``passed`` so many days of the rule were passed over before it.

    ``rule`` is how it goes on from there: a rule that counts counts from this one on.
    """

    day: date
    due: date
    passed: int
    rule: Rule


def placed(rule: Rule, day: date, calendar: Calendar) -> date | None:
    """Where that day of the rule lies: moved off a day off as the rule says, None where it is skipped."""
    if not rule.off or calendar.works(day):
        return day
    if rule.off == "skip":
        return None
    try:
        return calendar.before(day) if rule.off == "before" else calendar.after(day)
    except OverflowError:
        return day


def first(rule: Rule, today: date, calendar: Calendar) -> Occurrence | None:
    """The first day of a series that nobody has said: from today on. What says no day begins on a working day."""
    if rule.is_bare:
        today = today if calendar.works(today) else calendar.after(today)
    for day in _days(msgspec.structs.replace(rule, interval=1), today, today, calendar):
        due = placed(rule, day, calendar)
        if due is not None and due >= today:
            return Occurrence(day, due, 0, rule)
    return None


def following(rule: Rule, day: date, today: date, calendar: Calendar) -> Occurrence | None:
    """What comes after the occurrence of ``day``; None where the series ends with it.

    What should have come before ``today`` is passed over: nobody is given what is late already.
    """
    last = placed(rule, day, calendar) or day
    left = rule.count
    passed = 0
    for next_day in _days(rule, day, day + _ONE, calendar):
        due = placed(rule, next_day, calendar)
        if due is None or due <= last:
            continue
        last = due
        left = None if left is None else left - 1
        if left == 0:
            return None
        if due >= today:
            return Occurrence(next_day, due, passed, msgspec.structs.replace(rule, count=left))
        passed += 1
    return None


def _days(rule: Rule, start: date, since: date, calendar: Calendar) -> Iterator[date]:
    endless = msgspec.structs.replace(rule, count=None)
    until = date(min(since.year + YEARS_AHEAD, date.max.year - 1), 12, 31)
    return days(endless, start, since, until, Looks(), calendar)


def falls(rule: Rule, since: date, calendar: Calendar) -> bool:
    """Whether the rule falls on any day from then on."""
    return any(placed(rule, day, calendar) is not None for day in _days(rule, since, since, calendar))
