"""A column of days, read as one: which of day and month comes first in it, days as spreadsheets count them.

What is none of that is for the reader of days of every door (`store.records.parsing`).
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from store.fields.day_words import MONTH
from store.words import Words

#: In which order days are written: day, month, year by their letters.
ORDERS = ("dmy", "mdy", "ymd")

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +|)"
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})(?:[-/.](\d{{1,2}})[-/.](\d{{1,2}})|年(\d{{1,2}})月(\d{{1,2}})[日号]){_TIME}", re.IGNORECASE
)
_COMPACT = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)")
_PARTS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NAME = r"([a-z]{3,9})\.?"
_YEAR = r"[-/., ]+(\d{4}|\d{2})"
_NAMED = re.compile(_WEEKDAY + _DAY + "[-/. ]+" + _NAME + _YEAR + _TIME, re.IGNORECASE)
_NAME_FIRST = re.compile(_WEEKDAY + _NAME + "[-/. ]+" + _DAY + _YEAR + _TIME, re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
#: Spreadsheets count days from here; those from 1954 to 2119 are taken for such.
_FIRST = date(1899, 12, 30)
_SERIALS = range(19_725, 80_354)

_BOTH = Words('"{text}" may be {first} or {second}. Say in which order the days are written', "ambiguous-day")


def told_apart(cells: Sequence[str], order: str | None = None) -> dict[str, str | Words]:
    """The cells that are days of a spreadsheet as ISO dates, by the cell as it stands there; or what is wrong with it.

    Others are left out. Without an ``order`` the column tells which it is.
    """
    said = {cell: unicodedata.normalize("NFKC", cell).strip() for cell in dict.fromkeys(cells)}
    parts = {cell: found for cell, text in said.items() if (found := _PARTS.fullmatch(text))}
    order = order or _order([found for found in parts.values() if found[2] != "."])
    made: dict[str, str | Words] = {}
    for cell, text in said.items():
        day = _in_parts(text, parts[cell], order) if cell in parts else _day(text)
        if day is not None:
            made[cell] = day
    return made


def _order(parts: Sequence[re.Match[str]]) -> str | None:
    """What the column tells of the order: a number above twelve is a day."""
    first, second = (any(int(found[n]) > 12 for found in parts) for n in (1, 3))
    return None if first == second else "dmy" if first else "mdy"


def _in_parts(text: str, found: re.Match[str], order: str | None) -> str | Words | None:
    one, other, year = int(found[1]), int(found[3]), _year(found[4])
    if order == "ymd" and len(found[4]) == 2:
        return _iso(_year(found[1]), other, int(found[4]))
    if order is None and found[2] == ".":
        order = "dmy"  # with points the day comes first, wherever that is written
    as_first, as_second = _iso(year, other, one), _iso(year, one, other)
    if order in ("dmy", "mdy"):
        return (as_first if order == "dmy" else as_second) or None
    if as_first and as_second and as_first != as_second:
        return _BOTH.filled(text=text[:40], first=as_first, second=as_second)
    return as_first or as_second


def _day(text: str) -> str | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    if found := _COMPACT.fullmatch(text):
        return _iso(*(int(part) for part in found.groups()))
    if found := _NAMED.fullmatch(text):
        return _iso(_year(found[3]), MONTH.get(found[2].casefold(), 0), int(found[1]))
    if found := _NAME_FIRST.fullmatch(text):
        return _iso(_year(found[3]), MONTH.get(found[1].casefold(), 0), int(found[2]))
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        return (_FIRST + timedelta(int(found[1]))).isoformat()
    return None


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
