"""Pyte's screen, quicker where most of the time goes: letters of ASCII that fit into the line, and reading them."""

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
        line, attrs = self.buffer[cursor.y], cursor.attrs
        for x, letter in enumerate(data, cursor.x):
            line[x] = _made(attrs, letter)
        cursor.x = end
        self.dirty.add(cursor.y)

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
        return [_seen(line[x]) for x in range(self.columns)]


@lru_cache(16384)
def _made(attrs: Char, letter: str) -> Char:
    return attrs._replace(data=letter)


@lru_cache(16384)
def _seen(cell: Char) -> Char:
    bare = cell.data == " " and not (cell.underscore or cell.strikethrough or cell.reverse)
    return cell._replace(fg="default", bold=False, italics=False) if bare else cell
