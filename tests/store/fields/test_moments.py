"""Moments that have come, as people and programs write them."""

from datetime import UTC, datetime

import pytest

from store.errors import WrongWords
from store.fields.moments import read_moment
from tests.for_each import for_each

#: A Tuesday, shortly after eleven in Berlin.
NOW = datetime(2026, 11, 24, 10, 5, 7, tzinfo=UTC)


@for_each(
    "text, said",
    [
        ("09:30", "11-24 08:30:00"), ("9.30", "11-24 08:30:00"), ("09:30:15", "11-24 08:30:15"),
        ("noon", "11-24 11:00:00"), ("now", "11-24 10:05:07"), ("2026-11-23", "11-22 23:00:00"),
        ("2026-11-23T09:30", "11-23 08:30:00"), ("2026-11-23 09:30:05", "11-23 08:30:05"),
        ("2026-11-23T09:30Z", "11-23 09:30:00"), ("2026-11-23t09:30+05:00", "11-23 04:30:00"),
        ("yesterday 15:00", "11-23 14:00:00"), ("yesterday at 3 pm", "11-23 14:00:00"),
        ("9:30 yesterday", "11-23 08:30:00"), ("mon 3 pm", "11-23 14:00:00"), ("wed", "11-17 23:00:00"),
        ("tue 9:30", "11-24 08:30:00"), ("23 nov 9:30", "11-23 08:30:00"), ("tomorrow 9:30", "11-25 08:30:00"),
        ("昨天九点", "11-23 08:00:00"), ("昨天下午三点半", "11-23 14:30:00"), ("周一 15:00", "11-23 14:00:00"),
        ("11月23日9点30分", "11-23 08:30:00"),
    ],
)  # fmt: skip
def test_a_moment(text: str, said: str):
    assert f"{read_moment(text, NOW, 'Europe/Berlin'):%m-%d %H:%M:%S}" == said


def test_a_day_without_its_year_is_the_last_one():
    assert read_moment("27 nov 9:30", NOW, "UTC").year == 2025
    assert read_moment("27 nov 2026 9:30", NOW, "UTC").year == 2026


@for_each("text", ["", "foo", "3", "fri 3", "2026-13-01", "2026-11-23T25:00", "25:00", "x" * 99])
def test_what_is_none(text: str):
    with pytest.raises(WrongWords):
        read_moment(text, NOW, "Europe/Berlin")
