"""Meetings, days on which something is due and days away as an iCalendar (RFC 5545) that calendars subscribe to.

A series is one event with its rule for each stretch in which it goes by one; what differs from the rule is an event of
the same UID under its original day (RECURRENCE-ID). Where a rule says more than RFC 5545 can, working days and days
off, its days of the coming year are written out. UIDs stay, SEQUENCE follows from the revisions, and what has not
changed comes out as the same bytes. A draft is told to nobody: of one of a series only when and where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec

from store import clock
from store.fields.recurrence.occurrences import Course, MeetingDay, SeriesStretch, between, by_rule
from store.fields.recurrence.rule import Rule, write
from store.kinds.action import OPEN, Action
from store.kinds.agenda_item import agenda
from store.kinds.department import Department
from store.kinds.meeting import Meeting
from store.kinds.milestone import Milestone
from store.kinds.person import Person
from store.kinds.series import Series
from store.kinds.series_course import course_of, day_of

if TYPE_CHECKING:
    from store.kinds.base import Record
    from store.records import Records

#: What the RFC cannot say is written out for so long; what is over stays in the file for so long.
AHEAD, BEHIND = timedelta(366), timedelta(62)
_DAY = timedelta(1)
#: The states of RFC 5545, where a meeting's is not simply confirmed.
_CANCELLED, _CONFIRMED = "CANCELLED", "CONFIRMED"


class CalendarLabels(NamedTuple):
    """What is said in the language of whoever asks: of a record that is due, given its id and title; of who is away."""

    due: Callable[[str, str], str] = "Due: {} {}".format
    away: Callable[[str], str] = "Away: {}".format


class CalendarAsked(NamedTuple):
    """Whose calendar it is: of a person, a department, a series.

    ``public`` leaves out what was prepared for it, and all that tells of people: names, their actions, who is away.
    """

    whose: Record
    today: date
    workspace: str
    public: bool = False
    labels: CalendarLabels = CalendarLabels()


def calendar(records: Records, asked: CalendarAsked) -> bytes:
    """The whole file, its lines folded and ended as the RFC wants it."""
    from icalendar import Calendar  # late: it loads a lot, and few verbs write calendars

    found = cast("Any", Calendar())
    found.add("PRODID", "-//Concord//Meetings//EN")
    found.add("VERSION", "2.0")
    found.add("METHOD", "PUBLISH")
    unnamed = asked.public and isinstance(asked.whose, Person)
    found.add("X-WR-CALNAME", asked.whose.id if unnamed else _called(asked.whose))
    for component in _CalendarWriter(records, asked).components():
        found.add_component(component)
    found.add_missing_timezones()
    return cast("bytes", found.to_ical())


def _called(record: Record) -> str:
    return str(getattr(record, "name", "") or getattr(record, "title", record.id))


class _CalendarWriter:
    """Makes the events of one calendar."""

    def __init__(self, records: Records, asked: CalendarAsked) -> None:
        self._records, self._asked = records, asked
        self._since = asked.today - BEHIND
        #: The meetings that are days of a series here.
        self._of_rules = set[str]()

    def components(self) -> Iterator[Any]:
        """All of them, in an order that stays."""
        for series in self._records.all(Series):
            if self._concerns(series):
                yield from self._of_series(series)
        for meeting in self._records.all(Meeting):
            # One of a series is alone where that has no such day, or is not in this calendar.
            alone = meeting.id not in self._of_rules and meeting.state != "draft" and meeting.on is not None
            if alone and cast("date", meeting.on) >= self._since and self._concerns(meeting):
                yield self._event(meeting.id, meeting.rev, day_of(self._records, meeting), meeting)
        if not isinstance(self._asked.whose, Series):
            yield from self._dues()
            yield from () if self._asked.public else self._away()

    def _concerns(self, record: Series | Meeting) -> bool:
        """Whether it belongs into the calendar: who names no department is for all of them."""
        whose = self._asked.whose
        if isinstance(whose, Series):
            return whose.id in (record.id, getattr(record, "series", None))
        department = whose.id if isinstance(whose, Department) else getattr(whose, "department", None)
        if not record.departments or department in record.departments:
            return True
        if isinstance(record, Series):
            return whose.id in (*record.facilitators, *record.note_takers)
        sent = (each.who for each in record.coming.values())
        return whose.id in (record.facilitator, record.note_taker, *record.present, *sent)

    # Series

    def _of_series(self, series: Series) -> Iterator[Any]:
        course = course_of(self._records, series)
        for stretch in course.stretches:
            uid = series.id if stretch.since is None else f"{series.id}-{stretch.since:%Y%m%d}"
            alone = msgspec.structs.replace(course, stretches=(stretch,), own={}, more=())
            first = next(iter(between(alone, stretch.begins, stretch.begins + 2 * AHEAD)), None)
            if first is None:
                continue
            yield self._master(series, stretch, uid, first, alone)
            for own in course.own.values():
                if stretch.begins <= own.day and (stretch.until is None or own.day <= stretch.until):
                    yield from self._differing(series, uid, own, alone)

    def _master(self, series: Series, stretch: SeriesStretch, uid: str, first: MeetingDay, alone: Course) -> Any:
        event = self._event(uid, series.rev, first, series)
        rule = stretch.rule
        if rule.working or rule.off:
            window = between(alone, max(first.on, self._since), self._asked.today + AHEAD)
            rest = [_starts(each) for each in window if each.day != first.day]
            if rest:
                event.add("RDATE", rest)
        else:
            event.add("RRULE", _rrule(_bounded(rule, stretch, alone), first))
        return event

    def _differing(self, series: Series, uid: str, own: MeetingDay, alone: Course) -> Iterator[Any]:
        """An occurrence that has a record: what it says goes before the rule, under the moment of its own day."""
        planned = next((each for each in between(alone, own.day - AHEAD, own.day + AHEAD) if each.day == own.day), None)
        meeting = self._records.maybe(Meeting, own.id)
        if planned is None or meeting is None:
            return
        self._of_rules.add(meeting.id)
        told = meeting.state != "draft"
        same = planned[1:6] == own[1:6]  # day, time, length, zone, place
        if same and meeting.state != "cancelled" and (self._asked.public or not told):
            return
        event = self._event(uid, series.rev + meeting.rev, own, meeting if told else series, meeting)
        event.add("RECURRENCE-ID", _starts(planned))
        yield event

    # Single events

    def _event(self, uid: str, sequence: int, when: MeetingDay, record: Record, stamped: Record | None = None) -> Any:
        from icalendar import Event  # late: it loads a lot, and few verbs write calendars

        event = cast("Any", Event())
        event.add("UID", f"{uid}@{self._asked.workspace}")
        event.add("SEQUENCE", max(0, sequence - 1))
        event.add("DTSTAMP", _stamp(stamped or record))
        event.add("SUMMARY", _called(record))
        event.add("DTSTART", _starts(when))
        if when.time:
            event.add("DTEND", _starts(when) + timedelta(minutes=when.length or 30))
        else:
            event.add("DTEND", when.on + _DAY)
        if when.place:
            event.add("LOCATION", when.place)
        cancelled = getattr(stamped or record, "state", "") == "cancelled"
        event.add("STATUS", _CANCELLED if cancelled else _CONFIRMED)
        if not self._asked.public and (words := self._described(record)):
            event.add("DESCRIPTION", words)
        return event

    def _described(self, record: Record) -> str:
        """What was prepared for it: its purpose, its agenda."""
        lines = [record.id, getattr(record, "purpose", ""), getattr(record, "expected", "")]
        if isinstance(record, Meeting):
            lines += [f"{n}. {each.title}" for n, each in enumerate(agenda(self._records, record.id), 1)]
        return "\n".join(filter(None, lines))

    # What is due, who is away

    def _dues(self) -> Iterator[Any]:
        for record in (*(() if self._asked.public else self._actions()), *self._milestones()):
            due = cast("date", record.due)
            words = self._asked.labels.due(record.id, record.title)
            yield self._all_day(f"{record.id}-due", record, due, due + _DAY, words)

    def _actions(self) -> Iterable[Action]:
        whose = self._asked.whose
        field = "owner" if isinstance(whose, Person) else "department"
        found = self._records.pointing(Action, field, whose.id)
        return (each for each in found if each.state in OPEN and each.due is not None)

    def _milestones(self) -> Iterable[Milestone]:
        whose = self._asked.whose
        field = "owner" if isinstance(whose, Person) else "department"
        found = self._records.pointing(Milestone, field, whose.id)
        return (each for each in found if each.due is not None and each.done is None and each.dropped is None)

    def _away(self) -> Iterator[Any]:
        """Days away, of the person or of those of the department."""
        whose, today = self._asked.whose, self._asked.today
        people = [whose] if isinstance(whose, Person) else self._records.pointing(Person, "department", whose.id)
        for each in people:
            if each.away_until is not None and each.away_until >= today:
                words = self._asked.labels.away(each.name)
                yield self._all_day(f"{each.id}-away", each, today, each.away_until + _DAY, words)

    def _all_day(self, uid: str, record: Record, first: date, end: date, words: str) -> Any:
        from icalendar import Event  # late: it loads a lot, and few verbs write calendars

        event = cast("Any", Event())
        event.add("UID", f"{uid}@{self._asked.workspace}")
        event.add("SEQUENCE", max(0, record.rev - 1))
        event.add("DTSTAMP", _stamp(record))
        event.add("SUMMARY", words)
        event.add("DTSTART", first)
        event.add("DTEND", end)
        event.add("TRANSP", "TRANSPARENT")
        return event


def _stamp(record: Record) -> datetime:
    return (record.changed_at or record.made_at or datetime(2000, 1, 1, tzinfo=UTC)).replace(microsecond=0)


def _starts(when: MeetingDay) -> date | datetime:
    """When it begins, in its own time zone; one without a time is all day."""
    return clock.there(when.starts, when.zone) if when.time else when.on


def _bounded(rule: Rule, stretch: SeriesStretch, alone: Course) -> Rule:
    """The rule as it holds from the first day of its stretch to the last: what counts from an earlier day is dated."""
    if rule.count is not None and (stretch.since is None or stretch.since <= stretch.start) and stretch.until is None:
        return rule
    until = stretch.until
    if rule.count is not None:
        until = max((each.day for each in by_rule(alone, stretch.begins)), default=stretch.begins)
    if rule.until is not None:
        until = min(until or rule.until, rule.until)
    return msgspec.structs.replace(rule, count=None, until=until)


def _rrule(rule: Rule, first: MeetingDay) -> Any:
    from icalendar import vRecur  # late: it loads a lot, and few verbs write calendars

    found = cast("Any", vRecur).from_ical(write(msgspec.structs.replace(rule, until=None)))
    if rule.until is not None:
        # Where the event begins at a moment, so does its last day (RFC 5545, 3.3.10).
        end = MeetingDay(rule.until, rule.until, "23:59", zone=first.zone).starts
        found["UNTIL"] = [end if first.time else rule.until]
    return found
