"""Days as they are written: 2026-12-01, 1.12.2026, 1 dec, the 15th, 2026年12月1日, a moment with its zone."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from store.errors import WrongWords
from store.fields.day_words import MONTH, NUMBER, digits, months_on, number
from store.fields.spans import named, span_of

#: A year of two digits lies so far from today at most.
_BACK, _AHEAD = 10, 40
_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)",
    re.IGNORECASE,
)


def day_of_moment(text: str, zone: str) -> date | None:
    """The day in ``zone`` of a moment that says its own offset; None where the text is none."""
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    offset = found[7].upper().replace("UTC", "Z").replace("Z", "+0000").replace(":", "").ljust(5, "0")
    moment = datetime.strptime(f"{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}{offset}", "%Y%m%d%H%M%S%z")
    if zone in ("", "UTC"):
        return moment.astimezone(UTC).date()
    from store import clock  # late: it knows the zones, and few days are moments

    return clock.there(moment, zone).date()


def written(said: str, today: date) -> date | None:
    """The day that plain words write out; None where they are none. Raises ValueError where there is no such day."""
    readers = (_in_digits, _in_chinese, _spelt_out)
    return next((day for reader in readers if (day := reader(said, today)) is not None), None)


def _in_digits(said: str, today: date) -> date | None:
    if found := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t\d\d?(?::?\d\d){0,2}(?:[.,]\d+)?)?", said):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := re.fullmatch(r"((?:19|2\d)\d\d)(\d\d)(\d\d)(?:t\d\d?(?::?\d\d){0,2})?", said):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{1,2})", said):
        return _three(said, found[2], (int(found[1]), int(found[3])), found[4], today)
    if found := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\.", said):
        return _next_such(int(found[2]), int(found[1]), today)
    if found := re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})", said):
        first, second = int(found[1]), int(found[3])
        if found[2] == ".":
            return _one_of(said, {_tried(month, day, today) for day, month in ((first, second), (second, first))})
        return _next_such(*((first, second) if first <= 12 else (second, first)), today)
    return None


def _three(said: str, sign: str, two: tuple[int, int], year: str, today: date) -> date:
    """Day, month and year: with dots the day comes first; of two digits the year may be the first one as well."""
    first, second = two
    if len(year) == 4:
        orders = [(int(year), second, first), *([] if sign == "." else [(int(year), first, second)])]
    else:
        last = 2000 + int(year) if len(year) == 2 else 0
        orders = [(last, second, first), (2000 + first, second, int(year))]
        orders += [] if sign == "." else [(last, first, second)]
        orders = [each for each in orders if -_BACK <= each[0] - today.year <= _AHEAD]
    return _one_of(said, {_tried_whole(*each) for each in orders})


def _one_of(said: str, found: set[date | None]) -> date:
    """The one day that it can be. Raises `WrongWords` with both where there are two, ValueError where there is none."""
    days = sorted(day for day in found if day is not None)
    if len(days) == 1:
        return days[0]
    if not days:
        raise ValueError(said)
    raise WrongWords(
        '"{text}" may be {first} or {second}; write it like that',
        "two-readings",
        text=said,
        first=str(days[0]),
        second=str(days[-1]),
    )


def _tried_whole(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _tried(month: int, day: int, today: date) -> date | None:
    try:
        return _next_such(month, day, today)
    except ValueError:
        return None


_YEARS = {"去": -1, "今": 0, "本": 0, "明": 1, "后": 2}


def _in_chinese(said: str, today: date) -> date | None:
    found = re.fullmatch(
        rf"(?:(\d{{4}}|\d\d|[零〇一二三四五六七八九]{{4}}|今|本|明|后|去)年)?(?:的)?(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?{NUMBER}[日号]?",
        said,
    )
    if found:
        month, day = number(found[2]), number(found[3])
        if found[1] is None:
            return _next_such(month, day, today)
        if found[1] in _YEARS:
            return date(today.year + _YEARS[found[1]], month, day)
        year = int(digits(found[1]))
        return date(year + 2000 if len(found[1]) == 2 else year, month, day)
    if found := re.fullmatch(rf"(.*月)份?的?{NUMBER}[日号]?", said):
        return _of_month(found[1], number(found[2]), today)
    found = re.fullmatch(rf"{NUMBER}[日号]", said)
    return _next_of_month(number(found[1]), today) if found else None


def _spelt_out(said: str, today: date) -> date | None:
    """`1 dec`, `dec 1`, `1st of december 2026`, `december 1, 2026`, `15th`, `15th of next month`."""
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", said):
        return _next_of_month(int(found[1]), today)
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]+)\.?,? ?(\d{4}|'\d\d)?", said):
        day, name, year = found[1], found[2], found[3]
    elif found := re.fullmatch(r"([a-z]+)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}|'\d\d))?", said):
        day, name, year = found[2], found[1], found[3]
    elif found := re.fullmatch(r"(\d{4}),? ([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?", said):
        day, name, year = found[3], found[2], found[1]
    elif found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? (.+)|(.+) (\d{1,2})(?:st|nd|rd|th)", said):
        return _of_month(found[2] or found[3], int(found[1] or found[4]), today)
    else:
        return None
    if name == "month":
        return _next_of_month(int(day), today)
    month = MONTH.get(name)
    if month is None:
        return None
    return date(int(year.replace("'", "20")), month, int(day)) if year else _next_such(month, int(day), today)


def _of_month(said: str, day: int, today: date) -> date | None:
    """A day of the month that is named with its distance: 下月, next month."""
    month = named(said, today)
    if month is None or month.unit != "month" or (span := span_of(said, today)) is None:
        return None
    return span.first.replace(day=day)


def _next_such(month: int, day: int, today: date) -> date:
    return _first(lambda year: date(year, month, day), iter(range(today.year, today.year + 9)), today)


def _next_of_month(day: int, today: date) -> date:
    first = today.replace(day=1)
    return _first(lambda months: months_on(first, months).replace(day=day), iter(range(13)), today)


def _first(make: Callable[[int], date], numbers: Iterator[int], today: date) -> date:
    """The first day that there is and that is not past; raises ValueError where there is none."""
    for each in numbers:
        try:
            day = make(each)
        except ValueError:
            continue
        if day >= today:
            return day
    raise ValueError
