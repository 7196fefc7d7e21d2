"""A list of any length of which the rows in sight are drawn: it holds ids, and asks for a row when it has to show it.

The cursor belongs to a record, not to a row number: when rows come, go or move, it stays on its record. Scrolling goes
by half the height, which costs a fraction of scrolling line by line.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from tui.parts.drawing import Drawing
from tui.text.line import Line

#: Draws one row: (id, width, is it the chosen one).
Draw = Callable[[str, int, bool], Line]


def _nothing(*_ids: object) -> None:
    """Nobody listens."""


class ListDrawing(Drawing):
    """``on_choose`` hears of every move of the cursor, ``on_enter`` of a double click.

    ``head`` rows at the top are the subclass's; ``blank`` is what an empty list says.
    """

    head = 0

    def __init__(self, draw: Draw, **values: Any) -> None:
        super().__init__(**values)
        self.draw = draw
        self.ids: Sequence[str] = ()
        self.cursor = 0
        self.top = 0
        self.on_choose: Callable[[str | None], None] = _nothing
        self.on_enter: Callable[[str], None] = _nothing
        self.on_touch: Callable[[], None] = _nothing

    # What is chosen

    @property
    def chosen(self) -> str | None:
        """The id under the cursor, None where the list is empty."""
        return self.ids[self.cursor] if self.ids else None

    @property
    def rows(self) -> int:
        """How many rows are in sight."""
        return max(1, self.cells[1] - self.head)

    def show(self, ids: Sequence[str], chosen: str | None = None) -> None:
        """Hold these ids; the cursor stays on its record, or goes to ``chosen``, or stays near where it was.

        Does not call ``on_choose``: who shows knows.
        """
        wanted = chosen or self.chosen
        self.ids = ids
        self.cursor = max(0, min(self.cursor, len(ids) - 1))
        if wanted is not None:
            with suppress(ValueError):
                self.cursor = ids.index(wanted)
        self._scroll()
        self.redraw()

    def choose(self, id: str) -> bool:
        """Put the cursor on that record; False when it is not in the list."""
        try:
            at = self.ids.index(id)
        except ValueError:
            return False
        self.move_to(at)
        return True

    # Moving

    def move(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self.move_to(self.cursor + by)

    def move_to(self, at: int) -> None:
        """Move the cursor to that row, or as near as there are rows."""
        at = max(0, min(at, len(self.ids) - 1))
        if at == self.cursor or not self.ids:
            return
        self.cursor = at
        self._scroll()
        self.redraw()
        self.on_choose(self.chosen)

    def half(self, way: int) -> None:
        """Half a page down (1) or up (-1)."""
        self.move(way * max(1, self.rows // 2))

    def _scroll(self) -> None:
        rows = self.rows
        most = max(0, len(self.ids) - rows)
        if self.cursor < self.top:
            self.top = self.cursor - rows // 2
        elif self.cursor >= self.top + rows:
            self.top = self.cursor - rows + 1 + rows // 2
        self.top = max(0, min(self.top, most))

    # Drawing

    def line(self, y: int, width: int) -> Line:
        if y < self.head:
            return self.head_line(y, width)
        at = self.top + y - self.head
        if at < len(self.ids):
            return self.draw(self.ids[at], width, at == self.cursor)
        return self.blank_line(y - self.head, width) if not self.ids else ()

    def head_line(self, y: int, width: int) -> Line:
        """A row above the list; for subclasses with ``head``."""
        raise NotImplementedError

    def blank_line(self, y: int, width: int) -> Line:  # noqa: ARG002
        """What an empty list says in that row."""
        return ()
