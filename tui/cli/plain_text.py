"""Plain text on its way out: control characters made visible, and columns that stay aligned with double-width text."""

import re
from collections.abc import Iterable, Sequence

# Patterns are compiled when they are first needed: most output is plain ASCII.
# What steers a terminal, turns the direction of reading, or cannot be seen; tab and newline are dealt with apart.
_STEERING = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
# The same in UTF-8, as far as JSON leaves it as it is.
_STEERING_BYTES = (
    b"\x7f|\xc2[\x80-\x9f\xad]|\xd8\x9c|\xe1\xa0\x8e|\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf"
    b"|\xef\xbf[\xb9-\xbb]|\xf3\xa0[\x80-\xbf][\x80-\xbf]"
)


def visible(text: str, lines: bool = False) -> str:
    """The text with every steering character spelled out in ASCII; with ``lines``, newlines stay."""
    if text.isascii() and text.isprintable():
        return text
    if lines:
        return "\n".join(visible(line) for line in text.split("\n"))
    return re.sub(_STEERING, _sign, text.replace("\t", " "))


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return f"^{chr(code + 64)}"
    return "^?" if code == 0x7F else f"<{code:02X}>"


def visible_json(data: bytes) -> bytes:
    """JSON with steering characters escaped: the same values, harmless on a terminal."""
    return re.sub(_STEERING_BYTES, _escaped, data)


def _escaped(match: re.Match[bytes]) -> bytes:
    units = match[0].decode().encode("utf-16-be")
    return b"".join(b"\\u%04x" % int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2))


def width(text: str) -> int:
    """How many cells of a terminal the text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    cells = 0
    for letter in text:
        if category(letter) not in ("Mn", "Me", "Cf"):
            cells += 2 if east_asian_width(letter) in "WF" else 1
    return cells


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
