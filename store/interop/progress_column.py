"""A column of progress, read as one: percent, or parts of one, as spreadsheets keep percent."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from store.words import Words


def as_percent(values: dict[str, Any], way: str | None, header: str, remarks: list[Words]) -> dict[str, float]:
    """The values of a column of progress in percent, where it holds parts of one; what that is taken for is said.

    ``way`` says it, "fraction" or "percent"; else the column tells.
    """
    fraction = way == "fraction"
    if way is None and _are_parts_of_one(values.values(), values):
        fraction = True
        example = next(cell for cell, value in values.items() if 0 < value < 1)
        remarks.append(
            Words(
                "{column}: all of it is 1 or less and taken for parts of one: {cell} is {percent} %",
                column=header,
                cell=example,
                percent=f"{_percent(values[example]):g}",
            )
        )
    return (
        {cell: value if _has_sign(cell) else _percent(value) for cell, value in values.items()} if fraction else values
    )


def _percent(value: float) -> float:
    made = round(value * 100, 9)
    return int(made) if made == int(made) else made


def _are_parts_of_one(values: Iterable[float], cells: Iterable[str]) -> bool:
    """All are from 0 to 1, one of them between, none with a ``%``."""
    numbers = list(values)
    if not all(0 <= value <= 1 for value in numbers) or all(value in (0, 1) for value in numbers):
        return False
    return not any(map(_has_sign, cells))


def _has_sign(cell: str) -> bool:
    return "%" in unicodedata.normalize("NFKC", cell)
