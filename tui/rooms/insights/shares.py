"""How the pictures of a page share its lines: that with the cursor is in sight, as many others as there is room for."""

from collections.abc import Sequence

from tui.text.charts.chart import Bars, Chart, Strip
from tui.text.insights.insight_page import Grid, Picture

#: Lines of a chart at least and at most; rows of what is longer that stay where others want room too.
LOW, HIGH, ROWS = 7, 14, 5


def needed(part: Picture) -> tuple[int, int]:
    """Lines that it has at least and at most."""
    match part:
        case Chart():
            return LOW, HIGH
        case Bars():
            around, rows = 1 + bool(part.levels), len(part.bars)
        case Strip():
            around, rows = 3, len(part.rows)  # the days, and what the letters stand for
        case Grid():
            around, rows = 2, len(part.rows)
    return around + min(rows, ROWS), around + rows


def shares(parts: Sequence[Picture], at: int, height: int) -> dict[int, int]:
    """Lines by picture, a blank line between two: from that at ``at`` on, and before it where room is left."""
    least = [needed(part)[0] for part in parts]
    shown = [at]
    left = height - min(least[at], height)
    for other in (*range(at + 1, len(parts)), *range(at - 1, -1, -1)):
        if other in (max(shown) + 1, min(shown) - 1) and least[other] + 1 <= left:
            shown.append(other)
            left -= least[other] + 1
    found = {each: min(least[each], height) for each in sorted(shown)}
    short = [each for each in shown if needed(parts[each])[1] > found[each]]
    while left and short:  # a line each in turn
        for each in short[:left]:
            found[each] += 1
            left -= 1
        short = [each for each in short if needed(parts[each])[1] > found[each]]
    return found
