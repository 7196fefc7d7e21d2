"""From the lowest to the highest value of a chart: where on it a value lies, and the round numbers along it."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from typing import NamedTuple

from tui.text.charts.chart import AnyChart, Bars, Chart, Strip
from tui.text.charts.finite import known

#: The steps between numbers that people count by.
_STEPS = (1.0, 2.0, 5.0, 10.0)
#: Where the lowest value is less than this of the highest, the axis begins at nought; of what may be columns then.
_FROM_NOUGHT, _COLUMNS = 0.5, 0.8
_LARGEST = sys.float_info.max


class ValueAxis(NamedTuple):
    """``low`` is never ``high``; between them lie all values and levels, from ``least`` to ``most``, and ``ticks``."""

    low: float
    high: float
    ticks: tuple[float, ...]
    least: float
    most: float

    def share(self, value: float) -> float:
        """How far from the lowest to the highest it lies, 0 to 1."""
        size = max(abs(self.low), abs(self.high))
        low = self.low / size
        return min(1.0, max(0.0, (value / size - low) / (self.high / size - low)))

    @property
    def nought(self) -> float:
        """Where bars and columns begin: at 0, or at the lowest where 0 lies outside."""
        return self.share(min(max(self.low, 0.0), self.high))


class RowAxis(NamedTuple):
    """The same over rows of cells, counted from the lowest; columns begin above the first ``base`` of them."""

    axis: ValueAxis
    rows: int
    base: int

    def row(self, value: float) -> int:
        """The row in which a value lies: the last one that a column of it fills."""
        at = round(self.axis.share(value) * self.rows, 6)
        if value < 0 and self.base:
            return min(self.base - 1, math.floor(at))
        return min(self.rows - 1, max(self.base, math.ceil(at) - 1))

    def eighths(self, value: float) -> int:
        """How high a column is above its base, in eighths of a row: at least one; below it, in whole rows."""
        eighths = round((self.axis.share(value) * self.rows - self.base) * 8)
        return min(-1, round(eighths / 8)) * 8 if value < 0 and self.base else max(1, eighths)


def axis_of(chart: AnyChart, ticks: int = 4) -> ValueAxis | None:
    """An axis on which the whole chart fits, with about so many numbers; None where there is nothing to draw."""
    match chart:
        case Chart():
            values = [value for curve in chart.curves for value in curve.values]
        case Bars():
            values = [*(bar.value for bar in chart.bars), 0.0]
        case Strip():
            return None
    there = [value for value in map(known, values) if value is not None]
    there += [level.value for level in chart.levels if known(level.value) is not None] if there else []
    if there and not any(there) and isinstance(chart, Chart) and chart.unit == "%":
        there.append(100.0)
    alone = isinstance(chart, Chart) and len(chart.curves) == 1
    return _axis(there, ticks, _COLUMNS if alone else _FROM_NOUGHT) if there else None


def _axis(values: Sequence[float], count: int, nought: float) -> ValueAxis:
    low, high = min(values), max(values)
    if low > 0 and (low < high * nought or low == high):
        low = 0.0
    elif high < 0 and (high > low * nought or low == high):
        high = 0.0
    if low == high:
        high = 1.0
    step = _step(low, high, count, whole=all(float(value).is_integer() for value in values))
    numbers = range(math.floor(low / step), math.ceil(high / step) + 1) if 0 < step < math.inf else ()
    ticks = tuple(_rounded(step * number, step) for number in numbers)
    if len(ticks) < 2 or not all(map(math.isfinite, ticks)) or ticks[0] > low or ticks[-1] < high:
        ticks = (low, high)
    return ValueAxis(ticks[0], ticks[-1], ticks, low, high)


def _step(low: float, high: float, count: int, *, whole: bool) -> float:
    """The round number in which to count from the one to the other, in about so many steps; 0 where there is none."""
    raw = min(_LARGEST, high / count - low / count)
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 0.0
    step = next((each * power for each in _STEPS if each * power >= raw), 0.0)
    return max(step, 1.0) if whole else step


def _rounded(value: float, step: float) -> float:
    """Without what binary fractions add to it."""
    return round(value, max(0, 1 - math.floor(math.log10(step))))


def over(axis: ValueAxis, rows: int) -> RowAxis:
    """The axis over so many rows, at least two: 0 lies between two of them where columns go up and down from it."""
    if axis.low >= 0:
        return RowAxis(axis, rows, 0)
    least, most = axis.least, max(axis.most, 0.0)
    row, base = min((max(-least / base, most / (rows - base)), base) for base in range(1, rows))
    low, high = max(-_LARGEST, -row * base), min(_LARGEST, row * (rows - base))
    ticks = tuple(tick for tick in axis.ticks if low <= tick <= high)
    return RowAxis(ValueAxis(low, high, ticks, least, most), rows, base)
