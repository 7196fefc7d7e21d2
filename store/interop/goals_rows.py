"""Objectives and key results as a spreadsheet keeps them: one key result a row.

The columns are goal, goal_owner, department, key_result and, if there is any, progress (percent), in any order; step
and outcome for goals that are half way elsewhere.
"""

import os
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from store.errors import WrongWords
from store.fields import LINE_LIMIT
from store.fields.clean_text import clean
from store.fields.read_numbers import decimal_mark, read_number
from store.interop import csv_text, files
from store.interop.csv_text import CsvRow
from store.kinds.goal import KIND as GOAL

REQUIRED = ("goal", "goal_owner", "department", "key_result")
OPTIONAL = ("progress", "step", "outcome")


class Wanted(msgspec.Struct, frozen=True, gc=False):
    """A row as meant: names as written, cleaned; empty where the cell was."""

    line: int
    goal: str
    owner: str
    department: str
    key_result: str
    progress: int | float | None
    step: str = ""
    outcome: str = ""


def read(source: bytes | str | os.PathLike[str]) -> list[Wanted]:
    """The rows of a file, given as its path or its bytes; all checked, or `WrongWords` with the place of the fault.

    Raises `Failed` where the file cannot be read.
    """
    data = source if isinstance(source, bytes) else files.read(source, csv_text.SIZE_LIMIT)
    wanted: list[Wanted] = []
    seen: dict[tuple[str, str, str], int] = {}
    owners: dict[str, Wanted] = {}
    ways: dict[str, Wanted] = {}
    rows = list(csv_text.rows(data, REQUIRED, OPTIONAL))
    mark = decimal_mark(row.cells.get("progress", "") for row in rows)
    for row in rows:
        meant = _meant(row, mark)
        goal = folded(meant.goal)
        same = (goal, folded(meant.department), folded(meant.key_result))
        if same in seen:
            raise WrongWords("Line {line}: the same as line {first}. Keep one of them", line=row.line, first=seen[same])
        seen[same] = row.line
        if meant.owner:
            _agree(owners.setdefault(goal, meant), meant)
        if meant.step or meant.outcome:
            _agree_on_the_way(ways.setdefault(goal, meant), meant)
        wanted.append(meant)
    if not wanted:
        raise WrongWords("The file has no rows below its header")
    return wanted


@lru_cache(1024)  # a column holds the same few names over and over
def folded(name: str) -> str:
    """What two ways of writing the same name have in common."""
    return unicodedata.normalize("NFKC", name).casefold()


def _meant(row: CsvRow, mark: str) -> Wanted:
    cells = {column: _text(row, column) for column in REQUIRED}
    for column in ("goal", "key_result"):
        if not cells[column]:
            raise WrongWords("Line {line}, {column}: the cell is empty", line=row.line, column=column)
    progress = _progress(row.line, row.cells.get("progress", ""), mark)
    step, outcome = (_choice(row, column) for column in ("step", "outcome"))
    if outcome and step not in ("", "closed"):
        raise WrongWords("Line {line}, outcome: it belongs to a goal that is closed", line=row.line)
    if step == "closed" and not outcome:
        raise WrongWords("Line {line}, outcome: a goal that is closed has one", line=row.line)
    named = (cells["goal"], cells["goal_owner"], cells["department"], cells["key_result"])
    return Wanted(row.line, *named, progress, step, outcome)


def _choice(row: CsvRow, column: str) -> str:
    """The word that a field of a goal takes, written as it is stored or as its English label."""
    cell = folded(clean(row.cells.get(column, "")))
    choices = [each for each in GOAL.fields[column].choices if each.value]
    found = next((each.value for each in choices if cell in (folded(each.value), folded(str(each.label)))), "")
    if cell and not found:
        known = [each.value for each in choices]
        raise WrongWords(
            'Line {line}, {column}: "{value}" is not one of: {choices}',
            line=row.line,
            column=column,
            value=cell[:40],
            choices=known,
        )
    return found


def _text(row: CsvRow, column: str) -> str:
    text = _cleaned(row.cells[column])
    if len(text) > LINE_LIMIT:
        raise WrongWords(
            "Line {line}, {column}: longer than {n} characters", line=row.line, column=column, n=LINE_LIMIT
        )
    return text


_cleaned = lru_cache(1024)(clean)


def _progress(line: int, cell: str, mark: str) -> int | float | None:
    """Percent: `78`, `78%` and `78,5 %` are meant alike; None where the cell is blank."""
    cell = clean(cell)
    if not cell:
        return None
    try:
        value = read_number(cell, "%", mark)
    except WrongWords as error:
        raise WrongWords("Line {line}, progress: {problem}", line=line, problem=error.words) from None
    if value < 0:
        raise WrongWords('Line {line}, progress: "{value}" is less than nothing', line=line, value=cell[:40])
    return value


def _agree(first: Wanted, other: Wanted) -> None:
    """One goal has one owner."""
    if folded(first.owner) != folded(other.owner):
        raise WrongWords(
            'Line {line}, goal_owner: "{owner}", but line {first} gives the same goal to "{other}"',
            line=other.line,
            owner=other.owner,
            first=first.line,
            other=first.owner,
        )


def _agree_on_the_way(first: Wanted, other: Wanted) -> None:
    """One goal is at one step."""
    if (first.step, first.outcome) != (other.step, other.outcome):
        raise WrongWords(
            "Line {line}: line {first} says another step or outcome of the same goal", line=other.line, first=first.line
        )


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
