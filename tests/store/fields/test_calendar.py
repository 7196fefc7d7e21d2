"""Working days: what a person would count on the calendar on the wall, against a plain walk from day to day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fields.calendar import Calendar, Day
from tests.for_each import for_each

#: Spring Festival 2027 as it might be: a week off, the Sunday before and the Saturday after made up.
FESTIVAL = {date(2027, 2, day): Day("Spring Festival") for day in range(8, 13)} | {
    date(2027, 2, 7): Day("made-up", works=True),
    date(2027, 2, 20): Day("made-up", works=True),
}
CHINA = Calendar("12345", FESTIVAL)

weeks = st.sets(st.sampled_from("1234567"), min_size=1).map("".join)
near = st.dates(date(2026, 11, 1), date(2027, 3, 31))
named = st.dictionaries(near, st.builds(Day, name=st.just("x"), works=st.booleans()), max_size=40)
calendars = st.builds(Calendar, weeks, named)


def walked(calendar: Calendar, since: date, until: date) -> list[date]:
    """The working days behind ``since`` up to ``until``, day by day."""
    found: list[date] = []
    day = since
    while day < until:
        day += timedelta(1)
        named = calendar.days.get(day)
        if named.works if named else str(day.isoweekday()) in calendar.week:
            found.append(day)
    return found


@for_each(
    "since, until, days",
    [
        ("2027-02-05", "2027-02-06", 0),  # Friday to Saturday
        ("2027-02-05", "2027-02-07", 1),  # the Sunday is made up
        ("2027-02-05", "2027-02-12", 1),  # the week is off
        ("2027-02-05", "2027-02-15", 2),
        ("2027-02-07", "2027-02-22", 7),
        ("2027-02-22", "2027-02-22", 0),
        ("2027-02-22", "2027-02-01", 0),
        ("2026-02-05", "2027-02-05", 261),
    ],
)
def test_holidays_do_not_count_and_made_up_days_do(since: str, until: str, days: int):
    assert CHINA.count(date.fromisoformat(since), date.fromisoformat(until)) == days


@for_each(
    "day, before, after",
    [
        ("2027-02-09", "2027-02-07", "2027-02-15"),
        ("2027-02-07", "2027-02-05", "2027-02-15"),
        ("2027-02-19", "2027-02-18", "2027-02-20"),
        ("2027-02-21", "2027-02-20", "2027-02-22"),
    ],
)
def test_the_stand_up_before_and_the_next_one(day: str, before: str, after: str):
    today = date.fromisoformat(day)
    assert (CHINA.before(today), CHINA.after(today)) == (date.fromisoformat(before), date.fromisoformat(after))


def test_days_have_names():
    assert CHINA.name(date(2027, 2, 9)) == "Spring Festival"
    assert CHINA.name(date(2027, 2, 15)) == ""


def test_a_week_without_days_is_monday_to_friday():
    assert Calendar("").week == Calendar("x").week == Calendar("54321").week == "12345"


def test_equal_calendars_are_equal():
    assert Calendar("21") == Calendar("12")
    assert hash(Calendar("12345", FESTIVAL)) == hash(CHINA)
    assert Calendar("12345", FESTIVAL) == CHINA
    assert Calendar() != CHINA
    assert Calendar("12345", dict.fromkeys(FESTIVAL, Day("Spring Festival"))) != CHINA


@given(calendars, near, near)
def test_counting_is_walking(calendar: Calendar, since: date, until: date):
    assert calendar.count(since, until) == len(walked(calendar, since, until))
    assert all(calendar.works(day) for day in walked(calendar, since, until))


@given(calendars, near, st.integers(1, 60))
def test_so_many_working_days_on_is_where_a_walk_ends(calendar: Calendar, day: date, n: int):
    ahead = walked(calendar, day, day + timedelta(n * 7 + 60))
    assert calendar.add(day, n) == ahead[n - 1]
    assert calendar.after(day) == ahead[0]
    behind = walked(calendar, day - timedelta(n * 7 + 60), day - timedelta(1))
    assert calendar.add(day, -n) == behind[-n]
    assert calendar.before(day) == behind[-1]
    assert calendar.add(day, 0) == day


@given(weeks, st.dates(), st.dates())
def test_without_holidays_it_counts_over_all_of_time(week: str, since: date, until: date):
    days = max(0, (until - since).days)
    whole, rest = divmod(days, 7)
    tail = sum(str((until - timedelta(offset)).isoweekday()) in week for offset in range(rest))
    assert Calendar(week).count(since, until) == whole * len(week) + tail


def test_beyond_the_last_of_all_days_there_is_none():
    for day, n in ((date.max, 1), (date.min, -1), (date(2027, 1, 1), 10**9), (date(2027, 1, 1), -(10**9))):
        with pytest.raises(OverflowError):
            Calendar().add(day, n)
    assert Calendar().after(date(9999, 12, 30)) == date.max
