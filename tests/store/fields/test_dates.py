"""Days as people say them, said on Monday 23 November 2026."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import WrongWords
from store.fields.dates import read_day
from tests.for_each import for_each

TODAY = date(2026, 11, 23)


@for_each(
    "said, meant",
    [
        ("today", "2026-11-23"),
        ("今天", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("明天", "2026-11-24"),
        ("后天", "2026-11-25"),
        ("大后天", "2026-11-26"),
        ("yesterday", "2026-11-22"),
        ("前天", "2026-11-21"),
        ("fri", "2026-11-27"),
        ("on Friday", "2026-11-27"),
        ("mon", "2026-11-30"),  # never today
        ("周五", "2026-11-27"),
        ("星期天", "2026-11-29"),
        ("礼拜三", "2026-11-25"),
        ("周一", "2026-11-30"),
        ("next fri", "2026-12-04"),
        ("下周五", "2026-12-04"),
        ("下个星期五", "2026-12-04"),
        ("下下周一", "2026-12-07"),
        ("this mon", "2026-11-23"),
        ("last fri", "2026-11-20"),
        ("上周五", "2026-11-20"),
        ("+3d", "2026-11-26"),
        ("-2d", "2026-11-21"),
        ("+10", "2026-12-03"),
        ("2w", "2026-12-07"),
        ("+1m", "2026-12-23"),
        ("1y", "2027-11-23"),
        ("in 3 days", "2026-11-26"),
        ("a week", "2026-11-30"),
        ("3 days ago", "2026-11-20"),
        ("3天后", "2026-11-26"),
        ("三天后", "2026-11-26"),
        ("十二天后", "2026-12-05"),
        ("两周后", "2026-12-07"),
        ("1个月后", "2026-12-23"),
        ("2天前", "2026-11-21"),
        ("next week", "2026-11-30"),
        ("下周", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("下个月", "2026-12-01"),
        ("next year", "2027-01-01"),
        ("eow", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("年底", "2026-12-31"),
        ("12-01", "2026-12-01"),
        ("11-23", "2026-11-23"),
        ("11-22", "2027-11-22"),
        ("12/1", "2026-12-01"),
        ("１２／０１", "2026-12-01"),
        ("1 dec", "2026-12-01"),
        ("Dec 1", "2026-12-01"),
        ("1st of December 2027", "2027-12-01"),
        ("december 1, 2027", "2027-12-01"),
        ("29 feb", "2028-02-29"),
        ("2026-12-01", "2026-12-01"),
        ("2026/12/1", "2026-12-01"),
        ("20261201", "2026-12-01"),
        ("12月1日", "2026-12-01"),
        ("12 月 1 号", "2026-12-01"),
        ("十二月一号", "2026-12-01"),
        ("2027年3月5日", "2027-03-05"),
        ("明年3月5日", "2027-03-05"),
        ("15号", "2026-12-15"),
        ("下个月5号", "2026-12-05"),
    ],
)
def test_said_and_meant(said: str, meant: str):
    assert read_day(said, TODAY).isoformat() == meant


@for_each(
    "said",
    ["", " ", "soon", "fri fri", "2026-13-40", "31 feb", "2026-02-30", "12-45", "32号", "99999w", "0099-01-01",
     "9999999999d", "+3x", "2026-12-01T25:00Z", "下周八", "下月31号", "2026-W54", "2026", "1201", "15", "asap"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_examples(said: str):
    with pytest.raises(WrongWords, match="2026-12-01"):
        read_day(said, TODAY if said != "下月31号" else date(2026, 10, 5))


@for_each(
    "today, said, meant",
    [
        (date(2026, 1, 31), "+1m", "2026-02-28"),
        (date(2026, 12, 31), "next month", "2027-01-01"),
        (date(2026, 12, 31), "eom", "2026-12-31"),
        (date(2026, 11, 28), "eow", "2026-11-29"),  # a Saturday: the weekend's end
        (date(2026, 11, 29), "mon", "2026-11-30"),
        (date(2026, 11, 29), "next mon", "2026-11-30"),
        (date(2024, 2, 29), "+1y", "2025-02-28"),
        (date(2026, 8, 15), "eoq", "2026-09-30"),
    ],
)
def test_ends_of_months_weeks_and_years(today: date, said: str, meant: str):
    assert read_day(said, today).isoformat() == meant


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(-900, 900))
def test_written_days_and_offsets_are_read_back(today: date, days: int):
    assert read_day(today.isoformat(), TODAY) == today
    meant = today + timedelta(days=days)
    if meant.year >= 1900:
        assert read_day(f"{days:+d}d", today) == meant


@given(st.text(max_size=12) | st.text("0123456789-/. 月日号周天后下fridmow", max_size=10))
def test_any_text_is_a_day_or_refused(text: str):
    with suppress(WrongWords):
        assert isinstance(read_day(text, TODAY), date)
