"""Days in people's own words, in both languages: what each means on Monday 23 November 2026."""

from datetime import date

import pytest

from store.errors import WrongWords
from store.fields.calendar import Calendar, Day
from store.fields.dates import read_day, read_days
from tests.for_each import for_each

TODAY = date(2026, 11, 23)

WRITTEN = {
    "1.12.2026": "2026-12-01", "1. 12. 2026": "2026-12-01", "1.12.": "2026-12-01", "01.12.26": "2026-12-01",
    "13/12/2026": "2026-12-13", "12/13/2026": "2026-12-13", "12/12/2026": "2026-12-12", "25/12": "2026-12-25",
    "12/1": "2026-12-01", "12-1": "2026-12-01", "13.12": "2026-12-13", "2026.12.1": "2026-12-01",
    "26.12.1": "2026-12-01", "1-Dec-2026": "2026-12-01", "2026-Dec-01": "2026-12-01", "Dec 1st, 2026": "2026-12-01",
    "1 dec '26": "2026-12-01", "01-Dec-26": "2026-12-01", "1/Dec/2026": "2026-12-01",
    "15th": "2026-12-15", "the 15th": "2026-12-15", "the 5th of december": "2026-12-05",
    "15th of next month": "2026-12-15", "next month 15th": "2026-12-15", "the 30th of this month": "2026-11-30",
    "Fri 27 Nov": "2026-11-27", "Fri, 4 December 2026": "2026-12-04", "2026-12-04 Fri": "2026-12-04",
    "Monday the 7th": "2026-12-07",
    "2026年12月1日": "2026-12-01", "26年12月1日": "2026-12-01", "十二月一号": "2026-12-01",
    "十二月廿三日": "2026-12-23",
    "二〇二六年十二月一日": "2026-12-01", "1号": "2026-12-01", "下月5号": "2026-12-05", "下个月15": "2026-12-15",
    "12月4日 周五": "2026-12-04", "12月4日（周五）": "2026-12-04", "周五（12月4日）": "2026-12-04",
    "2026-12-01T10:00": "2026-12-01", "2026-12-01 09:00": "2026-12-01", "20261201T0900": "2026-12-01",
    "2026-W50-3": "2026-12-09",
}  # fmt: skip

FROM_NOW = {
    "two weeks": "2026-12-07", "in two weeks": "2026-12-07", "two weeks from now": "2026-12-07",
    "in 3 days' time": "2026-11-26", "within 48 hours": "2026-11-25", "24小时内": "2026-11-24",
    "a fortnight": "2026-12-07", "in a fortnight": "2026-12-07",
    "within 4 days": "2026-11-27", "a couple of days": "2026-11-25", "half a year": "2027-05-23",
    "a week from monday": "2026-12-07", "3 days after 1 dec": "2026-12-04", "friday week": "2026-12-04",
    "4天之内": "2026-11-27", "三天内": "2026-11-26", "3日内": "2026-11-26", "一周之内": "2026-11-30",
    "3周": "2026-12-14",
    "一个月": "2026-12-23", "半年后": "2027-05-23", "半个月后": "2026-12-08", "三个季度后": "2027-08-23",
    "7 working days": "2026-12-02", "7 business days": "2026-12-02", "in 7 workdays": "2026-12-02",
    "within 7 working days": "2026-12-02", "+5wd": "2026-11-30", "+5 working days": "2026-11-30",
    "-2wd": "2026-11-19", "5 working days after 1 dec": "2026-12-08", "next working day": "2026-11-24",
    "7个工作日后": "2026-12-02", "7个工作日内": "2026-12-02", "七个工作日": "2026-12-02", "+5个工作日": "2026-11-30",
    "下一个工作日": "2026-11-24", "12月1日后5个工作日": "2026-12-08",
    "tonight": "2026-11-23", "noon": "2026-11-23", "eod": "2026-11-23", "tomorrow morning": "2026-11-24",
    "fri 17:00": "2026-11-27", "friday at 5pm": "2026-11-27", "COB friday": "2026-11-27",
    "今晚": "2026-11-23", "明早": "2026-11-24", "次日": "2026-11-24", "周五下午5点": "2026-11-27",
    "周五下午五点半": "2026-11-27", "周五下班前": "2026-11-27", "明天中午": "2026-11-24", "大后天": "2026-11-26",
    "12月1日18:00前": "2026-12-01", "2 days ago": "2026-11-21", "3天之前": "2026-11-20",
}  # fmt: skip

WEEKS = {
    "monday next week": "2026-11-30", "monday of next week": "2026-11-30", "next week monday": "2026-11-30",
    "next week's monday": "2026-11-30", "fri this week": "2026-11-27",
    "next fri": "2026-12-04", "friday of week 50": "2026-12-11", "the week after next": "2026-12-07",
    "this week": "2026-11-27", "next week": "2026-11-30", "end of next week": "2026-12-04",
    "midweek": "2026-11-25", "early next week": "2026-12-01", "late next week": "2026-12-04",
    "weekend": "2026-11-29", "next weekend": "2026-12-06", "2026-W50": "2026-12-11", "w50": "2026-12-11",
    "week 50": "2026-12-11", "KW 50": "2026-12-11", "week 1": "2027-01-08", "first thing monday": "2026-11-30",
    "第50周": "2026-12-11", "第五十周周三": "2026-12-09", "2026年第50周": "2026-12-11",
    "周2": "2026-11-24", "星期2": "2026-11-24", "礼拜天": "2026-11-29", "本周五": "2026-11-27", "这周五": "2026-11-27",
    "下周的周五": "2026-12-04", "下下周一": "2026-12-07", "周末": "2026-11-29", "本周末": "2026-11-29",
    "下周末": "2026-12-06", "本周": "2026-11-27", "本周内": "2026-11-27", "下周内": "2026-12-04",
    "下周初": "2026-11-30",
    "週五": "2026-11-27", "下個禮拜三": "2026-12-02",
}  # fmt: skip

MONTHS = {
    "end of november": "2026-11-30", "end november": "2026-11-30", "november end": "2026-11-30",
    "by the end of november": "2026-11-30", "end of next month": "2026-12-31", "month end": "2026-11-30",
    "mid month": "2026-12-15", "mid-month": "2026-12-15", "middle of the month": "2026-12-15",
    "mid december": "2026-12-15", "mid november": "2027-11-15", "early december": "2026-12-10",
    "late december": "2026-12-31", "beginning of december": "2026-12-01", "start of next month": "2026-12-01",
    "december": "2026-12-31", "nov 2026": "2026-11-30", "2026-12": "2026-12-31", "this month": "2026-11-30",
    "last friday of november": "2026-11-27", "first monday of december": "2026-12-07",
    "last working day of the month": "2026-11-30", "first working day of may": "2027-05-03",
    "下月中": "2026-12-15", "下月初": "2026-12-01", "下月末": "2026-12-31", "月中": "2026-12-15", "月初": "2026-12-01",
    "本月中旬": "2026-11-20", "上旬": "2026-12-10", "中旬": "2026-12-20", "下旬": "2026-11-30",
    "12月上旬": "2026-12-10",
    "十二月中旬": "2026-12-20", "12月底": "2026-12-31", "12月份底": "2026-12-31", "月末": "2026-11-30",
    "本月内": "2026-11-30", "12月": "2026-12-31", "12月前": "2026-11-30",
    "本月最后一个工作日": "2026-11-30", "下月第一个周一": "2026-12-07", "12月最后一天": "2026-12-31",
}  # fmt: skip

LONGER = {
    "Q4": "2026-12-31", "end of q4": "2026-12-31", "Q1": "2027-03-31", "Q1 2027": "2027-03-31",
    "end of the quarter": "2026-12-31", "mid q1": "2027-02-15", "H1": "2027-06-30", "mid year": "2027-06-30",
    "end of the year": "2026-12-31", "year-end": "2026-12-31", "end of 2027": "2027-12-31",
    "Q4末": "2026-12-31", "四季度末": "2026-12-31", "季度末": "2026-12-31", "本季度末": "2026-12-31",
    "下季度初": "2027-01-01", "2027年一季度末": "2027-03-31", "上半年末": "2027-06-30", "年中": "2027-06-30",
    "年底前": "2026-12-31", "今年年底": "2026-12-31", "明年年初": "2027-01-01", "2027年底": "2027-12-31",
    "年内": "2026-12-31", "明年上半年": "2027-06-30",
}  # fmt: skip

#: "Before Wednesday" means by that day, before what has several days the last working day ahead of it.
BEFORE = {
    "周三之前": "2026-11-25", "周三前": "2026-11-25", "周三以前": "2026-11-25", "before wed": "2026-11-25",
    "15日前": "2026-12-15", "月底前": "2026-11-30", "before december": "2026-11-30", "before next week": "2026-11-27",
    "周末前": "2026-11-27", "下周前": "2026-11-27", "after friday": "2026-11-30", "截至周五": "2026-11-27",
    "不晚于12月1日": "2026-12-01", "until fri": "2026-11-27", "周五截止": "2026-11-27",
}  # fmt: skip

SAID = {**WRITTEN, **FROM_NOW, **WEEKS, **MONTHS, **LONGER, **BEFORE}


@for_each("said, meant", SAID.items())
def test_said_and_meant(said: str, meant: str):
    assert read_day(said, TODAY).isoformat() == meant


@for_each(
    "said, readings",
    [
        ("01/12/2026", ["2026-01-12", "2026-12-01"]),
        ("1-12-2026", ["2026-01-12", "2026-12-01"]),
        ("1/12/26", ["2026-01-12", "2026-12-01"]),
        ("26.12.27", ["2026-12-27", "2027-12-26"]),
        ("1.12", ["2026-12-01", "2027-01-12"]),
    ],
)
def test_what_can_be_read_either_way_round_is_refused_with_both(said: str, readings: list[str]):
    with pytest.raises(WrongWords) as refused:
        read_day(said, TODAY)
    assert refused.value.reason == "two-readings"
    assert all(day in str(refused.value) for day in readings)


@for_each("said", ["fri 5 dec", "12月5日 周五", "monday after next week", "am", "second week", "every mon"])
def test_what_contradicts_itself_or_is_no_day_is_refused(said: str):
    with pytest.raises(WrongWords, match="2026-12-01"):
        read_day(said, TODAY)


@for_each(
    "said, zone, meant",
    [
        ("2026-12-01T09:00:00Z", "UTC", "2026-12-01"),
        ("2026-12-01T23:00:00Z", "Asia/Shanghai", "2026-12-02"),
        ("20261201T230000Z", "Asia/Shanghai", "2026-12-02"),
        ("2026-12-01T23:00:00.123+08:00", "Asia/Shanghai", "2026-12-01"),
        ("2026-12-01 01:00 +0800", "UTC", "2026-11-30"),
        ("2026-12-01T23:00", "Asia/Shanghai", "2026-12-01"),
    ],
)
def test_a_moment_is_on_the_day_that_it_has_in_the_workspace(said: str, zone: str, meant: str):
    assert read_day(said, TODAY, Calendar(zone=zone)).isoformat() == meant


# Holidays by their names


def _calendar() -> Calendar:
    days = {
        date(2026, 12, 24): Day("Christmas Eve"),
        date(2026, 12, 25): Day("Christmas Day"),
        date(2027, 1, 1): Day("元旦"),
    }
    days |= {date(2026, 10, day): Day("国庆节") for day in range(1, 8)}
    days |= {date(2027, 10, day): Day(f"国庆节 第{day}天/共7天") for day in range(1, 8)}
    days |= {date(2027, 2, day): Day("春节（休）") for day in range(15, 22)}
    days |= {
        date(2027, 2, 13): Day("春节补班", works=True),
        date(2027, 6, 9): Day("端午节"),
        date(2027, 9, 15): Day("中秋节"),
    }
    return Calendar(days=days)


@for_each(
    "said, meant",
    [
        ("christmas", "2026-12-25"), ("Christmas Eve", "2026-12-24"), ("圣诞节", "2026-12-25"),
        ("before christmas", "2026-12-23"), ("after christmas", "2026-12-28"), ("day after christmas", "2026-12-26"),
        ("first working day after christmas", "2026-12-28"), ("two days before christmas", "2026-12-23"),
        ("new year", "2027-01-01"), ("元旦前", "2026-12-31"), ("春节", "2027-02-15"), ("春节前", "2027-02-13"),
        ("春节后", "2027-02-22"), ("春节假期", "2027-02-15"), ("Spring Festival", "2027-02-15"), ("端午节",
        "2027-06-09"),
        ("端午", "2027-06-09"), ("dragon boat festival", "2027-06-09"), ("中秋节", "2027-09-15"), ("中秋节之前",
        "2027-09-14"),
        ("国庆", "2027-10-01"), ("国庆节后", "2027-10-08"), ("国庆节后第一个工作日", "2027-10-08"), ("國慶節",
        "2027-10-01"),
        ("national day", "2027-10-01"), ("十一", "2027-10-01"),
    ],
)  # fmt: skip
def test_holidays_of_the_calendar_in_both_languages(said: str, meant: str):
    calendar = _calendar()
    assert calendar.before(date(2026, 12, 25)) == date(2026, 12, 23)
    assert read_day(said, TODAY, calendar).isoformat() == meant


def test_in_a_holiday_what_comes_after_it_is_its_end_and_its_name_the_next_one():
    assert read_day("国庆后", date(2026, 10, 3), _calendar()) == date(2026, 10, 8)
    assert read_day("国庆", date(2026, 10, 3), _calendar()) == date(2027, 10, 1)


@for_each("said", ["thanksgiving", "五一", "清明节"])
def test_a_holiday_that_the_calendar_does_not_have_is_said_to_be_none(said: str):
    with pytest.raises(WrongWords, match=f'no "{said}" from today on'):
        read_day(said, TODAY, _calendar())


def test_working_days_are_those_of_the_calendar():
    week = Calendar("1234567", {date(2026, 11, 24): Day("off")})
    assert read_day("3 working days", TODAY, week) == date(2026, 11, 27)
    assert read_day("3个工作日内", TODAY, week) == date(2026, 11, 27)


# Several days


@for_each(
    "said, first, last",
    [
        ("this-week", "2026-11-23", "2026-11-29"), ("next-week", "2026-11-30", "2026-12-06"),
        ("下周", "2026-11-30", "2026-12-06"), ("周末", "2026-11-28", "2026-11-29"), ("w50", "2026-12-07", "2026-12-13"),
        ("next month", "2026-12-01", "2026-12-31"), ("本月", "2026-11-01", "2026-11-30"),
        ("12月", "2026-12-01", "2026-12-31"), ("december", "2026-12-01", "2026-12-31"),
        ("2026-12", "2026-12-01", "2026-12-31"), ("十二月中旬", "2026-12-11", "2026-12-20"),
        ("q4", "2026-10-01", "2026-12-31"), ("下半年", "2026-07-01", "2026-12-31"), ("2027", "2027-01-01",
        "2027-12-31"),
        ("within 3 days", "2026-11-23", "2026-11-26"), ("三天内", "2026-11-23", "2026-11-26"),
        ("today..friday", "2026-11-23", "2026-11-27"), ("今天至周五", "2026-11-23", "2026-11-27"),
        ("12月1日至12月5日", "2026-12-01", "2026-12-05"), ("nov..dec", "2026-11-01", "2026-12-31"),
        ("eom", "2026-11-30", "2026-11-30"), ("fri", "2026-11-27", "2026-11-27"),
    ],
)  # fmt: skip
def test_a_word_that_names_a_span_has_all_of_its_days(said: str, first: str, last: str):
    assert [day.isoformat() for day in read_days(said, TODAY)[:2]] == [first, last]


def test_where_something_begins_a_span_means_its_first_day():
    assert read_day("week 50", TODAY, begins=True) == date(2026, 12, 7)
    assert read_day("下半年", TODAY, begins=True) == date(2026, 7, 1)


def test_a_span_does_not_end_before_it_begins():
    with pytest.raises(WrongWords, match="ends before it begins"):
        read_days("friday..today", TODAY)


@for_each(
    "today, said, meant",
    [
        (date(2026, 11, 28), "周末", "2026-11-29"),
        (date(2026, 11, 29), "this weekend", "2026-11-29"),
        (date(2026, 11, 29), "this week", "2026-11-29"),
        (date(2026, 12, 31), "q1", "2027-03-31"),
        (date(2026, 12, 31), "week 53", "2027-01-01"),
        (date(2027, 1, 1), "第53周", "2027-01-01"),
        (date(2026, 11, 15), "月中", "2026-11-15"),
    ],
)
def test_at_the_edges(today: date, said: str, meant: str):
    assert read_day(said, today).isoformat() == meant
