"""A rule out of what was read in either language: how often, and on which days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from store.fields.recurrence.rule import Rule, on_month_days
from store.fields.recurrence.saying import BEGINS, ENDS

#: The frequency of a rule, and how many of its periods make one.
UNITS = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "half": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
}
#: The months in which these parts of the year begin and end.
_BEGINS = {"quarter": BEGINS, "half": frozenset({1, 7}), "year": frozenset({1})}
_ENDS = {"quarter": ENDS, "half": frozenset({6, 12}), "year": frozenset({12})}


class DayMeant(NamedTuple):
    """One of the days: each ``sort`` uses what it needs of the others.

    "weekday", "month-day", "date", and "nth", which is a weekday or (None) a working day; "working" is all of these.
    """

    sort: str
    weekday: int | None = None
    #: Which of several, from the end where it is negative; the day of a month.
    n: int = 0
    month: int = 0


WORKING = DayMeant("working")


def built(unit: str, n: int, days: Sequence[DayMeant]) -> Rule | None:
    """The rule; None where these days are none of that unit. Without a unit the days say it."""
    sorts = {each.sort for each in days}
    if len(sorts) > 1 or not 1 <= n <= 999:
        return None
    how = {"weekday": _weekdays, "month-day": _month_days, "date": _dates, "nth": _nth, "working": _working}
    if days:
        return how[days[0].sort](unit, n, days)
    if not unit:
        return None
    frequency, times = UNITS[unit]
    return Rule(frequency=frequency, interval=n * times)


def _weekdays(unit: str, n: int, days: Sequence[DayMeant]) -> Rule | None:
    if unit not in ("", "week", "fortnight"):
        return None
    by_day = tuple((None, day) for day in sorted({each.weekday for each in days if each.weekday is not None}))
    return Rule(frequency="WEEKLY", interval=n * UNITS[unit or "week"][1], by_day=by_day)


def _working(unit: str, n: int, _days: Sequence[DayMeant]) -> Rule | None:
    return Rule(frequency="DAILY", working=True) if unit in ("", "day", "week") and n == 1 else None


def _month_days(unit: str, n: int, days: Sequence[DayMeant]) -> Rule | None:
    wanted = frozenset(each.n for each in days)
    one = min(wanted)
    if unit in _BEGINS and len(wanted) == 1 and one in (1, -1) and n == 1:
        months = (_ENDS if one < 0 else _BEGINS)[unit]
        last = frozenset([31]) if unit == "year" and one < 0 else wanted
        return Rule(frequency="YEARLY" if unit == "year" else "MONTHLY", months=months, month_days=last)
    if unit not in ("", "month", "quarter", "half"):
        return None
    chosen, positions = on_month_days(wanted)
    return Rule(frequency="MONTHLY", interval=n * UNITS[unit or "month"][1], month_days=chosen, positions=positions)


def _dates(unit: str, n: int, days: Sequence[DayMeant]) -> Rule | None:
    months, numbers = frozenset(each.month for each in days), frozenset(each.n for each in days)
    if unit not in ("", "year") or len(months) * len(numbers) != len(set(days)):
        return None
    if (months, numbers) == ({2}, {29}):
        return Rule(
            frequency="YEARLY",
            interval=n,
            months=months,
            month_days=frozenset({28, 29}),
            positions=frozenset({-1}),
        )
    return Rule(frequency="YEARLY", interval=n, months=months, month_days=numbers)


def _nth(unit: str, n: int, days: Sequence[DayMeant]) -> Rule | None:
    """The first Monday, the last working day: of a month where nothing else is said."""
    unit, months = unit or "month", frozenset(each.month for each in days if each.month)
    ends, working = any(each.n < 0 for each in days), any(each.weekday is None for each in days)
    if len(days) > 1 and (working or unit != "month" or months):
        return None
    if months and unit in ("month", "year"):
        unit = "year"
    elif unit in _BEGINS and not (unit == "year" and working):
        if n > 1 or any(abs(each.n) > 4 for each in days):
            return None
        months = (_ENDS if ends else _BEGINS)[unit] if unit != "year" else frozenset[int]()
    if unit == "day" or unit == "fortnight" or (unit == "week" and (n > 1 or not working)):
        return None
    frequency = {"week": "WEEKLY", "year": "YEARLY"}.get(unit, "MONTHLY")
    if working:
        positions = frozenset(each.n for each in days)
        return Rule(frequency=frequency, interval=n, months=months, positions=positions, working=True)
    by_day = tuple((each.n, each.weekday) for each in days if each.weekday is not None)
    return Rule(frequency=frequency, interval=n, months=months, by_day=by_day)
