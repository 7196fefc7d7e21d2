"""Times in the history run with the sequence, and a clock that was wrong dates only what it stamped."""

from datetime import UTC, datetime, timedelta

import pytest

from store.history import Event
from store.history.times import in_order
from store.words import Words
from tests.for_each import for_each

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
RIGHT = [NOON + HOUR * n for n in range(20)]


def events(times: list[datetime]) -> list[Event]:
    return [Event(seq, at, "ana", "add", "A-1", ("A-1",), Words("x")) for seq, at in enumerate(times, 1)]


def shown(times: list[datetime], *, newest_first: bool) -> list[datetime]:
    listed = events(times)[::-1] if newest_first else events(times)
    found = [event.at for event in in_order(listed) if event.at]
    return found[::-1] if newest_first else found


@for_each("newest_first", [True, False])
@for_each("wrong", [-30 * 24, -1.5, 1.5, 87_600])
@for_each("at", [0, 1, 7, 12, 18, 19])
@for_each("length", [1, 3])
def test_one_wrong_clock_dates_only_what_it_stamped(wrong: float, at: int, length: int, newest_first: bool):
    times = list(RIGHT)
    for n in range(at, min(at + length, 20)):
        times[n] += HOUR * wrong
    found = shown(times, newest_first=newest_first)
    assert found == sorted(found)
    moved = [n for n in range(20) if found[n] != RIGHT[n]]
    # An end that nothing follows is taken at its word.
    spread = length + (1 if abs(wrong) < 2 else 0)
    assert all(at - spread <= n < at + length + spread for n in moved), moved


@pytest.mark.parametrize("newest_first", [True, False])
def test_right_times_stay(newest_first: bool):
    assert shown(RIGHT, newest_first=newest_first) == RIGHT
