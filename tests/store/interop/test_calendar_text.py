"""Days off and made-up working days in plain text: what is understood, and what each fault is told as."""

from datetime import date
from pathlib import Path

import pytest

from store import Failed, WrongWords
from store.interop import calendar_file
from tests.for_each import for_each

YEARS = range(2026, 2028)


def said(text: str) -> list[str]:
    """The spans, each in a line: the first and last day, + where people work, the name."""
    spans = calendar_file.parsed(text.encode(), YEARS).spans
    return [f"{s.line}: {s.first}..{s.last} {'+ ' if s.works else ''}{s.name}".rstrip() for s in spans]


def test_a_file_as_the_documentation_shows_it():
    text = """\ufeff# what we agreed on for 2027

2026-12-25 Christmas
2027-02-15..2027-02-21 Spring Festival  # as announced
2027-02-07 + made-up working day
"""
    assert said(text) == [
        "3: 2026-12-25..2026-12-25 Christmas",
        "4: 2027-02-15..2027-02-21 Spring Festival",
        "5: 2027-02-07..2027-02-07 + made-up working day",
    ]


@for_each(
    "line, meant",
    [
        ("2027-01-01", "2027-01-01..2027-01-01"),
        ("20270101 New Year", "2027-01-01..2027-01-01 New Year"),
        ("2027/1/1, New Year", "2027-01-01..2027-01-01 New Year"),
        ("2027.01.01\tNew Year", "2027-01-01..2027-01-01 New Year"),
        ("  2027-01-01: New Year 's #1", "2027-01-01..2027-01-01 New Year 's"),
        ("2027-01-01 C#", "2027-01-01..2027-01-01 C#"),
        ("2027-01-01 - New Year", "2027-01-01..2027-01-01 New Year"),
        ("2027-01-01 - 2027-01-03 New Year", "2027-01-01..2027-01-03 New Year"),
        ("2027-01-01 to 2027-01-03 New Year", "2027-01-01..2027-01-03 New Year"),
        ("2027-01-01..01-03 New Year", "2027-01-01..2027-01-03 New Year"),
        ("2027-01-01 ... 3 New Year", "2027-01-01..2027-01-03 New Year"),
        ("2027-01-01~3+ Stocktaking", "2027-01-01..2027-01-03 + Stocktaking"),
        ("2027-01-02 +", "2027-01-02..2027-01-02 +"),
        ("+2027-01-02 Stocktaking", "2027-01-02..2027-01-02 + Stocktaking"),
        ("2027-01-02 1 + 1", "2027-01-02..2027-01-02 1 + 1"),
        ("2027-01-02 Working day for New Year", "2027-01-02..2027-01-02 + Working day for New Year"),
        ("2027-01-02 Non-working day", "2027-01-02..2027-01-02 Non-working day"),
        ("2027年1月1日 元旦", "2027-01-01..2027-01-01 元旦"),
        ("2027 年 1 月 1 日元旦", "2027-01-01..2027-01-01 元旦"),
        ("2027年2月15日至21日 春节", "2027-02-15..2027-02-21 春节"),
        ("2027年2月15日到2月21日春节", "2027-02-15..2027-02-21 春节"),
        ("2027年2月15日～2027年2月21日：春节（放假）", "2027-02-15..2027-02-21 春节（放假）"),
        ("２０２７－０２－１５．．２０２７－０２－２１　春节　＃国办通知", "2027-02-15..2027-02-21 春节"),
        ("2027-02-15。。21 春节", "2027-02-15..2027-02-21 春节"),
        ("２０２７／２／７＋ 春节", "2027-02-07..2027-02-07 + 春节"),
        ("2027-02-07 春节补班", "2027-02-07..2027-02-07 + 春节补班"),
        ("2027-02-07 春节（班）", "2027-02-07..2027-02-07 + 春节（班）"),
        ("10月1日至7日 国庆节", "2026-10-01..2026-10-07 国庆节"),
        ("10月1日—10月7日 国庆节", "2026-10-01..2026-10-07 国庆节"),
        ("2026-10-01..07 国庆节", "2026-10-01..2026-10-07 国庆节"),
        ("12月31日至1月2日 元旦", "2026-12-31..2027-01-02 元旦"),
        ("Dec 25 Christmas", "2026-12-25..2026-12-25 Christmas"),
        ("25 December 2027: Christmas", "2027-12-25..2027-12-25 Christmas"),
        ("Oct 1-7 National Day", "2026-10-01..2026-10-07 National Day"),
        ("24.12. Heiligabend", "2026-12-24..2026-12-24 Heiligabend"),
        ("24.12.2027 Heiligabend", "2027-12-24..2027-12-24 Heiligabend"),
        ("2026-10-10 国庆节调休", "2026-10-10..2026-10-10 + 国庆节调休"),
        ("2026-10-08 调休", "2026-10-08..2026-10-08 调休"),
        ("2026-10-10 补行上班", "2026-10-10..2026-10-10 + 补行上班"),
        ("2026-10-10 Makeup day", "2026-10-10..2026-10-10 + Makeup day"),
        ("2027-02-07 到岗日", "2027-02-07..2027-02-07 到岗日"),
        ("2027-02-07 台风停班", "2027-02-07..2027-02-07 台风停班"),
        ("2027-01-01 \x1b[31mRed\u202e", "2027-01-01..2027-01-01 [31mRed"),
        ("2026-12-30..2027-12-30 a year", "2026-12-30..2027-12-30 a year"),
    ],
)
def test_a_line_as_people_write_it(line: str, meant: str):
    assert said(line) == [f"1: {meant}"]


@for_each("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_anywhere(end: str):
    assert said(f"{end}2027-01-01 A{end}2027-01-02 B") == ["2: 2027-01-01..2027-01-01 A", "3: 2027-01-02..2027-01-02 B"]


@for_each(
    "data, told",
    [
        (b"", "names no day"),
        (b"# nothing yet\n\n", "names no day"),
        (b"2027-01-01\nChristmas 2027-12-25\n", 'Line 2: "Christmas 2027-12-25" does not begin with a day'),
        (b"01/02/2027 A", "Line 1: .* does not begin with a day"),
        (b"2027-01-01-05 A", "Line 1: .* does not begin with a day"),
        (b"2027-01-011", "Line 1: .* does not begin with a day"),
        (b"2027-01/05", "Line 1: .* does not begin with a day"),
        (b"2027-02-30 A", "Line 1: 2027-02-30 is no day of the calendar"),
        (b"2027-02-01..30 A", "Line 1: 2027-2-30 is no day of the calendar"),
        (b"2027-13-01 A", "Line 1: 2027-13-01 is no day"),
        (b"0000-01-01 A", "Line 1: 0000-01-01 is no day"),
        (b"0027-01-01 A", "Line 1: 0027-01-01 is out of reach. Write a year from 1900 to 2999"),
        (b"2027-01-05..2027-01-01 A", "Line 1: 2027-01-01 comes before 2027-01-05"),
        (b"2027-12-30..2 A", "Line 1: 2027-12-02 comes before"),
        (b"2027-01-01..2028-01-02 A", "Line 1: from 2027-01-01 to 2028-01-02 is more than a year"),
        (b"2027-01-01.. A", "Line 1: the range has no last day"),
        (b"2027-01-01..2027-01 A", "Line 1: the range has no last day"),
        (b"2027-01-01..5x", "Line 1: the range has no last day"),
        (b"2027-01-01..05\n\n2027-01-03 + B\n", "Line 3: 2027-01-03 is there already, in line 1"),
        (b"2027-01-01 A\n2027-01-01 A\n", "Line 2: 2027-01-01 is there already, in line 1"),
        (b"2027-01-01 " + b"x" * 201, "Line 1: the name is longer than 200 characters"),
        (b"2027-01-01 " + b"\x07" * 2001, "Line 1: the name is longer than 200 characters"),
        (b"2027-01-01 A\n" + b"#" * 4097, "Line 2: longer than 4096 bytes"),
        (b"2027-01-01 \n2027-01-02 F\xeate", "Line 2: this is not UTF-8"),
        (b"\xff\xfe2\x000", "UTF-16"),
        (b"2027-01-01 A\0B", "Line 1: there is a NUL"),
        (b"\n" * 200_001, "more than 200000 lines"),
        (b"#" * (32 * 1024 * 1024 + 1), "larger than 32 MiB"),
        (b"".join(b"%d-01-01..%d-12-31\n" % (y, y) for y in range(2020, 2032)), "Line 11: more than 4000 days"),
        (b"BEGIN;VCALENDAR", "Line 1: .* does not begin with a day"),
    ],
)
def test_the_first_thing_that_is_wrong_is_told_with_its_line(data: bytes, told: str):
    with pytest.raises(WrongWords, match=told):
        calendar_file.parsed(data, YEARS)


@for_each("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_file_in_another_encoding_is_read_and_says_so(encoding: str):
    found = calendar_file.parsed("2027-02-15..2027-02-21 春节\n2027-02-07 补班\n".encode(encoding), YEARS)
    assert [each.name for each in found.spans] == ["春节", "补班"]
    assert found.encoding == {"utf-8-sig": "", "utf-16": "UTF-16", "gb18030": "GB18030"}[encoding]


def test_a_day_without_a_year_is_the_next_such():
    data = "12月31日 A\n1月1日 B\n".encode()
    days = calendar_file.parsed(data, YEARS, today=date(2026, 11, 29)).days()
    assert [str(day) for day in days] == ["2026-12-31", "2027-01-01"]


def test_a_file_is_read_by_its_name(tmp_path: Path):
    path = tmp_path / "days.txt"
    path.write_text("2027-01-01 元旦\n", "utf-8")
    (span,) = calendar_file.read(path, YEARS).spans
    assert span.name == "元旦"
    with pytest.raises(Failed, match=r"no file or folder .*none\.txt"):
        calendar_file.read(tmp_path / "none.txt", YEARS)
    renamed = path.rename(tmp_path / "days.ICS")
    with pytest.raises(WrongWords, match=r"days\.ICS is no iCalendar"):
        calendar_file.read(renamed, YEARS)
