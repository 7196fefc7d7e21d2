"""What a chart says: values only. `cells` draws them for a terminal, `svg` for a page.

Labels are the words of the language spoken already; what people typed in them is made safe by whoever draws.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeAlias

from tui.text.charts.finite import known

Ids: TypeAlias = tuple[str, ...]


class Curve(NamedTuple):
    """A value a day of its chart, or none; ``ids`` says what each of them is made of."""

    label: str
    values: tuple[float | None, ...]
    ids: tuple[Ids, ...] = ()


class Level(NamedTuple):
    """A line across: a target, an edge of a band."""

    value: float
    label: str


class Chart(NamedTuple):
    """Curves over days, which are the ends of weeks where each value is one of a week."""

    title: str
    days: tuple[date, ...]
    curves: tuple[Curve, ...]
    levels: tuple[Level, ...] = ()
    unit: str = ""
    decimals: int = 0


class BarRow(NamedTuple):
    """A value, in words too (``said``), and its tone as a line of the screen has it: bad, warn, good, muted, or ""."""

    label: str
    value: float
    said: str
    ids: Ids = ()
    tone: str = ""


class Bars(NamedTuple):
    """Values beside each other."""

    title: str
    bars: tuple[BarRow, ...]
    levels: tuple[Level, ...] = ()


class StripRow(NamedTuple):
    """How something stood each day: red, amber, green, none, or "" where it was not there; ``said``: how it stands."""

    id: str
    label: str
    tones: tuple[str, ...]
    said: str
    ids: tuple[Ids, ...] = ()


class Strip(NamedTuple):
    """Health over weeks."""

    title: str
    days: tuple[date, ...]
    rows: tuple[StripRow, ...]


AnyChart: TypeAlias = Chart | Bars | Strip


class Spot(NamedTuple):
    """One value of a chart: the curve, bar or row, and which of its days; of bars that is always the first."""

    row: int
    at: int = 0


def spots(chart: AnyChart) -> list[list[Spot]]:
    """Every value that there is, by rows."""
    match chart:
        case Chart():
            rows = [[at for at, value in enumerate(curve.values) if known(value) is not None] for curve in chart.curves]
        case Bars():
            rows = [[0] for _bar in chart.bars]
        case Strip():
            rows = [[at for at, tone in enumerate(row.tones) if tone] for row in chart.rows]
    return [[Spot(row, at) for at in days] for row, days in enumerate(rows)]


def ids_at(chart: AnyChart, spot: Spot) -> Ids:
    """What the value there is made of."""
    match chart:
        case Chart():
            ids = chart.curves[spot.row].ids
        case Bars():
            return chart.bars[spot.row].ids
        case Strip():
            ids = chart.rows[spot.row].ids
    return ids[spot.at] if spot.at < len(ids) else ()


def is_empty(chart: AnyChart) -> bool:
    """Whether there is nothing to draw."""
    return not any(spots(chart))
