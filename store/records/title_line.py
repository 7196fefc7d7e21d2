r"""What the title line of a new record says besides its title: `Call the printer @bo !high #print due:fri goal:G-2`.

A word counts where it names what is there: a sign and what a field with that sign may hold, or a day or another record
behind the name of a field in any language (`due:fri`, `截止：周五`, `goal:"Spring promotion"`). A day may have several
words (`due:next week`), a rule too (`repeats:every other friday`). A `#tag` need not be in use yet: every one that is a
word with a letter in it counts. A field takes one word, a list any number. All else stays letter for letter, as does
what has `\` before it.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from store.errors import ConcordError
from store.fields import LINE_LIMIT, Field
from store.fields.dates import read_day, says_time
from store.records import Records
from store.records.names import fold, resolve
from store.records.parsing import BETWEEN, read
from store.words import Words

#: What is said with a name and a colon.
NAMED = ("day", "rule", "ref", "refs")
#: Before a word that is to stand as it is.
SLASHES = "\\＼"
#: A day has so many words at most, and when something comes again.
LONGEST = {"day": 6, "rule": 10}
_QUOTED = '["“”„«»「」]'
_WORD = re.compile(rf"[\\＼]*(?:[@＠]|[^\s:：]+[:：]){_QUOTED}[^\s\"“”„«»「」][^\"“”„«»「」]*{_QUOTED}(?!\S)|\S+")
_TAG = re.compile(r"(?=.*[^\W\d_])\w(?:[^\s#＃,，、;；:：!！?？。()（）\[\]\"'“”‘’]*(?<!\.))?")

#: What a label is called, in every language.
Called = Callable[[Words], Collection[str]]


class SaidInLine(NamedTuple):
    """The title without the words that counted, what they say, by field, and why a day says nothing that may be two."""

    title: str
    values: dict[str, Any]
    doubts: tuple[Words, ...] = ()

    def over(self, values: Mapping[str, Any], naming: str) -> dict[str, Any]:
        """The values of a record that has this title in ``naming``: the line goes first, a list gets it besides."""
        found = {**values, naming: self.title}
        for name, value in self.values.items():
            listed = isinstance(value, tuple)
            found[name] = joined(found.get(name, ()), cast("tuple[str, ...]", value)) if listed else value
        return found


class _WordMeant(NamedTuple):
    field: Field
    value: Any
    #: So many of the words after it belong to it.
    more: int = 0


class TitleLine:
    """Reads title lines of records that have these fields, typed by ``who`` on that day."""

    def __init__(self, fields: Sequence[Field], records: Records, today: date, who: str, called: Called) -> None:
        self._fields = [field for field in fields if field.asked and not field.names]
        self._records = records
        self._today = today
        self._who = who
        self._called = called
        self._doubt: Words | None = None

    def read(self, text: str) -> SaidInLine:
        """What the line says; one that is too long for a title says nothing."""
        words = _words(text)
        kept: list[str] = []
        values: dict[str, Any] = {}
        doubts: list[Words] = []
        at = end = 0
        while at < len(words):
            word = words[at]
            gap, end = text[end : word.start()], word.end()
            after = [each[0] for each in words[at + 1 : at + max(LONGEST.values())]]
            meant = self._meant(word[0], after)
            doubts += [] if meant or self._doubt is None else [self._doubt]
            if meant is None and word[0][0] in SLASHES and self._counts(word[0].lstrip(SLASHES), after):
                kept += [gap, word[0][1:]]
            elif meant is None or not _take(values, meant):
                kept += [gap, word[0]]
            else:
                at += meant.more
                end = words[at].end()
            at += 1
        title = "".join(kept).strip() if values else "".join(kept) + text[end:]
        return SaidInLine(title, values, tuple(doubts))

    def escaped(self, title: str) -> str:
        """The line that says this title and nothing else."""
        words = _words(title)
        kept: list[str] = []
        end = 0
        for at, word in enumerate(words):
            after = [each[0] for each in words[at + 1 : at + max(LONGEST.values())]]
            counts = self._counts(word[0].lstrip(SLASHES), after)
            kept += [title[end : word.start()], "\\" if counts else "", word[0]]
            end = word.end()
        return "".join(kept) + title[end:]

    def _counts(self, word: str, after: Sequence[str]) -> bool:
        """Whether it gives a field, or may."""
        return self._meant(word, after) is not None or self._doubt is not None

    def _meant(self, word: str, after: Sequence[str]) -> _WordMeant | None:
        """The field that a word gives, and its value; None where it is a word of the title."""
        self._doubt = None
        if not word:
            return None
        sign, said = _plain(word[0]), word[1:]
        for field in self._fields if said and _plain(said[0]) != sign else ():
            if field.sign == sign and (value := self._value(field, _unquoted(said))) is not None:
                return _WordMeant(field, value)
        name, *behind = re.split("[:：]", word, maxsplit=1)
        for field in self._fields if any(behind) else ():
            if field.type in NAMED and fold(name).replace("-", "_") in self._names(field):
                return self._by_name(field, behind[0], after)
        return None

    def _names(self, field: Field) -> list[str]:
        return [field.name, *map(fold, self._called(field.label))]

    def _by_name(self, field: Field, said: str, after: Sequence[str]) -> _WordMeant | None:
        """A day reaches as far as it can be read, and so does a rule; a time is not kept, and stays in the title."""
        for more in range(min(len(after), LONGEST.get(field.type, 1) - 1), -1, -1):
            words = " ".join([said, *after[:more]])
            value = self._value(field, _unquoted(words))
            if value is not None and not (more and field.type == "day" and says_time(words)):
                return _WordMeant(field, value, more)
        return None

    def _value(self, field: Field, said: str) -> Any:
        """What is named there; None where that is nothing, or not clear."""
        if field.type == "tags":
            return (said,) if _TAG.fullmatch(said) else None
        if field.type == "choice":
            names = {each.value: {each.value, *map(fold, self._called(each.label))} for each in field.choices}
            return next((value for value, known in names.items() if value and fold(said) in known), None)
        try:
            if field.type == "day":
                return read_day(said, self._today, self._records.calendar, begins=field.name == "start")
            if field.type == "rule":
                return read(field, said, self._records, self._today, self._who) or None
            parts = [part.strip() for part in re.split(BETWEEN, said)] if field.type == "refs" else [said]
            ids = [resolve(self._records, field.kinds, part, self._who, near=False) for part in parts if part]
        except ConcordError as error:
            self._doubt = error.words if error.reason == "two-readings" else self._doubt
            return None
        return tuple(ids) or None if field.type == "refs" else next(iter(ids), None)


def _take(values: dict[str, Any], meant: _WordMeant) -> bool:
    """Put it with the others; False where its field has a word already."""
    name, value = meant.field.name, meant.value
    if isinstance(value, tuple):
        values[name] = joined(values.get(name, ()), cast("tuple[str, ...]", value))
        return True
    return values.setdefault(name, value) == value


def _words(text: str) -> list[re.Match[str]]:
    return list(_WORD.finditer(text)) if len(text) <= 2 * LINE_LIMIT else []


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and re.fullmatch(f"{_QUOTED}.*{_QUOTED}", text) else text


def joined(there: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Both lists as one, each item once."""
    return tuple(dict.fromkeys((*there, *more)))


_MARK = re.compile(r"(?:[-*+•·]?\s*\[[ xX]?\]\s+|[-*+•·–—]\s+|(?:\d{1,3}|[a-zA-Z])[.)]\s+|\d{1,3}[、．）]\s*|[•·]\s*)")


#: A mark with nothing behind it.
_BARE = r"[-*+•·–—]?\s*(?:\[[ xX]?\])?"


def lines_of(text: str) -> list[str]:
    """The lines of a list that have something in them; without the marks before them, where each has one."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not re.fullmatch(_BARE, line)]
    marks = [_MARK.match(line) for line in lines]
    if len(lines) < 2 or any(mark is None or mark.end() == len(line) for mark, line in zip(marks, lines, strict=True)):
        return lines
    return [line[mark.end() :] for mark, line in zip(marks, lines, strict=True) if mark is not None]
