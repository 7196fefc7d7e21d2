"""However a series is changed, by what a command makes of its record: no day of it comes twice, or back."""

from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from store.fields.calendar import Calendar, Day
from store.fields.recurrence.occurrences import Course, MeetingDay, between, by_rule, coming, own_day
from store.kinds.series import Series
from store.kinds.series_changes import parted
from store.kinds.series_course import course_of
from store.kinds.workspace import Settings
from tests.store.fields.recurrence.test_occurrences import BEGINS, ENDS, RULES, TIMES, ZONES


class Calendared:
    """As much of the records as what a series becomes is reckoned by."""

    settings = Settings(name="Nordwind")
    today = BEGINS

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar


class Edited:
    """A series that somebody changes: from a day on, or one of its days."""

    def __init__(self, series: Series, calendar: Calendar) -> None:
        self.records: Any = Calendared(calendar)
        self.series = series
        self.own: dict[date, MeetingDay] = {}
        self.moved: dict[date, date] = {}
        self.cancelled: set[date] = set()

    @property
    def course(self) -> Course:
        return msgspec.structs.replace(course_of(self.records, self.series, bare=True), own=self.own)

    def change(self, day: date, now: Series) -> None:
        before = self.until(day)
        after = msgspec.structs.replace(self.series, repeats=now.repeats, start=now.start, zone=now.zone, time=now.time)
        self.series = parted(self.records, self.series, after, day)
        assert self.until(day) == before

    def until(self, day: date) -> list[MeetingDay]:
        return list(takewhile(lambda each: each.day < day, by_rule(self.course, BEGINS)))

    def touch(self, nth: int, state: str, on: date, clock: str) -> None:
        found = next(islice(coming(self.course, BEGINS, cancelled=True), nth, None), None)
        if found is None or found.state == "cancelled" or found.on > ENDS:
            return
        if state != "cancelled":
            found = found._replace(on=on, time=clock)
            self.moved[found.day] = on
        else:
            self.cancelled.add(found.day)
        self.own = {**self.own, found.day: found._replace(id="M", state=state)}


def courses() -> st.SearchStrategy[Series]:
    return st.builds(
        lambda rule, off, start, zone, clock: Series(
            title="Weekly", repeats=f"{rule};X-OFF={off}" if off else rule, start=start, zone=zone, time=clock
        ),
        st.sampled_from(RULES),
        st.sampled_from(("", "BEFORE", "AFTER", "SKIP")),
        st.dates(BEGINS, date(2026, 6, 30)),
        st.sampled_from(ZONES),
        st.sampled_from(TIMES),
    )


CHANGES = st.lists(
    st.tuples(st.dates(BEGINS, date(2026, 10, 1)), courses())
    | st.tuples(
        st.integers(0, 40), st.sampled_from(("cancelled", "draft")), st.dates(BEGINS, ENDS), st.sampled_from(TIMES)
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(courses(), CHANGES, st.sets(st.dates(BEGINS, ENDS), max_size=20), st.dates(BEGINS, ENDS), st.sampled_from(ZONES))
def test_whatever_is_changed_no_day_comes_twice_or_back(
    first: Series, changes: list[Any], off: set[date], day: date, reader: str
):
    calendar = Calendar("12345", {each: Day("Off") for each in off})
    one = Edited(first, calendar)
    for each in changes:
        (one.change if len(each) == 2 else one.touch)(*each)
    whole = between(one.course, BEGINS, ENDS)
    known = [each.day for each in whole]
    assert len(known) == len(set(known))
    assert one.cancelled.isdisjoint(known)
    assert [each.on for each in whole] == sorted(each.on for each in whole)
    told = [each.day for each in between(one.course, BEGINS, ENDS, cancelled=True)]
    assert sorted(told) == sorted([*known, *one.cancelled])
    for each in whole:
        assert each.on == one.moved.get(each.day, each.on)
        assert each.starts == each.seen_from(reader)
        here = each.seen_from(each.zone)
        ahead = here.replace(tzinfo=None) - datetime.combine(each.on, time.fromisoformat(each.time or "00:00"))
        assert ahead in (timedelta(0), timedelta(hours=1), timedelta(minutes=30))
        assert not ahead or (each.on.month in (3, 10) and each.time[:2] == "02")
        assert own_day(one.course, each.day) == each
    for length in (0, 9):
        last = day + timedelta(length)
        assert between(one.course, day, last) == [each for each in whole if day <= each.on <= last] or last > ENDS
