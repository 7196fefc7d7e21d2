"""Days as people say them, in English and Chinese, always both: `fri`, `+3d`, `next week`, `eom`, `周五`, `月底`.

A bare day of the week is the coming one, never today; with "next" (下周五) it is that of the week after this one.
Weeks begin on Monday. A day and month without a year are the next such day, today included.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from store.errors import WrongWords

#: Years outside are slips of the finger.
YEARS = range(1900, 3000)

_NEAR = {
    "today": 0, "tod": 0, "今天": 0, "今日": 0,
    "tomorrow": 1, "tom": 1, "tmr": 1, "tmrw": 1, "明天": 1, "明日": 1,
    "yesterday": -1, "昨天": -1, "昨日": -1,
    "day after tomorrow": 2, "后天": 2, "後天": 2, "大后天": 3, "大後天": 3,
    "day before yesterday": -2, "前天": -2, "大前天": -3,
}  # fmt: skip

_WEEKDAYS = (
    ("mon", "monday", "一"),
    ("tue", "tues", "tuesday", "二"),
    ("wed", "weds", "wednesday", "三"),
    ("thu", "thur", "thurs", "thursday", "四"),
    ("fri", "friday", "五"),
    ("sat", "saturday", "六"),
    ("sun", "sunday", "日", "天", "七"),
)
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}

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
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_UNITS = {
    "d": "day", "day": "day", "days": "day", "天": "day", "日": "day",
    "w": "week", "week": "week", "weeks": "week", "wk": "week", "周": "week", "星期": "week", "礼拜": "week",
    "m": "month", "month": "month", "months": "month", "mo": "month", "月": "month",
    "y": "year", "year": "year", "years": "year", "年": "year",
}  # fmt: skip

_DIGITS = {name: number for number, name in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2}
_NUMBER = r"(\d{1,4}|[一二两兩三四五六七八九十]{1,3})"


def read_day(text: str, today: date) -> date:
    """The day that ``text`` means when it is said on ``today``; raises `WrongWords` with examples."""
    said = _plain(text)
    for reader in (_near, _offset, _weekday, _ends, _begins, _calendar, _chinese_calendar, _spelt_out):
        try:
            day = reader(said, today)
        except (ValueError, OverflowError):
            raise _no_such_day(text) from None
        if day is not None:
            if day.year not in YEARS:
                raise _no_such_day(text)
            return day
    raise WrongWords(
        '"{text}" is not a day; try fri, +3d, next week, eom, 1 dec or 2026-12-01', "wrong-shape", text=text[:40]
    )


def counted_from(text: str, stands: date | None, today: date) -> date:
    """The day from which ``text`` counts: what says how far (`+1w`) from the one that ``stands`` there, if one does."""
    return stands if stands is not None and is_shift(text) else today


def is_shift(text: str) -> bool:
    """It says how far from a day another one is: `+1w`, `-3d`."""
    return _plain(text)[:1] in ("+", "-")


def _plain(text: str) -> str:
    said = unicodedata.normalize("NFKC", text).casefold()
    said = re.sub(r"\s+", " ", said).strip(" .,。，")
    return re.sub(r"^(on|by|until|due) ", "", said)


def _no_such_day(text: str) -> WrongWords:
    return WrongWords('"{text}" is no day of the calendar; try a day such as 2026-12-01', "wrong-shape", text=text[:40])


def _near(said: str, today: date) -> date | None:
    days = _NEAR.get(said)
    return None if days is None else today + timedelta(days=days)


# So much from now on: +3d, 2 weeks, in 3 days, 3 days ago, 3天后, 两周前


def _offset(said: str, today: date) -> date | None:
    found = re.fullmatch(r"([+-]) ?(\d{1,4}) ?([a-z]+|天|日|周|星期|礼拜|月|年)?", said)
    if found:
        return _shifted(today, int(found[1] + found[2]), found[3] or "d")
    found = re.fullmatch(r"(in )?(\d{1,4}|an?) ?([a-z]+)( ago)?", said)
    if found and found[3] in _UNITS:
        number = int(found[2]) if found[2].isdigit() else 1
        return _shifted(today, -number if found[4] else number, found[3])
    found = re.fullmatch(_NUMBER + r" ?(?:个|個)?(天|日|周|星期|礼拜|月|年) ?(?:之|以)?(后|後|前)", said)
    if found:
        number = _number(found[1])
        return _shifted(today, -number if found[3] == "前" else number, found[2])
    return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    value = 0
    if ten:
        value = 10 * (_DIGITS[tens] if tens else 1)
    return value + (_DIGITS[ones] if ones else 0)


def _shifted(today: date, number: int, unit: str) -> date | None:
    length = _UNITS.get(unit)
    if length is None:
        return None
    if length in ("day", "week"):
        return today + timedelta(days=number * (7 if length == "week" else 1))
    return _months_on(today, number * (12 if length == "year" else 1))


def _months_on(day: date, months: int) -> date:
    """The same day of another month, or its last day where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _last(year, month + 1).day))


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


# Days of the week


def _weekday(said: str, today: date) -> date | None:
    found = re.fullmatch(r"(?:(this|next|last) )?([a-z]+)", said)
    if found is None:
        found = re.fullmatch(r"(本|这个?|下下|下个?|上个?)?(?:周|星期|礼拜)([一二三四五六日天七])", said)
    if found is None or found[2] not in _WEEKDAY:
        return None
    number, which = _WEEKDAY[found[2]], (found[1] or "").rstrip("个")
    if not which:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    weeks = {"next": 1, "下": 1, "下下": 2, "last": -1, "上": -1}.get(which, 0)
    return _monday(today) + timedelta(days=7 * weeks + number)


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


# Ends and beginnings of weeks, months, quarters, years

_END_WORDS = {
    "eow": "week", "end of week": "week", "end of the week": "week", "周末": "week", "本周末": "week",
    "eom": "month", "end of month": "month", "end of the month": "month",
    "月底": "month", "月末": "month", "本月底": "month", "这个月底": "month", "本月末": "month",
    "end of next month": "next month", "下月底": "next month", "下个月底": "next month", "下月末": "next month",
    "eoq": "quarter", "end of quarter": "quarter", "end of the quarter": "quarter",
    "季末": "quarter", "季度末": "quarter", "季底": "quarter", "本季度末": "quarter",
    "eoy": "year", "end of year": "year", "end of the year": "year", "年底": "year", "年末": "year",
    "今年底": "year", "今年年底": "year",
}  # fmt: skip


def _ends(said: str, today: date) -> date | None:
    """The end of a week is its Friday, or at the weekend its Sunday."""
    match _END_WORDS.get(said):
        case "week":
            return _monday(today) + timedelta(days=4 if today.weekday() <= 4 else 6)
        case "month":
            return _last(today.year, today.month)
        case "next month":
            after = _months_on(today, 1)
            return _last(after.year, after.month)
        case "quarter":
            return _last(today.year, (today.month + 2) // 3 * 3)
        case "year":
            return date(today.year, 12, 31)
        case _:
            return None


_BEGIN_WORDS = {
    "next week": "week", "下周": "week", "下个周": "week", "下星期": "week", "下个星期": "week", "下礼拜": "week",
    "next month": "month", "下月": "month", "下个月": "month", "下月初": "month", "下个月初": "month",
    "next quarter": "quarter", "下季度": "quarter", "下个季度": "quarter",
    "next year": "year", "明年": "year", "明年初": "year",
}  # fmt: skip


def _begins(said: str, today: date) -> date | None:
    match _BEGIN_WORDS.get(said):
        case "week":
            return _monday(today) + timedelta(days=7)
        case "month":
            return _months_on(today.replace(day=1), 1)
        case "quarter":
            return _months_on(today.replace(day=1), 3 - (today.month - 1) % 3)
        case "year":
            return date(today.year + 1, 1, 1)
        case _:
            return None


# Days of the calendar


def _calendar(said: str, today: date) -> date | None:
    found = re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", said)
    if found:
        return date(int(found[1]), int(found[3]), int(found[4]))
    if re.fullmatch(r"(19|2\d)\d{6}", said):
        return date(int(said[:4]), int(said[4:6]), int(said[6:]))
    found = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})", said)
    return _next_such(int(found[1]), int(found[2]), today) if found else None


def _chinese_calendar(said: str, today: date) -> date | None:
    said = said.replace(" ", "")
    found = re.fullmatch(
        r"(?:(\d{4}|今|明|后|去)年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月" + _NUMBER + "[日号號]?", said
    )
    if found:
        month, day = _number(found[2]), _number(found[3])
        if found[1] is None:
            return _next_such(month, day, today)
        years = {"去": -1, "今": 0, "明": 1, "后": 2}
        year = today.year + years[found[1]] if found[1] in years else int(found[1])
        return date(year, month, day)
    found = re.fullmatch(r"(本|这个?|下个?)月" + _NUMBER + "[日号號]?", said)
    if found:
        return _months_on(today.replace(day=1), 1 if found[1][0] == "下" else 0).replace(day=_number(found[2]))
    found = re.fullmatch(_NUMBER + "[日号號]", said)
    return _next_of_month(_number(found[1]), today) if found else None


def _spelt_out(said: str, today: date) -> date | None:
    """`1 dec`, `dec 1`, `1st of december 2026`, `december 1, 2026`."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]+)\.?,? ?(\d{4})?", said)
    if found:
        day, name, year = found[1], found[2], found[3]
    else:
        found = re.fullmatch(r"([a-z]+)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", said)
        if found is None:
            return None
        day, name, year = found[2], found[1], found[3]
    month = _MONTH.get(name)
    if month is None:
        return None
    return date(int(year), month, int(day)) if year else _next_such(month, int(day), today)


def _next_such(month: int, day: int, today: date) -> date:
    return _first(lambda year: date(year, month, day), iter(range(today.year, today.year + 9)), today)


def _next_of_month(day: int, today: date) -> date:
    first = today.replace(day=1)
    return _first(lambda months: _months_on(first, months).replace(day=day), iter(range(13)), today)


def _first(make: Callable[[int], date], numbers: Iterator[int], today: date) -> date:
    """The first day that there is and that is not past; raises ValueError where there is none."""
    for number in numbers:
        try:
            day = make(number)
        except ValueError:
            continue
        if day >= today:
            return day
    raise ValueError
