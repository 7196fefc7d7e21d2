"""A widget of lines.

A line is a list of parts, each a text and the tone to draw it in (`tui.theme.Tones`). What people typed goes through
`text_safe.safe` before it becomes a part.
"""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.geometry import Region
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


class _Drawn(StylesCache):
    """What was drawn of a widget that has no border, no padding and no colours but those of its tones.

    Each line goes once through the filters; Textual's way makes it six times anew. What the widget gives again is not
    drawn again, also where all of it is to be refreshed: mostly a line or two are others.
    """

    def __init__(self) -> None:
        super().__init__()
        self._as: object = None
        #: By row: what the widget gave, and what became of it.
        self._made: dict[int, tuple[Strip, Strip]] = {}

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of that region, drawn where they are not as they were."""
        width = widget.outer_size.width
        filters, (_, ground) = widget.get_line_filters(), widget.background_colors
        if self._as != (now := (width, ground, filters)):
            self.clear()
            self._made.clear()
            self._as = now
        strips: list[Strip] = []
        for y in crop.line_range:
            strip = None if y in self._dirty_lines else self._cache.get(y)
            if strip is None:
                given = widget.render_line(y)
                if y not in self._made or self._made[y][0] is not given:
                    segments = list(given)
                    for each in filters:
                        segments = each.apply(segments, ground)
                    self._made[y] = given, Strip(segments, width)
                strip = self._cache[y] = self._made[y][1]
            strips.append(strip)
        self._dirty_lines.difference_update(crop.line_range)
        first, end = crop.column_span
        return strips if (first, end) == (0, width) else [strip.crop(first, end) for strip in strips]


class Lines(Widget):
    """Subclasses say in `line` what stands where.

    A line that is as it was is the same strip again; what the terminal shows already only `tui.terminal.screen_diff`
    knows.
    """

    can_focus = False
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_cache = _Drawn()
        self._strips: dict[int, tuple[tuple[Part, ...], int, Tones, Strip]] = {}

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
        """The row as wide as the widget; what is too long is cut."""
        width, tones = self.outer_size.width, tones_of(self.app)
        line, before = tuple(self.line(y, width)), self._strips.get(y)
        if before is None or before[0] != line or before[1] != width or before[2] is not tones:
            before = self._strips[y] = line, width, tones, self._strip(line, width, tones)
        return before[3]

    def _strip(self, line: Line, width: int, tones: Tones) -> Strip:
        merged = _merged(line) or [("", "foreground")]
        room = width - size_of(merged)
        if room > 0:
            text, tone = merged[-1]
            merged[-1] = (text + " " * room, tone)
        strip = Strip([Segment(text, tones[tone]) for text, tone in merged], max(width, width - room))
        return strip if room >= 0 else strip.adjust_cell_length(width)
