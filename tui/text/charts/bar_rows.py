"""Values beside each other as bars in cells: what it is, how long, and what is said of it."""

from __future__ import annotations

from tui.i18n import t
from tui.text.cells import cell_len, fit, lead, right
from tui.text.charts.chart import Bars, Level, Spot, known
from tui.text.charts.curves import titled, wrapped
from tui.text.charts.key_words import level_words
from tui.text.charts.signs import ChartSigns
from tui.text.charts.value_axis import ValueAxis, axis_of
from tui.text.line import Line, Part, joined_parts
from tui.text.safe import safe

#: A bar that is shorter says nothing.
_LEAST = 4


def bars_drawn(chart: Bars, width: int, height: int, signs: ChartSigns, chosen: Spot | None) -> list[Line]:
    """The title and a line a bar; what there is no room for is counted."""
    axis = axis_of(chart)
    if axis is None or not chart.bars:
        return [*titled(chart.title, "", width), ((fit(t("no data"), width).rstrip(" "), "muted"),)][:height]
    legend = wrapped([safe(f"{signs.mark} {words}") for words in level_words(chart)], width, max(0, height - 3))
    shown = most_rows(len(chart.bars), height - 1 - len(legend), chosen)
    label = min(2 + max(cell_len(safe(bar.label)) for bar in chart.bars), width * 2 // 5)
    said = min(1 + max(cell_len(safe(bar.said)) for bar in chart.bars), width - label)
    space = width - label - said
    lines = titled(chart.title, "", width)
    for at in shown:
        bar, tone = chart.bars[at], chart.bars[at].tone or "foreground"
        mark = ">" if chosen is not None and chosen.row == at else " "
        line: list[Part] = [(fit(mark, min(1, label)), "accent"), (lead(safe(bar.label), label - 1), "foreground")]
        if space >= _LEAST:
            line += _bar(known(bar.value), axis, space, chart.levels, signs, tone)
        line.append((right(" " + safe(bar.said), said) if said > 1 else "", tone))
        lines.append(line)
    return [*lines, *left_out(len(chart.bars) - len(shown), width), *legend][:height]


def most_rows(count: int, room: int, chosen: Spot | None) -> range:
    """The rows there is room for, the chosen one among them; where some are left out, a line is left to say so."""
    if count <= room:
        return range(count)
    room = max(1, room - 1)
    first = max(0, min(count - room, chosen.row - room + 1)) if chosen is not None else 0
    return range(first, first + room)


def left_out(count: int, width: int) -> list[Line]:
    """How many more there are."""
    return [((fit(t("{n} more", n=count), width).rstrip(" "), "muted"),)] if count > 0 else []


def _bar(
    value: float | None, axis: ValueAxis, cells: int, levels: tuple[Level, ...], signs: ChartSigns, tone: str
) -> list[Part]:
    """From where 0 is, rightwards in eighths, leftwards in whole cells; levels through it."""
    line: list[Part] = [(" ", "faint")] * cells
    base = round(axis.nought * cells)
    if value is not None:
        share = axis.share(value)
        if value < 0:
            for cell in range(min(base - 1, round(share * cells)), base):
                line[max(0, cell)] = (signs.bars[8], tone)
        else:
            length = max(round((share * cells - base) * 8), int(value > 0))
            for cell in range(base, cells):
                line[cell] = (signs.bars[max(0, min(8, length - (cell - base) * 8))], tone)
    for level in levels:
        if known(level.value) is not None:
            line[min(cells - 1, int(axis.share(level.value) * cells))] = (signs.mark, "strong")
    return joined_parts(line)
