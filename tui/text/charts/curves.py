"""Curves over days in cells: one as columns, several by a letter each; levels as lines of dashes across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.i18n import t
from tui.text.cells import cell_len, fit, right, wrap
from tui.text.charts.chart import Chart, Curve, Level, Spot, known
from tui.text.charts.day_axis import DayAxis, days_said
from tui.text.charts.key_words import curve_words, last_of, level_words
from tui.text.charts.signs import ChartSigns
from tui.text.charts.sparklines import sparkline
from tui.text.charts.value_axis import RowAxis, axis_of, over
from tui.text.line import Line, Part, joined_parts
from tui.text.safe import safe
from tui.text.short_numbers import brief

#: Below it there are no axes, only lines of blocks.
_LEAST_WIDTH, _LEAST_HEIGHT = 16, 5
#: What the axes take of the height: the title, the rule, the days.
_AROUND = 3
_VALUE_CELLS = 8


class Plot(NamedTuple):
    """Where in the lines of a chart its values are drawn: ``left`` cells are before them."""

    left: int
    values: RowAxis
    days: DayAxis


def letter(row: int) -> str:
    """What a curve is told by where there are several."""
    return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[row % 52]


def curves_drawn(chart: Chart, width: int, height: int, signs: ChartSigns, chosen: Spot | None) -> list[Line]:
    """The chart, title first; where there is too little room for axes, a line of blocks a curve."""
    if not any(last_of(curve) is not None for curve in chart.curves):
        return [*titled(chart.title, "", width), ((fit(t("no data"), width).rstrip(" "), "muted"),)][:height]
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        return _small(chart, width, height, signs)
    legend, plot = _laid_out(chart, width, height - _AROUND, signs)
    return [*titled(chart.title, chart.unit, width), *_plot(chart, plot, signs, chosen), *legend]


def field_of(chart: Chart, width: int, rows: int) -> Plot | None:
    """How the chart lies over so many rows; None where nothing is to be drawn."""
    axis = axis_of(chart, max(1, rows * 2 // 3))
    if axis is None:
        return None
    left = min(max(cell_len(brief(tick, "", _VALUE_CELLS)) for tick in axis.ticks) + 2, width // 2)
    count = max([len(chart.days), *(len(curve.values) for curve in chart.curves)])
    return Plot(left, over(axis, max(2, rows)), DayAxis(count, width - left))


def _laid_out(chart: Chart, width: int, height: int, signs: ChartSigns) -> tuple[list[Line], Plot]:
    """The legend, and the plot in the rest of so many lines; that several meet in a place is said where they do."""
    items = _legend(chart, signs)
    for more in ([], [t("{sign} several", sign=signs.several)]):
        legend = wrapped([*items, *more], width, max(0, height - 3))
        plot = field_of(chart, width, height - len(legend))
        assert plot is not None
        if more or not _meet(chart, plot):
            break
    return legend, plot


def titled(title: str, unit: str, width: int) -> list[Line]:
    title, unit = safe(title), safe(unit)
    if not unit or cell_len(title) + 2 + cell_len(unit) > width:
        return [((fit(title, width).rstrip(" "), "+foreground"),)]
    return [((title, "+foreground"), ("  " + unit, "muted"))]


def _small(chart: Chart, width: int, height: int, signs: ChartSigns) -> list[Line]:
    """A line a curve: its name, its blocks, its last value, as far as there is room for each."""
    lines: list[Line] = []
    if height > len(chart.curves):
        lines += titled(chart.title, chart.unit, width)
    for curve in chart.curves:
        last = last_of(curve)
        value = "" if last is None else brief(round(last, chart.decimals), "", _VALUE_CELLS)
        label = safe(curve.label or chart.title)
        name = min(cell_len(label) + 1, width // 3) if width >= _LEAST_WIDTH else 0
        space = max(1, width - name - (cell_len(value) + 1 if width > 2 * _VALUE_CELLS else 0))
        line = sparkline(curve.values, space, signs.ascii)
        text = f"{fit(label, name - 1)} " if name > 1 else ""
        tail = " " + value if space < width - name else ""
        lines.append((*([(text, "muted")] if text else []), (line, "foreground"), (tail, "strong")))
    return lines[:height]


# The values


def _plot(chart: Chart, plot: Plot, signs: ChartSigns, chosen: Spot | None) -> list[Line]:
    left, values, days = plot
    grid: list[list[Part]] = [[(" ", "faint")] * days.cells for _row in range(values.rows)]
    if len(chart.curves) == 1:
        _one(grid, chart.curves[0], plot, signs, chosen)
    else:
        _letters(grid, chart, plot, signs, chosen)
    for level in chart.levels:
        if known(level.value) is not None:
            _across(grid, values, level, signs)
    said = _ticks(values)
    lines: list[Line] = []
    for row in range(values.rows - 1, -1, -1):
        label = right(said.get(row, ""), left - 2)
        lines.append((label_part(label), (" " + signs.side, "faint"), *joined_parts(grid[row])))
    lowest = right(said.get(-1, ""), left - 2)
    lines.append((label_part(lowest), (" " + signs.corner, "faint"), *joined_parts(_rule(days, signs, chosen))))
    lines.append(((" " * left + days_said(chart.days, days), "muted"),))
    return lines


def label_part(text: str) -> Part:
    """A number of the axis."""
    return (text, "muted")


def _rule(days: DayAxis, signs: ChartSigns, chosen: Spot | None) -> list[Part]:
    """The line below; under the chosen day a mark."""
    rule: list[Part] = [(signs.rule, "faint")] * days.cells
    if chosen is not None and 0 <= chosen.at < days.days:
        rule[days.middle(chosen.at)] = ("^", "accent")
    return rule


def _ticks(values: RowAxis) -> dict[int, str]:
    """What stands before each row, and before the rule (-1) the lowest; no two beside each other say the same."""
    said: dict[int, str] = {}
    axis = values.axis
    for tick in sorted(axis.ticks, key=lambda tick: (tick != 0, tick != axis.ticks[-1], -tick)):
        row = -1 if tick == axis.low and not values.base else values.row(tick)
        said.setdefault(row, brief(tick, "", _VALUE_CELLS))
    return said


def _one(grid: list[list[Part]], curve: Curve, plot: Plot, signs: ChartSigns, chosen: Spot | None) -> None:
    """As columns, which begin at 0; where the axis begins above or ends below it, only the height of each value."""
    values, days = plot.values, plot.days
    whole = values.axis.low <= 0 <= values.axis.high
    for at, value in enumerate(map(known, curve.values)):
        if value is None:
            continue
        tone = "accent" if chosen is not None and chosen.at == at else "foreground"
        filled = _column(values, value, signs) if whole else _point(values, value, signs)
        for cell in range(days.start(at), min(days.cells, days.start(at) + days.wide)):
            for row, sign in filled.items():
                grid[row][cell] = (sign, tone)


def _column(values: RowAxis, value: float, signs: ChartSigns) -> dict[int, str]:
    height = values.eighths(value)
    return {row: _block(row - values.base, height, signs) for row in range(values.rows)}


def _point(values: RowAxis, value: float, signs: ChartSigns) -> dict[int, str]:
    row = values.row(value)
    return {row: signs.points[min(2, int((values.axis.share(value) * values.rows - row) * 3))]}


def _block(row: int, height: int, signs: ChartSigns) -> str:
    """What a column of that height fills of a row, counted from its base."""
    if height < 0:
        return signs.blocks[8] if height // 8 <= row < 0 else " "
    return signs.blocks[max(0, min(8, height - row * 8))] if row >= 0 else " "


def _letters(grid: list[list[Part]], chart: Chart, plot: Plot, signs: ChartSigns, chosen: Spot | None) -> None:
    """A letter where each value lies, a sign of its own where several do; the chosen curve is on top."""
    order = [*range(len(chart.curves))]
    if chosen is not None:
        order.sort(key=lambda row: row == chosen.row)
    for row in order:
        _dots(grid, chart.curves[row], plot)
    for row in order:
        ours = chosen is not None and chosen.row == row
        for at, value in enumerate(map(known, chart.curves[row].values)):
            if value is not None:
                line, cell = plot.values.row(value), plot.days.middle(at)
                alone = ours or grid[line][cell][0] in (" ", ".", letter(row))
                sign = letter(row) if alone else signs.several
                grid[line][cell] = (sign, "+accent" if ours else "foreground")


def _dots(grid: list[list[Part]], curve: Curve, plot: Plot) -> None:
    """What leads the eye from one letter to the next; not over a day without a value."""
    values = [*map(known, curve.values)]
    for at, (before, after) in enumerate(pairwise(values)):
        if before is not None and after is not None:
            first, last = plot.days.middle(at), plot.days.middle(at + 1)
            for cell in range(first + 1, last):
                share = (cell - first) / (last - first)
                row = plot.values.row(before * (1 - share) + after * share)
                grid[row][cell] = (".", "faint")


def _across(grid: list[list[Part]], values: RowAxis, level: Level, signs: ChartSigns) -> None:
    """A line of dashes, also over columns that are higher; nothing else is hidden by it."""
    row = values.row(level.value)
    above = grid[row + 1] if row + 1 < values.rows else []
    for cell, (sign, _tone) in enumerate(grid[row]):
        passed = sign == signs.blocks[8] and above and above[cell][0] in signs.blocks[1:]
        if sign == " " or passed:
            grid[row][cell] = (signs.level, "strong")


# What the signs stand for


def _legend(chart: Chart, signs: ChartSigns) -> list[str]:
    several = len(chart.curves) > 1
    curves = [safe(f"{letter(row)} {words}" if several else words) for row, words in enumerate(curve_words(chart))]
    return curves + [safe(f"{signs.level} {words}") for words in level_words(chart)]


def _meet(chart: Chart, plot: Plot) -> bool:
    """Whether two curves have a value in one place."""
    there = [
        {
            (plot.values.row(value), plot.days.middle(at))
            for at, value in enumerate(map(known, curve.values))
            if value is not None
        }
        for curve in chart.curves
    ]
    return len(set[tuple[int, int]]().union(*there)) < sum(map(len, there))


def wrapped(items: Sequence[str], width: int, most: int) -> list[Line]:
    """Items in as few lines as they fit in, none cut in two where it fits into one; so many lines at most."""
    lines: list[str] = []
    for item in items:
        for text in wrap(item, width):
            if lines and cell_len(lines[-1]) + 3 + cell_len(text) <= width:
                lines[-1] += "   " + text
            else:
                lines.append(text)
    return [((fit(line, width).rstrip(" "), "muted"),) for line in lines[:most]]
