"""Days off and made-up working days as people write them, one a line.

    # what we agreed on for 2027
    2026-12-25 Christmas
    2027-02-15..2027-02-21 Spring Festival
    2027-02-07 + made up for it

A plus, or a name that says so, means that people work. Chinese ways of writing are understood:
`２０２７－０２－０７＋`, `2027年2月15日至21日 春节`; so are days without a year: `10月1日至7日 国庆节`, `Dec 25`.
"""

import re
from collections.abc import Iterator
from datetime import date

from store.errors import WrongWords
from store.fields.day_marks import is_worked
from store.fields.day_words import MONTH
from store.interop.calendar_days import Found, Span, bounded, checked, decoded, shown, span

# One letter for one, so that what is found in the plain line stands at the same place in the written one.
_PLAIN = str.maketrans(
    "０１２３４５６７８９／．。：＋＃　\t\u00a0" + "－–—−‐‑‒―" + "～〜", "0123456789/..:+#   " + "-" * 8 + "~~"
)
_PLUS = re.compile(r" *\+? *")
_DAY = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})| ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]?|(\d\d)(\d\d))(?![-/.]?\w)",
    re.ASCII,
)
# Without its year, or as it is said: 10月1日, Dec 25, 25 Dec 2026, 25.12.2026.
_SAID = re.compile(
    r"(?:(\d{1,2}) ?月 ?(\d{1,2}) ?[日号號]?|(?:([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?"
    r"|(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?)(?:,? (\d{4}))?|(\d{1,2})\.(\d{1,2})\.(\d{4})?)(?!\w|[/.]\w)",
    re.ASCII,
)
# What a range is written with; before a number, or a day, it can be nothing else.
_TO = re.compile(r" *(?:\.{2,3}|…|~|[至到](?= *\d)|-(?= *\d{1,2} ?[月日号號])) *", re.ASCII)
_DASH = re.compile(r" +(?:-|to) +(?=\d{4}[-/.年\d])", re.ASCII)
_HYPHEN = re.compile(r" *- *(?=\d{1,2}(?![-/.\d]))", re.ASCII)
# The end of a range in the same year, or month: 02-21, 2月21日, 21, 21日.
_END = re.compile(r"(?:(\d{1,2}) ?[-/月] ?)?(\d{1,2})(?![-/.]?\w) ?[日号號]?", re.ASCII)
_COMMENT = re.compile(r"(?:^|(?<= ))#.*", re.DOTALL)
#: A line is at most this many bytes long.
LINE_LIMIT = 4 * 1024
#: What may stand between a day and its name.
_BETWEEN = " \t\u3000\u00a0:：,，、;；|-–—·"


def read(data: bytes, since: date) -> Found:
    """What the file says; a day without a year is the next such from ``since`` on.

    Raises `WrongWords` at the first line that is wrong, or where no line names a day.
    """
    spans = bounded(_spans(checked(data), since))
    if not spans:
        raise WrongWords("The file names no day. Write one a line: {example}", example="2026-12-25 Christmas")
    known: dict[date, int] = {}
    for each in spans:
        for day in each.days():
            if day in known:
                raise WrongWords(
                    "Line {line}: {day} is there already, in line {other}. Keep one of them",
                    line=each.line,
                    day=day,
                    other=known[day],
                )
            known[day] = each.line
    return Found(tuple(spans))


def _spans(data: bytes, since: date) -> Iterator[Span]:
    for line, raw in enumerate(data.splitlines(), 1):
        if len(raw) > LINE_LIMIT:
            raise WrongWords("Line {line}: longer than {n} bytes. Write one day a line", line=line, n=LINE_LIMIT)
        text = decoded(raw, line)
        if text.lstrip()[:1] in ("", "#", "＃"):
            continue
        plain = _COMMENT.sub("", text.translate(_PLAIN))
        if plain.strip():
            yield _span(line, text[: len(plain)], plain, since)


def _span(line: int, text: str, plain: str, since: date) -> Span:
    at = _end_of(_PLUS, plain, 0)
    begins = at
    whole = _whole(line, plain, at)
    found = whole or _yearless(line, plain, at, since)
    if found is None:
        raise WrongWords(
            'Line {line}: "{text}" does not begin with a day. Write it like {example}',
            line=line,
            text=shown(text),
            example="2026-12-25 Christmas",
        )
    first, at = found
    last = first
    to = _TO.match(plain, at) or _DASH.match(plain, at) or (whole is None and _HYPHEN.match(plain, at))
    if to:
        last, at = _last(line, plain, to.end(), first)
    after = _end_of(_PLUS, plain, at)
    name = text[after:].strip(_BETWEEN)
    plus = "+" in plain[:begins] + plain[at:after]
    return span(line, first, last, name, works=plus or is_worked(name, first))


def _last(line: int, plain: str, at: int, first: date) -> tuple[date, int]:
    """The last day of a range and where it ends; it may leave out the year, or year and month, of the first."""
    if whole := _whole(line, plain, at) or _yearless(line, plain, at, first):
        return whole
    found = _END.match(plain, at)
    if found:
        return _day(line, str(first.year), found[1] or str(first.month), found[2]), found.end()
    raise WrongWords(
        "Line {line}: the range has no last day. Write it like {example}",
        line=line,
        example="2027-02-15..2027-02-21 Spring Festival",
    )


def _whole(line: int, plain: str, at: int) -> tuple[date, int] | None:
    """The day that is written there with its year, and where it ends."""
    found = _DAY.match(plain, at)
    return found and (_day(line, *_numbers(found)), found.end())


def _yearless(line: int, plain: str, at: int, since: date) -> tuple[date, int] | None:
    """The day that is written there as people say it, `10月1日`, `25 Dec`, `Dec 25, 2026`, and where it ends."""
    found = _SAID.match(plain, at)
    if found is None:
        return None
    name = found[3] or found[6]
    if name and name.casefold() not in MONTH:
        return None
    month = str(MONTH[name.casefold()]) if name else found[1] or found[9]
    number, year = found[2] or found[4] or found[5] or found[8], found[7] or found[10]
    if year:
        return _day(line, year, month, number), found.end()
    for each in range(since.year, since.year + 5):
        try:
            day = date(each, int(month), int(number))
        except ValueError:
            continue
        if day >= since:
            return day, found.end()
    return _day(line, str(since.year), month, number), found.end()


def _end_of(pattern: re.Pattern[str], plain: str, at: int) -> int:
    found = pattern.match(plain, at)
    return at if found is None else found.end()


def _numbers(found: re.Match[str]) -> tuple[str, str, str]:
    """Year, month and day in whichever of the three ways they are written."""
    return found[1], found[3] or found[5] or found[7], found[4] or found[6] or found[8]


def _day(line: int, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        written = f"{year}-{month}-{day}"
        raise WrongWords("Line {line}: {day} is no day of the calendar. Correct it", line=line, day=written) from None
