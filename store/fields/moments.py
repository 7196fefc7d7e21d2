"""A moment that has come, as people and programs write it: `09:30`, `2026-11-23T09:30Z`, `yesterday 3 pm`, `昨天九点`.

A time alone is of today, a day alone its beginning; a weekday, or a day without its year, is the last one there was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from store import clock
from store.errors import WrongWords
from store.fields.calendar import Calendar

_NONE = Calendar()
_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.ASCII)
_NOW = frozenset({"now", "现在", "刚刚", "刚才"})
#: Nobody says one in more letters.
_MOST = 60


def read_moment(text: str, now: datetime, zone: str, calendar: Calendar = _NONE) -> datetime:
    """The moment, UTC, that a text means where clocks show that zone; raises `WrongWords` with examples."""
    text = text.strip()
    if _ISO.fullmatch(text):
        return _written(text, zone)
    if text.casefold() in _NOW:
        return now.astimezone(UTC).replace(microsecond=0)
    today = clock.there(now, zone).date()
    if _CLOCK.fullmatch(text):
        return clock.at(today, text, zone)
    if len(text) <= _MOST:
        return _said(text, today, zone, calendar)
    raise _none(text)


def _written(text: str, zone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        raise _none(text) from None
    there = moment if moment.tzinfo is not None else moment.replace(tzinfo=clock.zone_called(zone))
    try:
        return there.astimezone(UTC)
    except OverflowError:
        raise _none(text) from None


def _said(text: str, today: date, zone: str, calendar: Calendar) -> datetime:
    """A time alone, a day alone, or both in either order; what is two times in one is said as it is of times."""
    from store.fields.clock_times import read_time  # late: a script writes it in figures

    unclear: WrongWords | None = None
    try:
        return clock.at(today, read_time(text), zone)
    except WrongWords as error:
        unclear = error if error.reason == "two-readings" else None
    for day, time in [*_parts(text), (text, "")]:
        try:
            on = _behind(day, today, calendar)
        except WrongWords:
            continue
        try:
            return clock.at(on, read_time(time) if time else "00:00", zone)
        except WrongWords as error:
            unclear = error if error.reason == "two-readings" else unclear
    raise unclear or _none(text)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """(day, time) as they may be parted, either before the other."""
    cuts = {found.start() for found in re.finditer(r"[ ,，]", text)}
    if not text.isascii():
        cuts.update(range(1, len(text)))
    for cut in sorted(cuts):
        first, last = text[:cut].strip(" ,，"), text[cut:].strip(" ,，")
        if first and last:
            yield from ((first, last), (last, first))


def _behind(text: str, today: date, calendar: Calendar) -> date:
    """The day that a text means: a weekday and a day of the year by the last one."""
    from store.fields.dates import read_day, says_time  # late: a script writes it in figures

    if says_time(text):
        raise _none(text)
    day, tomorrow, in_a_week = (read_day(text, today + timedelta(n), calendar, begins=True) for n in (0, 1, 7))
    week = timedelta(7)
    if day <= today or tomorrow not in (day, day + week):  # what is counted from today moves with it
        return day
    if in_a_week == day + week:
        return day - week
    named_year = re.search(r"\d{4}", text) is not None
    return day if named_year or (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _none(text: str) -> WrongWords:
    return WrongWords(
        '"{text}" is not a moment; try 9:30, yesterday 15:00, mon 3 pm or 2026-11-23T09:30',
        "wrong-shape",
        text=text[:40],
    )
