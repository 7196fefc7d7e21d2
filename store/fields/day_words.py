"""The words that days are said with, in English and Chinese: what is typed brought into one form, numbers, months."""

import re
import unicodedata
from datetime import date, timedelta

_WEEKDAYS = (
    ("mon", "monday", "一", "1"),
    ("tue", "tues", "tuesday", "二", "2"),
    ("wed", "weds", "wednesday", "三", "3"),
    ("thu", "thur", "thurs", "thursday", "四", "4"),
    ("fri", "friday", "五", "5"),
    ("sat", "saturday", "六", "6"),
    ("sun", "sunday", "日", "天", "七", "7"),
)
#: Monday is 0; in Chinese they stand behind `周`.
WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
#: One of them, as a piece of a pattern.
WEEKDAY_EN = "|".join(name for names in _WEEKDAYS for name in names if name.isascii() and name.isalpha())
WEEKDAY_ZH = r"(?:周|星期|礼拜)([一二三四五六日天七]|[1-7](?!\d))"

_MONTHS = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may",),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_DIGITS = {name: number for number, name in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
NUMBERS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1, "couple": 2, "a couple": 2, "couple of": 2, "a couple of": 2}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "最后一": -1, "首": 1}
#: A number as it stands before what is counted.
NUMBER = r"(\d{1,4}|[一二两三四五六七八九十廿卅]{1,4})"
NUMBER_EN = rf"(\d{{1,4}}|(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?= ))"
#: One of several in a row.
ORDINAL_EN = r"(first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th))"

# Letters that days are written with in traditional Chinese too, and signs that mean one another.
_ONE_FORM = str.maketrans("週後個號兩這內節點禮國慶時間聖誕’‘", "周后个号两这内节点礼国庆时间圣诞''")
_BEFORE = re.compile(
    r"(?:(?:on|by|until|till|due|not? later than|at latest|latest|in time for) )+"
    r"|截止到?|截至|最迟|最晚|不晚于|[到至](?=.)"
)


def plain(text: str) -> str:
    """In one form: narrow, small letters, one blank between words and none beside Chinese, without "by" and "the"."""
    said = unicodedata.normalize("NFKC", text).casefold().translate(_ONE_FORM)
    said = re.sub(r"\b(\d{1,2})([-/])([a-z]{3,9})\2(\d\d)(?!\d)", r"\1 \3 20\4", said)  # as spreadsheets write days
    said = re.sub(r"(?<=[a-z])[-_/](?=[a-z0-9])|(?<=[0-9])[-_/](?=[a-z]{3})", " ", said)
    said = re.sub(r"\bthe\b|[()\[\]]", " ", said)
    said = re.sub(
        r"\b(?:working|business|work) ?days?\b|\b(?:workday|weekday|bizday|bday)s?\b|\bbds?\b|\bwds\b", "wd", said
    )
    said = re.sub(r"(?<![^\W\d])wd\b", "wd", re.sub(r"个?工作[日天]", "工作日", said))
    said = re.sub(r"\s+", " ", said).strip(" ,。;!")
    said = said if re.search(r"\d\. ?\d{1,2}\.$", said) else said.strip(".")
    said = re.sub(r" ?(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", said)
    found = _BEFORE.match(said)
    return said[found.end() :].strip() if found else said


def number(text: str) -> int:
    """What `NUMBER` or `NUMBER_EN` has found."""
    if text.isdigit():
        return int(text)
    if text in NUMBERS:
        return NUMBERS[text]
    tens, ten, ones = text.translate(_TENS).rpartition("十")
    value = 10 * (_DIGITS[tens] if tens else 1) if ten else 0
    if len(ones) > 1:
        raise ValueError(text)
    return value + (_DIGITS[ones] if ones else 0)


def ordinal(text: str) -> int:
    """What `ORDINAL_EN` has found, or a Chinese number; -1 is the last one."""
    return _ORDINALS[text] if text in _ORDINALS else number(text.rstrip("stndrh"))


def digits(text: str) -> str:
    """A year as digits: 二〇二六 is 2026."""
    return "".join(str(_DIGITS.get(letter, letter)) for letter in text)


def months_on(day: date, months: int) -> date:
    """The same day of another month, or its last day where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, last_of(year, month + 1).day))


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
