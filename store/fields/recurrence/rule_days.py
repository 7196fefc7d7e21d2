"""On which days a rule (RFC 5545, RRULE) falls, between two days and never further.

dateutil's `rrule` reads the same rules, but walks on to the year 9999 where one falls on no day at all (30 February),
which takes a file's author a line and its reader seconds. Here each year, month, week or day of the rule is looked at
by itself, and only those in sight. Rules by the hour, by the number of the week and of other calendars are refused.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from store.errors import WrongWords
from store.fields.calendar import Calendar
from store.fields.recurrence.rule import Rule
from store.words import Words

#: No event that repeats begins in an earlier year.
EARLIEST = 1600
#: So many days are looked at for one file.
LOOKS = 250_000


class TooMuch(WrongWords):
    """The file as a whole asks for more than is done for one."""


class Looks:
    """How many more days of a file may be looked at; ``line`` is where the rule stands that looks at them."""

    def __init__(self, left: int = LOOKS) -> None:
        self.left = left
        self.line = 1

    def take(self, n: int) -> None:
        """Take so many; raises `WrongWords` where there are not so many left."""
        self.left -= n
        if self.left < 0:
            raise TooMuch.of(Words("Line {line}: the file repeats too much. Keep only the days off", line=self.line))


def days(
    rule: Rule, start: date, first: date, last: date, looks: Looks, calendar: Calendar | None = None
) -> Iterator[date]:
    """The days of the rule from ``first`` to ``last``, for what begins on ``start``.

    ``calendar`` says on which days the organisation works, for rules of working days.
    """
    rule = _explicit(rule, start)
    last = min(last, rule.until or last)
    number = 0
    # A rule that counts has to be counted from its beginning.
    for days_in_period in _periods(rule, start, start if rule.count else max(first, start), last):
        looks.take(len(days_in_period))
        for day in _chosen(rule, days_in_period, calendar):
            if day < start:
                continue
            number += 1
            if day > last or (rule.count is not None and number > rule.count):
                return
            if day >= first:
                yield day


def _explicit(rule: Rule, start: date) -> Rule:
    """What a rule leaves open is as on its first day."""
    if rule.by_day or rule.month_days or rule.year_days or rule.working:
        return rule
    if rule.frequency == "WEEKLY":
        return msgspec.structs.replace(rule, by_day=((None, start.weekday()),))
    if rule.frequency == "MONTHLY":
        return msgspec.structs.replace(rule, month_days=frozenset([start.day]))
    if rule.frequency == "YEARLY":
        months = rule.months or frozenset([start.month])
        return msgspec.structs.replace(rule, months=months, month_days=frozenset([start.day]))
    return rule


def period(rule: Rule, day: date) -> tuple[date, date]:
    """The first and the last day of the year, month or week in which the rule chooses that day among others."""
    if rule.frequency == "YEARLY":
        return _year_span(day)
    if rule.frequency == "MONTHLY":
        return _month_span(day)
    first = day - timedelta((day.weekday() - rule.week_start) % 7 if rule.frequency == "WEEKLY" else 0)
    return first, first + timedelta(6 if rule.frequency == "WEEKLY" else 0)


def _periods(rule: Rule, start: date, first: date, last: date) -> Iterator[list[date]]:
    """The days of each year, month, week or day that the rule looks at, from the one with ``first``."""
    step = rule.interval
    if rule.frequency == "YEARLY":
        begin = start.year + -(-(first.year - start.year) // step) * step
        for year in range(begin, last.year + 1, step):
            yield [day for month in sorted(rule.months) or range(1, 13) for day in _month(year, month)]
    elif rule.frequency == "MONTHLY":
        begin = _months(start) + -(-(_months(first) - _months(start)) // step) * step
        for month in range(begin, _months(last) + 1, step):
            yield _month(month // 12, month % 12 + 1)
    else:
        length = 7 if rule.frequency == "WEEKLY" else 1
        zero = start.toordinal() - ((start.weekday() - rule.week_start) % 7 if length == 7 else 0)
        begin = zero + (first.toordinal() - zero) // (length * step) * (length * step)
        for ordinal in range(begin, last.toordinal() + 1, length * step):
            yield [date.fromordinal(ordinal + offset) for offset in range(length)]


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(year: int, month: int) -> list[date]:
    begin = date(year, month, 1)
    length = (date(year + month // 12, month % 12 + 1, 1) - begin).days
    return [begin + timedelta(offset) for offset in range(length)]


def _chosen(rule: Rule, period: list[date], calendar: Calendar | None) -> list[date]:
    """Those days of one period on which the rule falls."""
    found = [day for day in period if _falls(rule, day)]
    if rule.working and calendar is not None:
        found = [day for day in found if calendar.works(day)]
    if not rule.positions:
        return found
    return [day for at, day in enumerate(found) if at + 1 in rule.positions or at - len(found) in rule.positions]


def _falls(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not rule.month_days & _from_both_ends(day, _month_span(day)):
        return False
    if rule.year_days and not rule.year_days & _from_both_ends(day, _year_span(day)):
        return False
    if not rule.by_day:
        return True
    within = _month_span(day) if rule.frequency == "MONTHLY" or rule.months else _year_span(day)
    weekday = day.weekday()
    return any(which == weekday and (n is None or n in _weeks(day, within)) for n, which in rule.by_day)


def _month_span(day: date) -> tuple[date, date]:
    begin = day.replace(day=1)
    return begin, (begin + timedelta(31)).replace(day=1) - timedelta(1)


def _year_span(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _from_both_ends(day: date, within: tuple[date, date]) -> set[int]:
    """The day's number from the beginning, and from the end, where the last is -1."""
    return {(day - within[0]).days + 1, (day - within[1]).days - 1}


def _weeks(day: date, within: tuple[date, date]) -> tuple[int, int]:
    """Which Monday, Tuesday, … of the month or year it is, from the beginning and from the end."""
    return (day - within[0]).days // 7 + 1, -((within[1] - day).days // 7) - 1
