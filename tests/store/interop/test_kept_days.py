"""`--keep 7d,4w,12m`: which days survive over years, a machine that is off now and then, a clock that is wrong."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import WrongWords
from store.interop.kept_days import SPANS, read_keep, staying
from tests.for_each import for_each

KEEP = {"d": 7, "w": 4, "m": 12}
FIRST = date(2024, 12, 28)


@for_each(
    "text, found",
    [("7d,4w,12m", KEEP), (" 12M，4W、7d ", KEEP), ("1y", {"y": 1}), ("7d 4w", {"d": 7, "w": 4})],
)
def test_what_is_read(text: str, found: dict[str, int]):
    assert read_keep(text) == found


@for_each(
    "text", ["7x", "-7d", "0d", "d", "7", "7d,,4w", "7d,7d", "7d;8d", "", "99999d", "٧d", "7.5d", "7d-", "keep", "1h"]
)
def test_nonsense_is_refused(text: str):
    with pytest.raises(WrongWords):
        read_keep(text)


def thinned(days: list[date], keep: dict[str, int]) -> set[date]:
    """Day by day, each time from what the time before has left."""
    left: set[date] = set()
    for day in days:
        left = staying({*left, day}, keep)
    return left


@settings(deadline=None, max_examples=60)
@given(
    gaps=st.lists(st.sampled_from([0, 1, 1, 1, 1, 2, 3, 9, 40, 400]), min_size=1, max_size=400),
    keep=st.dictionaries(st.sampled_from(sorted(SPANS)), st.integers(1, 15), min_size=1),
)
def test_day_by_day_leaves_what_all_at_once_leaves(gaps: list[int], keep: dict[str, int]):
    days = [FIRST]
    for gap in gaps:
        days.append(days[-1] + timedelta(gap))
    left = thinned(days, keep)
    assert left == staying(days, keep)
    assert max(days) in left
    for span, most in keep.items():
        spans = sorted({SPANS[span](day) for day in days})[-most:]
        newest = {max(day for day in days if SPANS[span](day) == each) for each in spans}
        assert newest <= left
    assert len(left) <= sum(keep.values()) + 1


def test_three_years_of_days():
    days = [FIRST + timedelta(n) for n in range(3 * 365)]
    left = thinned(days, KEEP)
    last = days[-1]
    assert {last - timedelta(n) for n in range(7)} <= left
    assert len(left) <= 7 + 4 + 12
    assert len({day.isocalendar()[:2] for day in left if last - day < timedelta(28)}) >= 4
    assert len({(day.year, day.month) for day in left}) == 12
    assert staying(left, KEEP) == left


def test_a_machine_that_was_off_loses_nothing_for_it():
    days = [FIRST + timedelta(n) for n in range(30)]
    before = thinned(days, {"d": 7})
    after = thinned([*days, days[-1] + timedelta(200)], {"d": 7})
    assert len(after) == 7
    assert len(before & after) == 6


def test_in_whatever_order_they_are_told():
    days = [FIRST + timedelta(3 * n) for n in range(100)]
    mixed = random.Random(1).sample(days, len(days))
    assert staying(mixed, KEEP) == staying(days, KEEP)
