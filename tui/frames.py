"""What the terminal shows, remembered, so that nothing is written to it twice.

Nor is a colour told twice: between two pieces only what changes of their style is.

Textual draws the whole screen again after a dialog closes, and then once more, and three times at the start. Each piece
of a line (what one widget gives to it) is compared here with what was last written in its place.
"""

from collections.abc import Iterator

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.control import Control
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

#: A piece: where it begins, how wide it is.
_Piece = tuple[int, int, Strip]


#: What a style is told with: attributes, foreground, background.
_Codes = tuple[str, str, str]
_NOTHING: _Codes = ("", "", "")


class _Pen:
    """Writes pieces one after another, telling of each style what is new."""

    def __init__(self, system: ColorSystem | None, codes: dict[Style, _Codes]) -> None:
        self.said: list[str] = []
        self._system = system
        self._codes = codes
        self._now = _NOTHING

    def write(self, x: int, y: int, strip: Strip) -> None:
        """The piece in its place."""
        self.said.append(Control.move_to(x, y).segment.text)
        for text, style, control in strip:
            if control:
                continue
            wanted = _NOTHING if style is None else self._codes.get(style) or self._told(style)
            if wanted != self._now:
                self._turn(wanted)
            self.said.append(text)

    def text(self) -> str:
        """All of it; the style is as at the beginning."""
        if self._now != _NOTHING:
            self._turn(_NOTHING)
        return "".join(self.said)

    def _turn(self, wanted: _Codes) -> None:
        attributes, color, ground = wanted
        was_attributes, was_color, was_ground = self._now
        self._now = wanted
        if attributes != was_attributes or (was_color and not color) or (was_ground and not ground):
            told = ";".join(code for code in ("0", attributes, color, ground) if code)
        else:
            changed = (color if color != was_color else "", ground if ground != was_ground else "")
            told = ";".join(code for code in changed if code)
        self.said.append(f"\x1b[{told}m")

    def _told(self, style: Style) -> _Codes:
        system = self._system
        if system is None:
            codes = (style.without_color._make_ansi_codes(ColorSystem.STANDARD), "", "")
        else:
            color, ground = style.color, style.bgcolor
            codes = (
                style.without_color._make_ansi_codes(system),
                ";".join(color.downgrade(system).get_ansi_codes()) if color else "",
                ";".join(ground.downgrade(system).get_ansi_codes(foreground=False)) if ground else "",
            )
        self._codes[style] = codes
        return codes


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
        self._codes: dict[Style, _Codes] = {}

    def forget(self) -> None:
        """The terminal may show anything: another size, or somebody else has written to it."""
        self._shown.clear()

    def slim(self, update: CompositorUpdate, console: Console) -> CompositorUpdate | None:
        """The update without what stands there already."""
        if isinstance(update, LayoutUpdate):
            pieces = _of_layout(update)
        elif isinstance(update, ChopsUpdate):
            pieces = _of_chops(update)
        else:
            self.forget()
            return update
        system = COLOR_SYSTEMS[console.color_system] if console.color_system else None
        pen = _Pen(system, self._codes)
        for y, (x, width, strip) in pieces:
            line = self._shown.setdefault(y, {})
            shown = line.get(x)
            if shown is not None and shown[0] == width and (shown[1] is strip or list(shown[1]) == list(strip)):
                continue
            for other, (wide, _strip) in tuple(line.items()):
                if other < x + width and x < other + wide:
                    del line[other]
            line[x] = (width, strip)
            first, last = (0, width) if shown is None else _differing(shown, (width, strip))
            pen.write(x + first, y, strip.crop(first, last) if (first, last) != (0, width) else strip)
        return _Slim(pen.text()) if pen.said else None


def _differing(shown: tuple[int, Strip], now: tuple[int, Strip]) -> tuple[int, int]:
    """The first cell in which two pieces that begin in the same place differ, and the one after the last."""
    before, after = list(shown[1]), list(now[1])
    most = min(len(before), len(after))
    alike = 0
    while alike < most and before[alike] == after[alike]:
        alike += 1
    behind = 0
    if shown[0] == now[0]:
        while behind < most - alike and before[-1 - behind] == after[-1 - behind]:
            behind += 1
    first = sum(segment.cell_length for segment in after[:alike])
    return first, now[0] - sum(segment.cell_length for segment in after[len(after) - behind :])


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
