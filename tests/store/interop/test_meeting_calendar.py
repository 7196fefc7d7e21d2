"""Meetings as a calendar: others read the same dates from it as Concord has, over daylight saving and every change."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from store import clock
from store.commands import add, edit, meeting_course
from store.commands import series as series_commands
from store.fields.recurrence.occurrences import between
from store.interop.meeting_calendar import CalendarAsked, calendar
from store.kinds.person import Person
from store.kinds.series import Series
from store.kinds.series_course import course_of
from store.kinds.workspace import found
from store.workspace import Workspace

TODAY = date(2026, 11, 24)
UNTIL = TODAY + timedelta(300)


@pytest.fixture
def series(workspace: Workspace) -> Workspace:
    """PN-1 of DP-1, PN-3 of DP-2. SE-1 by a plain rule, SE-2 by one of working days, SE-3 counts, SE-4 is elsewhere."""
    do = workspace.do
    do(found, "Nordwind", "Europe/Berlin", "en", "ana", "Ana Lund", "Marketing")
    do(add, "department", {"name": "Finance", "code": "FIN"})
    do(add, "person", {"name": "Bo Berg", "login": "bo", "department": "DP-1"})
    do(add, "person", {"name": "王芳", "login": "fay", "department": "DP-2"})
    for title, rule, start, time, more in (
        (
            "Weekly; all, of us",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
            date(2026, 10, 6),
            "09:00",
            {"departments": ("DP-1",)},
        ),
        ("Month's end", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;X-OFF=BEFORE", date(2026, 10, 1), "16:30", {}),
        ("Ten", "FREQ=DAILY;COUNT=10", date(2026, 11, 20), "", {}),
        ("西区周会", "FREQ=WEEKLY;BYDAY=WE", date(2026, 10, 7), "08:00", {"zone": "Asia/Shanghai", "place": "2楼"}),
    ):
        do(add, "series", {"title": title, "repeats": rule, "start": start, "time": time, "length": 45, **more})
    return workspace


def written(workspace: Workspace, whose: str = "PN-1", *, public: bool = False) -> bytes:
    return calendar(workspace.records, CalendarAsked(workspace.records.get(whose), TODAY, "wid", public))


def starts_in(data: bytes) -> set[tuple[str, datetime]]:
    """(series, moment) of every occurrence up to `UNTIL`, by dateutil and the rules of RFC 5545 for what differs."""
    masters: dict[str, Any] = {}
    differing: list[Any] = []
    for event in cast("Any", Calendar.from_ical(data)).walk("VEVENT"):
        if "RECURRENCE-ID" in event:
            differing.append(event)
        else:
            masters[str(event["UID"])] = event
    found: set[tuple[str, datetime]] = set()
    for uid, event in masters.items():
        if not uid.startswith("SE-"):
            continue
        found |= {(uid, _moment(start)) for start in _expanded(event)}
    for event in differing:
        uid = str(event["UID"])
        found.discard((uid, _moment(event["RECURRENCE-ID"].dt)))
        if event["STATUS"] != "CANCELLED":
            found.add((uid, _moment(event["DTSTART"].dt)))
    return {(uid.partition("@")[0].rpartition("-20")[0] or uid.partition("@")[0], at) for uid, at in found}


def _expanded(event: Any) -> Iterator[Any]:
    start = event["DTSTART"].dt
    yield start
    for each in (event.get("RDATE") and event["RDATE"].dts) or ():
        yield each.dt
    if "RRULE" in event:
        whole = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=whole)
        for each in rule:
            if each.date() > UNTIL:
                return
            yield each if isinstance(start, datetime) else each.date()


def _moment(value: Any) -> datetime:
    return (
        value.astimezone(UTC)
        if isinstance(value, datetime)
        else datetime(value.year, value.month, value.day, tzinfo=UTC)
    )


def starts_here(workspace: Workspace) -> set[tuple[str, datetime]]:
    return {
        (series.id, each.starts if each.time else _moment(each.on))
        for series in workspace.records.all(Series)
        for each in between(course_of(workspace.records, series), TODAY - timedelta(62), UNTIL)
    }


def in_sight(found: set[tuple[str, datetime]]) -> set[tuple[str, datetime]]:
    return {each for each in found if TODAY - timedelta(62) <= each[1].date() <= UNTIL}


def changed(series: Workspace) -> Workspace:
    """Days moved over the end of summer time, cancelled, changed from a day on, and one prepared."""
    do = series.do
    do(series_commands.change_one, "SE-1", date(2026, 12, 1), {"on": date(2026, 12, 3), "time": "14:00"}, "fair")
    do(series_commands.change_one, "SE-1", date(2026, 12, 15), {"place": "B2"})
    do(series_commands.cancel_one, "SE-1", date(2026, 12, 29), "holidays")
    do(series_commands.change_from, "SE-1", {"repeats": "FREQ=WEEKLY;BYDAY=TH", "time": "10:00"}, date(2027, 3, 16))
    do(series_commands.cancel_one, "SE-2", date(2026, 12, 31), "holidays")
    do(series_commands.change_one, "SE-4", date(2027, 3, 31), {"on": date(2027, 4, 1)}, "a day off")
    do(edit, "WS-1", {"days": {"2027-01-29": {"name": "Inventory"}}})
    return series


@pytest.mark.parametrize("change", [False, True])
def test_what_others_read_are_the_days_that_there_are_over_every_change_and_daylight_saving(
    series: Workspace, change: bool
):
    workspace = changed(series) if change else series
    assert in_sight(starts_in(written(workspace))) == in_sight(starts_here(workspace))


def test_khal_reads_the_same_dates(series: Workspace, tmp_path: Path):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "m.ics").write_bytes(written(changed(series)))
    (tmp_path / "config").write_text(KHAL.format(folder=tmp_path / "calendar"))
    khal = [sys.executable, "-m", "khal", "-c", str(tmp_path / "config")]
    environment = {"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": ""}
    for words in (["import", "--batch", "-a", "c", str(tmp_path / "m.ics")], ["list", "2026-10-01", "300d"]):
        more = ["--format", "{start-date}T{start-time} {status}", "--day-format", ""] if words[0] == "list" else []
        ran = subprocess.run([*khal, *words, *more], env=environment, capture_output=True, text=True, check=True)
    read = {line.split()[0] for line in ran.stdout.splitlines() if ":" in line and "CANCELLED" not in line}
    local = {clock.there(at, "Europe/Berlin") for id, at in starts_here(series) if id != "SE-3"}
    assert read == {f"{at:%Y-%m-%dT%H:%M}" for at in local if at.date() < date(2026, 10, 1) + timedelta(300)}


KHAL = """[calendars]
[[c]]
path = {folder}
type = calendar
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def test_the_uid_stays_and_the_sequence_rises_with_every_change(series: Workspace):
    before = {str(each["UID"]): int(each["SEQUENCE"]) for each in events_of(written(series))}
    series.do(edit, "SE-1", {"place": "B2"})
    after = {str(each["UID"]): int(each["SEQUENCE"]) for each in events_of(written(series))}
    assert {uid: after[uid] - n for uid, n in before.items()} == {uid: int(uid == "SE-1@wid") for uid in before}
    assert written(series) == written(series)


def events_of(data: bytes) -> list[Any]:
    return list(cast("Any", Calendar.from_ical(data)).walk("VEVENT"))


def test_whose_calendar_it_is_has_what_concerns_them_and_a_public_one_leaves_out_what_was_prepared(series: Workspace):
    do = series.do
    do(add, "action", {"title": "Price list", "owner": "PN-3", "due": TODAY + timedelta(3), "department": "DP-2"})
    do(add, "milestone", {"title": "Opened", "department": "DP-2", "due": TODAY + timedelta(9)})
    do(edit, "PN-3", {"away_until": TODAY + timedelta(1)})
    do(add, "meeting", {"title": "Rent", "on": TODAY, "time": "11:00", "departments": ("DP-2",), "purpose": "secret"})
    draft = written(series, "DP-2")
    assert b"Rent" not in draft
    do(meeting_course.open_to_all, "M-1")
    said = {
        whose: sorted(str(each["SUMMARY"]) for each in events_of(written(series, whose)))
        for whose in ("PN-3", "DP-2", "SE-1")
    }
    everywhere = ["Month's end", "Ten", "西区周会"]
    assert said == {
        "PN-3": sorted([*everywhere, "Away: 王芳", "Due: A-1 Price list", "Rent"]),
        "DP-2": sorted([*everywhere, "Away: 王芳", "Due: A-1 Price list", "Due: MS-1 Opened", "Rent"]),
        "SE-1": ["Weekly; all, of us"],
    }
    assert b"secret" in written(series, "DP-2")
    assert b"secret" not in written(series, "DP-2", public=True)


@pytest.mark.parametrize("whose", ["PN-3", "DP-2", "SE-1"])
def test_a_public_one_names_nobody_nor_says_who_is_away_or_has_to_do_what(series: Workspace, whose: str):
    do = series.do
    do(add, "action", {"title": "Price list", "owner": "PN-3", "due": TODAY + timedelta(3), "department": "DP-2"})
    do(add, "milestone", {"title": "Opened", "department": "DP-2", "owner": "PN-3", "due": TODAY + timedelta(9)})
    do(add, "meeting", {"title": "Rent", "on": TODAY, "departments": ("DP-2",), "facilitator": "PN-3"})
    do(meeting_course.open_to_all, "M-1")
    for person in series.records.all(Person):
        do(edit, person.id, {"away_until": TODAY + timedelta(1)})
    said = written(series, whose, public=True).decode()
    names = [each for person in series.records.all(Person) for each in (person.name, person.login) if each]
    assert (len(names) > 2, [each for each in names if each in said]) == (True, [])
    assert ("Price list" in said, "away" in said) == (False, False)
    assert ("Opened" in said) == (whose != "SE-1")


def test_a_meeting_of_a_series_on_a_day_that_its_rule_does_not_have_stands_by_itself(series: Workspace):
    do = series.do
    extra, fixed = TODAY + timedelta(2), date(2026, 12, 1)
    do(add, "meeting", {"title": "Besides", "series": "SE-1", "on": extra, "time": "11:00", "state": "open"})
    do(series_commands.meeting_of, "SE-1", fixed)
    do(meeting_course.open_to_all, "M-2")
    do(series_commands.change_from, "SE-1", {"repeats": "FREQ=WEEKLY;BYDAY=FR"}, TODAY + timedelta(1))
    do(series_commands.meeting_of, "SE-1", date(2026, 12, 4))
    for whose in ("SE-1", "PN-1", "DP-1"):
        alone = {str(each["UID"]) for each in events_of(written(series, whose)) if str(each["UID"]).startswith("M-")}
        assert alone == {"M-1@wid", "M-2@wid"}, "people were told of the second before the series was changed"
    do(meeting_course.come, "M-1", "DP-1", "delegate", "PN-3")
    assert [str(each["UID"]) for each in events_of(written(series, "PN-3")) if b"Besides" in each.to_ical()] == [
        "M-1@wid"
    ]
