"""What the terminal shows, remembered, so that nothing is written to it twice.

Textual draws the whole screen again after a dialog closes, and then once more, and three times at the start. Each piece
of a line (what one widget gives to it) is compared here with what was last written in its place.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tui.terminal.pen import PLAIN, Codes, Pen, codes_of

#: A piece: where it begins, how wide it is.
_Piece = tuple[int, int, Strip]
#: Letters that never join the one before them: elsewhere only whole pieces are written. Not needed by the first paint.
_PLAIN = (
    "[ -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u25ff\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uff00-\uffef]*"
)


class _Slim(CompositorUpdate):
    """An update that is written as it stands."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render_segments(self, console: Console) -> str:  # noqa: ARG002
        """The text with its movements of the cursor."""
        return self.text


class Frames:
    """``slim`` gives the part of an update that is not on the terminal yet, None where all of it is."""

    def __init__(self) -> None:
        self._shown: dict[int, dict[int, tuple[int, Strip]]] = {}
        self._codes: dict[Style, Codes] = {}
        self._region = Region(0, 0, 0, 0)

    def forget(self) -> None:
        """The terminal may show anything: another size, or somebody else has written to it."""
        self._shown.clear()

    def know(self, columns: int, rows: int, strips: Iterable[tuple[int, int, Strip]]) -> None:
        """A terminal of that size shows these, each in its column and row."""
        self._region = Region(0, 0, columns, rows)
        for x, y, strip in strips:
            self._shown.setdefault(y, {})[x] = strip.cell_length, strip

    def slim(self, update: CompositorUpdate, console: Console) -> CompositorUpdate | None:
        """The update without what stands there already."""
        if isinstance(update, LayoutUpdate):
            if update.region != self._region:  # what was written since for the size before may have gone anywhere
                self._region = update.region
                self.forget()
            pieces = _of_layout(update)
        elif isinstance(update, ChopsUpdate):
            pieces = _of_chops(update)
        else:
            self.forget()
            return update
        system = COLOR_SYSTEMS[console.color_system] if console.color_system else None
        pen = Pen()
        for y, (x, width, strip) in pieces:
            line = self._shown.setdefault(y, {})
            shown = line.get(x)
            if shown is not None and shown[0] == width and (shown[1] is strip or list(shown[1]) == list(strip)):
                continue
            for other, (wide, _strip) in tuple(line.items()):
                if other < x + width and x < other + wide:
                    del line[other]
            line[x] = (width, strip)
            first, last = (0, width) if shown is None or shown[0] != width else _differing(shown[1], strip)
            if first < last:
                changed = strip.crop(first, last)
                pen.write(x + first, y, [(text, self._told(style, system)) for text, style, off in changed if not off])
        return _Slim(pen.text()) if pen.said else None

    def _told(self, style: Style | None, system: ColorSystem | None) -> Codes:
        if style is None:
            return PLAIN
        codes = self._codes.get(style)
        if codes is None:
            attributes = style.without_color._make_ansi_codes(system or ColorSystem.STANDARD)
            codes = self._codes[style] = codes_of(system, attributes, style.color, style.bgcolor)
        return codes


def _differing(before: Strip, now: Strip) -> tuple[int, int]:
    """The first cell in which two pieces of one place and width differ, and the one after the last."""
    text = now.text
    if not (re.fullmatch(_PLAIN, text) and re.fullmatch(_PLAIN, before.text)):
        return 0, now.cell_length
    old, new = _looks(before), _looks(now)
    most = min(len(old), len(new))
    alike = behind = 0
    while alike < most and old[alike] == new[alike]:
        alike += 1
    while behind < most - alike and old[-1 - behind] == new[-1 - behind]:
        behind += 1
    return cell_len(text[:alike]), now.cell_length - cell_len(text[len(text) - behind :])


def _looks(strip: Strip) -> list[tuple[str, object]]:
    looks: list[tuple[str, object]] = []
    for letters, style, _ in strip:
        ground = _ground(style) if " " in letters else style
        looks += [(letter, ground if letter == " " else style) for letter in letters]
    return looks


@lru_cache
def _ground(style: Style | None) -> object:
    """What is seen of a style where nothing is written."""
    return style if style is None or style.underline or style.strike or style.reverse else style.bgcolor


def _of_layout(update: LayoutUpdate) -> Iterator[tuple[int, _Piece]]:
    left, top = update.region.offset
    for y, strips in enumerate(update.strips, top):
        x = left
        for strip in strips:
            width = strip.cell_length
            yield y, (x, width, strip)
            x += width


def _of_chops(update: ChopsUpdate) -> Iterator[tuple[int, _Piece]]:
    for y, x1, x2 in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= x2 or end <= x1:
                continue
            if end > x2:
                strip = strip.crop(0, x2 - x)
            yield y, (x, min(end, x2) - x, strip)
