"""The last line: the keys that people need most here, or, until the next key, what there is to say."""

from collections.abc import Sequence

from rich.cells import cell_len

from store.words import Words
from tui.i18n import t
from tui.keys import Key
from tui.parts.lines import Lines
from tui.text.cells import wrap
from tui.text.line import Line, Part
from tui.text.refusals import told
from tui.text.safe import safe

_TONES = {"plain": "foreground", "whisper": "muted", "good": "good", "warn": "warn", "bad": "bad"}
#: A message takes at most so many lines.
MOST = 4
#: Cells between two keys; the keys that stay where there is little room.
GAP, STAY = 3, ("?", "Esc")


def fitting(offers: Sequence[tuple[str, str]], width: int) -> Line:
    """Keys and what they do, in ``width`` cells: the ways to help and out stay, the others go from the last on."""
    room = width - 1 + GAP
    sizes = [cell_len(key) + 1 + cell_len(what) + GAP for key, what in offers]
    shown = {at for at, (key, _what) in enumerate(offers) if key in STAY}
    for at, size in enumerate(sizes):
        if sum(sizes[each] for each in shown) + size <= room:
            shown.add(at)
    line: list[Part] = [(" ", "foreground")]
    for at in sorted(shown):
        key, what = offers[at]
        line += [(key, "+accent"), (f" {what}" + " " * GAP, "muted")]
    return line


class Footer(Lines):
    """``keys`` are shown as far as they fit; a message stands in their place until it is cleared."""

    def __init__(self, *, id: str | None = "footer") -> None:
        super().__init__(id=id)
        self.keys: Sequence[Key] = ()
        self.message: tuple[Words | str, str] | None = None

    @property
    def whispering(self) -> bool:
        """What stands there is only news, for which nothing else is kept back."""
        return self.message is not None and self.message[1] == "whisper"

    def offer(self, keys: Sequence[Key]) -> None:
        self.keys = keys
        self.redraw()

    def say(self, words: Words | str, tone: str = "plain") -> None:
        """Show a message; a long one takes more lines."""
        self.message = (words, tone)
        self._fit()

    def clear(self) -> None:
        """Back to the keys."""
        if self.message is not None:
            self.message = None
            self._fit()

    def _fit(self) -> None:
        height = len(self._said(self.size.width)) if self.message else 1
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.redraw()

    def _said(self, width: int) -> list[str]:
        if self.message is None:
            return []
        return wrap(safe(told(self.message[0], screen=True)), max(10, width - 2), MOST)

    def line(self, y: int, width: int) -> Line:
        if self.message is not None:
            lines = self._said(width)
            return [(" " + lines[y], _TONES.get(self.message[1], "foreground"))] if y < len(lines) else ()
        if y:
            return ()
        offers = [(key.shown, t(key.label)) for key in self.keys]
        return fitting([(key, f"{said[:1].lower()}{said[1:]}") for key, said in offers], width)
