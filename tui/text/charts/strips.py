"""How things stood over weeks, in cells: a letter and a colour a week."""

from __future__ import annotations

from tui.i18n import t
from tui.text.cells import cell_len, fit, lead
from tui.text.charts.bar_rows import left_out, most_rows
from tui.text.charts.chart import Spot, Strip
from tui.text.charts.curves import titled, wrapped
from tui.text.charts.day_axis import DayAxis, days_said
from tui.text.charts.key_words import LETTERS, tone_said
from tui.text.charts.signs import ChartSigns
from tui.text.health_words import HEALTH
from tui.text.labels import HEALTH_TONES
from tui.text.line import Line, Part, joined_parts
from tui.text.safe import safe


def strip_drawn(chart: Strip, width: int, height: int, signs: ChartSigns, chosen: Spot | None) -> list[Line]:
    """The title, the days, a line for each; what there is no room for is counted."""
    if not chart.rows:
        return [*titled(chart.title, "", width), ((fit(t("no data"), width).rstrip(" "), "muted"),)][:height]
    seen = [tone for tone in HEALTH if any(tone in row.tones for row in chart.rows)]
    legend = wrapped([f"{LETTERS.get(tone, signs.none)} {tone_said(tone)}" for tone in seen], width, max(0, height - 4))
    shown = most_rows(len(chart.rows), height - 2 - len(legend), chosen)
    label = min(2 + max(cell_len(_named(row.id, row.label)) for row in chart.rows), width * 2 // 5)
    said = min(1 + max(cell_len(safe(row.said)) for row in chart.rows), width // 4) if width > 30 else 0
    count = max(len(chart.days), *(len(row.tones) for row in chart.rows))
    space = max(0, width - label - said)
    weeks = min(count, space // 2 if count * 2 <= space or space > 20 else space)
    days = DayAxis(weeks, min(space, weeks * 4))
    lines = titled(chart.title, "", width)
    if weeks:
        lines.append(((" " * label + days_said(chart.days[-weeks:], days), "muted"),))
    for at in shown:
        row = chart.rows[at]
        on = chosen if chosen is not None and chosen.row == at else None
        line: list[Part] = [(fit(">" if on else " ", min(1, label)), "accent")]
        line.append((lead(_named(row.id, row.label), label - 1), "foreground"))
        line += _week_letters(row.tones, count, days, signs, on)
        line.append((" " + fit(safe(row.said), said - 1).rstrip(" ") if said > 1 else "", "foreground"))
        lines.append(line)
    return [*lines, *left_out(len(chart.rows) - len(shown), width), *legend][:height]


def _named(id: str, label: str) -> str:
    return safe(f"{id} {label}".strip(" "))


def _week_letters(
    tones: tuple[str, ...], count: int, days: DayAxis, signs: ChartSigns, chosen: Spot | None
) -> list[Part]:
    """The latest weeks that there is room for, each with its letter; the chosen one is underlined and in brackets."""
    line: list[Part] = [(" ", "faint")] * days.cells
    first = count - days.days
    for at, tone in enumerate(tones):
        if tone and at >= first:
            cell = days.middle(at - first)
            style = HEALTH_TONES.get(tone, "muted")
            on = chosen is not None and chosen.at == at
            line[cell] = (LETTERS.get(tone, signs.none), f"_+{style}" if on else style)
    return joined_parts(line)
