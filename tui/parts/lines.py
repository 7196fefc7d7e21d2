"""A widget of lines that draws only the lines that changed.

A line is a list of parts, each a text and the tone to draw it in (`tui.theme.Tones`). What people typed goes through
`text_safe.safe` before it becomes a part.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.theme import Tones

if TYPE_CHECKING:
    from textual.app import App

Part: TypeAlias = tuple[str, str]
Line: TypeAlias = Sequence[Part]


def tones_of(app: "App[object]") -> Tones:
    """The tones of the theme that the app wears now."""
    kept: tuple[str, Tones] | None = getattr(app, "kept_tones", None)
    if kept is None or kept[0] != app.theme:
        kept = (app.theme, Tones(app.theme_variables, plain=app.no_color))
        app.kept_tones = kept  # type: ignore[attr-defined]
    return kept[1]


def size_of(line: Line) -> int:
    """How many cells the line takes."""
    return sum(cell_len(text) for text, _tone in line)


def _merged(line: Line) -> list[Part]:
    """The line in as few parts as look the same: each costs forty bytes of colours, and blanks have none."""
    merged: list[Part] = []
    for text, tone in line:
        if not text:
            continue
        if merged:
            before, other = merged[-1]
            if tone == other or (text.isspace() and not (tone + other).count("chosen")):
                merged[-1] = (before + text, other)
                continue
            if before.isspace() and not other.startswith("chosen"):
                merged[-1] = (before + text, tone)
                continue
        merged.append((text, tone))
    return merged


def _differing(before: Line, now: Line) -> tuple[int, int]:
    """The first cell in which two lines differ, and the one after the last."""
    alike = 0
    while alike < min(len(before), len(now)) and before[alike] == now[alike]:
        alike += 1
    size, other = size_of(now), size_of(before)
    last = max(size, other)
    if size == other:
        behind = 0
        while behind < min(len(before), len(now)) - alike and before[-1 - behind] == now[-1 - behind]:
            behind += 1
        last -= size_of(now[len(now) - behind :])
    return size_of(now[:alike]), last


class Lines(Widget):
    """Subclasses say in `line` what stands where; `redraw` compares that with what is shown."""

    can_focus = False
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._shown: dict[int, Line] = {}
        self._width = 0

    def line(self, y: int, width: int) -> Line:
        """What stands in row ``y``, at most ``width`` cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw the lines again that are not what is shown."""
        width, height = self.size
        if width != self._width:
            return  # all of it is going to be drawn for the new width
        for y in range(height):
            before = self._shown.get(y)
            now = self.line(y, width)
            if now != before:
                self._shown[y] = now
                first, last = (0, width) if before is None else _differing(before, now)
                if first < min(width, last):
                    self.refresh(Region(first, y, min(width, last) - first, 1))

    def forget(self) -> None:
        """Draw everything again: the theme, the language or the size is another."""
        self._shown.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row as Textual draws it."""
        width = self.size.width
        if width != self._width:
            self._width = width
            self._shown.clear()
        shown = self._shown.get(y)
        if shown is None:
            shown = self._shown[y] = self.line(y, width)
        tones = tones_of(self.app)
        merged = _merged(shown)
        blank = tones[merged[-1][1] if merged else "foreground"]
        strip = Strip([Segment(text, tones[tone]) for text, tone in merged])
        return strip.adjust_cell_length(width, blank).simplify()
