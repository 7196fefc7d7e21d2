"""A chart as a table: for whoever hears a page, and where a document is text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tui.i18n import t
from tui.text.charts.chart import AnyChart, Bars, Chart, Strip, StripRow
from tui.text.charts.finite import known
from tui.text.charts.key_words import dates_said, level_words, tone_said, value_said
from tui.text.joined import told
from tui.text.pages.document import TextTable, typed


def table_of(chart: AnyChart) -> TextTable:
    """Every value that is drawn, in words."""
    match chart:
        case Chart():
            return _of_curves(chart)
        case Bars():
            rows = [(typed(bar.label), typed(bar.said)) for bar in chart.bars]
            rows += [(typed(words), "") for words in level_words(chart)]
            return TextTable((t("What"), t("Value")), rows, typed(chart.title))
        case Strip():
            rows = [(f"{row.id} {typed(row.label)}".strip(" "), *_stood(chart, row)) for row in chart.rows]
            return TextTable((t("What"), t("Over the weeks"), t("Now")), rows, typed(chart.title))


def _of_curves(chart: Chart) -> TextTable:
    """A day a row; what is the same every day, the levels, below it."""
    days = dates_said(chart.days)
    rows = [
        (day, *("" if (v := _at(curve.values, at)) is None else value_said(v, chart) for curve in chart.curves))
        for at, day in enumerate(days)
    ]
    rows += [(typed(words), *("" for _curve in chart.curves)) for words in level_words(chart)]
    named = len(chart.curves) > 1  # of one alone the title says what it is
    head = (t("Day"), *(typed(curve.label) if named else t("Value") for curve in chart.curves))
    return TextTable(head, rows, typed(chart.title))


def _at(values: tuple[float | None, ...], at: int) -> float | None:
    return known(values[at]) if at < len(values) else None


def _stood(chart: Strip, row: StripRow) -> Iterator[str]:
    """How it stood, each colour until when; and how it stands."""
    days = dates_said(chart.days)
    found = [
        t("{color} until {day}", color=tone_said(tone), day=[*week][-1][0])
        for tone, week in groupby(zip(days, row.tones, strict=False), key=lambda week: week[1])
        if tone
    ]
    yield told(found)
    yield typed(row.said)
