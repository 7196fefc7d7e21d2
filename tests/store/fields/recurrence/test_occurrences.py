"""The days of a series of meetings: against dateutil, over clocks that change, and however the series is changed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.fields.calendar import Calendar, Day
from store.fields.recurrence.occurrences import (
    Course,
    MeetingDay,
    SeriesStretch,
    at_day,
    between,
    by_rule,
    coming,
    next_free,
)
from store.fields.recurrence.rule import Rule, parse
from store.fields.recurrence.rule_days import period
from store.fields.recurrence.series import following
from tests.for_each import for_each
from tests.store.fields.recurrence.test_rule_days import expected, falls, rules

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Australia/Sydney", "UTC")
TIMES = ("09:00", "01:45", "02:15", "02:30", "23:30", "")
RULES = (
    "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;X-DAYS=WORKING", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "FREQ=WEEKLY;BYDAY=TU,WE;COUNT=9", "FREQ=DAILY;COUNT=30", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20260420",
    "FREQ=MONTHLY;BYSETPOS=-1;X-DAYS=WORKING",
)  # fmt: skip
BEGINS, ENDS = date(2026, 1, 1), date(2026, 12, 31)
DAY = timedelta(1)


def course(said: str, start: date = BEGINS, calendar: Calendar = Calendar(), **options: Any) -> Course:  # noqa: B008
    return Course(stretches=(SeriesStretch(rule=parse(said), start=start, **options),), calendar=calendar)


def days_of(found: list[MeetingDay]) -> list[str]:
    return [f"{each.on:%m-%d}" + (f"<{each.day:%m-%d}" if each.day != each.on else "") for each in found]


@settings(max_examples=60)
@given(rules(), st.dates(date(2018, 1, 1), date(2026, 12, 31)), st.sampled_from(ZONES), st.sampled_from(TIMES[:-1]))
def test_days_and_moments_are_those_of_dateutil(rule: Rule, start: date, zone: str, clock: str):
    if not falls(msgspec.structs.replace(rule, count=None, until=None), start):
        return
    one = Course(stretches=(SeriesStretch(rule=rule, start=start, zone=zone, time=clock),), calendar=Calendar())
    last = start + timedelta(500)
    found = between(one, start, last)
    assert [each.day for each in found] == expected(rule, start, start, last)
    for each in found:
        moment = datetime.combine(each.on, time.fromisoformat(clock), ZoneInfo(zone))
        assert each.starts == moment.astimezone(UTC)


@for_each(
    "zone, day, clock, starts, shown",
    [
        # what the clocks pass over lies as much later, of what comes twice the first is meant
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29 01:30", "03:30"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25 00:30", "02:30"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08 07:30", "03:30"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30", "01:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:45", "02:45"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45", "01:45"),
        ("Australia/Sydney", "2026-10-04", "02:30", "2026-10-03 16:30", "03:30"),
        ("Australia/Sydney", "2026-04-05", "02:30", "2026-04-04 15:30", "02:30"),
        ("Asia/Shanghai", "2026-03-29", "02:30", "2026-03-28 18:30", "02:30"),
        ("America/Santiago", "2026-09-06", "", "2026-09-06 04:00", "01:00"),  # midnight is passed over
        ("UTC", "2026-03-29", "02:30", "2026-03-29 02:30", "02:30"),
    ],
)
def test_a_time_that_is_not_or_comes_twice_is_taken_as_the_rfc_does(
    zone: str, day: str, clock: str, starts: str, shown: str
):
    on = date.fromisoformat(day)
    found = MeetingDay(on, on, clock, 30, zone)
    assert f"{found.starts:%Y-%m-%d %H:%M}" == starts
    assert f"{found.seen_from(zone):%H:%M}" == shown
    assert found.ends - found.starts == timedelta(minutes=30)


def test_every_reader_sees_it_by_their_own_clocks():
    weekly = between(course("FREQ=WEEKLY;BYDAY=MO", zone="Europe/Berlin", time="09:00"), date(2026, 3, 2), ENDS)
    seen = {zone: [f"{each.seen_from(zone):%H:%M}" for each in weekly] for zone in ZONES}
    assert set(seen["Europe/Berlin"]) == {"09:00"}
    assert seen["America/New_York"][:6] == ["03:00", "04:00", "04:00", "04:00", "03:00", "03:00"]
    assert seen["Asia/Shanghai"][:5] == ["16:00"] * 4 + ["15:00"]
    assert seen["Australia/Lord_Howe"][3:6] == ["19:00", "18:00", "17:30"]
    late = between(course("FREQ=WEEKLY;BYDAY=MO", zone="America/New_York", time="20:00"), BEGINS, ENDS)
    assert {f"{each.seen_from('Asia/Shanghai'):%a}" for each in late} == {"Tue"}


#: 1, 2 and 3 April 2026 are off, and Saturday the 11th is worked.
OFF = Calendar("12345", {date(2026, 4, n): Day("Off") for n in (1, 2, 3)} | {date(2026, 4, 11): Day("On", works=True)})


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,WE,FR;X-OFF=AFTER", "03-31 04-06<04-01 04-07 04-08"),  # Friday moves to Monday too
        ("FREQ=WEEKLY;BYDAY=TU,WE,FR;X-OFF=BEFORE", "03-31 04-07 04-08"),  # both move to Tuesday, which has its own
        ("FREQ=WEEKLY;BYDAY=TU,WE,FR;X-OFF=SKIP", "03-31 04-07 04-08"),
        ("FREQ=WEEKLY;BYDAY=TU,WE,FR", "03-31 04-01 04-03 04-07 04-08"),
        ("FREQ=DAILY;COUNT=4;X-OFF=AFTER", "03-31 04-06<04-01 04-07 04-08"),
        ("FREQ=DAILY;COUNT=4;X-OFF=SKIP", "03-31 04-06 04-07 04-08"),
        ("FREQ=WEEKLY;BYDAY=TU,WE,FR;UNTIL=20260403;X-OFF=AFTER", "03-31 04-06<04-01"),
        ("FREQ=DAILY;X-DAYS=WORKING;COUNT=3", "03-31 04-06 04-07"),
    ],
)
def test_days_off_are_skipped_or_moved(rule: str, found: str):
    one = course(rule, date(2026, 3, 31), OFF)
    assert days_of(between(one, date(2026, 3, 31), date(2026, 4, 8))) == found.split()
    assert days_of(between(one, date(2026, 4, 6), date(2026, 4, 6))) == [
        each for each in found.split() if "04-06" in each
    ]


def test_what_a_day_means_and_what_comes_next():
    moved = MeetingDay(date(2026, 1, 13), date(2026, 1, 15), "10:00", 30, "UTC", "", "M-1")
    gone = MeetingDay(date(2026, 1, 20), date(2026, 1, 20), "09:00", 30, "UTC", "", "M-2", "cancelled")
    one = msgspec.structs.replace(course("FREQ=WEEKLY;BYDAY=TU"), own={each.day: each for each in (moved, gone)})
    assert days_of(list(islice(coming(one, BEGINS), 4))) == ["01-06", "01-15<01-13", "01-27", "02-03"]
    assert [at_day(one, date(2026, 1, n)) for n in (13, 15, 20, 21)] == [moved, moved, gone, None]
    for after, since, day in ((6, 6, "01-27"), (6, 28, "02-03"), (27, 1, "02-03"), (1, 1, "01-06")):
        found = next_free(one, date(2026, 1, after), date(2026, 1, since))
        assert found is not None
        assert f"{found.day:%m-%d}" == day
    assert next_free(course("FREQ=DAILY;COUNT=2"), date(2026, 1, 2), BEGINS) is None
    assert list(coming(course("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), BEGINS)) == []


@settings(max_examples=60)
@given(st.sampled_from(RULES), st.sampled_from(("", "BEFORE", "AFTER", "SKIP")), st.sets(st.dates(BEGINS, ENDS)))
def test_days_come_as_those_of_what_repeats_otherwise(said: str, off: str, days: set[date]):
    calendar = Calendar("12345", {day: Day("Off") for day in days})
    one = course(f"{said};X-OFF={off}" if off else said, BEGINS, calendar)
    found = list(islice(by_rule(one, BEGINS), 20))
    rule = one.stretches[0].rule
    for before, after in pairwise(found):
        then = following(rule, before.day, BEGINS, calendar)
        assert then is not None
        assert (then.day, then.due) == (after.day, after.on)
        rule = then.rule


@settings(max_examples=80)
@given(
    st.sampled_from(("MONTHLY", "WEEKLY")),
    st.sampled_from(("1", "2", "-1", "-2")),
    st.sampled_from(("cancelled", "draft", "closed")),
    st.sampled_from((0, 1, 2)),
    st.sets(st.integers(0, 4), max_size=3),
)
def test_of_working_days_none_comes_beside_its_record_when_days_off_are_others(
    frequency: str, position: str, state: str, at: int, off: set[int]
):
    said = f"FREQ={frequency};BYSETPOS={position};X-DAYS=WORKING"
    day = between(course(said), BEGINS, BEGINS + timedelta(120))[at].day
    monday = day - timedelta(day.weekday())
    calendar = Calendar(days={monday + timedelta(n): Day() for n in off})
    own = {day: MeetingDay(day, day, id="M-1", state=state)}
    first, last = period(parse(said), day)
    found = msgspec.structs.replace(course(said, calendar=calendar), own=own)
    assert [each.id for each in between(found, first, last, cancelled=True)] == ["M-1"]
    assert len(between(found, BEGINS, last, cancelled=True)) == at + 1
    upcoming = next_free(found, first - DAY, first - DAY)
    assert upcoming is not None
    assert upcoming.day > last


def test_a_meeting_besides_takes_no_working_day_away():
    besides = {date(2026, 3, 16): MeetingDay(date(2026, 3, 16), date(2026, 3, 16), id="M-1", state="draft")}
    found = msgspec.structs.replace(course("FREQ=MONTHLY;BYSETPOS=1;X-DAYS=WORKING"), own=besides)
    assert days_of(between(found, date(2026, 3, 1), date(2026, 4, 2))) == ["03-02", "03-16", "04-01"]
