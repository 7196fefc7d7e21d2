"""A chart in the cells of a terminal, with blocks of an eighth or in plain ASCII; never wider than it may be.

Colour is never the only sign: curves have letters, health has its letter, a level is a line of dashes.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.text.cells import fit
from tui.text.charts.chart import AnyChart, Chart, Spot, known
from tui.text.line import Line
from tui.text.safe import safe

BLOCKS = " ▁▂▃▄▅▆▇█"
#: The same in plain ASCII: more ink is more.
INK = " _.-=*#"


def drawn(chart: AnyChart, width: int, height: int, ascii: bool = False, chosen: Spot | None = None) -> list[Line]:
    """The chart in at most so many lines of at most so many cells; what is chosen is marked."""
    lines: list[Line] = [((fit(safe(chart.title), width).rstrip(" "), "+foreground"),)]
    if isinstance(chart, Chart):
        for row, curve in enumerate(chart.curves):
            tone = "accent" if chosen is not None and chosen.row == row else "foreground"
            lines.append(((sparkline(curve.values, width, ascii), tone),))
    return lines[:height]


def sparkline(
    values: Sequence[float | None], width: int, ascii: bool = False, low: float | None = None, high: float | None = None
) -> str:
    """Values in one line, one a cell, from the lowest to the highest (or to ``low`` and ``high``); gaps are blank.

    Where there are more values than cells, the latest stay.
    """
    shown = [known(value) for value in values[-width:]] if width > 0 else []
    there = [value for value in shown if value is not None]
    if not there:
        return " " * len(shown)
    least, most = (
        min([*there, *([low] if low is not None else [])]),
        max([*there, *([high] if high is not None else [])]),
    )
    steps = (INK if ascii else BLOCKS)[1:]
    return "".join(" " if value is None else steps[_step(value, least, most, len(steps))] for value in shown)


def _step(value: float, least: float, most: float, steps: int) -> int:
    """Of so many steps the one on which a value lies; where all are equal, the one in the middle."""
    size = max(abs(least), abs(most)) or 1.0
    low, span = least / size, most / size - least / size
    return min(steps - 1, int((value / size - low) / span * steps)) if span > 0 else (steps - 1) // 2
