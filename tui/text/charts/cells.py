"""A chart in the cells of a terminal, with blocks of an eighth or in plain ASCII; never wider than it may be.

Colour is never the only sign: curves have letters, health has its letter, a level is a line of dashes.
"""

from __future__ import annotations

from tui.text.charts.bar_rows import bars_drawn
from tui.text.charts.chart import AnyChart, Bars, Chart, Spot, Strip
from tui.text.charts.curves import curves_drawn
from tui.text.charts.signs import signs_of
from tui.text.charts.sparklines import sparkline
from tui.text.charts.strips import strip_drawn
from tui.text.line import Line

__all__ = ["drawn", "sparkline"]


def drawn(chart: AnyChart, width: int, height: int, ascii: bool = False, chosen: Spot | None = None) -> list[Line]:
    """The chart in at most so many lines of at most so many cells; what is chosen is marked."""
    if width <= 0 or height <= 0:
        return []
    signs = signs_of(ascii)
    match chart:
        case Chart():
            return curves_drawn(chart, width, height, signs, chosen)
        case Bars():
            return bars_drawn(chart, width, height, signs, chosen)
        case Strip():
            return strip_drawn(chart, width, height, signs, chosen)
