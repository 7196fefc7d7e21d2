"""The days on which the organisation works: its week, its days off, and its working days made up for them."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Annotated

import msgspec

from store.fields import flag, line

#: The week of whoever sets none: Monday is 1.
WEEK = "12345"

_LAST = date.max.toordinal()


class Day(msgspec.Struct, frozen=True, gc=False):
    """A day that is not as its week says: off, or one on which people work although the week has it off."""

    name: Annotated[str, line("Name")] = ""
    works: Annotated[bool, flag("Working day")] = False

    @staticmethod
    def typed(day: str, name: str) -> dict[str, object]:
        """What somebody types for a day: a plus, or a name that says so, means that people work on it."""
        plus = name[:1] in ("+", "＋")
        name = name[1:].strip() if plus else name
        from store.fields.day_marks import is_worked  # late: days of the calendar are seldom typed

        try:
            return {"name": name, "works": plus or is_worked(name, date.fromisoformat(day))}
        except ValueError:  # no day, which the rules say
            return {"name": name, "works": plus}


class Calendar:
    """Never changes. What it is asked costs the same for a day and for a hundred years."""

    __slots__ = ("_before", "_off", "_on", "_per_week", "days", "week", "zone")

    def __init__(self, week: str = WEEK, days: Mapping[date, Day] | None = None, zone: str = "UTC") -> None:
        """``week`` has the digits of its working days, Monday is 1; without any it is Monday to Friday."""
        #: The time zone that says which day it is.
        self.zone = zone
        #: The working days of the week, in order.
        self.week = "".join(digit for digit in "1234567" if digit in week) or WEEK
        #: The days that were named, in order; also those that are as the week says anyway.
        self.days: Mapping[date, Day] = dict(sorted((days or {}).items()))
        self._per_week = len(self.week)
        # Ordinal 1 is a Monday: so many working days are there before the 0th, 1st, ... day of a week.
        self._before = [sum(int(digit) <= number for digit in self.week) for number in range(7)]
        self._on = [day.toordinal() for day, named in self.days.items() if named.works and not self._in_week(day)]
        self._off = [day.toordinal() for day, named in self.days.items() if not named.works and self._in_week(day)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and (self.week, self.days, self.zone) == (
            other.week,
            other.days,
            other.zone,
        )

    def __hash__(self) -> int:
        return hash((self.week, tuple(self.days)))

    def __repr__(self) -> str:
        return f"Calendar({self.week!r}, {len(self.days)} days)"

    def works(self, day: date) -> bool:
        """People work on that day."""
        named = self.days.get(day)
        return self._in_week(day) if named is None else named.works

    def name(self, day: date) -> str:
        """What the day is called; empty where it is a day as any other."""
        named = self.days.get(day)
        return "" if named is None else named.name

    def count(self, since: date, until: date) -> int:
        """How many working days lie behind ``since`` up to ``until``; 0 where ``until`` is no later day."""
        return 0 if until <= since else self._up_to(until.toordinal()) - self._up_to(since.toordinal())

    def before(self, day: date) -> date:
        """The last working day before that day. Raises OverflowError at the end of all days, as the next two do."""
        return self.add(day, -1)

    def after(self, day: date) -> date:
        """The first working day after that day."""
        return self.add(day, 1)

    def add(self, day: date, n: int) -> date:
        """The ``n``-th working day after that day, or before it where ``n`` is negative; with 0 the day itself."""
        if n == 0:
            return day
        start = day.toordinal()
        if n > 0:
            return self._nth(self._up_to(start) + n)
        return self._nth(self._up_to(start - 1) + n + 1)

    def _in_week(self, day: date) -> bool:
        return str(day.isoweekday()) in self.week

    def _up_to(self, ordinal: int) -> int:
        """How many working days there are from the first of all days to that one."""
        weeks, rest = divmod(ordinal, 7)
        exceptions = bisect_right(self._on, ordinal) - bisect_right(self._off, ordinal)
        return weeks * self._per_week + self._before[rest] + exceptions

    def _nth(self, n: int) -> date:
        """The n-th of all working days: the first day up to which there are so many."""
        low, high = 1, _LAST
        if not 1 <= n <= self._up_to(high):
            raise OverflowError("no working day so far away")
        while low < high:
            middle = (low + high) // 2
            if self._up_to(middle) < n:
                low = middle + 1
            else:
                high = middle
        return date.fromordinal(low)
