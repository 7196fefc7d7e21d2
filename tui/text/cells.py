"""Text in terminal cells: a Chinese character takes two, a combining mark none."""

import re
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

#: Stands for what was left out; ASCII, as the typographic one is two cells wide in some terminals.
CUT = ".."
#: What must not begin a line, among wide characters.
_CLOSING = "，。、；：？！）》」』"
#: What stays together: a word, or one wide character, with the spaces before it and the closing marks behind it.
_PIECE = rf" *(?:[^ \u2e80-\U0010ffff]+|[^\0-\u2e7f{_CLOSING}])?[{_CLOSING}]*"
#: The same of text that has no wide characters: the other takes a while to compile.
_NARROW = r" *[^ ]*"


def fit(text: str, width: int) -> str:
    """The text in exactly ``width`` cells: filled with spaces, or cut with ``..`` at its end."""
    if width <= 0:
        return ""
    if text.isascii():
        size = len(text)
        if size <= width:
            return text.ljust(width)
        return text[: width - 2].rstrip(" ").ljust(width - 2) + CUT if width > 2 else text[:width]
    size = cell_len(text)
    if size <= width:
        return text + " " * (width - size)
    if width <= 2:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 2) + CUT


def fit_words(text: str, width: int) -> str:
    """The same, cut between words: of a sentence no id is cut in two."""
    return fit(text if cell_len(text) <= width else f"{wrap(text, width - len(CUT) - 1, 1)[0]} {CUT}", width)


def column(texts: Iterable[str], least: int = 0, most: int = 99) -> int:
    """The cells of a column for the widest of these texts with a blank behind it."""
    return max(least, min(most, max(map(cell_len, texts), default=0) + 1))


def lead(text: str, width: int) -> str:
    """The text in ``width`` cells, of which the last one is always blank: nothing is glued to it."""
    return fit(text, width - 1) + " " if width > 1 else fit(text, width)


def right(text: str, width: int) -> str:
    """The text at the right edge of ``width`` cells."""
    size = cell_len(text)
    return " " * (width - size) + text if size <= width else fit(text, width)


def wrap(text: str, width: int, limit: int = 10_000) -> list[str]:
    """The text in lines of at most ``width`` cells, broken at spaces, or between characters where there are none."""
    width = max(width, 2)
    lines: list[str] = []
    line, size = "", 0
    for word in _pieces(text):
        cells = cell_len(word)
        if size + cells > width and line:
            lines.append(line.rstrip(" "))
            line, size = "", 0
            word = word.lstrip(" ")
            cells = cell_len(word)
        plain = cells > width and word.isascii() and word.isprintable()  # a cell a letter
        while cells > width:
            head = word[:width] if plain else _head(word, width)
            lines.append(head)
            word = word[len(head) :]
            cells = len(word) if plain else cell_len(word)
            if len(lines) >= limit:
                return lines
        line += word
        size += cells
        if len(lines) >= limit:
            return lines
    lines.append(line.rstrip(" "))
    return lines


def _pieces(text: str) -> list[str]:
    return re.findall(_NARROW if text.isascii() or max(text) < "\u2e80" else _PIECE, text)


def broken(text: str, width: int) -> list[str]:
    """The text in rows as `wrap` has them, of which nothing is left out: blanks where it is broken end a row."""
    rows, size = [""], 0
    for piece in _pieces(text):
        word = piece.lstrip(" ")
        if size and size + cell_len(piece) > width:
            rows[-1] += piece[: len(piece) - len(word)]
            rows.append("")
            piece, size = word, 0
        while cell_len(piece) > width:
            head = _head(piece, width)
            rows[-1] += head
            rows.append("")
            piece = piece[len(head) :]
        rows[-1] += piece
        size += cell_len(piece)
    return rows


def _head(word: str, width: int) -> str:
    """As many letters as fit, at least one."""
    size = 0
    for at, letter in enumerate(word):
        size += cell_len(letter)
        if size > width:
            return word[: max(at, 1)]
    return word
