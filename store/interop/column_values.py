"""The cells of a column as values of a field: each text is read once, what is wrong has its line and column."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec

from store.errors import ConcordError, Invalid, WrongWords
from store.fields import LINE_LIMIT, Field
from store.fields.clean_text import clean
from store.fields.read_numbers import decimal_mark
from store.interop import cell_words, day_column, json_lines
from store.interop.column_names import InEach, folded, listed
from store.interop.progress_column import as_percent
from store.interop.row_references import RowReferences
from store.interop.table_file import FileTable
from store.kinds import evidence
from store.kinds.base import Kind
from store.records import Changes, parsing
from store.records.checks import size_faults
from store.records.names import fold
from store.words import Words

#: In a cell that is empty: the field is not given.
BLANK = msgspec.UNSET
#: Where words for nothing say that there is nothing; elsewhere they are words.
_NOTHING_IN = ("ref", "refs", "day", "number", "choice", "map")
_YES, _NO = frozenset("x✓✔√☑1v"), frozenset("✗✘×☐0")


class Ways(NamedTuple):
    """How somebody says that columns are written, where they do not say it themselves."""

    #: The order of day, month and year, one of `day_column.ORDERS`.
    dates: str | None = None
    #: "fraction" or "percent".
    progress: str | None = None


class ColumnValues:
    """Reads the columns of one table; several names where a field takes one are told to ``others``."""

    def __init__(
        self, changes: Changes, kind: Kind, table: FileTable, references: RowReferences, in_each: InEach, ways: Ways
    ) -> None:
        self._changes, self._kind, self._table = changes, kind, table
        self._references, self._in_each, self._ways = references, in_each, ways
        self._today, self._who = changes.here, changes.who
        #: By the row: who stands behind the first in a field that takes one.
        self.others: dict[int, list[str]] = {}
        self._further: dict[str, list[str]] = {}
        self.remarks: list[Words] = []
        #: So many texts did not read where that does not matter.
        self.unread = 0

    def of(self, field: Field, at: int, *, leniently: bool = False) -> list[Any]:
        """The values of the column at that place, `BLANK` where there is none; ``leniently`` where it does not read."""
        cells, header = self._table.columns[at], self._table.header[at]
        read = self._reader(field, cells, header)
        lines: dict[str, int] = {}
        for text, line in zip(cells, self._table.lines, strict=True):
            lines.setdefault(text, line)
        known, wrong = _tried(read, lines)
        if leniently:
            self.unread += len(wrong)
            wrong = {}
        for n, text in enumerate(cells) if wrong else ():
            if text in wrong:
                self._table.faults.add(self._table.lines[n], header, wrong[text])
                self._table.faults.rows.add(n)
        if self._further:
            for n, text in enumerate(cells):
                if text in self._further:
                    self.others.setdefault(n, []).extend(self._further[text])
            self._further = {}
        get = known.get
        return [get(text, BLANK) for text in cells]

    def _reader(self, field: Field, cells: Sequence[str], header: str) -> Callable[[str, int], Any]:
        """What reads a cell of that field, with what the whole column tells."""
        match field.type:
            case "line" | "text" if not (field.period or field.clock):
                return partial(_words, field)
            case "ref":
                return self._one_reference(field)
            case "refs":
                return self._references_of(field)
            case "map":
                return self._pairs(field)
            case "rows":
                return lambda text, _line: self._references.in_items(_decoded(field, text))
            case "extra":
                return lambda text, _line: _decoded(field, text)
            case _:
                return self._typed(field, self._column_tells(field, cells, header))

    def _column_tells(self, field: Field, cells: Sequence[str], header: str) -> dict[str, Any]:
        match field.type:
            case "day":
                return dict(day_column.told_apart(cells, self._ways.dates))
            case "number":
                return self._numbers(field, cells, header)
            case "choice":
                return self._choices(field, cells)
            case "flag":
                marks = {cell: cell.strip().casefold() for cell in cells}
                return {cell: "yes" if mark in _YES else "no" for cell, mark in marks.items() if mark in _YES | _NO}
            case _:
                return {}

    def _typed(self, field: Field, told: dict[str, Any]) -> Callable[[str, int], Any]:
        """Reads a cell as if it were typed, once the column has said what it can."""

        def read(text: str, _line: int) -> Any:
            if field.type in _NOTHING_IN and cell_words.is_nothing(text.strip()):
                return BLANK
            said = told.get(text, text)
            if isinstance(said, Words):
                raise parsing.Unreadable(field, said)
            if not isinstance(said, str):
                return said
            clears = field.type not in ("line", "text", "tags", "checklist")
            return parsing.read(field, said, self._changes, self._today, self._who, clears=clears)

        return read

    def _numbers(self, field: Field, cells: Sequence[str], header: str) -> dict[str, Any]:
        """The numbers of the column by their cells, or what is wrong with one; its decimal sign is that of all."""
        said = [cell for cell in dict.fromkeys(cells) if not cell_words.is_nothing(cell.strip())]
        mark = decimal_mark(said)
        told: dict[str, Any] = {}
        for cell in said:
            try:
                told[cell] = parsing.read(field, cell, self._changes, self._today, self._who, clears=False, mark=mark)
            except parsing.Unreadable as error:
                told[cell] = error.problem
        if folded(header) not in {folded(word) for word in ("progress", *listed("column_words.json")["progress"])}:
            return told
        right = {cell: value for cell, value in told.items() if not isinstance(value, Words)}
        return told | as_percent(right, self._ways.progress, header, self.remarks)

    def _choices(self, field: Field, cells: Sequence[str]) -> dict[str, Any]:
        """The words of the choice by what they are called in any language, and by what people write for them."""
        words: dict[str, str] = {}
        for choice in field.choices:
            for each in (choice.value, *self._in_each(choice.label)):
                words.setdefault(fold(each), choice.value)
        for choice in field.choices:
            for each in listed("choice_words.json").get(choice.value, ()):
                words.setdefault(fold(each), choice.value)
        return {cell: words[fold(cell)] for cell in dict.fromkeys(cells) if fold(cell) in words}

    def _one_reference(self, field: Field) -> Callable[[str, int], Any]:
        takes_more = self._kind.fields.get("contributors") if field.sign == "@" else None

        def read(text: str, line: int) -> Any:
            names = self._references.parts(field, text)
            if not names:
                return BLANK
            if len(names) > 1 and takes_more is None:
                raise parsing.Unreadable(
                    field, Words("takes one, and there are several: {names}", "too-many", names=names)
                )
            first, *others = [self._references.id(field, name, line) for name in names]
            if others:
                self._further[text] = others
            return first

        return read

    def _references_of(self, field: Field) -> Callable[[str, int], Any]:
        def read(text: str, line: int) -> Any:
            if field.cites and any(map(evidence.is_cited, parsing.names_apart(text))):
                return parsing.read(field, text, self._changes, self._today, self._who)
            names = self._references.parts(field, text)
            return tuple(dict.fromkeys(self._references.id(field, name, line) for name in names)) or BLANK

        return read

    def _pairs(self, field: Field) -> Callable[[str, int], Any]:
        """Pairs such as ``MKT=A, ana=R``."""

        def read(text: str, line: int) -> Any:
            if cell_words.is_nothing(text.strip()):
                return BLANK
            if text.lstrip().startswith("{"):
                items: dict[str, Any] = _decoded(field, text)
                return {self._references.id(field, name, line): item for name, item in items.items()} or BLANK
            found: dict[str, str] = {}
            for part in parsing.BETWEEN.split(text):
                name, sign, word = (piece.strip() for piece in re.sub("[:：＝]", "=", part).partition("="))
                if part.strip() and not (sign and name and word):
                    problem = Words('"{text}" is not a pair such as MKT=A', "wrong-shape", text=part[:40])
                    raise parsing.Unreadable(field, problem)
                if part.strip():
                    found[self._references.id(field, name, line) if field.kinds else name] = word
            return found or BLANK

        return read


def _words(field: Field, text: str, _line: int) -> str:
    """Words as they stand there; raises `Unreadable` for what is too long."""
    cleaned = clean(text, lines=field.type == "text")
    for fault in size_faults(field, cleaned) if len(cleaned) > LINE_LIMIT else ():
        raise parsing.Unreadable(field, fault.words)
    return cleaned


def _tried(read: Callable[[str, int], Any], lines: dict[str, int]) -> tuple[dict[str, Any], dict[str, Words]]:
    """What the texts mean, and what is wrong with those that mean nothing."""
    known: dict[str, Any] = {}
    wrong: dict[str, Words] = {}
    for text, line in lines.items():
        try:
            known[text] = read(text, line) if text and not text.isspace() else BLANK
        except parsing.Unreadable as error:
            wrong[text] = error.problem
        except Invalid as error:
            wrong[text] = error.faults[0].words
        except ConcordError as error:
            wrong[text] = error.words
    return known, wrong


def _decoded(field: Field, text: str) -> Any:
    """JSON as an export has it."""
    try:
        found: object = msgspec.json.decode(text)
        json_lines.check(0, found)
    except (msgspec.DecodeError, RecursionError, WrongWords):
        raise parsing.Unreadable(field, Words("is not JSON as an export has it", "wrong-shape")) from None
    return found
