"""Days as people say them: short in lists, with the weekday where one reads, and how late something is."""

from datetime import date, datetime

from store import clock
from store.words import Words
from tui.i18n import t
from tui.text.joined import ranged

_WEEKDAYS = (Words("Mon"), Words("Tue"), Words("Wed"), Words("Thu"), Words("Fri"), Words("Sat"), Words("Sun"))
_MONTHS = (
    Words("Jan"),
    Words("Feb"),
    Words("Mar"),
    Words("Apr"),
    Words("May"),
    Words("Jun"),
    Words("Jul"),
    Words("Aug"),
    Words("Sep"),
    Words("Oct"),
    Words("Nov"),
    Words("Dec"),
)


def short(day: date, today: date) -> str:
    """At most eight cells: today, Fri, 30 Jun, 2027-06."""
    ahead = (day - today).days
    if ahead == 0:
        return t("today")
    if ahead == 1:
        return t("tomorrow")
    if 1 < ahead < 7:
        return weekday(day.weekday())
    if day.year != today.year and abs(ahead) > 180:
        return f"{day.year}-{day.month:02}"
    return dated(day)


def dated(day: date) -> str:
    """Whenever it is read: 30 Jun."""
    return t("{day} {month}", day=day.day, month=_MONTHS[day.month - 1])


def month(day: date) -> str:
    """The name of its month: Jun."""
    return t(_MONTHS[day.month - 1])


def long(day: date, today: date) -> str:
    """With its weekday, and with the year if it is another: Wed 30 Jun, Wed 30 Jun 2027."""
    if day.year != today.year:
        return full(day)
    return t("{weekday} {day} {month}", weekday=_WEEKDAYS[day.weekday()], day=day.day, month=_MONTHS[day.month - 1])


def full(day: date) -> str:
    """With its weekday and its year, for what is read another year: Wed 30 Jun 2027."""
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    return t("{weekday} {day} {month} {year}", weekday=weekday, day=day.day, month=month, year=day.year)


def weekday(number: int) -> str:
    """The short name of a day of the week, Monday being 0."""
    return t(_WEEKDAYS[number])


def period(start: date | None, end: date | None, today: date) -> str:
    """From when to when: today - 11 Dec."""
    first, last = (short(day, today) if day else ".." for day in (start, end))
    return ranged(first, last)


def moment(stamp: str, zone: str, today: date) -> str:
    """A moment of the journal as clocks in that zone show it: Wed 30 Jun 09:14."""
    there = clock.there(clock.moment(stamp), zone)
    return f"{long(there.date(), today)} {there:%H:%M}"


def lately(when: datetime, zone: str, today: date) -> str:
    """A moment of today by its time alone: 09:14; another one with its day."""
    there = clock.there(when, zone)
    return f"{there:%H:%M}" if there.date() == today else moment(clock.stamp(when), zone, today)


def late_short(days: int) -> str:
    """At most eight cells: 2d late, 17w late."""
    if days < 100:
        return t("{n}d late", n=days)
    return t("{n}w late", n=min(days // 7, 999))


def late(days: int) -> str:
    """2 days late."""
    return t("{n} days late", one="{n} day late", n=days)


def ago(day: date, today: date) -> str:
    """today, yesterday, 3 days ago, on 12 Nov."""
    days = (today - day).days
    if days == 0:
        return t("today")
    if days == 1:
        return t("yesterday")
    if 1 < days < 14:
        return t("{n} days ago", n=days)
    return t("on {day}", day=short(day, today))
