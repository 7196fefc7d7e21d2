"""Repetition day by day against dateutil's `rrule`, which reads the same rules."""

from datetime import date, datetime

import pytest
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import WrongWords
from store.fields.recurrence.rule import FREQUENCIES, Rule
from store.fields.recurrence.rule_days import Looks, days
from tests.for_each import for_each

FREQ = {"YEARLY": YEARLY, "MONTHLY": MONTHLY, "WEEKLY": WEEKLY, "DAILY": DAILY}


def expected(rule: Rule, start: date, first: date, last: date) -> list[date]:
    found = rrule(
        FREQ[rule.frequency],
        dtstart=datetime(start.year, start.month, start.day),
        interval=rule.interval,
        until=datetime(last.year, last.month, last.day),
        bymonth=sorted(rule.months) or None,
        bymonthday=sorted(rule.month_days) or None,
        byyearday=sorted(rule.year_days) or None,
        byweekday=[weekday(which, n) for n, which in rule.by_day] or None,
        bysetpos=sorted(rule.positions) or None,
        wkst=rule.week_start,
    )
    listed: list[date] = []
    for count, moment in enumerate(found, 1):
        if rule.count is not None and count > rule.count:
            break
        if moment.date() >= first and (rule.until is None or moment.date() <= rule.until):
            listed.append(moment.date())
    return listed


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    frequency = draw(st.sampled_from(FREQUENCIES))
    # dateutil takes numbered and plain days of the week together for both at once, which no calendar means.
    numbers = (
        st.integers(-4, 4).filter(bool) if frequency in ("YEARLY", "MONTHLY") and draw(st.booleans()) else st.none()
    )
    by_day = tuple(draw(st.sets(st.tuples(numbers, st.integers(0, 6)), max_size=3)))
    month_days = draw(st.sets(st.integers(-28, 28).filter(bool), max_size=8))
    months = draw(st.sets(st.integers(1, 12), max_size=3))
    # In its first week dateutil numbers the days from the event on, not from the beginning of the week.
    whole = frequency in ("YEARLY", "MONTHLY") and bool(by_day or month_days)
    return Rule(
        frequency=frequency,
        interval=draw(st.integers(1, 4)),
        count=draw(st.none() | st.integers(1, 40)),
        until=draw(st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31))),
        months=frozenset(months),
        month_days=frozenset(month_days),
        year_days=frozenset(draw(st.sets(st.integers(-366, 366).filter(bool), max_size=2)) if not month_days else ()),
        by_day=by_day,
        positions=frozenset(draw(st.sets(st.sampled_from((1, 2, -1)), max_size=2)) if whole else ()),
        week_start=draw(st.sampled_from((0, 6))),
    )


def falls(rule: Rule, start: date) -> bool:
    """Whether the rule ever falls on a day: where it does not, dateutil looks for one up to the year 9999."""
    return any(True for _day in days(rule, start, start, date(start.year + 30, 12, 31), Looks()))


@settings(max_examples=200)
@given(rules(), st.dates(date(2018, 1, 1), date(2026, 12, 31)), st.integers(2019, 2027))
def test_days_are_those_of_dateutil(rule: Rule, start: date, year: int):
    endless = Rule(**{name: getattr(rule, name) for name in rule.__struct_fields__} | {"count": None, "until": None})
    if not falls(endless, start):
        return
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert list(days(rule, start, first, last, Looks())) == expected(rule, start, first, last)


@for_each(
    "rule, start, found",
    [
        (Rule(frequency="YEARLY"), "2020-12-25", ["2026-12-25"]),
        (Rule(frequency="YEARLY", months=frozenset([11]), by_day=((4, 3),)), "2000-11-23", ["2026-11-26"]),
        (Rule(frequency="YEARLY", months=frozenset([5]), by_day=((-1, 0),)), "2000-05-29", ["2026-05-25"]),
        (Rule(frequency="YEARLY"), "2024-02-29", []),
        (Rule(frequency="YEARLY", year_days=frozenset([256])), "2020-09-12", ["2026-09-13"]),
        (Rule(frequency="YEARLY", until=date(2025, 12, 31)), "2020-12-25", []),
        (Rule(frequency="YEARLY", count=6), "2020-12-25", []),
        (Rule(frequency="YEARLY", count=7), "2020-12-25", ["2026-12-25"]),
        (Rule(frequency="YEARLY", interval=5), "1601-03-01", ["2026-03-01"]),
        (Rule(frequency="MONTHLY", interval=6), "2026-01-31", ["2026-01-31", "2026-07-31"]),
        (Rule(frequency="WEEKLY", interval=26), "2025-12-27", ["2026-06-27", "2026-12-26"]),
        (Rule(frequency="YEARLY"), "2027-01-01", []),
    ],
)
def test_holidays_as_calendars_have_them(rule: Rule, start: str, found: list[str]):
    listed = days(rule, date.fromisoformat(start), date(2026, 1, 1), date(2026, 12, 31), Looks())
    assert [str(day) for day in listed] == found


def test_a_rule_that_never_falls_is_looked_at_in_sight_only():
    never = Rule(frequency="DAILY", months=frozenset([2]), month_days=frozenset([30]))
    looks = Looks(366)
    assert list(days(never, date(1900, 1, 1), date(2026, 1, 1), date(2026, 12, 31), looks)) == []
    assert looks.left == 1


def test_looking_has_an_end_that_names_the_line():
    looks = Looks(1000)
    looks.line = 7
    with pytest.raises(WrongWords, match="Line 7"):
        list(days(Rule(frequency="DAILY", count=9999), date(2020, 1, 1), date(2026, 1, 1), date(2026, 12, 31), looks))
