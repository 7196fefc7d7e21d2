"""A column of numbers, read as one: whether its comma is a decimal one, whether its parts of one are percent.

What a cell means by itself is for the reader of numbers of every door (`store.records.parsing`).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_SPACES = re.compile(r"[\s'’_]")
#: A number with one sort of sign in it that can be nothing but decimal, and one that can be either.
_COMMA = re.compile(r"[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+|,\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})")
_POINT = re.compile(r"[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\.\d+|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


def told_apart(cells: Sequence[str]) -> dict[str, str]:
    """The cells of a column with a decimal point where the column tells which it is, by the cell as it stands there.

    A cell that says by itself what it is stays so, and so does every one where others say both.
    """
    bare = {cell: _bare(cell) for cell in dict.fromkeys(cells) if "," in cell or "." in cell or not cell.isascii()}
    commas = any(_COMMA.fullmatch(each) for each, _tail in bare.values())
    points = any(_POINT.fullmatch(each) for each, _tail in bare.values())
    found: dict[str, str] = {}
    for cell, (number, tail) in bare.items():
        if _COMMA.fullmatch(number) or (commas and not points and _EITHER.fullmatch(number)):
            found[cell] = number.replace(".", "").replace(",", ".") + tail
        elif _POINT.fullmatch(number) or (points and not commas and _EITHER.fullmatch(number)):
            found[cell] = number.replace(",", "") + tail
    return found


def _bare(cell: str) -> tuple[str, str]:
    """The digits and signs of a cell, and what stands behind them."""
    said = _SPACES.sub("", unicodedata.normalize("NFKC", cell).replace("−", "-"))
    found = re.match(r"[+-]?[\d.,]*", said)
    at = found.end() if found else 0
    return said[:at], said[at:]


def are_parts_of_one(values: Iterable[float | None], percent: Iterable[str]) -> bool:
    """Whether a column of progress holds parts of one: all from 0 to 1, one of them between, none with a ``%``."""
    numbers = [value for value in values if value is not None]
    if not numbers or not all(0 <= value <= 1 for value in numbers) or all(value in (0, 1) for value in numbers):
        return False
    return not any("%" in unicodedata.normalize("NFKC", cell) for cell in percent)
