"""A widget of lines."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.parts.drawing import Drawing, filled
from tui.text.line import Part
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


def strip_of(parts: Iterable[Part], tones: Tones) -> Strip:
    """The parts in their styles."""
    return Strip([Segment(text, tones[tone]) for text, tone in parts])


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


class Lines(Drawing, Widget):
    """A drawing on the screen.

    A line that is as it was is the same strip again; what the terminal shows already only `tui.terminal.screen_diff`
    knows.
    """

    can_focus = False
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles_cache = _Drawn()
        self._strips: dict[int, tuple[tuple[Part, ...], int, Tones, Strip]] = {}

    @property
    def cells(self) -> tuple[int, int]:
        return self.outer_size

    def redraw(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row as wide as the widget; what is too long is cut."""
        width, tones = self.outer_size.width, tones_of(self.app)
        line, before = tuple(self.line(y, width)), self._strips.get(y)
        if before is None or before[0] != line or before[1] != width or before[2] is not tones:
            before = self._strips[y] = line, width, tones, strip_of(filled(line, width), tones)
        return before[3]
