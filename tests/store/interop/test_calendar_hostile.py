"""Calendars that are damaged, or made to hurt: read or refused in words that name the line, never anything else."""

import random
import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import ConcordError, WrongWords
from store.fields.recurrence import rule_days
from store.interop import calendar_events, calendar_file, calendar_ics
from tests.for_each import for_each
from tests.store.interop.damage import mutants
from tests.store.interop.ics import calendar, day, event

YEARS = range(2026, 2028)

TEXT = """# 2027
2026-12-25 Christmas
2027-02-15..2027-02-21 Spring Festival
2027年4月4日至6日 清明节
２０２７－０２－０７＋ 补班
""".encode()

ICS = calendar(
    "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nEND:VTIMEZONE\r\n",
    day("20260101", "元旦（休）", "DTEND;VALUE=DATE:20260103", "UID:a", "STATUS:CONFIRMED"),
    event("DTSTART;TZID=Asia/Shanghai:20260104T090000", "DURATION:PT9H", "SUMMARY:补班", "CATEGORIES:a,b"),
    day("20001123", r"Thanks\, giving", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20301231", "UID:b"),
    day("20261127", "Moved", "RECURRENCE-ID;VALUE=DATE:20261126", "UID:b", "DESCRIPTION:Observance"),
    day("20000101", "Often", "RDATE;VALUE=DATE:20260301,20260302", "EXDATE:20260301", "X-APPLE-SPECIAL-DAY:X"),
)
PIECES = [b":", b";", b"=", b",", b"\n", b"\r\n ", b"\0", b"\xff", b"\xe5", b'"', b"-", b"+", b"..", b"\\", b"T", b"Z",
          b"0", b"9999999999", "٣".encode(), "二".encode(), b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"INTERVAL=0;",
          b"FREQ=SECONDLY;", b"BYDAY=0MO;", b"COUNT=-1;", b"TZID=../../etc/passwd:", b"P1D",
          b"DTSTART:", b"RRULE:", b"XDATE:"]  # fmt: skip

FAULTS = [
    ("DTSTART:2026010", "Line 4: .DTSTART:2026010. cannot be read"),
    ("DTSTART;VALUE=DATE:20260230", "Line 4: .* cannot be read"),
    ("DTSTART:20260101T250000", "Line 4: .* cannot be read"),
    ("DTSTART:20260101T0000", "Line 4: .* cannot be read"),
    ("DTSTART:20260101,20260102", "Line 4: .* cannot be read"),
    ("DTSTART:٢٠٢٦٠١٠١", "Line 4: .* cannot be read"),
    ("DTSTART:", "Line 4: .* cannot be read"),
    ('DTSTART;X="a:20260101', "Line 4: .* cannot be read"),
    ("DTSTART:00010101T000000Z", "Line 4: 0001-01-01 is out of reach"),
    ("DTSTART:10260101", "Line 4: 1026-01-01 is out of reach"),
    ("DTSTART:17260101", "Line 3: 1726-01-01 is out of reach"),
    ("DTSTART:99991231", "Line 4: 9999-12-31 is out of reach"),
    ("SUMMARY:x", "Line 3: the event has no DTSTART"),
    ("DTSTART:20260101\r\nDTSTART:20260102", "Line 5: DTSTART is there twice"),
    ("DTSTART:20260102\r\nDTEND:20260101", "Line 5: the event ends before it begins"),
    ("DTSTART:20260102\r\nDTEND:20280101", "Line 3: the event is longer than a year"),
    ("DTSTART:20260102\r\nDURATION:P400D", "Line 3: the event is longer than a year"),
    ("DTSTART:20260102\r\nDURATION:P99999999999D", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nDURATION:-P1D", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nDURATION:PX", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nSUMMARY:" + "x" * 201, "Line 3: the name is longer than 200 characters"),
    ("DTSTART:20260102\r\nRRULE:FREQ=HOURLY", "Line 5: Concord does not know how to repeat by FREQ=HOURLY"),
    ("DTSTART:20260102\r\nRRULE:FREQ=SECONDLY", "Line 5: Concord does not know how to repeat by FREQ=SECONDLY"),
    ("DTSTART:20260102\r\nRRULE:RSCALE=CHINESE;FREQ=YEARLY", "Line 5: Concord does not know how to repeat by RSCALE"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;BYWEEKNO=20", "Line 5: Concord does not know how to repeat by BYWEEKNO"),
    ("DTSTART:20260102\r\nRRULE:FREQ=DAILY;BYHOUR=1,2", "Line 5: Concord does not know how to repeat by BYHOUR"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY\r\nEXRULE:FREQ=YEARLY", "Line 6: Concord does not .* by EXRULE"),
    ("DTSTART:20260102\r\nRRULE:FREQ=SOMETIMES", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:INTERVAL=2", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;FREQ=DAILY", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;COUNT", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;INTERVAL=0", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;INTERVAL=1,2", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;COUNT=0", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;COUNT=99999999999999999999", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;BYMONTH=13", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;BYMONTH=5L", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;BYMONTHDAY=0", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;BYDAY=99MO", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=WEEKLY;BYDAY=2MO", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;UNTIL=tomorrow", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY;UNTIL=PT1H", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRRULE:FREQ=YEARLY\r\nEXDATE:20260102/P1D", "Line 6: .* cannot be read"),
    ("DTSTART:20260102\r\nRDATE;VALUE=PERIOD:20260102T000000Z/P1D", "Line 5: .* cannot be read"),
    ("DTSTART:20260102\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260102", "Line 5: Concord does not know how to move"),
    ("DTSTART:20260102\r\nRDATE:" + "20260102," * 2000, "Line 5: RDATE is longer than 16384 bytes"),
    ("a line of a letter", 'Line 4: "a line of a letter" is no line of an iCalendar'),
    ("节日：春节", 'Line 4: "节日：春节" is no line of an iCalendar'),
]  # fmt: skip


@for_each("properties, told", FAULTS)
def test_an_event_that_is_wrong_leaves_itself_out_with_its_line(properties: str, told: str):
    found = calendar_file.parsed(calendar(event(properties), day("20260601", "Good")), YEARS)
    (left,) = found.left_out
    assert re.match(told, str(left))
    assert [str(when) for when in found.days()] == ["2026-06-01"]


@for_each(
    "properties, told",
    [
        ("BEGIN:VCALENDAR", "Line 4: VCALENDAR does not belong here"),
        ("END:VCALENDAR", "Line 4: VCALENDAR ends, but VEVENT of line 3 is open"),
        ("BEGIN:VALARM", "Line 5: VEVENT ends, but VALARM of line 4 is open"),
        ("BEGIN:A\r\n" * 7, "Line 10: A does not belong here"),
    ],
)
def test_a_file_that_is_torn_is_refused_with_the_line(properties: str, told: str):
    with pytest.raises(WrongWords, match=f"^{told}"):
        calendar_file.parsed(calendar(event(properties)), YEARS)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "There are no events in the file"),
        (b"BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n", "Line 2: this is vCalendar 1.0"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\n", "Line 1: VCALENDAR begins and never ends"),
        (ICS[: len(ICS) // 2], "begins and never ends. Is the file cut off"),
        (ICS + b"X-MORE:1\n", "stands outside of the calendar"),
        (ICS + b"BEGIN:VEVENT\n", "VEVENT does not belong here"),
        (ICS.replace("元旦".encode(), b"Caf\xe9 day"), "this is not UTF-8"),
        (ICS.replace("元旦".encode(), b"A\0B"), "there is a NUL"),
        (calendar(*[day("20260101", "x")] * 3001), "more than 3000 events"),
        (calendar(event("DTSTART:20260101", *["RDATE:" + "20260101," * 1800] * 400)), "the events say too much"),
        (calendar(*[day("20260101", "x", "RDATE:" + ",".join(["20260101"] * 1000))] * 20), "the file repeats too much"),
        (calendar(event("DTSTART:20260101", *["CATEGORIES:x"] * 30_000)), "the events say too much"),
        (calendar(*[day("20200101", "x", "RRULE:FREQ=DAILY")] * 20), "more than 4000 days"),
        (calendar(*[day("19000101", "x", "RRULE:FREQ=DAILY;COUNT=10000;BYDAY=SA")] * 20), "the file repeats too much"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_calendar_or_too_much_of_one(data: bytes, told: str):
    with pytest.raises(WrongWords, match=told):
        calendar_file.parsed(data, YEARS)


def test_a_rule_that_never_falls_costs_the_years_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(calendar_events, "Looks", lambda: looks)
    looks = rule_days.Looks()
    data = calendar(day("19000101", "never", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"))
    assert calendar_file.parsed(data, YEARS).spans == ()
    assert rule_days.LOOKS - looks.left <= 2 * 366


@pytest.mark.parametrize("years", [range(2026, 2026), range(2026, 2037)])
def test_so_many_years_are_followed_and_no_more(years: range):
    with pytest.raises(WrongWords, match="one to 10 years"):
        calendar_file.parsed(ICS, years)


def test_the_good_ones_are_good():
    assert len(calendar_file.parsed(TEXT, YEARS).days()) == 12
    found = calendar_file.parsed(ICS, YEARS)
    assert [str(when) for when in found.days()] == ["2026-01-01", "2026-01-02", "2026-01-04"]
    assert len(found.left_out) == 3


@settings(max_examples=300)
@given(mutants(TEXT, PIECES) | st.binary(max_size=60).map(lambda data: b"2027-01-01" + data))
def test_a_damaged_text_is_read_or_refused(data: bytes):
    with suppress(ConcordError):
        assert calendar_file.parsed(data, YEARS).days()


@settings(max_examples=500)
@given(mutants(ICS, PIECES))
def test_a_damaged_calendar_is_read_or_refused(data: bytes):
    with suppress(ConcordError):
        assert calendar_file.parsed(data, YEARS, "Asia/Shanghai") is not None


def test_of_three_hundred_files_only_the_bad_event_is_left_out():
    """Each has one fault somewhere in a file that is good otherwise."""
    chance = random.Random(6)
    good = [day(f"2026{chance.randint(1, 12):02}{chance.randint(1, 28):02}", f"Day {n}") for n in range(40)]
    parts = [properties for properties, _told in FAULTS if "17260101" not in properties]
    days = calendar_file.parsed(calendar(*good), YEARS).days()
    for _file in range(300):
        events = [*good]
        events.insert(chance.randint(0, len(good)), event(chance.choice(parts)))
        found = calendar_file.parsed(calendar(*events), YEARS, "Asia/Shanghai")
        assert (found.days(), len(found.left_out)) == (days, 1)


def test_a_file_is_known_by_how_it_begins():
    assert calendar_ics.is_ics(b"\xef\xbb\xbf\r\n begin:vcalendar\r\n")
    assert not calendar_ics.is_ics(TEXT)
    assert not calendar_ics.is_ics(b"# BEGIN:VCALENDAR")
