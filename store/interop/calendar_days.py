"""What a file says about days, whatever its format: the spans found in it, what was left out, the bounds on both."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from store.errors import WrongWords
from store.fields.calendar import Day
from store.fields.clean_text import clean
from store.fields.dates import YEARS
from store.fields.recurrence.rule_days import TooMuch
from store.interop.table_encoding import as_chinese
from store.words import Words

#: A file for import is at most this long, in bytes.
SIZE_LIMIT = 32 * 1024 * 1024
#: It has at most this many lines.
LINES_LIMIT = 200_000
#: It names at most this many days.
DAYS_LIMIT = 4_000
#: What has a beginning and an end is at most this many days long.
SPAN_LIMIT = 366
#: The name of a day is at most this many characters long.
NAME_LIMIT = 200

_MARKS = (b"\xff\xfe", b"\xfe\xff")  # the byte order marks of UTF-16


class Span(msgspec.Struct, frozen=True, gc=False):
    """Days in a row that are off, or worked, under one name, as ``line`` of the file says."""

    line: int
    first: date
    last: date
    name: str = ""
    works: bool = False

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def days(self) -> Iterable[date]:
        """Each of its days."""
        return (self.first + timedelta(offset) for offset in range(self.length))


class Found(msgspec.Struct, frozen=True):
    """All that a file says; ``left_out`` tells what in it gives no day, and why."""

    spans: tuple[Span, ...]
    left_out: tuple[Words, ...] = ()
    #: The encoding that it was taken to be in; "" where it is UTF-8.
    encoding: str = ""

    def days(self) -> dict[date, Day]:
        """The days in order. What is worked goes before what is off; two names of one day are both kept."""
        found: dict[date, Day] = {}
        for span in self.spans:
            for day in span.days():
                found[day] = _both(found.get(day), Day(span.name, span.works))
        return dict(sorted(found.items()))


def _both(there: Day | None, more: Day) -> Day:
    if there is None or there.works != more.works:
        return more if there is None or more.works else there
    if not more.name or more.name in there.name.split(", "):
        return there
    joined = f"{there.name}, {more.name}" if there.name else more.name
    return Day(joined, more.works) if len(joined) <= NAME_LIMIT else there


# Bounds


def as_utf8(data: bytes) -> tuple[bytes, str]:
    """The file in UTF-8, and what it was in where that is something else: UTF-16 by its mark, GB18030 by its text.

    What is neither stays as it is.
    """
    if len(data) > SIZE_LIMIT:
        raise WrongWords("The file is larger than {n} MiB. Import it in parts", n=SIZE_LIMIT // (1024 * 1024))
    if data.startswith(_MARKS):
        try:
            return data.decode("utf-16").encode(), "UTF-16"
        except UnicodeError:
            raise WrongWords("The file is in UTF-16, not in UTF-8. Save it again as UTF-8") from None
    whole = data if _is_text(data, "utf-8") else re.sub(rb"\r?\n[ \t]", b"", data)  # a fold may part a letter
    if not _is_text(whole, "utf-8") and as_chinese(whole) is not None:
        return (data if _is_text(data, "gb18030") else whole).decode("gb18030").encode(), "GB18030"
    return data, ""


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def checked(data: bytes) -> bytes:
    """The file without its byte order mark; raises `WrongWords` where it is too long."""
    if max(data.count(b"\n"), data.count(b"\r")) > LINES_LIMIT:
        raise WrongWords("The file has more than {n} lines. Keep only the days off", n=LINES_LIMIT)
    return data.removeprefix(b"\xef\xbb\xbf")


def decoded(raw: bytes, line: int) -> str:
    """The text of one line; raises `WrongWords` where it is not UTF-8, or binary."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise WrongWords("Line {line}: this is not UTF-8. Save the file again as UTF-8", line=line) from None
    if "\0" in text:
        raise WrongWords("Line {line}: there is a NUL, so this is not a text file. Save it again as UTF-8", line=line)
    return text


def span(line: int, first: date, last: date, name: str, *, works: bool, old: bool = False) -> Span:
    """The span within all bounds; raises `WrongWords` that names the line. What repeats may have begun of ``old``."""
    for day in (first, last):
        if day.year not in YEARS and not old:
            raise out_of_reach(line, day)
    if last < first:
        raise WrongWords(
            "Line {line}: {last} comes before {first}. Write the earlier day first", line=line, last=last, first=first
        )
    if (last - first).days >= SPAN_LIMIT:
        raise WrongWords(
            "Line {line}: from {first} to {last} is more than a year. Is the year right?",
            line=line,
            first=first,
            last=last,
        )
    name = clean(name) if len(name) <= 10 * NAME_LIMIT else name
    if len(name) > NAME_LIMIT:
        raise WrongWords("Line {line}: the name is longer than {n} characters. Shorten it", line=line, n=NAME_LIMIT)
    return Span(line, first, last, name, works)


def out_of_reach(line: int, day: date) -> WrongWords:
    """The day is in no year that people plan for."""
    return WrongWords(
        "Line {line}: {day} is out of reach. Write a year from {first} to {last}",
        line=line,
        day=day,
        first=YEARS[0],
        last=YEARS[-1],
    )


def bounded(spans: Iterable[Span]) -> list[Span]:
    """All of the spans; raises `WrongWords` where they have more days than one calendar takes."""
    kept: list[Span] = []
    total = 0
    for each in spans:
        total += each.length
        if total > DAYS_LIMIT:
            told = Words(
                "Line {line}: more than {n} days in one file. Import it in parts", line=each.line, n=DAYS_LIMIT
            )
            raise TooMuch.of(told)
        kept.append(each)
    return kept


def shown(text: str) -> str:
    """So much of what a file says as a message can hold."""
    text = clean(text[:200])
    return text if len(text) <= 40 else text[:39] + "…"
