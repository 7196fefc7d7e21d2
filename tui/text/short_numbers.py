"""Numbers that have to stand in a few cells: with their unit, without it, or rounded; never cut."""

from collections.abc import Iterator

from tui.i18n import lang
from tui.text.labels import number

_SCALES = {
    "en": ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}


def brief(value: float, unit: str, cells: int) -> str:
    """The number in at most so many cells (from six on), with as much of what it is as there is room for.

    One that is rounded has `~` before it.
    """
    from tui.text.cells import cell_len  # late: a page has no cells

    return next((text for text in ways_said(value, unit) if cell_len(text) <= cells), f"{value:.0e}")


def ways_said(value: float, unit: str = "") -> Iterator[str]:
    """The number in full and in ever less room, rounded at last."""
    yield from (number(value, unit), number(value))
    for count in (6, 3, 2, 1):
        rounded = float(f"{value:.{count}g}")
        if count > 3 and rounded != value:
            continue
        for scale, sign in _scales(rounded):
            text = f"{'' if rounded == value else '~'}{rounded / scale:.10g}{sign}"
            if "e" not in text:
                yield text


def _scales(value: float) -> list[tuple[float, str]]:
    """The one that the number has, and the next larger one: 0.5亿 is shorter than 5000万."""
    scales = [*reversed(_SCALES[lang()])]
    at = sum(abs(value) >= scale for scale, _sign in scales)
    return [(1.0, "") if at == 0 else scales[at - 1], *scales[at : at + 1]]
