"""A line of notes that names who does something, or by when, as what is added quickly: `@bo price list !fri`.

Read so far it is only offered: `@李磊 发价目表 下周三前`, `bo: price list by friday`. What names neither a person that
there is nor a day says nothing: `call @home`, a price, an address.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from store.errors import ConcordError
from store.fields.dates import read_day, says_time
from store.kinds import KINDS
from store.records import Records
from store.records.names import resolve
from store.records.title_line import Called, TitleLine

#: A day has so many words at most.
WORDS = 4
#: Numbers alone are a price, a share, a count.
_NUMBER = re.compile(r"[\d\s.,%€$¥£]+")
#: What stands before a day in words, as in "by friday", and the days that stand alone at the end of a line.
_BY = re.compile(r"(?:by|until|till)", re.IGNORECASE)
_ALONE = re.compile(
    r"today|tomorrow|eow|eom|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:day)?|(?:satur|sun)day"
    r"|\d{4}-\d\d-\d\d|\+\d{1,3}[dwm]",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BEFORE = re.compile(r"(?:之前|以前|前)")
_NAMED = re.compile(r"\s*([^:：]{1,40})[:：]\s*(\S.*)")


class _Found(NamedTuple):
    """A day, and the line without its words."""

    day: date
    rest: str


def reads_as_action(text: str, records: Records, today: date, who: str, called: Called) -> dict[str, Any] | None:
    """The values of the action that the line reads as; None where it is only a note."""
    said = TitleLine([*KINDS["action"].fields.values()], records, today, who, called).read(text)
    values, title = dict(said.values), said.title
    if "due" not in values:
        found = next(_days(title, records, today, has_owner="owner" in values), None)
        if found is not None:
            values["due"], title = found.day, found.rest
    named = _NAMED.fullmatch(title) if "due" in values and "owner" not in values else None
    owner = None if named is None else _person(named[1], records, who)
    if named is not None and owner is not None:
        values["owner"], title = owner, named[2]
    title = re.sub(r"\s+(?=[,，;；])|\s+(?=\s)", "", title).strip(" \t\u3000,，、;；")
    return {**values, "title": title} if title and ("owner" in values or "due" in values) else None


def _person(name: str, records: Records, who: str) -> str | None:
    try:
        return resolve(records, ("person",), name.strip(), who, near=False)
    except ConcordError:
        return None


def _days(text: str, records: Records, today: date, *, has_owner: bool) -> Iterator[_Found]:
    """The days that the line may name: behind a sign, behind "by", before 前, at its end."""
    words = [*re.finditer(r"\S+", text)]
    for at, word in enumerate(words):
        sign = word[0][0] in "!！" and len(word[0]) > 1
        by = _BY.fullmatch(word[0]) is not None and at + 1 < len(words)
        if sign or by:
            first = word.start() + 1 if sign else words[at + 1].start()
            for last in reversed(words[at if sign else at + 1 : at + WORDS + 1]):
                said = text[first : last.end()].rstrip(",，.。;；")
                day = _day(said, records, today)
                if day is not None:
                    yield _Found(day, _without(text, word.start(), first + len(said)))
    for word in words:
        yield from _in_chinese(text, word, records, today, whole=has_owner)
    if has_owner and words and _ALONE.fullmatch(words[-1][0]):
        day = _day(words[-1][0], records, today)
        if day is not None:
            yield _Found(day, text[: words[-1].start()])


def _in_chinese(text: str, word: re.Match[str], records: Records, today: date, *, whole: bool) -> Iterator[_Found]:
    """下周三前, wherever it stands in a word; a day that is a word of its own where it is ``whole``."""
    if not _HAN.search(word[0]):
        return
    for end in (found.end() for found in _BEFORE.finditer(word[0])):
        for start in range(end - 1):
            day = _day(word[0][start:end], records, today)
            if day is not None:
                lead = 1 if start and word[0][start - 1] in "在于" else 0
                yield _Found(day, _without(text, word.start() + start - lead, word.start() + end))
                return
    day = _day(word[0], records, today) if whole else None
    if day is not None:
        yield _Found(day, _without(text, word.start(), word.end()))


def _day(words: str, records: Records, today: date) -> date | None:
    """The day, from today on, that these words are and nothing more."""
    if _NUMBER.fullmatch(words) or (" " in words and says_time(words)):
        return None
    try:
        day = read_day(words, today, records.calendar)
    except ConcordError:
        return None
    return day if day >= today else None


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + text[end:]
