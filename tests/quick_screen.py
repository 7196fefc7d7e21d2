"""Pyte's screen and stream, quicker where most time goes: colours, places, letters of ASCII, and reading them."""

import re
from functools import lru_cache
from typing import Any

import pyte
from pyte import modes
from pyte.screens import Char


class QuickScreen(pyte.Screen):
    """All else is drawn by pyte as it stands."""

    def draw(self, data: str) -> None:
        cursor, end = self.cursor, self.cursor.x + len(data)
        plain = data.isascii() and data.isprintable() and not self.charset and modes.IRM not in self.mode
        if not plain or end > self.columns:
            super().draw(data)
            return
        cells = map(_letters(cursor.attrs).__getitem__, data)
        self.buffer[cursor.y].update(zip(range(cursor.x, end), cells, strict=True))
        cursor.x = end
        self.dirty.add(cursor.y)

    def select_graphic_rendition(self, *attrs: int) -> None:
        before = self.cursor.attrs, attrs, modes.DECSCNM in self.mode
        if before not in _SELECTED:
            super().select_graphic_rendition(*attrs)
            _SELECTED[before] = self.cursor.attrs
        self.cursor.attrs = _SELECTED[before]

    @property
    def display(self) -> list[str]:
        """The lines; the second half of a wide letter is empty, and its first half may be gone."""
        empty, across = " " * self.columns, range(self.columns)
        lines = map(self.buffer.__getitem__, range(self.lines))
        return ["".join([line[x].data for x in across]) if line else empty for line in lines]

    def cells(self) -> list[list[Any]]:
        """Every cell: the letter, the colours, the attributes; of a blank only what is seen of it."""
        return [self.row(y) for y in range(self.lines)]

    def row(self, y: int) -> list[Any]:
        """The cells of one line."""
        line = self.buffer[y]
        return [cell if (cell := line[x]).data != " " else _seen(cell) for x in range(self.columns)]


class QuickStream(pyte.Stream):
    """Colours, places and the text behind them are taken whole; pyte's reads them letter by letter."""

    def feed(self, data: str) -> None:
        at, screen = 0, self.listener
        assert screen is not None
        for found in _USUAL.finditer(data):
            if at < found.start():
                super().feed(data[at : found.start()])
                at = found.start()
            if not self._taking_plain_text:
                continue  # it stands within another sequence
            numbers, what, text = found.groups()
            (screen.select_graphic_rendition if what == "m" else screen.cursor_position)(*_numbers(numbers))
            if text:
                screen.draw(text)
            at = found.end()
        super().feed(data[at:])


class QuickByteStream(pyte.ByteStream, QuickStream):
    """The same of bytes."""


_USUAL = re.compile(rf"\x1b\[([0-9;]*)([mH])({pyte.Stream._text_pattern.pattern})?")
#: The attributes after a sequence, by those before it.
_SELECTED: dict[tuple[Char, tuple[int, ...], bool], Char] = {}


class _Letters(dict[str, Char]):
    """The cells that have these attributes, by their letters."""

    def __init__(self, attrs: Char) -> None:
        super().__init__()
        self._attrs = attrs

    def __missing__(self, letter: str) -> Char:
        made = self[letter] = self._attrs._replace(data=letter)
        return made


_letters = lru_cache(4096)(_Letters)


@lru_cache(4096)
def _numbers(written: str) -> list[int]:
    """As pyte reads them."""
    return [min(int(each or 0), 9999) for each in written.split(";")]


@lru_cache(16384)
def _seen(blank: Char) -> Char:
    bare = not (blank.underscore or blank.strikethrough or blank.reverse)
    return blank._replace(fg="default", bold=False, italics=False) if bare else blank
