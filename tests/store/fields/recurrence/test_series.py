"""What comes next in a series, against days found by hand: ends of months, leap years, working days and days off."""

from datetime import date, timedelta

import pytest

from store.fields.calendar import Calendar, Day
from store.fields.recurrence.rule import completed, parse
from store.fields.recurrence.rule_words import read_rule
from store.fields.recurrence.series import falls, first, following, placed
from tests.for_each import for_each

#: 1 and 2 January 2027 are off, on Sunday 10 January people work; Monday 15 February is off.
CALENDAR = Calendar(
    "12345",
    {
        date(2027, 1, 1): Day("New Year"),
        date(2027, 1, 10): Day("Makeup day", works=True),
        date(2027, 2, 15): Day("Carnival"),
    },
)


def coming(said: str, begins: str, n: int) -> list[str]:
    """The next ``n`` due days of what begins on that day, each finished on its own."""
    day = date.fromisoformat(begins)
    rule = completed(parse(read_rule(said, day)), day)
    found: list[str] = []
    for _n in range(n):
        next_one = following(rule, day, day, CALENDAR)
        if next_one is None:
            break
        day, rule = next_one.day, next_one.rule
        found.append(str(next_one.due)[2:])
    return found


@pytest.mark.parametrize(
    ("said", "begins", "found"),
    [
        ("every monday", "2026-11-23", ["26-11-30", "26-12-07"]),
        ("every monday", "2026-11-25", ["26-11-30", "26-12-07"]),
        ("every other friday", "2026-11-27", ["26-12-11", "26-12-25", "27-01-08"]),
        ("every 2 weeks on mon and thu", "2026-11-26", ["26-12-07", "26-12-10", "26-12-21"]),
        ("every 3 days", "2026-12-30", ["27-01-02", "27-01-05"]),
        ("monthly", "2027-01-31", ["27-02-28", "27-03-31", "27-04-30"]),
        ("monthly", "2027-01-30", ["27-02-28", "27-03-30"]),
        ("monthly on the 29th", "2028-01-29", ["28-02-29", "28-03-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-31", ["27-03-31", "27-05-31"]),
        ("yearly", "2028-02-29", ["29-02-28", "30-02-28", "31-02-28", "32-02-29"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29", ["32-02-29"]),
        ("quarterly", "2026-11-30", ["27-02-28", "27-05-30"]),
        ("first monday of the month", "2026-12-07", ["27-01-04", "27-02-01"]),
        ("last friday of the month", "2026-11-27", ["26-12-25", "27-01-29"]),
        ("每月最后一个工作日", "2026-11-30", ["26-12-31", "27-01-29", "27-02-26"]),
        ("first working day of the month", "2026-12-01", ["27-01-04", "27-02-01"]),
        ("3rd working day of the month", "2026-12-03", ["27-01-06", "27-02-03"]),
        ("last working day of the quarter", "2026-09-30", ["26-12-31", "27-03-31"]),
        ("every working day", "2026-12-31", ["27-01-04", "27-01-05", "27-01-06", "27-01-07", "27-01-08", "27-01-10"]),
        ("monthly on the 1st, moved before days off", "2026-12-01", ["26-12-31", "27-02-01"]),
        ("monthly on the 1st, moved after days off", "2026-12-01", ["27-01-04", "27-02-01"]),
        ("monthly on the 1st", "2026-12-01", ["27-01-01", "27-02-01"]),
        ("every monday, skip days off", "2027-02-01", ["27-02-08", "27-02-22"]),
        ("daily, moved after days off", "2027-01-07", ["27-01-08", "27-01-10", "27-01-11"]),
        ("every monday, 3 times", "2026-11-23", ["26-11-30", "26-12-07"]),
        ("every monday until 2026-12-10", "2026-11-23", ["26-11-30", "26-12-07"]),
        ("every monday, 3 times, skip days off", "2027-02-01", ["27-02-08", "27-02-22"]),
    ],
)
def test_what_comes_next(said: str, begins: str, found: list[str]):
    assert coming(said, begins, len(found) + (";COUNT" in said or "times" in said or "until" in said)) == found


@for_each(
    "today, due, passed",
    [("2026-11-20", "2026-11-30", 0), ("2026-11-30", "2026-11-30", 0), ("2026-12-01", "2026-12-07", 1),
     ("2027-06-01", "2027-06-07", 27)],
)  # fmt: skip
def test_what_should_have_come_before_today_is_passed_over(today: str, due: str, passed: int):
    rule = parse("FREQ=WEEKLY;BYDAY=MO")
    found = following(rule, date(2026, 11, 23), date.fromisoformat(today), CALENDAR)
    assert found is not None
    assert (str(found.due), found.passed) == (due, passed)


def test_what_is_passed_over_counts():
    rule = parse("FREQ=DAILY;COUNT=5")
    found = following(rule, date(2026, 11, 23), date(2026, 11, 26), CALENDAR)
    assert found is not None
    assert found.rule.count == 2
    assert following(rule, date(2026, 11, 23), date(2026, 11, 28), CALENDAR) is None


@for_each(
    "said, today, due",
    [
        ("every monday", "2026-11-29", "2026-11-30"),
        ("every monday", "2026-11-30", "2026-11-30"),
        ("weekly", "2026-11-29", "2026-11-30"),  # a Sunday is off
        ("daily", "2026-11-29", "2026-11-29"),
        ("last working day of the month", "2026-11-29", "2026-11-30"),
        ("monthly on the 1st, moved before days off", "2026-12-31", "2026-12-31"),
        ("yearly on 1 mar", "2026-11-29", "2027-03-01"),
        ("every other friday", "2026-11-29", "2026-12-04"),
        ("every 3 months on the 15th", "2026-11-29", "2026-12-15"),
    ],
)
def test_the_first_day_where_nobody_says_one(said: str, today: str, due: str):
    day = date.fromisoformat(today)
    found = first(parse(read_rule(said, day)), day, CALENDAR)
    assert found is not None
    assert str(found.due) == due


def test_a_day_off_is_moved_skipped_or_left():
    day = date(2027, 1, 1)
    moved = [placed(parse(f"FREQ=DAILY{off}"), day, CALENDAR) for off in ("", ";X-OFF=BEFORE", ";X-OFF=AFTER")]
    assert moved == [day, day - timedelta(1), day + timedelta(3)]
    assert placed(parse("FREQ=DAILY;X-OFF=SKIP"), day, CALENDAR) is None


def test_a_rule_that_falls_on_no_day_is_known():
    assert not falls(parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), day := date(2026, 11, 29), CALENDAR)
    assert not falls(parse("FREQ=WEEKLY;BYDAY=SA;X-OFF=SKIP"), day, Calendar())
    assert falls(parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), day, CALENDAR)
