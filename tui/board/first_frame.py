"""The board as it stands at the start, drawn before Textual is loaded: it is there in a third of the time.

The screen goes on from there: what it would draw stands there already, and is not drawn again.
"""

import os
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color

from tui.board.board_drawing import BoardDrawing, RuleDrawing, lists_of
from tui.board.pane_drawing import PaneDrawing
from tui.parts.detail_drawing import DetailDrawing
from tui.parts.drawing import Drawing, filled
from tui.parts.footer_drawing import FooterDrawing
from tui.parts.status_drawing import StatusDrawing
from tui.terminal.colors import color_system
from tui.terminal.pen import Codes, Pen, codes_of
from tui.terminal.sizes import clamped
from tui.terminal.taking import Taken, take
from tui.theme import ink, worn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.color import ColorSystem

    from tui.desk.desk import Desk
    from tui.text.line import Part

#: In fewer columns and rows there is no first frame.
LEAST_COLUMNS, LEAST_ROWS = 20, 10
#: Of what is left, as `board.tcss` shares it out: the columns of panes and detail, the rows of the panes side by side
#: with it, and how many rows each pane has at least.
_ACROSS, _DOWN, _LEAST = (12, 13), (5, 5, 8, 4), 2


class LinePiece(NamedTuple):
    """What one drawing gives to a row of the screen, from a column on."""

    x: int
    y: int
    parts: "Sequence[Part]"


class FirstFrame(BoardDrawing[PaneDrawing]):
    """``pieces`` are what stands on the screen; ``taken`` is the terminal once it is shown there."""

    def __init__(self, desk: "Desk", columns: int, rows: int) -> None:
        self._cells = columns, rows
        self.lists = lists_of(desk)
        panes = [PaneDrawing(number, listings) for number, listings in enumerate(self.lists, 1)]
        super().__init__(desk, panes, StatusDrawing(desk), DetailDrawing(), FooterDrawing())
        for pane in panes:
            pane.fill()
        self.fold()
        self.pieces = sorted(self._drawn(), key=lambda piece: (piece.y, piece.x))
        self.taken: Taken | None = None

    @property
    def cells(self) -> tuple[int, int]:
        return self._cells

    def _drawn(self) -> Iterator[LinePiece]:
        for drawing, x, y, columns, rows in self._places():
            drawing.put(columns, rows)
            for at in range(rows):
                yield LinePiece(x, y + at, filled(drawing.line(at, columns), columns))

    def drawn_with(self, codes: "Callable[[str], Codes]") -> str:
        """What a terminal is written to show it; ``codes`` are those of a tone."""
        pen = Pen()
        for x, y, parts in self.pieces:
            pen.write(x, y, [(text, codes(tone)) for text, tone in parts])
        return pen.text()

    def _places(self) -> Iterator[tuple[Drawing, int, int, int, int]]:
        """Every drawing with its left and top, columns and rows."""
        columns, rows = self._cells
        yield self.status, 0, 0, columns, 1
        panes, body = columns, rows - 2
        if not self.folded:
            panes, detail = _shared(columns - 1, _ACROSS, 0)
            yield RuleDrawing(self.desk), panes, 1, 1, body
            yield self.detail, panes + 1, 1, detail, body
        top = 1
        for pane, high in zip(self.panes, self._heights(body), strict=True):
            yield pane, 0, top, panes, min(high, max(0, rows - 1 - top))
            top += high
        yield self.footer, 0, rows - 1, columns, 1

    def _heights(self, rows: int) -> "Sequence[int]":
        if not self.folded:
            return _shared(rows, _DOWN, _LEAST)
        fixed = [1 if pane.folded else self.needed if pane is self.pane and self.below else 0 for pane in self.panes]
        return [high or max(_LEAST, rows - sum(fixed)) for high in fixed]


def _shared(cells: int, parts: "Sequence[int]", least: int) -> list[int]:
    """So many cells shared out as Textual does it: by parts, but ``least`` for each; fractions go to the next one."""
    small: set[int] = set()
    while True:
        left, among = cells - least * len(small), sum(part for at, part in enumerate(parts) if at not in small)
        more = {at for at, part in enumerate(parts) if at not in small and part * left < least * among}
        if not more:
            break
        small |= more
    ends, shares, whole = [0], 0, 0
    for at, part in enumerate(parts):
        if at in small:
            whole += least
        else:
            shares += part
        ends.append(whole + shares * left // (among or 1))
    return [end - begin for begin, end in pairwise(ends)]


def show(desk: "Desk") -> FirstFrame | None:
    """Draw the board on the terminal; None where there is none, or hardly any room."""
    try:
        columns, rows = clamped(*os.get_terminal_size(0))
    except OSError:
        return None
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        return None
    frame = FirstFrame(desk, columns, rows)
    drawn = frame.drawn_with(inks(desk.options.theme, color_system(os.environ)))
    frame.taken = take(drawn, interruptible=desk.workspace.arrive is not None)
    return frame if frame.taken is not None else None


def inks(theme: str, system: "ColorSystem | None") -> "Callable[[str], Codes]":
    """What each tone is told with on a terminal that has these colours."""
    look = worn(theme, few=system is not None and system.name == "STANDARD")

    @cache
    def codes(tone: str) -> Codes:
        color, ground, *attributes = ink(tone, look.colors, plain="NO_COLOR" in os.environ)
        told = ";".join(code for code, on in zip(("1", "4", "7"), attributes, strict=True) if on)
        return codes_of(system, told, *(None if each is None else Color.parse(each) for each in (color, ground)))

    return codes
