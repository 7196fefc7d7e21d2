"""Days as people say them, in English and Chinese, always both: `fri`, `+3d`, `end of november`, `周五`, `7个工作日后`.

A bare day of the week is the coming one, never today; with "next" (下周五) it is that of the week after this one.
Weeks begin on Monday. A day and month without a year are the next such day, today included. What names several days
(`spans`) is its last one, where something is due; with "next" it is the first. Numbers that may be a day and a month
either way round are refused with both readings. Working days, holidays by their names and the day of a moment
(2026-12-01T09:00Z) are those of the ``calendar``.
"""

import re
from collections.abc import Callable
from datetime import date

from store.errors import WrongWords
from store.fields.calendar import Calendar
from store.fields.day_words import plain
from store.fields.holidays import is_holiday
from store.fields.said_days import TIME, SaidDays
from store.fields.spans import DaySpan
from store.fields.written_dates import day_of_moment

#: Years outside are slips of the finger.
YEARS = range(1900, 3000)
_NONE = Calendar()
#: Nobody says a day in more letters.
LENGTH = 80


def read_day(text: str, today: date, calendar: Calendar = _NONE, *, begins: bool = False) -> date:
    """The day that ``text`` means when it is said on ``today``; raises `WrongWords` with examples.

    Of several days it is the one by which something is due, or where something ``begins`` the first.
    """
    if re.fullmatch(r"[12]\d{3}-\d\d-\d\d", text, re.ASCII):  # a file has thousands of them
        return _within(text, lambda: date.fromisoformat(text))
    found = None if re.fullmatch(r"\d{1,4}", text.strip(), re.ASCII) else _read(text, today, calendar)
    if found is None and is_holiday(plain(text[:LENGTH]), calendar):
        raise WrongWords(
            'The calendar has no "{text}" from today on; write the day, such as 2026-12-25, or import it there',
            "wrong-shape",
            text=text[:40],
        )
    if found is None:
        raise WrongWords(
            '"{text}" is not a day; try fri, +3d, next week, eom, 1 dec or 2026-12-01', "wrong-shape", text=text[:40]
        )
    return found.first if begins else found.due


def read_days(text: str, today: date, calendar: Calendar = _NONE) -> DaySpan:
    """All the days that ``text`` names: a week, a month, `today..friday`; raises `WrongWords` as `read_day`."""
    ends = re.split(r"\.\.\.?|…|~|～|至|\bto\b|(?<=[日号\d])到", text)
    if len(ends) == 2 and all(end.strip() for end in ends):
        first, last = (read_days(end, today, calendar) for end in ends)
        if last.last < first.first:
            raise WrongWords(
                '"{text}" ends before it begins: {first} to {last}',
                "wrong-shape",
                text=text[:40],
                first=first.first,
                last=last.last,
            )
        return DaySpan(first.first, last.last, last.due)
    found = _read(text, today, calendar)
    if found is None:
        day = read_day(text, today, calendar)
        return DaySpan(day, day, day)
    return found


def counted_from(text: str, stands: date | None, today: date) -> date:
    """The day from which ``text`` counts: what says how far (`+1w`) from the one that ``stands`` there, if one does."""
    return stands if stands is not None and is_shift(text) else today


def is_shift(text: str) -> bool:
    """It says how far from a day another one is: `+1w`, `-3d`."""
    return plain(text)[:1] in ("+", "-")


def says_time(text: str) -> bool:
    """It says a time of its day at its end: `fri 17:00`, `tomorrow at noon`."""
    return TIME.fullmatch(plain(text)) is not None


def _no_such_day(text: str) -> WrongWords:
    return WrongWords('"{text}" is no day of the calendar; try a day such as 2026-12-01', "wrong-shape", text=text[:40])


def _within(text: str, make: Callable[[], date]) -> date:
    try:
        day = make()
    except (ValueError, OverflowError):
        raise _no_such_day(text) from None
    if day.year not in YEARS:
        raise _no_such_day(text)
    return day


def _read(text: str, today: date, calendar: Calendar) -> DaySpan | None:
    if len(text) > LENGTH:
        return None
    try:
        found = day_of_moment(text, calendar.zone) or SaidDays(today, calendar).days(plain(text))
    except (ValueError, OverflowError):
        raise _no_such_day(text) from None
    if found is None:
        return None
    if isinstance(found, date):
        found = DaySpan(found, found, found)
    if any(day.year not in YEARS for day in found):
        raise _no_such_day(text)
    return found
