"""A widget of lines.

A line is a list of parts, each a text and the tone to draw it in (`tui.theme.Tones`). What people typed goes through
`text_safe.safe` before it becomes a part.
"""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.text.line import Line, Part
from tui.theme import Tones

if TYPE_CHECKING:
    from textual.app import App


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


class Lines(Widget):
    """Subclasses say in `line` what stands where.

    Nothing is remembered of what was drawn: only `tui.terminal.screen_diff` knows what the terminal shows already.
    """

    can_focus = False
    ALLOW_SELECT = False

    def line(self, y: int, width: int) -> Line:
        """What stands in row ``y``, at most ``width`` cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw what there is to say now."""
        self.refresh()

    def forget(self) -> None:
        """Say everything again: the theme, the language or the day is another."""
        self.redraw()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        tones = tones_of(self.app)
        merged = _merged(self.line(y, width))
        blank = tones[merged[-1][1] if merged else "foreground"]
        strip = Strip([Segment(text, tones[tone]) for text, tone in merged])
        return strip.adjust_cell_length(width, blank).simplify()
