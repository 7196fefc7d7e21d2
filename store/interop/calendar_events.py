"""What the events of an iCalendar file say about days: which they fill, in which years they repeat, what they mean.

An event is a day off unless its words, its category or Apple's mark say that people work. A day off has to be filled;
for a made-up working day it is enough that the event is on it. Where a file marks some of its events as days off, the
others only tell what day it is. What repeats is followed through the years that are asked for, one at a time.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeVar

import msgspec

from store.errors import WrongWords
from store.fields.dates import YEARS
from store.fields.day_marks import is_worked, says_off, says_working
from store.fields.recurrence.rule_days import EARLIEST, Looks, TooMuch, days
from store.interop import ical_values as values
from store.interop.calendar_days import (
    SPAN_LIMIT,
    Found,
    Span,
    bounded,
    out_of_reach,
    shown,
    span,
)
from store.interop.calendar_ics import CalendarEvent, Property, events
from store.words import Words

T = TypeVar("T")

#: What repeats is followed through at most so many years.
YEARS_LIMIT = 10
#: Some programs let a day end a second, or a minute, before it does.
_SLACK = timedelta(minutes=1)
#: To read a day takes as long as to look at so many.
_LISTED = 20
_APPLE = {"WORK-HOLIDAY": False, "ALTERNATE-WORKDAY": True}


class _Meant(msgspec.Struct, frozen=True):
    """What an event is about: ``works`` None where it does not say."""

    name: str
    works: bool | None
    observance: bool


class _When(msgspec.Struct, frozen=True):
    """When an event is for the first time, as the clock in ``zone`` shows it, and how long."""

    start: datetime
    lasts: timedelta
    zone: tzinfo

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return self.start.date()


def read(data: bytes, years: range, zone: str) -> Found:
    """What the file says; ``years`` are those in which what repeats is followed, ``zone`` is the workspace's.

    Raises `WrongWords` where the file as a whole is wrong.
    """
    if not 1 <= len(years) <= YEARS_LIMIT:
        raise WrongWords("Ask for one to {n} years at a time", n=YEARS_LIMIT)
    return _EventsReader(events(data), years, _zone(zone)).read()


def _zone(name: str) -> tzinfo:
    if name in ("", "UTC"):
        return UTC
    from zoneinfo import ZoneInfo  # late: it costs every start, and UTC does without it

    return ZoneInfo(name)


class _EventsReader:
    """Goes through the events once."""

    def __init__(self, found: list[CalendarEvent], years: range, zone: tzinfo) -> None:
        self._events = found
        self._years = years
        self._zone = zone
        self._looks = Looks()
        self._left_out: list[Words] = []
        self._wrong: set[int] = set()
        #: Some events say that they are days off: what says nothing is no day off then.
        self._marked = any(
            meant.works is False for event in found for meant in self._tried(event, lambda event: [_meant(event)])
        )
        #: The days of repeated events that an event of their own tells about.
        self._moved: dict[str, set[date]] = {}

    def read(self) -> Found:
        """All that they say; an event that is wrong is left out, with what is wrong in it."""
        for event in self._events:
            self._tried(event, lambda event: [self._note_moved(event)])
        spans = bounded(span for event in self._events for span in self._tried(event, self._spans))
        return Found(tuple(spans), tuple(self._left_out))

    def _tried(self, event: CalendarEvent, read: Callable[[CalendarEvent], Iterable[T]]) -> list[T]:
        if event.line in self._wrong:
            return []
        try:
            if event.fault is not None:
                raise WrongWords.of(event.fault)
            return list(read(event))
        except TooMuch:
            raise
        except WrongWords as error:
            self._wrong.add(event.line)
            self._leave(error.words)
            return []

    def _when(self, event: CalendarEvent) -> _When:
        begins = _only(event, "DTSTART")
        if begins is None:
            raise WrongWords("Line {line}: the event has no DTSTART. Export the calendar again", line=event.line)
        written = values.one(begins)
        zone = values.home_of(written, self._home(event))
        start = values.wall(written, zone, begins)
        if not EARLIEST <= start.year <= YEARS[-1]:
            raise out_of_reach(begins.line, start.date())
        least = timedelta(0) if isinstance(written, datetime) else timedelta(1)
        lasts = max(least, _length(event, start, zone))
        if lasts.days > SPAN_LIMIT:
            raise WrongWords("Line {line}: the event is longer than a year. Is its year right?", line=event.line)
        return _When(start, lasts, zone)

    def _note_moved(self, event: CalendarEvent) -> None:
        moved = _only(event, "RECURRENCE-ID")
        uid = _first(event, "UID")
        if moved is None:
            return
        if "RANGE" in values.parted(moved)[0]:
            raise WrongWords(
                "Line {line}: Concord does not know how to move all later events. Write out the days instead",
                line=moved.line,
            )
        written = values.one(moved)
        day = values.wall(written, values.home_of(written, self._home(event)), moved).date()
        if uid is not None:
            self._moved.setdefault(values.text(uid), set()).add(day)

    def _home(self, event: CalendarEvent) -> tzinfo:
        """The zone that the calendar says to be in; where that is none that is known, the workspace's."""
        return values.zone(event.zone) or self._zone

    def _spans(self, event: CalendarEvent) -> Iterator[Span]:
        when, meant = self._when(event), _meant(event)
        name = shown(meant.name)
        if event.cancelled or _is_cancelled(event):
            self._leave(Words('Line {line}: "{name}" is cancelled', line=event.line, name=name))
        elif meant.observance and not meant.works:
            self._leave(Words('Line {line}: "{name}" is an observance, no day off', line=event.line, name=name))
        elif self._marked and meant.works is None:
            self._leave(Words('Line {line}: "{name}" is not marked as a day off', line=event.line, name=name))
        else:
            first, last = _filled(when, works=bool(meant.works))
            works = bool(meant.works) or (meant.works is None and is_worked(meant.name, first))
            if last < first:
                self._leave(Words('Line {line}: "{name}" does not fill a day', line=event.line, name=name))
            else:
                whole = span(event.line, first, last, meant.name, works=works, old=_repeats(event))
                yield from self._repeated(event, when, whole) if _repeats(event) else [whole]

    def _leave(self, words: Words) -> None:
        self._left_out.append(words)

    def _repeated(self, event: CalendarEvent, when: _When, whole: Span) -> Iterator[Span]:
        """The span on each day on which the event begins, as far as it lies in the years asked for."""
        first, last = date(self._years[0], 1, 1), date(self._years[-1], 12, 31)
        shift, rest = whole.first - when.day, whole.last - whole.first
        found = False
        for day in sorted(self._beginnings(event, when, rest + abs(shift))):
            begins, ends = max(first, day + shift), min(last, day + shift + rest)
            if begins <= ends:
                found = True
                yield Span(whole.line, begins, ends, whole.name, whole.works)
        if not found:
            self._leave(
                Words(
                    'Line {line}: "{name}" has no day from {first} to {last}',
                    line=event.line,
                    name=shown(whole.name),
                    first=first,
                    last=last,
                )
            )

    def _beginnings(self, event: CalendarEvent, when: _When, margin: timedelta) -> set[date]:
        """The days on which it begins, for the years asked for, one year at a time."""
        begins: set[date] = set()
        for each in event.properties.get("RRULE", ()):
            rule = values.rule(each, when.zone, when.start)
            self._looks.line = each.line
            for year in self._years:
                begins |= set(days(rule, when.day, date(year, 1, 1) - margin, date(year, 12, 31), self._looks))
        if "RRULE" not in event.properties:
            begins.add(when.day)
        begins |= self._listed(event, "RDATE", when.zone)
        uid = _first(event, "UID") if self._moved else None
        moved = set[date]() if uid is None else self._moved.get(values.text(uid), set())
        return begins - self._listed(event, "EXDATE", when.zone) - moved

    def _listed(self, event: CalendarEvent, name: str, zone: tzinfo) -> set[date]:
        """The days of RDATE or EXDATE."""
        listed: set[date] = set()
        for each in event.properties.get(name, ()):
            self._looks.line = each.line
            self._looks.take(_LISTED * (each.text.count(",") + 1))
            listed.update(values.wall(value, zone, each).date() for value in values.moments(each))
        return listed


# Single events


def _meant(event: CalendarEvent) -> _Meant:
    summary, description = _first(event, "SUMMARY"), _first(event, "DESCRIPTION")
    name = "" if summary is None else values.text(summary)
    mark = _first(event, "X-APPLE-SPECIAL-DAY")
    works = None if mark is None else _APPLE.get(values.text(mark).strip().upper())
    categories = (values.text(each) for each in event.properties.get("CATEGORIES", ()))
    if works is None and any(map(says_working, (name, *categories))):
        works = True
    if works is None and says_off(name):
        works = False
    return _Meant(name, works, description is not None and values.is_observance(description))


def _first(event: CalendarEvent, name: str) -> Property | None:
    return next(iter(event.properties.get(name, ())), None)


def _only(event: CalendarEvent, name: str) -> Property | None:
    found = event.properties.get(name, [])
    if len(found) > 1:
        raise WrongWords("Line {line}: {name} is there twice. Keep one of them", line=found[1].line, name=name)
    return found[0] if found else None


def _is_cancelled(event: CalendarEvent) -> bool:
    status = _first(event, "STATUS")
    return status is not None and values.text(status).strip().upper() in ("CANCELLED", "CANCELED")


def _repeats(event: CalendarEvent) -> bool:
    old = _first(event, "EXRULE")
    if old is not None:
        raise WrongWords(
            "Line {line}: Concord does not know how to repeat by {part}. Write out the days instead",
            line=old.line,
            part="EXRULE",
        )
    return "RECURRENCE-ID" not in event.properties and bool({"RRULE", "RDATE"} & set(event.properties))


def _length(event: CalendarEvent, start: datetime, zone: tzinfo) -> timedelta:
    """How long it says that it is."""
    ends, lasts = _only(event, "DTEND"), _only(event, "DURATION")
    if ends is not None:
        end = values.wall(values.one(ends), zone, ends)
        if end < start:
            raise WrongWords("Line {line}: the event ends before it begins. Correct its DTEND", line=ends.line)
        return end - start
    return timedelta(0) if lasts is None else values.length(lasts)


def _filled(when: _When, *, works: bool) -> tuple[date, date]:
    """The first and last day that it fills; for what is worked, that it is on. The last is before the first: none."""
    end = when.start + when.lasts
    if works:
        return when.day, max(when.start, end - timedelta(microseconds=1)).date()
    first = when.day if when.start.time() == time.min else when.day + timedelta(1)
    return first, (end + _SLACK).date() - timedelta(1)
