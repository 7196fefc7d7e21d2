"""Days as cells: which cell a day falls into, and the heads of months and weeks above them. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from tui.i18n import t
from tui.text.days import month

#: Days in a cell, from the nearest view to the farthest.
STEPS = (1, 2, 3, 4, 7, 14, 28)
#: A number of a week's day needs so many cells.
NUMBER = 3


class Scale(NamedTuple):
    """``cells`` cells of ``days`` days each from ``first`` on."""

    first: date
    days: int
    cells: int

    def at(self, day: date) -> int:
        """The cell of a day; below 0 or beyond the last where it is out of sight."""
        return (day - self.first).days // self.days

    def day(self, cell: int) -> date:
        """The first day of a cell."""
        return self.first + timedelta(cell * self.days)

    @property
    def stretch(self) -> int:
        """The days of as many whole weeks as have room for a number."""
        weeks = 1
        while 7 * weeks < NUMBER * self.days:
            weeks += 1
        return 7 * weeks

    @property
    def monday(self) -> date:
        """The first Monday in sight."""
        return self.first + timedelta(-self.first.weekday() % 7)

    def stretches(self) -> list[tuple[int, date]]:
        """(cell, first day) of each stretch of weeks that begins in sight."""
        found: list[tuple[int, date]] = []
        day = self.monday
        while (cell := self.at(day)) < self.cells:
            found.append((cell, day))
            day += timedelta(self.stretch)
        return found

    def months(self) -> str:
        """The names of the months, each where it begins; the first one in sight at the left."""
        begins = [(0, self.first)]
        for cell in range(1, self.cells):
            day = self.day(cell) + timedelta(self.days - 1)
            if day.month != (self.day(cell) - timedelta(1)).month:
                begins.append((cell, day))
        marks: list[tuple[int, str]] = []
        for at, (cell, day) in enumerate(begins):
            room = (begins[at + 1][0] if at + 1 < len(begins) else self.cells + 1) - cell - 1
            new = not at or day.year != begins[at - 1][1].year
            names = [_name(day, with_year=True)] if new else []
            fit = next((name for name in (*names, _name(day, with_year=False)) if cell_len(name) <= room), "")
            marks.append((cell, fit))
        return placed([mark for mark in marks if mark[1]], self.cells)

    def weeks(self) -> str:
        """The days of the month on which weeks begin."""
        return placed([(cell, str(day.day)) for cell, day in self.stretches()], self.cells)


def fitting(days: Iterable[date], cells: int, today: date) -> Scale:
    """The nearest view that shows all of these days and today, begun on a Monday."""
    known = [*days, today]
    first, last = min(known), max(known)
    for step in STEPS:
        begin = first - timedelta(first.weekday())
        if (last - begin).days < step * cells:
            return Scale(begin, step, cells)
    return around(today, STEPS[-1], cells)


def around(day: date, step: int, cells: int) -> Scale:
    """The view of that nearness with the day a quarter from the left."""
    begin = day - timedelta(step * (cells // 4))
    return Scale(begin - timedelta(begin.weekday()), step, cells)


def placed(marks: Iterable[tuple[int, str]], cells: int) -> str:
    """Texts at their cells in one line; one that would touch the one before, or that does not fit, is left out."""
    line, size = "", 0
    for cell, text in marks:
        wide = cell_len(text)
        if cell + wide > cells or (cell < size + 1 and size):
            continue
        line += " " * (cell - size) + text
        size = cell + wide
    return line + " " * (cells - size)


def _name(day: date, *, with_year: bool) -> str:
    return t("{month} {year}", month=month(day), year=day.year) if with_year else month(day)
