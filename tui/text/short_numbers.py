"""Numbers that have to stand in a few cells: with their unit, without it, or rounded; never cut."""

from tui.i18n import lang
from tui.text.cells import cell_len
from tui.text.labels import number

_SCALES = {
    "en": ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}


def brief(value: float, unit: str, cells: int) -> str:
    """The number in at most so many cells (from six on), with as much of what it is as there is room for."""
    for text in (number(value, unit), number(value)):
        if cell_len(text) <= cells:
            return text
    scale, sign = next(((scale, sign) for scale, sign in _SCALES[lang()] if abs(value) >= scale), (1.0, ""))
    for digits in (4, 3, 2, 1):
        text = f"{value / scale:.{digits}g}{sign}"
        if cell_len(text) <= cells and "e" not in text:
            return text
    return f"{value:.0e}"
