"""A bar of the plan as cells: where it lies, how it stands, how far it has slipped, where today is. Pure."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from store.insight.plan import Bar
from store.words import Words
from tui.i18n import t
from tui.rooms.timeline.scale import Scale
from tui.text.line import Part, joined_parts


class Signs(NamedTuple):
    """The characters of the chart: a day's work, one that has slipped or is done, today, a goal's ends and middle."""

    full: str
    light: str
    today: str
    left: str
    line: str
    right: str


LINES = Signs("█", "░", "│", "├", "─", "┤")
ASCII = Signs("#", ".", "|", "[", "-", "]")

#: What stands before a row, and the tone of the bar, by how it stands.
MARKS = {"late": "!", "held": "#", "done": "x", "asked": "?", "over": "!"}
#: The state of what is being moved, until that is kept.
MOVING = "moving"
TONES = {"late": "bad", "held": "warn", "done": "faint", "asked": "warn", "over": "bad", MOVING: "accent"}

Cells = list[tuple[str, str]]


def legend(bars: Iterable[Bar], signs: Signs) -> str:
    """What the signs stand for that these bars are drawn with."""
    shapes = ((_SHAPES[bar.sort], bar.state == "asked") for bar in bars)
    said = {each: None for shape, asked in shapes for each in (asked and shape.asked) or shape.said}
    return "  ".join([t(_TODAY.filled(sign=signs.today)), *(t(words.filled(**signs._asdict())) for words in said)])


def drawn(bar: Bar, scale: Scale, today: date, signs: Signs) -> list[Part]:
    """The cells of one bar with today's line through them, as few parts as there are tones."""
    cells: Cells = [(" ", "faint")] * scale.cells
    now = scale.at(today)
    if 0 <= now < scale.cells:
        cells[now] = (signs.today, "accent")
    if bar.end is None:
        return joined_parts(cells)
    _SHAPES[bar.sort].draw(cells, bar, scale, signs)
    if 0 <= now < scale.cells and cells[now][0] in (" ", signs.line, signs.light):
        cells[now] = (signs.today, "accent")
    _beyond(cells, bar, scale)
    return joined_parts(cells)


def _goal(cells: Cells, bar: Bar, scale: Scale, signs: Signs) -> None:
    first, last = _span(bar, scale)
    _fill(cells, first, last, signs.line, "foreground" if bar.state == "open" else TONES[bar.state])
    for cell, sign in ((first, signs.left), (last, signs.right)):
        _fill(cells, cell, cell, sign, "foreground" if bar.state == "open" else TONES[bar.state])


def _action(cells: Cells, bar: Bar, scale: Scale, signs: Signs) -> None:
    """Solid up to the day that was meant at first, lighter from there on: so a slip is seen."""
    first, last = _span(bar, scale)
    tone = TONES.get(bar.state, "muted")
    _fill(cells, first, last, signs.light if bar.state == "done" else signs.full, tone)
    if bar.slips and bar.first is not None and bar.end is not None and bar.first < bar.end and bar.state != "done":
        _fill(cells, max(first, scale.at(bar.first) + 1), last, signs.light, tone)


def _milestone(cells: Cells, bar: Bar, scale: Scale, signs: Signs) -> None:  # noqa: ARG001
    last = _span(bar, scale)[1]
    if bar.slips and bar.first is not None and bar.end is not None and bar.first < bar.end:
        _fill(cells, scale.at(bar.first), last, ".", "warn")
    tone = "good" if bar.state == "done" else TONES.get(bar.state, "strong")
    _fill(cells, last, last, "<", tone)
    _fill(cells, last + 1, last + 1, ">", tone)


def _allocation(cells: Cells, bar: Bar, scale: Scale, signs: Signs) -> None:  # noqa: ARG001
    first, last = _span(bar, scale)
    _fill(cells, first, last, "-" if bar.state == "asked" else "=", TONES.get(bar.state, "good"))


class Shape(NamedTuple):
    """How the bars of a sort are drawn, and what is said of their signs; of what is only asked for something else."""

    draw: Callable[[Cells, Bar, Scale, Signs], None]
    said: tuple[Words, ...] = ()
    asked: tuple[Words, ...] = ()


_TODAY = Words("{sign} today")
_SHAPES = {
    "goal": Shape(_goal),
    "action": Shape(_action, (Words("{full} planned"), Words("{light} later than meant, or done"))),
    "milestone": Shape(_milestone, (Words("<> milestone"),)),
    "allocation": Shape(_allocation, (Words("= granted"),), (Words("- asked for"),)),
}


def _span(bar: Bar, scale: Scale) -> tuple[int, int]:
    assert bar.end is not None
    last = scale.at(bar.end)
    return (min(scale.at(bar.start), last) if bar.start else last), last


def _fill(cells: Cells, first: int, last: int, sign: str, tone: str) -> None:
    for cell in range(max(0, first), min(len(cells), last + 1)):
        cells[cell] = (sign, tone)


def _beyond(cells: Cells, bar: Bar, scale: Scale) -> None:
    """What lies wholly out of sight leaves a sign at the edge where it is."""
    first, last = _span(bar, scale)
    if last < 0:
        cells[0] = ("<", TONES.get(bar.state, "muted"))
    elif first >= scale.cells:
        cells[-1] = (">", TONES.get(bar.state, "muted"))
