"""Plain text on its way out: control characters made visible, and columns that stay aligned with double-width text."""

import os
import re
from collections.abc import Iterable, Sequence
from typing import TextIO
from unicodedata import category, east_asian_width

from store.fields.steering import STEERING, spelled_out


def visible(text: str, lines: bool = False) -> str:
    """The text with every steering character spelled out in ASCII; with ``lines``, newlines stay."""
    if text.isascii() and text.isprintable():
        return text
    if lines:
        return "\n".join(visible(line) for line in text.split("\n"))
    return spelled_out(text.replace("\t", " "))


def visible_json(data: bytes) -> bytes:
    """JSON with steering characters escaped: the same values, harmless on a terminal."""
    if data.isascii() and b"\x7f" not in data:
        return data
    return re.sub(f"(?![\\x00-\\x1f])[{STEERING}]", _escaped, data.decode()).encode()  # JSON escapes controls itself


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2], 'big'):04x}" for at in range(0, len(units), 2))


def width(text: str) -> int:
    """How many cells of a terminal the text takes."""
    if text.isascii():
        return len(text)

    cells = 0
    for letter in text:
        if category(letter) not in ("Mn", "Me", "Cf"):
            cells += 2 if east_asian_width(letter) in "WF" else 1
    return cells


def terminal_width(stream: TextIO) -> int:
    """How many cells a line of that terminal has; 80 where it does not say."""
    try:
        return max(20, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return 80


def crop(text: str, cells: int) -> str:
    """The text in at most that many cells, with `..` where something is left out."""
    if width(text) <= cells:
        return text
    kept, used = "", 0
    for letter in text:
        used += width(letter)
        if used > cells - 2:
            break
        kept += letter
    return kept.rstrip() + ".."


def columns(rows: Iterable[Sequence[str]], most: int | None = None) -> list[str]:
    """The rows as lines with aligned columns, the last one open; ``most`` is the width of the terminal in cells."""
    aligned = [column for column in map(_aligned, zip(*rows, strict=True)) if column[0]]
    lines = ["  ".join(cells).rstrip() for cells in zip(*aligned, strict=True)]
    return [crop(line, most) for line in lines] if most else lines


def _aligned(column: Sequence[str]) -> list[str]:
    """The cells of a column, each as wide as the widest."""
    together = "".join(column)
    if together.isascii() and together.isprintable():
        widest = max(map(len, column))
        return [cell.ljust(widest) for cell in column]
    shown = list(map(visible, column))
    widths = list(map(width, shown))
    return [cell + " " * (max(widths) - taken) for cell, taken in zip(shown, widths, strict=True)]
