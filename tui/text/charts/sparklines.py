"""Values in one line of blocks, for lists."""

from collections.abc import Sequence

from tui.text.charts.finite import known

_BLOCKS = "▁▂▃▄▅▆▇█"
#: More ink is more.
_INK = "_.-=*#"


def sparkline(
    values: Sequence[float | None], width: int, ascii: bool = False, low: float | None = None, high: float | None = None
) -> str:
    """One value a cell, from the lowest to the highest (or to ``low`` and ``high``); where there is none, a blank.

    Where there are more values than cells, the latest stay.
    """
    shown = [known(value) for value in values[-width:]] if width > 0 else []
    there = [value for value in shown if value is not None]
    if not there:
        return " " * len(shown)
    ends = [*there, *(end for end in map(known, (low, high)) if end is not None)]
    steps = _INK if ascii else _BLOCKS
    return "".join(" " if value is None else steps[_step(value, min(ends), max(ends), len(steps))] for value in shown)


def _step(value: float, least: float, most: float, steps: int) -> int:
    """Of so many steps the one on which a value lies; where all are equal, the one in the middle."""
    size = max(abs(least), abs(most)) or 1.0
    low, span = least / size, most / size - least / size
    return min(steps - 1, int((value / size - low) / span * steps)) if span > 0 else (steps - 1) // 2
