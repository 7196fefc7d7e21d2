"""The words of a chart: its values in full, what its curves and levels are, how health is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui.i18n import t
from tui.text.charts.chart import AnyChart, Bars, Chart, Curve, Strip
from tui.text.charts.finite import known
from tui.text.days import dated
from tui.text.health_words import HEALTH
from tui.text.joined import labelled
from tui.text.labels import number

#: A letter for each colour of health.
LETTERS = {"red": "R", "amber": "A", "green": "G"}
#: From so many days on, months are said in place of days.
_LONG = 300


def value_said(value: float, chart: Chart) -> str:
    """A value of the chart in full: 4,210 pieces."""
    return number(round(value, chart.decimals), chart.unit)


def last_of(curve: Curve) -> float | None:
    """The last value there is."""
    return next((value for value in map(known, reversed(curve.values)) if value is not None), None)


def curve_words(chart: Chart) -> list[str]:
    """Each curve and its last value, without the unit, which the chart has."""
    return [f"{curve.label} {_last_said(curve, chart)}".strip(" ") for curve in chart.curves]


def level_words(chart: Chart | Bars) -> list[str]:
    """Each level that can be drawn."""
    levels = (level for level in chart.levels if known(level.value) is not None)
    return [f"{level.label} {number(level.value)}".strip(" ") for level in levels]


def in_short(chart: AnyChart) -> list[str]:
    """What the chart says by its last values."""
    match chart:
        case Chart():
            return [*curve_words(chart), *level_words(chart)]
        case Bars():
            return [*(labelled(bar.label, bar.said) for bar in chart.bars), *level_words(chart)]
        case Strip():
            return [labelled(f"{row.id} {row.label}".strip(" "), row.said) for row in chart.rows]


def dates_said(days: Sequence[date]) -> list[str]:
    """The days as words: 30 Jun, or over a long time 2026-06."""
    long = (days[-1] - days[0]).days > _LONG
    return [f"{day:%Y-%m}" if long else dated(day) for day in days]


def tone_said(tone: str) -> str:
    """How a colour of health is called; one that only a later version knows stands as it is."""
    return t(HEALTH.get(tone, tone))


def _last_said(curve: Curve, chart: Chart) -> str:
    last = last_of(curve)
    return t("no data") if last is None else number(round(last, chart.decimals))
