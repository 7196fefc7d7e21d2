"""Meetings out of an iCalendar file: an event with a time is a meeting, one that repeats a series, what differs from it
a meeting of the series under its original day.

Whom an event invites is known by their email address. What was taken from a file is known again by its UID: a later
file moves, renames and cancels it, and brings nothing twice. What Concord wrote itself is left out, days without a time
are: `calendar_file` takes days off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from store.commands import add_draft
from store.errors import WrongWords
from store.fields.clean_text import clean
from store.fields.recurrence.rule import write
from store.interop import ical_values as values
from store.interop.calendar_days import as_utf8, shown
from store.interop.calendar_ics import CalendarEvent, Property, events, is_ics
from store.kinds.meeting import AHEAD, Meeting, on_day
from store.kinds.meeting import KIND as MEETING
from store.kinds.person import Person
from store.kinds.series import KIND as SERIES
from store.kinds.series import Series
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

R = TypeVar("R", Meeting, Series)

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
    found.sort(key=lambda each: (each.day is not None, each.on, each.time))  # a series before what differs from it
    return MeetingsFound(tuple(found), tuple(left_out))


def _event(event: CalendarEvent, home: str, workspace: str) -> InvitedEvent:
    uid, begins = _text(event, "UID"), _first(event, "DTSTART")
    title = clean(_text(event, "SUMMARY"))
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
    rule, own = _first(event, "RRULE"), _first(event, "RECURRENCE-ID")
    return InvitedEvent(
        uid=uid,
        line=event.line,
        title=title,
        on=start.date(),
        time=f"{start:%H:%M}",
        zone="" if str(zone) == home else str(zone),
        length=_length(event, start, zone),
        place=clean(_text(event, "LOCATION")),
        text=clean(_text(event, "DESCRIPTION"), lines=True),
        rule="" if rule is None else write(values.rule(rule, zone)),
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
    changes.say("import", format="ics", n=len(found))
    people = {each.email.casefold(): each for each in changes.all(Person) if each.email}
    taken = MeetingsTaken()
    for event in found:
        _take(changes, event, people, taken)
    return taken


def _take(changes: Changes, event: InvitedEvent, people: dict[str, Person], taken: MeetingsTaken) -> None:
    series = _known_by(changes, Series, event.uid)
    if event.rule and event.day is None:
        _take_series(changes, event, people, series, taken)
        return
    if event.day is not None and series is not None:
        id = on_day(changes, series.id, event.day)
        meeting = None if id is None else changes.one(Meeting, id)
    else:
        meeting = _known_by(changes, Meeting, event.uid)
    if meeting is not None:
        _change(changes, event, meeting, taken)
    elif not event.cancelled or series is not None:
        _add(changes, event, people, taken, series)


def _take_series(
    changes: Changes, event: InvitedEvent, people: dict[str, Person], series: Series | None, taken: MeetingsTaken
) -> None:
    said: dict[str, Any] = {
        "title": event.title,
        "repeats": event.rule,
        "start": event.on,
        "time": event.time,
        "zone": event.zone,
        "length": event.length,
        "place": event.place,
    }
    if series is None:
        led = people.get(event.organizer)
        draft = Series(
            **said,
            departments=_departments(event, people),
            purpose=event.text,
            facilitators=() if led is None else (led.id,),
            extra={UID: event.uid},
        )
        series = changes.one(Series, add_draft(changes, SERIES, draft).id)
        taken.new.append(series.id)
    elif any(getattr(series, name) != value for name, value in said.items()):
        changes.change(series, **said)
        taken.changed.append(series.id)
    for day in event.without:
        if day >= changes.today and on_day(changes, series.id, day) is None:
            without = event._replace(day=day, on=day, cancelled=True)
            _add(changes, without, people, taken, series)


def _add(
    changes: Changes, event: InvitedEvent, people: dict[str, Person], taken: MeetingsTaken, series: Series | None
) -> None:
    led = people.get(event.organizer)
    draft = Meeting(
        title=event.title,
        on=event.on,
        time=event.time,
        zone=event.zone,
        length=event.length,
        place=event.place,
        purpose=event.text if series is None else series.purpose,
        departments=_departments(event, people) or (() if series is None else series.departments),
        facilitator=None if led is None else led.id,
        state="cancelled" if event.cancelled else "open",
        extra={UID: event.uid},
        series=None if series is None else series.id,
        series_day=None if series is None else event.day,
    )
    meeting = add_draft(changes, MEETING, draft)
    (taken.cancelled if event.cancelled else taken.new).append(meeting.id)


def _change(changes: Changes, event: InvitedEvent, meeting: Meeting, taken: MeetingsTaken) -> None:
    """What is still ahead goes as the file says; what was held stays."""
    if meeting.state not in AHEAD:
        return
    if event.cancelled:
        changes.change(meeting, state="cancelled")
        taken.cancelled.append(meeting.id)
        return
    said: dict[str, Any] = {"title": event.title, "on": event.on, "time": event.time, "zone": event.zone}
    said |= {"length": event.length, "place": event.place}
    if any(getattr(meeting, name) != value for name, value in said.items()):
        changes.change(meeting, **said)
        taken.changed.append(meeting.id)


def _departments(event: InvitedEvent, people: dict[str, Person]) -> tuple[str, ...]:
    there = (people.get(address) for address in (event.organizer, *event.attendees))
    return tuple(dict.fromkeys(each.department for each in there if each is not None and each.department))


def _known_by(records: Records, record: type[R], uid: str) -> R | None:
    """The record that was taken from the event of that UID; of a series the series."""
    alone = (each for each in records.all(record) if each.extra.get(UID) == uid)
    return next((each for each in alone if getattr(each, "series_day", None) is None), None)
