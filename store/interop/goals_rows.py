"""Objectives and key results as a spreadsheet keeps them: one key result a row.

The columns are goal, goal_owner, department, key_result and, if there is any, progress (percent), in any order; step
and outcome for goals that are half way elsewhere. Further ones stay with the key result.
"""

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from store.errors import WrongWords
from store.fields import LINE_LIMIT
from store.fields.clean_text import clean
from store.fields.read_numbers import decimal_mark, read_number
from store.interop import cell_words, table_file
from store.interop.column_names import ColumnNames, FoundColumns, InEach, listed
from store.interop.column_values import Ways
from store.interop.progress_column import as_percent
from store.interop.table_file import FileTable
from store.kinds.goal import KIND as GOAL
from store.words import Words

REQUIRED = ("goal", "goal_owner", "department", "key_result")
OPTIONAL = ("progress", "step", "outcome")
#: What each column is called besides its name.
LABELS = {
    "goal": [Words("Goal")],
    "goal_owner": [Words("Owner")],
    "department": [Words("Department")],
    "key_result": [Words("Key result")],
    "progress": [Words("Progress")],
    "step": [Words("Step")],
    "outcome": [Words("Outcome")],
}
#: Words for nothing leave these empty; in others they are what something is called.
_MAY_BE_NOTHING = ("goal_owner", "department")


class Wanted(msgspec.Struct, frozen=True, gc=False):
    """A row as meant: names as written, cleaned; empty where the cell was.

    Several owners or departments stand in one cell as they were written.
    """

    line: int
    goal: str
    owner: str
    department: str
    key_result: str
    progress: int | float | None
    step: str = ""
    outcome: str = ""
    extra: dict[str, str] = {}


class GoalsTable(list[Wanted]):
    """The rows of a file, and what has to be said of how it was read."""

    def __init__(self, rows: Sequence[Wanted], remarks: Sequence[Words]) -> None:
        super().__init__(rows)
        self.remarks = list(remarks)


def english(words: Words) -> list[str]:
    """What words are where only English is known."""
    return [str(words)]


def read(
    source: bytes | str | os.PathLike[str],
    in_each: InEach = english,
    *,
    mapped: Mapping[str, str] | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    ways: Ways = Ways(),  # noqa: B008 (it is never changed)
) -> GoalsTable:
    """The rows of a file, given as its path or its bytes; all that is wrong is raised at once, as `FaultyTable`.

    Raises `WrongWords` for what is no table, `Failed` where the file cannot be read.
    """
    names = ColumnNames(LABELS, in_each, mapped)
    needed = [names.reaching(name) for name in REQUIRED]
    found = table_file.read(source, names.known, encoding=encoding, sheet=sheet, needed=needed)
    faults = found.faults
    columns = names.find(found.header, found.header_line, faults)
    missing = [name for name in REQUIRED if name not in columns.fields]
    if missing:
        words = Words(
            "there is no column {names}. The columns are {header}",
            "unknown-column",
            names=missing,
            header=[*REQUIRED, *OPTIONAL],
            column=Words("COLUMN", context="place"),
            takes=missing[0],
        )
        faults.add(found.header_line, "", words)
        faults.refuse()
    if not found.lines:
        faults.add(found.header_line, "", Words("there are no rows below the header"))
    rows = list(_RowMeaning(found, columns, in_each, ways).rows())
    _look_across(rows, found, columns)
    faults.refuse()
    return GoalsTable(rows, found.remarks)


@lru_cache(1024)  # a column holds the same few names over and over
def folded(name: str) -> str:
    """What two ways of writing the same name have in common."""
    return unicodedata.normalize("NFKC", name).casefold()


_cleaned = lru_cache(1024)(clean)


class _RowMeaning:
    """Makes rows of the cells; what is wrong is among the faults of the table."""

    def __init__(self, found: FileTable, columns: FoundColumns, in_each: InEach, ways: Ways) -> None:
        self._table, self._columns, self._in_each = found, columns, in_each
        self._progress = self._read_progress(ways)
        self._choices = {name: self._words_of(name) for name in ("step", "outcome")}
        further = [(found.header[at], found.columns[at]) for at in columns.further]
        self._further = [(name, cells) for name, cells in further if any(cells)]
        if self._further:
            found.remarks.append(
                Words(
                    "{n} further columns are kept: {names}",
                    one="One further column is kept: {names}",
                    n=len(self._further),
                    names=[name for name, _cells in self._further],
                )
            )

    def rows(self) -> Iterator[Wanted]:
        """The rows with nothing wrong in themselves."""
        faults = self._table.faults
        above = "", "", ""
        texts = zip(*(self._texts(name) for name in REQUIRED), strict=True)
        for n, (goal, owner, department, result) in enumerate(texts):
            count = len(faults.found)
            if not goal and not owner and above[0]:  # merged cells, of which one is filled
                goal, owner, department = above[0], above[1], department or above[2]
            above = (goal, owner, department) if goal else above
            for name, text in (("goal", goal), ("key_result", result)):
                if not text:
                    self._wrong(n, name, Words("the cell is empty", "needed"))
            step, outcome = self._choice(n, "step"), self._choice(n, "outcome")
            if outcome and step not in ("", "closed"):
                self._wrong(n, "outcome", Words("it belongs to a goal that is closed"))
            if step == "closed" and not outcome:
                self._wrong(n, "outcome", Words("a goal that is closed has one"))
            progress = self._value(n)
            if n in faults.rows or len(faults.found) > count:
                faults.rows.add(n)
                continue
            extra = {name: column[n].strip() for name, column in self._further if column[n].strip()}
            line = self._table.lines[n]
            yield Wanted(line, goal, owner, department, result, progress, step, outcome, extra)

    def _wrong(self, n: int, name: str, words: Words) -> None:
        at = self._columns.fields.get(name)
        header = name if at is None else self._table.header[at]
        self._table.faults.add(self._table.lines[n], header, words)

    def _cell(self, n: int, name: str) -> str:
        at = self._columns.fields.get(name)
        return "" if at is None else self._table.columns[at][n]

    def _texts(self, name: str) -> list[str]:
        """The cells of a column, cleaned; each text once, since many are the same."""
        cells = self._table.columns[self._columns.fields[name]]
        known = {cell: clean(cell) for cell in dict.fromkeys(cells)}
        for n, cell in enumerate(cells) if any(len(text) > LINE_LIMIT for text in known.values()) else ():
            if len(known[cell]) > LINE_LIMIT:
                self._wrong(n, name, Words("longer than {n} characters", n=LINE_LIMIT))
                self._table.faults.rows.add(n)
        if name in _MAY_BE_NOTHING:
            known = {cell: "" if cell_words.is_nothing(text) else text for cell, text in known.items()}
        return [known[cell] for cell in cells]

    def _words_of(self, name: str) -> dict[str, str]:
        words = {"": ""}
        choices = [each for each in GOAL.fields[name].choices if each.value]
        for each in choices:
            for said in (each.value, *self._in_each(each.label)):
                words[folded(said)] = each.value
        for each in choices:
            for said in listed("choice_words.json").get(each.value, ()):
                words.setdefault(folded(said), each.value)
        return words

    def _choice(self, n: int, name: str) -> str:
        """The word that a field of a goal takes, by its label too."""
        if name not in self._columns.fields:
            return ""
        cell = folded(_cleaned(self._cell(n, name)))
        words = self._choices[name]
        if cell not in words and not cell_words.is_nothing(cell):
            known = [each.value for each in GOAL.fields[name].choices if each.value]
            self._wrong(n, name, Words('"{value}" is not one of: {choices}', value=cell[:40], choices=known))
        return words.get(cell, "")

    def _value(self, n: int) -> int | float | None:
        at = self._columns.fields.get("progress")
        value = None if at is None else self._progress.get(self._table.columns[at][n])
        if isinstance(value, Words):
            self._wrong(n, "progress", value)
            return None
        return value

    def _read_progress(self, ways: Ways) -> dict[str, Any]:
        """Percent by the cells: `78`, `78%` and `78.5 %` are meant alike; or what is wrong with a cell."""
        at = self._columns.fields.get("progress")
        if at is None:
            return {}
        cells = [cell for cell in dict.fromkeys(self._table.columns[at]) if not cell_words.is_nothing(cell.strip())]
        mark = decimal_mark(cells)
        found: dict[str, Any] = {cell: _number(cell, mark) for cell in cells}
        right = {cell: value for cell, value in found.items() if not isinstance(value, Words)}
        return found | as_percent(right, ways.progress, self._table.header[at], self._table.remarks)


def _number(cell: str, mark: str) -> int | float | Words:
    """The number, or what is wrong with it."""
    try:
        value = read_number(clean(cell), "%", mark)
    except WrongWords as error:
        return error.words
    if value < 0:
        return Words('"{value}" is less than nothing', "out-of-range", value=cell.strip()[:40])
    return value


@lru_cache(1024)
def _alike(cell: str) -> str:
    """What ways of writing the same people have in common."""
    return folded("\n".join(cell_words.names(cell, lambda _name: False, people=True)))


def _look_across(rows: Sequence[Wanted], found: FileTable, columns: FoundColumns) -> None:
    """What rows say together: each key result once, one owner and one step for each goal."""
    seen: dict[tuple[str, str, str], int] = {}
    first_owner: dict[str, Wanted] = {}
    first_way: dict[str, Wanted] = {}
    owner = found.header[columns.fields["goal_owner"]]
    for row in rows:
        goal = folded(row.goal)
        same = (goal, folded(row.department), folded(row.key_result))
        first = seen.setdefault(same, row.line)
        if first != row.line:
            found.faults.add(row.line, "", Words("the same as line {first}. Keep one of them", first=first))
        if row.owner:
            other = first_owner.setdefault(goal, row)
            if _alike(other.owner) != _alike(row.owner):
                words = Words(
                    '"{owner}", but line {first} gives the same goal to "{other}"',
                    owner=row.owner,
                    first=other.line,
                    other=other.owner,
                )
                found.faults.add(row.line, owner, words)
        if row.step or row.outcome:
            other = first_way.setdefault(goal, row)
            if (other.step, other.outcome) != (row.step, row.outcome):
                words = Words("line {first} says another step or outcome of the same goal", first=other.line)
                found.faults.add(row.line, "", words)


def ways(wanted: Sequence[Wanted]) -> dict[str, tuple[str, str]]:
    """How far the goals are, by their folded titles: step and outcome, where a row says so."""
    return {folded(row.goal): (row.step, row.outcome) for row in wanted if row.step or row.outcome}


def owners(wanted: Sequence[Wanted]) -> dict[str, Wanted]:
    """The first row that names an owner, by the goal's folded title."""
    found: dict[str, Wanted] = {}
    for row in wanted:
        if row.owner:
            found.setdefault(folded(row.goal), row)
    return found
