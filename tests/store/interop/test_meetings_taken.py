"""Meetings taken from calendars as others write them: days of a series alone, cancelled ones, what is taken again."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from store.commands import add, agenda
from store.commands import meeting_course as course
from store.errors import Invalid
from store.fields.recurrence.occurrences import between
from store.interop import meetings_ics
from store.interop.meetings_ics import MeetingsTaken
from store.kinds.series_course import course_of
from store.kinds.workspace import found
from store.workspace import Workspace


@pytest.fixture
def office(workspace: Workspace) -> Workspace:
    workspace.do(found, "Nordwind", "UTC", "en", "ana", "Ana Lund", "Marketing")
    return workspace


SERIES = ("UID:s", "SUMMARY:Weekly", "DTSTART:29991203T090000Z", "RRULE:FREQ=WEEKLY")


def day(n: int, *more: str) -> tuple[str, ...]:
    """One day of the series, an hour later."""
    return ("UID:s", f"SUMMARY:Day {n}", f"RECURRENCE-ID:299912{n:02}T090000Z", f"DTSTART:299912{n:02}T100000Z", *more)


def taken(w: Workspace, *events: tuple[str, ...]) -> MeetingsTaken:
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    data = "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", "")).encode()
    return w.do(meetings_ics.take, meetings_ics.read(data, "UTC", "wid").events)


def get(w: Workspace, id: str) -> Any:
    return w.records.get(id)


def test_who_is_invited_to_some_days_of_a_series_alone_has_each_and_then_the_series(office: Workspace):
    w = office
    assert taken(w, day(10), day(17)).new == ["M-1", "M-2"]
    assert taken(w, day(10), day(17)) == MeetingsTaken()
    made = taken(w, day(10), SERIES)
    assert (made.new, made.cancelled) == (["SE-1", "M-3"], ["M-1"])
    assert (get(w, "M-3").series_day, get(w, "M-3").time, get(w, "M-2").state) == (date(2999, 12, 10), "10:00", "open")


def test_what_is_taken_again_is_the_same_whatever_rule_it_has(office: Workspace):
    assert taken(office, SERIES, day(10)).new == ["SE-1", "M-1"]
    assert taken(office, SERIES, day(10)) == MeetingsTaken()


def test_a_day_that_is_left_out_later_and_a_series_that_is_cancelled_are_not_held(office: Workspace):
    w = office
    taken(w, SERIES, day(10), day(17))
    w.do(add, "agenda-item", {"title": "Dock plan", "meeting": "M-1"})
    assert taken(w, (*SERIES, "EXDATE:29991210T090000Z"), day(17)).cancelled == ["M-1"]
    assert (get(w, "AI-1").state, get(w, "AI-2").series) == ("parked", "SE-1")
    assert taken(w, (*SERIES, "STATUS:CANCELLED")).cancelled == ["M-2", "SE-1"]
    assert get(w, "SE-1").ended == w.today
    assert taken(w, SERIES, day(24)) == MeetingsTaken()


def test_the_drafts_of_a_series_go_along_when_it_is_moved_in_the_calendar(office: Workspace):
    w = office
    taken(w, SERIES)
    w.do(add, "meeting", {"title": "Weekly", "series": "SE-1", "on": date(2999, 12, 3)})
    taken(w, ("UID:s", "SUMMARY:Weekly", "DTSTART:29991203T110000Z", "RRULE:FREQ=WEEKLY"))
    assert get(w, "M-1").time == "11:00"


def test_words_that_are_too_long_are_cut_and_an_agenda_of_a_single_meeting_is_parked(office: Workspace):
    w = office
    event = ("UID:x", "SUMMARY:" + "L" * 5_000, "DTSTART:29991203T090000Z", "DESCRIPTION:" + "界" * 90_000)
    assert taken(w, event).new == ["M-1"]
    w.do(add, "agenda-item", {"title": "Dock plan", "meeting": "M-1"})
    w.do(agenda.note, "AI-1", "two plans")
    assert taken(w, (*event, "STATUS:CANCELLED")).cancelled == ["M-1"]
    assert get(w, "AI-1").state == "parked"
    w.do(course.reopen, "M-1", "after all")


def test_what_is_too_far_off_to_be_shown_elsewhere_is_left_out_and_not_added(office: Workspace):
    for at in ("99991231T233000Z", "00010101T003000", "30000101T090000Z"):
        lines = (
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "UID:x",
            "SUMMARY:Far",
            f"DTSTART:{at}",
            "END:VEVENT",
            "END:VCALENDAR",
        )
        found = meetings_ics.read("\r\n".join(lines).encode(), "America/New_York", "wid")
        assert (found.events, [str(each) for each in found.left_out]) == ((), ['Line 2: "Far" is too far off'])
    for kind, field in (("meeting", "on"), ("series", "start")):
        with pytest.raises(Invalid, match="1900"):
            office.do(add, kind, {"title": "Far", field: date(9999, 12, 31), "zone": "America/New_York"})


ENDS = ("20261208T080000Z", "20261208T075959Z", "20261208T090000", "20261208T085959", "20261208", "20261207T230000Z")


@pytest.mark.parametrize("until", ENDS)
@pytest.mark.parametrize(
    ("zone", "clock"),
    [("Europe/Berlin", "0900"), ("America/New_York", "2130"), ("Asia/Shanghai", "0030"), ("UTC", "0900")],
)
def test_a_series_ends_at_the_moment_that_is_said_as_dateutil_has_it(
    office: Workspace, zone: str, clock: str, until: str
):
    begins = datetime.strptime(f"20261101T{clock}", "%Y%m%dT%H%M").replace(tzinfo=ZoneInfo(zone))
    start = f"DTSTART;TZID={zone}:20261101T{clock}00"
    taken(office, ("UID:d", "SUMMARY:Daily", start, f"RRULE:FREQ=DAILY;UNTIL={until}"))
    daily = {"title": "Daily", "start": begins.date(), "time": f"{clock[:2]}:{clock[2:]}", "zone": zone}
    office.do(add, "series", {"repeats": f"FREQ=DAILY;UNTIL={until}", **daily})
    wall = begins.replace(tzinfo=None)
    if until.endswith("Z"):
        days = [*rrulestr(f"FREQ=DAILY;UNTIL={until}", dtstart=begins)]
    else:  # a day is meant as a whole
        days = [*rrulestr(f"FREQ=DAILY;UNTIL={until if 'T' in until else until + 'T235959'}", dtstart=wall)]
    for id in ("SE-1", "SE-2"):
        course = course_of(office.records, get(office, id))
        found = between(course, begins.date(), date(2027, 1, 1))
        assert [each.on for each in found] == [each.date() for each in days], id


def test_what_ends_before_it_begins_is_one_meeting(office: Workspace):
    one = ("UID:o", "SUMMARY:Once", "DTSTART:29991203T090000Z", "RRULE:FREQ=DAILY;UNTIL=29991203T085959Z")
    assert taken(office, one).new == ["M-1"]
