"""A picture of a page in cells: charts as `charts.cells` draws them, a grid as columns under their names."""

from tui.text.cells import column, fit, lead, right
from tui.text.charts.cells import drawn
from tui.text.charts.chart import Spot
from tui.text.insights.insight_page import Grid, Picture
from tui.text.line import Line, Part
from tui.text.safe import safe

#: Cells of a name and of a column at most.
NAME, COLUMN = 24, 16


def picture_lines(part: Picture, width: int, height: int, ascii_only: bool, spot: Spot | None = None) -> list[Line]:
    """At most so many lines of so many cells; the point that is chosen is marked."""
    if not isinstance(part, Grid):
        return drawn(part, width, height, ascii_only, spot)
    names = [safe(row.label) for row in part.rows]
    wide = max(column((part.corner, *names), most=NAME), 1)
    cells = column((*map(safe, part.columns), *(cell.said for row in part.rows for cell in row.cells)), most=COLUMN) + 1
    many = max(1, (width - wide) // cells)
    heads: list[Part] = [(right(safe(name), cells), "+foreground") for name in part.columns[:many]]
    lines: list[Line] = [
        [(fit(part.title, width).rstrip(), "+foreground")],
        [(lead(part.corner, wide), "muted"), *heads],
    ]
    for at, row in enumerate(part.rows):
        parts: list[Part] = [(lead(names[at], wide), "foreground")]
        for to, cell in enumerate(row.cells[:many]):
            tone = "chosen" if spot == (at, to) else cell.tone or "faint"
            parts.append((right(cell.said or ".", cells), tone))
        lines.append(parts)
    return lines[:height]
