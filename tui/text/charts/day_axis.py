"""The days of a chart along a number of cells: where each begins, and the words under some of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tui.text.cells import cell_len
from tui.text.charts.key_words import dates_said

#: A column is at most so wide, that a few of them are not walls.
_WIDEST = 6


class DayAxis(NamedTuple):
    """``days`` days along ``cells``; where there are more days than cells, several share one."""

    days: int
    cells: int

    @property
    def step(self) -> int:
        """The cells from one day to the next; 0 where several share one."""
        return min(_WIDEST, self.cells // self.days) if self.days else 0

    @property
    def wide(self) -> int:
        """The cells of a column, with a blank to the next one where there is room for it."""
        return max(1, self.step - (self.step > 2))

    def start(self, at: int) -> int:
        """The first cell of the day."""
        return at * self.step if self.step else at * self.cells // self.days

    def middle(self, at: int) -> int:
        """The cell in which the day's value is marked."""
        return self.start(at) + self.wide // 2

    def at(self, cell: int) -> int:
        """The day that lies in that cell, of several the last; the nearest where none does."""
        if self.step:
            return max(0, min(self.days - 1, cell // self.step))
        return max(0, min(self.days - 1, -(-(cell + 1) * self.days // self.cells) - 1))

    @property
    def used(self) -> int:
        """The cells up to the last day's."""
        return min(self.cells, self.start(self.days - 1) + self.wide) if self.days else 0


def days_said(days: Sequence[date], axis: DayAxis) -> str:
    """The line under the chart: the last day, and as many others at equal distances as can be read."""
    if not days:
        return ""
    texts = dates_said(days)
    room = max(map(cell_len, texts)) + 2
    cells = max(1, axis.start(1)) if axis.step else axis.cells / axis.days
    stride = max(1, -int(-room // cells))
    placed: list[tuple[int, str]] = []
    before = axis.cells + 1
    for at in range(len(days) - 1, -1, -stride):
        size = cell_len(texts[at])
        start = min(max(0, axis.middle(at) - size // 2), axis.cells - size)
        if 0 <= start < before - size:
            placed.append((start, texts[at]))
            before = start
    line = ""
    for start, text in reversed(placed):
        line += " " * (start - cell_len(line)) + text
    return line
