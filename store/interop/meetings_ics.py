"""Meetings out of an iCalendar file: an event with a time is a meeting, one that repeats a series, what differs from it
a meeting of the series under its original day.

Whom an event invites is known by their email address. What was taken from a file is known again by its UID: a later
file moves, renames and cancels it, and brings nothing twice. What Concord wrote itself is left out, days without a time
are: `calendar_file` takes days off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from store.commands import add_draft, edit
from store.commands.agenda import send_on
from store.errors import WrongWords
from store.fields import LINE_LIMIT, TEXT_LIMIT
from store.fields.clean_text import clean
from store.fields.recurrence.rule import completed, parse, write
from store.interop import ical_values as values
from store.interop.calendar_days import as_utf8, shown
from store.interop.calendar_ics import CalendarEvent, Property, events, is_ics
from store.kinds import meeting_ending, series_changes
from store.kinds.common_rules import is_near
from store.kinds.meeting import AHEAD, Meeting, on_day
from store.kinds.meeting_results import queued
from store.kinds.person import Person
from store.kinds.series import Series
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes

#: Where a record keeps the UID of the event that it was taken from.
UID = "ics"
_MORE = ("LOCATION", "ORGANIZER", "ATTENDEE", "DESCRIPTION")
_LONGEST = 24 * 60


class InvitedEvent(NamedTuple):
    """One event as it is read: ``day`` its own day where it differs from a series, ``rule`` where it repeats."""

    uid: str
    line: int
    title: str
    on: date
    time: str
    zone: str
    length: int
    place: str = ""
    text: str = ""
    rule: str = ""
    day: date | None = None
    cancelled: bool = False
    organizer: str = ""
    attendees: tuple[str, ...] = ()
    without: tuple[date, ...] = ()


class MeetingsFound(NamedTuple):
    """What a file says, and what in it is no meeting, and why."""

    events: tuple[InvitedEvent, ...]
    left_out: tuple[Words, ...]


def read(data: bytes, zone: str, workspace: str) -> MeetingsFound:
    """The meetings of a file; ``zone`` is the workspace's, ``workspace`` its id, by which its own events are known.

    Raises `WrongWords` where the file as a whole is wrong.
    """
    data, _encoding = as_utf8(data)
    if not is_ics(data):
        raise WrongWords("The file is no iCalendar: it does not begin with BEGIN:VCALENDAR")
    found: list[InvitedEvent] = []
    left_out: list[Words] = []
    for event in events(data, _MORE):
        try:
            if event.fault is not None:
                raise WrongWords.of(event.fault)
            found.append(_event(event, zone, workspace))
        except WrongWords as error:
            left_out.append(error.words)
        except OverflowError:
            left_out.append(_far(event))
    found.sort(key=lambda each: (each.day is not None, each.on, each.time))  # a series before what differs from it
    return MeetingsFound(tuple(found), tuple(left_out))


def _event(event: CalendarEvent, home: str, workspace: str) -> InvitedEvent:
    uid, begins = _text(event, "UID"), _first(event, "DTSTART")
    title = clean(_text(event, "SUMMARY"))[:LINE_LIMIT]
    if uid.endswith(f"@{workspace}"):
        raise WrongWords('Line {line}: "{name}" is of this workspace already', line=event.line, name=shown(title))
    if begins is None or not uid or not title:
        raise WrongWords(
            "Line {line}: the event lacks its {name}. Export the calendar again",
            line=event.line,
            name="DTSTART" if begins is None else "SUMMARY" if uid else "UID",
        )
    written = values.one(begins)
    if not isinstance(written, datetime):
        raise WrongWords('Line {line}: "{name}" has no time, so it is no meeting', line=event.line, name=shown(title))
    zone = values.home_of(written, values.zone(event.zone) or _known(home))
    start = values.wall(written, zone, begins)
    if not is_near(start.date()):
        raise WrongWords.of(_far(event))
    repeats, own = _first(event, "RRULE"), _first(event, "RECURRENCE-ID")
    rule = None if repeats is None else values.rule(repeats, zone, start)
    if rule is not None and rule.until is not None and rule.until < start.date():
        rule = None  # it begins once all the same
    return InvitedEvent(
        uid=uid,
        line=event.line,
        title=title,
        on=start.date(),
        time=f"{start:%H:%M}",
        zone="" if str(zone) == home else str(zone),
        length=_length(event, start, zone),
        place=clean(_text(event, "LOCATION"))[:LINE_LIMIT],
        text=clean(_text(event, "DESCRIPTION"), lines=True)[: TEXT_LIMIT // 4],
        rule="" if rule is None else write(rule),
        day=None if own is None else values.wall(values.one(own), zone, own).date(),
        cancelled=event.cancelled or _text(event, "STATUS").strip().upper() in ("CANCELLED", "CANCELED"),
        organizer=next(iter(_addresses(event, "ORGANIZER")), ""),
        attendees=tuple(_addresses(event, "ATTENDEE")),
        without=tuple(
            values.wall(value, zone, each).date()
            for each in event.properties.get("EXDATE", ())
            for value in values.moments(each)
        ),
    )


def _far(event: CalendarEvent) -> Words:
    return Words('Line {line}: "{name}" is too far off', line=event.line, name=shown(clean(_text(event, "SUMMARY"))))


def _known(zone: str) -> tzinfo:
    found = values.zone(zone)
    assert found is not None, zone  # the workspace's, which is checked
    return found


def _first(event: CalendarEvent, name: str) -> Property | None:
    return next(iter(event.properties.get(name, ())), None)


def _text(event: CalendarEvent, name: str) -> str:
    found = _first(event, name)
    return "" if found is None else values.text(found)


def _addresses(event: CalendarEvent, name: str) -> Iterator[str]:
    for each in event.properties.get(name, ()):
        _parameters, value = values.parted(each)
        yield value.rpartition(":")[2].casefold()


def _length(event: CalendarEvent, start: datetime, zone: tzinfo) -> int:
    """Minutes: half an hour where nothing is said, a day at most."""
    ends, lasts = _first(event, "DTEND"), _first(event, "DURATION")
    length = timedelta(minutes=30)
    if ends is not None:
        length = values.wall(values.one(ends), zone, ends) - start
    elif lasts is not None:
        length = values.length(lasts)
    return max(1, min(_LONGEST, int(length.total_seconds()) // 60))


# What it makes of the workspace


class MeetingsTaken(msgspec.Struct):
    """The ids of what is new, of what was changed, of what was cancelled."""

    new: list[str] = []
    changed: list[str] = []
    cancelled: list[str] = []


def take(changes: Changes, found: Sequence[InvitedEvent]) -> MeetingsTaken:
    """Add what is new and change what differs. A command for `Workspace.do`; raises `Refused`, `Invalid`."""
    taker = _Taker(changes, found)
    for event in found:
        taker.take(event)
    changes.say("import", format="ics", n=len(found))
    return taker.taken


class _Taker:
    """Takes one event after the other, and knows what was taken from a file before."""

    def __init__(self, changes: Changes, found: Sequence[InvitedEvent]) -> None:
        self._changes, self.taken = changes, MeetingsTaken()
        self._people = {each.email.casefold(): each for each in changes.all(Person) if each.email}
        self._series = {each.extra[UID]: each.id for each in changes.all(Series) if UID in each.extra}
        alone = (each for each in changes.all(Meeting) if UID in each.extra and each.series_day is None)
        self._alone = {each.extra[UID]: each.id for each in alone}
        self._differing = {(each.uid, each.day) for each in found if each.day is not None}

    def take(self, event: InvitedEvent) -> None:
        """One event: a series, one of its days, or a meeting by itself."""
        series = self._changes.maybe(Series, self._series.get(event.uid))
        if series is not None and series.ended is not None:
            return
        if event.rule and event.day is None:
            self._take_series(event, series)
        elif event.day is not None and series is not None:
            self._take_day(event, series)
        else:
            meeting = self._changes.maybe(Meeting, self._alone.get(_alone(event)))
            if meeting is not None:
                self._change(event, meeting)
            elif not event.cancelled:
                self._alone[_alone(event)] = self._add(event)

    def _take_series(self, event: InvitedEvent, series: Series | None) -> None:
        said: dict[str, Any] = {
            "title": event.title,
            "repeats": write(completed(parse(event.rule), event.on)),
            "start": event.on,
            "time": event.time,
            "zone": event.zone,
            "length": event.length,
            "place": event.place,
        }
        if event.cancelled:
            if series is not None:
                self._end(series)
            return
        if series is None:
            led = self._people.get(event.organizer)
            draft = Series(
                **said,
                departments=self._departments(event),
                purpose=event.text,
                facilitators=() if led is None else (led.id,),
                extra={UID: event.uid},
            )
            series = self._changes.one(Series, add_draft(self._changes, series_changes.KIND, draft).id)
            self._series[event.uid] = series.id
            self.taken.new.append(series.id)
        elif any(getattr(series, name) != value for name, value in said.items()):
            edit(self._changes, series.id, said)
            self.taken.changed.append(series.id)
        for day in event.without:
            if day >= self._changes.today and (event.uid, day) not in self._differing:
                self._take_day(event._replace(day=day, on=day, cancelled=True), series)

    def _end(self, series: Series) -> None:
        """The whole series was cancelled: what is still to be held of it, and what would come."""
        for meeting in list(self._changes.pointing(Meeting, "series", series.id)):
            if meeting.state in AHEAD:
                self._cancel(meeting)
        self._changes.change(self._changes.one(Series, series.id), ended=self._changes.today)
        self.taken.cancelled.append(series.id)

    def _take_day(self, event: InvitedEvent, series: Series) -> None:
        meeting = self._changes.maybe(Meeting, on_day(self._changes, series.id, event.day or event.on))
        if meeting is not None:
            self._change(event, meeting)
        else:
            self._add(event, series)
        # Somebody was invited to that day alone before.
        before = self._changes.maybe(Meeting, self._alone.get(_alone(event)))
        if before is not None and before.state in AHEAD:
            self._cancel(before)

    def _add(self, event: InvitedEvent, series: Series | None = None) -> str:
        led = self._people.get(event.organizer)
        draft = Meeting(
            title=event.title,
            on=event.on,
            time=event.time,
            zone=event.zone,
            length=event.length,
            place=event.place,
            purpose=event.text if series is None else series.purpose,
            departments=self._departments(event) or (() if series is None else series.departments),
            facilitator=None if led is None else led.id,
            state="cancelled" if event.cancelled else "open",
            extra={UID: event.uid if series is not None else _alone(event)},
            series=None if series is None else series.id,
            series_day=None if series is None else event.day,
        )
        meeting = add_draft(self._changes, meeting_ending.KIND, draft)
        (self.taken.cancelled if event.cancelled else self.taken.new).append(meeting.id)
        return meeting.id

    def _change(self, event: InvitedEvent, meeting: Meeting) -> None:
        """What is still ahead goes as the file says; what was held stays."""
        if meeting.state not in AHEAD:
            return
        if event.cancelled:
            self._cancel(meeting)
            return
        said: dict[str, Any] = {"title": event.title, "on": event.on, "time": event.time, "zone": event.zone}
        said |= {"length": event.length, "place": event.place}
        if any(getattr(meeting, name) != value for name, value in said.items()):
            self._changes.change(meeting, **said)
            self.taken.changed.append(meeting.id)

    def _cancel(self, meeting: Meeting) -> None:
        """It is cancelled elsewhere; what is on its agenda waits, in the backlog of its series where it has one."""
        if meeting.series:
            send_on(self._changes, meeting, queued(self._changes, meeting.id), "backlog", "")
        meeting_ending.cancelled(self._changes, meeting, "")
        self.taken.cancelled.append(meeting.id)

    def _departments(self, event: InvitedEvent) -> tuple[str, ...]:
        there = (self._people.get(address) for address in (event.organizer, *event.attendees))
        return tuple(dict.fromkeys(each.department for each in there if each is not None and each.department))


def _alone(event: InvitedEvent) -> str:
    """By what a meeting outside of a series is known: its UID, of one day of a series that day too."""
    return event.uid if event.day is None else f"{event.uid} {event.day}"
