"""Weeks, months, quarters, halves, years and parts of them as people name them: `next week`, `Q4`, `下季度`, `12月中`.

What names no year is the one that runs or the next to come. A week is from Monday to Sunday; it ends on its Friday, or
once that is over on its Sunday.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from store.fields.day_words import (
    MONTH,
    NUMBER,
    ORDINAL_EN,
    digits,
    last_of,
    monday,
    months_on,
    number,
    ordinal,
)
from store.fields.periods import MONTHS


class DaySpan(NamedTuple):
    """Days in a row; ``due`` is the one that is meant where there is room for one only."""

    first: date
    last: date
    due: date


class SpanNamed(NamedTuple):
    """The ``part``-th unit of a year, or of one that is not said; a year itself is part 1."""

    unit: str
    year: int | None
    part: int = 1
    #: So many units from the one that runs; None where it is named by itself.
    away: int | None = None


# What is named

_UNITS = {
    "week": "week", "周": "week", "星期": "week", "礼拜": "week",
    "month": "month", "月": "month", "月份": "month",
    "quarter": "quarter", "季": "quarter", "季度": "quarter", "qtr": "quarter",
    "half": "half", "half year": "half", "半年": "half",
    "year": "year", "年": "year", "年度": "year",
}  # fmt: skip
_UNIT_EN = r"(week|month|quarter|qtr|half year|half|year)"
_AWAY = {"this": 0, "current": 0, "next": 1, "coming": 1, "following": 1, "last": -1, "previous": -1, "past": -1}
_AWAY_ZH = {"本": 0, "这": 0, "当": 0, "今": 0, "下": 1, "明": 1, "来": 1, "后": 2, "上": -1, "去": -1, "前": -2}
_RELATIVE_ZH = re.compile(
    r"(?:(本|这一?|当|下+一?|上+一?)(个?)(周|星期|礼拜|月份?|季度?|半年|年度?)|(本|今|明|去|后|前|来)(年度?|月))"
)
_YEAR_FIRST = re.compile(
    r"(?:(\d{4}|[零〇一二三四五六七八九]{4}|(?<!\d)\d\d)年度?|(\d{4})[ /.-]?|(\d\d)(?=[qh]\d))的?(?=(.+))"
)
_YEAR_AWAY = re.compile(r"(?:(今|明|后|去|前|本|来)年度?的?|(this|next|last) year's )(?=(.+))")
_YEAR_LAST = re.compile(
    r"(.+?)(?: ?of| ?in)?(?:[ ,./-]*(\d{4})|[ /-]*'(\d\d)|(?<=[qh\d])[ /-](\d\d)|(?<=[qh])(\d\d)"
    r"| (this|next|last) year)"
)
_HALF_ZH = {"上半年": 1, "下半年": 2, "前半年": 1, "后半年": 2}


def named(said: str, today: date) -> SpanNamed | None:
    """Which unit ``said`` names, in plain words; None where it names none. Raises ValueError for one there is not."""
    if found := re.fullmatch(rf"(?:({'|'.join(_AWAY)}) )?{_UNIT_EN}", said):
        return _away(_UNITS[found[2]], _AWAY[found[1] or "this"], today)
    if found := re.fullmatch(rf"{_UNIT_EN} after next", said):
        return _away(_UNITS[found[1]], 2, today)
    if said not in _HALF_ZH and (found := _RELATIVE_ZH.fullmatch(said)):
        word, unit = (found[1] or found[4]).rstrip("一"), found[3] or found[5]
        return _away(_UNITS[unit], _AWAY_ZH[word[0]] * len(word), today)
    if found := re.fullmatch(r"(\d{4}|[零〇一二三四五六七八九]{4}|\d\d)年度?|(?:year )?(20\d\d)", said):
        return SpanNamed("year", _year(found[1] or found[2]))
    if found := re.fullmatch(r"(?:this|coming|upcoming) (.+)", said):
        return _part(found[1], dated=False)
    if found := _YEAR_AWAY.match(said):
        part = _part(found[3], dated=True)
        away = _AWAY_ZH[found[1]] if found[1] else _AWAY[found[2]]
        return part and part._replace(year=today.year + away)
    part = _part(said, dated=False)
    if part is None and (found := _YEAR_FIRST.match(said)):
        part = _part(found[4], dated=True)
        return part and part._replace(year=_year(found[1] or found[2] or found[3]))
    if part is None and (found := _YEAR_LAST.fullmatch(said)):
        part = _part(found[1], dated=True)
        year = today.year + _AWAY[found[6]] if found[6] else _year(found[2] or found[3] or found[4] or found[5])
        if part is not None and not found[2] and not found[3] and not found[6] and part.unit not in ("quarter", "half"):
            return None
        return part and part._replace(year=year)
    return part


def _year(text: str) -> int:
    year = int(digits(text))
    return year + 2000 if len(text) == 2 else year


def _part(said: str, *, dated: bool) -> SpanNamed | None:
    """A unit of some year; ``dated`` is said with its year, where a number alone is a month."""
    if said in MONTH:
        return SpanNamed("month", None, MONTH[said])
    if found := re.fullmatch(NUMBER + "月份?" + (r"|(\d{1,2})" if dated else r"|(?!)()"), said):
        return _within("month", number(found[1] or found[2]), 12)
    if found := re.fullmatch(r"q([1-4])(?:季度)?|([1-4])q|第?([一二三四1-4])个?季度?", said):
        return SpanNamed("quarter", None, number(found[1] or found[2] or found[3]))
    if found := re.fullmatch(r"h([12])|([12])h|第?([12一二])个?半年", said):
        return SpanNamed("half", None, number(found[1] or found[2] or found[3]))
    if said in _HALF_ZH:
        return SpanNamed("half", None, _HALF_ZH[said])
    if found := re.fullmatch(rf"{ORDINAL_EN} (quarter|half)(?: year)?", said):
        part, most = ordinal(found[1]), 12 // MONTHS[found[2]]
        return _within(found[2], most if part < 0 else part, most)
    if found := re.fullmatch(
        r"(?:w|wk|week|kw|cw) ?(\d{1,2})|第" + NUMBER + "周" + ("|" + NUMBER + "周" if dated else "|(?!)()"), said
    ):
        return _within("week", number(found[1] or found[2] or found[3]), 53)
    return None


def _within(unit: str, part: int, most: int) -> SpanNamed:
    if not 1 <= part <= most:
        raise ValueError(part)
    return SpanNamed(unit, None, part)


def _away(unit: str, away: int, today: date) -> SpanNamed:
    if unit == "week":
        day = monday(today) + timedelta(days=7 * away)
        year, week, _day = day.isocalendar()
        return SpanNamed(unit, year, week, away)
    months = MONTHS[unit]
    at = (today.year * 12 + today.month - 1) // months + away
    year, part = divmod(at, 12 // months)
    return SpanNamed(unit, year, part + 1, away)


# As days


def span_of(said: str, today: date) -> DaySpan | None:
    """The days that plain words name as a span, or as an end or a part of one; None where they name none."""
    if found := named(said, today):
        return _days(found, today)
    return _weekend(said, today) or _ending(said, today)


def _days(found: SpanNamed, today: date) -> DaySpan:
    first, last = _bounds(found, today)
    return DaySpan(first, last, first if found.away is not None and found.away > 0 else _end(found, first, last, today))


def _end(unit: SpanNamed, first: date, last: date, today: date) -> date:
    """Its last day; the Friday of a week that is not at its weekend."""
    friday = first + timedelta(days=4)
    return last if unit.unit != "week" or friday < today <= last else friday


def _bounds(found: SpanNamed, today: date) -> tuple[date, date]:
    """The first and last day, of one without a year the next that is not over."""
    if found.year is None:
        start = today.isocalendar().year if found.unit == "week" else today.year
        for year in (start, start + 1):
            first, last = _bounds(found._replace(year=year), today)
            if last >= today:
                return first, last
    year = found.year or today.year
    if found.unit == "week":
        first = date.fromisocalendar(year, found.part, 1)
        return first, first + timedelta(days=6)
    months = MONTHS[found.unit]
    return date(year, (found.part - 1) * months + 1, 1), last_of(year, found.part * months)


def _weekend(said: str, today: date) -> DaySpan | None:
    found = re.fullmatch(r"(?:(this|next|last|coming) )?week ?end|(本|这个?|下+个?|上+个?)?周末", said)
    if found is None:
        return None
    word = (found[2] or "本").rstrip("个")
    away = _AWAY_ZH[word[0]] * len(word) if found[1] is None else _AWAY[found[1]] * (found[1] != "coming")
    saturday = monday(today) + timedelta(days=7 * away + 5)
    return DaySpan(saturday, saturday + timedelta(days=1), saturday + timedelta(days=1))


_SHORT = {f"eo{unit[0]}": f"end of {unit}" for unit in ("week", "month", "quarter", "year", "half")}
_WHERE = {
    "end": "end", "close": "end", "last day": "end", "底": "end", "末": "end", "尾": "end", "终": "end",
    "最后一天": "end",
    "beginning": "begin", "start": "begin", "first day": "begin", "初": "begin", "第一天": "begin", "头": "begin",
    "early": "early", "上旬": "early", "late": "late", "下旬": "late", "中旬": "middle", "mid": "mid", "middle": "mid",
    "中": "mid", "内": "all", "以内": "all", "之内": "all", "里": "all", "上半月": "upper", "下半月": "lower",
}  # fmt: skip
_EN = "|".join(sorted((word for word in _WHERE if word.isascii()), key=len, reverse=True))
_ZH = "|".join(sorted((word for word in _WHERE if not word.isascii()), key=len, reverse=True))


def _ending(said: str, today: date) -> DaySpan | None:
    """`end of november`, `mid q4`, `下月初`, `十二月中旬`; of what is said without "this" the next that is not past."""
    said = _SHORT.get(said, said)
    said = re.sub(r"(年|月|季度?|周)(?:\1)", r"\1", said)
    if found := re.fullmatch(rf"({_EN})(?: of| in)? ?(.+)", said):
        where, what = found[1], found[2]
    elif found := re.fullmatch(rf"(.+) (end|start|beginning)|(.*?)的?({_ZH})", said):
        where, what = found[2] or found[4], found[1] or found[3] or "月"
    else:
        return None
    unit = named(what, today) or (_away(_UNITS[what], 0, today) if what in _UNITS else None)
    if unit is None:
        return None
    span = _piece(unit, _WHERE[where], today)
    if what in _UNITS and max(span) < today:  # the beginning of the month, on its 29th, is that of the next
        span = _piece(_away(unit.unit, 1, today), _WHERE[where], today)
    elif unit.year is None and max(span) < today:
        span = _piece(unit._replace(year=span.first.year + 1), _WHERE[where], today)
    return span


def _piece(unit: SpanNamed, where: str, today: date) -> DaySpan:
    first, last = _bounds(unit, today)
    if where == "all":
        return DaySpan(first, last, _end(unit, first, last, today))
    if where == "end":
        return _one(_end(unit, first, last, today))
    if where == "begin":
        return _one(first)
    if unit.unit == "week":
        low, high = {"early": (0, 1), "late": (3, 4)}.get(where, (2, 2))
        return _upto(first + timedelta(days=low), first + timedelta(days=high))
    if unit.unit == "month":
        bounds = {"early": (1, 10), "late": (21, last.day), "upper": (1, 15), "lower": (16, last.day)}
        low, high = bounds.get(where, (11, 20))
        found = _upto(first.replace(day=low), first.replace(day=high))
        return found._replace(due=first.replace(day=15)) if where == "mid" else found
    length = MONTHS[unit.unit]
    part = length // 4 or 1
    if where in ("early", "upper"):
        return _upto(first, months_on(first, part) - timedelta(days=1))
    if where in ("late", "lower"):
        return _upto(months_on(first, length - part), last)
    # The middle of a quarter is the 15th of its second month, of a half or a year the end of the month before it.
    return _one(
        months_on(first, 1).replace(day=15) if length == 3 else months_on(first, length // 2) - timedelta(days=1)
    )


def _one(day: date) -> DaySpan:
    return DaySpan(day, day, day)


def _upto(first: date, last: date) -> DaySpan:
    return DaySpan(first, last, last)
