"""The last line: the keys that people need most here, or, until the next key, what there is to say."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len

from store.words import Words
from tui.i18n import t
from tui.keys import Key, as_named
from tui.parts.drawing import Drawing
from tui.text.cells import wrap
from tui.text.line import Line, Part
from tui.text.refusals import told
from tui.text.safe import safe

_TONES = {"plain": "foreground", "whisper": "muted", "good": "good", "warn": "warn", "bad": "bad"}
#: A message takes at most so many lines.
MOST = 4
#: Cells between two keys; the keys that stay where there is little room.
GAP, STAY = 3, ("?", "Esc")


def offered(keys: Sequence[Key]) -> list[tuple[str, str]]:
    """Keys and what they do, as a line of them says it."""
    return [(key.shown, f"{said[:1].lower()}{said[1:]}") for key in keys for said in (t(key.label),)]


def fitting(offers: Sequence[tuple[str, str]], width: int) -> Line:
    """Keys and what they do, in ``width`` cells: the ways to help and out stay, the others go from the last on."""
    line: list[Part] = [(" ", "foreground")]
    for key, what in _in_sight(offers, width):
        line += [(key, "+accent"), (f" {what}" + " " * GAP, "muted")]
    return line


def key_at(offers: Sequence[tuple[str, str]], width: int, x: int) -> str:
    """Textual's name of the key whose hint, drawn so, is in that cell: of several the one there, or the first."""
    at = 1
    for key, what in _in_sight(offers, width):
        end = at + cell_len(key) + 1 + cell_len(what)
        if at <= x < end:
            names = key.split(" ")
            starts = [at + sum(cell_len(each) + 1 for each in names[:place]) for place in range(len(names))]
            ends = [start + cell_len(name) for name, start in zip(names, starts, strict=True)]
            return as_named(next((name for name, stop in zip(names, ends, strict=True) if x < stop), names[0]))
        at = end + GAP
    return ""


def _in_sight(offers: Sequence[tuple[str, str]], width: int) -> Iterator[tuple[str, str]]:
    room = width - 1 + GAP
    sizes = [cell_len(key) + 1 + cell_len(what) + GAP for key, what in offers]
    shown = {at for at, (key, _what) in enumerate(offers) if key in STAY}
    for at, size in enumerate(sizes):
        if sum(sizes[each] for each in shown) + size <= room:
            shown.add(at)
    return (offers[at] for at in sorted(shown))


class FooterDrawing(Drawing):
    """``keys`` are shown as far as they fit; a message stands in their place until it is cleared."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.keys: Sequence[Key] = ()
        self.message: tuple[Words | str, str] | None = None

    def offer(self, keys: Sequence[Key]) -> None:
        if keys != self.keys:
            self.keys = keys
            self.redraw()

    def said(self, width: int) -> list[str]:
        """The message in lines of that width."""
        if self.message is None:
            return []
        return wrap(safe(told(self.message[0], screen=True)), max(10, width - 2), MOST)

    def line(self, y: int, width: int) -> Line:
        if self.message is not None:
            lines = self.said(width)
            return [(" " + lines[y], _TONES.get(self.message[1], "foreground"))] if y < len(lines) else ()
        return () if y else fitting(offered(self.keys), width)
