"""The chosen record as lines; it scrolls when there are more than fit."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

from tui.i18n import t
from tui.parts.drawing import Drawing
from tui.text.line import Line


class DetailDrawing(Drawing):
    """``tell`` asks ``source`` (subject and lines for a width) again; ``move`` moves over what it said.

    ``reading`` means that the keys are for it.
    """

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.source: Callable[[int], tuple[str, Sequence[Line]]] = lambda _width: ("", ())
        self.subject = ""
        self._lines: Sequence[Line] | None = None
        self._for_width = 0
        self._held = 0
        self.top = 0
        self.reading = False

    @property
    def lines(self) -> Sequence[Line]:
        """What it says, asked when it is first drawn in this width."""
        if self._lines is None or self._for_width != self.cells[0]:
            self._for_width = self.cells[0]
            subject, self._lines = self.source(max(20, self.cells[0] - 2))
            if subject != self.subject:
                self.subject, self.top = subject, 0
            self.top = max(0, min(self.top, self._most))
        return self._lines

    def tell(self) -> None:
        """Ask again; another subject starts at its top."""
        self._lines = None
        if not self._held:
            self.redraw()

    @contextmanager
    def told_once(self) -> Generator[None, None, None]:
        """However often it is told meanwhile, it asks once, at the end."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            if self._lines is None:
                self.tell()

    def forget(self) -> None:
        self._lines = None
        super().forget()

    @property
    def _most(self) -> int:
        return max(0, len(self.lines) - self.cells[1] + 1)

    def move(self, by: int) -> None:
        """Move down by so many lines, or up."""
        top = max(0, min(self.top + by, self._most))
        if top != self.top:
            self.top = top
            self.redraw()

    def half(self, way: int) -> None:
        self.move(way * max(1, self.cells[1] // 2))

    def line(self, y: int, width: int) -> Line:  # noqa: ARG002
        """A line behind a blank; the last row says what is below."""
        lines = self.lines
        at = self.top + y
        below = len(lines) - self.top - self.cells[1]
        if y == self.cells[1] - 1 and below > 0:
            return [(" ", "foreground"), (t("{n} more lines, J scrolls", n=below + 1), "faint")]
        if at >= len(lines) or not lines[at]:
            return ()
        line = [(" ", "foreground"), *lines[at]]
        if self.reading and at == 0:
            line[0] = (">", "+accent")
        return line
