"""For how many days work was held up: week by week, by who waited for whom, and by what held it up."""

from datetime import date
from typing import TYPE_CHECKING

from store.insight.trends.blocked_weeks import BlockedPoint, blocked_over_weeks, in_week
from tui.i18n import t
from tui.text.charts.chart import BarRow, Bars, Chart, Curve
from tui.text.insights.insight_page import PAGES, QUESTIONS, InsightPage, Sources
from tui.text.insights.narrowed import scope
from tui.text.insights.week_words import days_said, per_row, week_ends, week_said
from tui.text.joined import labelled, told
from tui.text.labels import choice_label

if TYPE_CHECKING:
    from store.insight.overview import Overview

READS = (in_week,)
#: So many pairs are shown, those with most days.
MOST = 20


def made(sources: Sources, weeks: int, of: str) -> InsightPage:
    """Days are counted as a retrospective counts them."""
    overview, days = sources.overview, week_ends(sources.overview, weeks)
    found = blocked_over_weeks(sources.past, overview, weeks, **scope(overview, of))
    asked, name = t(QUESTIONS["blocked"]), t(PAGES["blocked"])
    if not found.by_cause:
        empty = t("A blocker counts for each day on which it holds something up")
        answer = t("Nothing was held up in these weeks")
        return InsightPage("blocked", name, asked, answer, tone="good", empty=empty, by="block")
    whole = [_together([row[at] for row in found.by_cause.values()]) for at in range(len(days))]
    last = week_said(days[-1], overview)
    curve = Curve(last, tuple(float(point.days) for point in whole), tuple(point.ids for point in whole))
    chart = Chart(t("Days on which work was held up, each blocker by itself"), days, (curve,))
    words = tuple(_said(point, day, overview) for point, day in zip(whole, days, strict=True))
    pairs = {
        t("{who} waits for {on}", who=overview.called(who), on=overview.called(on)): _together(row)
        for (who, on), row in [*found.by_pair.items()][:MOST]
    }
    causes = {choice_label("blocker", "cause", cause): _together(row) for cause, row in found.by_cause.items()}
    by = (_bars(t("By who waited for whom"), pairs), _bars(t("By kind"), causes))
    bars = tuple(each for each in by if each.bars)
    said = ((words,), *(per_row([labelled(bar.label, bar.said) for bar in each.bars]) for each in bars))
    answer = _answer(sum(point.days for point in whole), len(days), pairs)
    return InsightPage("blocked", name, asked, answer, (chart, *bars), said, "warn")


def _together(points: "list[BlockedPoint] | tuple[BlockedPoint, ...]") -> BlockedPoint:
    ids = dict.fromkeys(id for point in points for id in point.ids)
    return BlockedPoint(sum(point.days for point in points), tuple(ids))


def _facts(point: BlockedPoint) -> str:
    blockers = t("{n} blockers", one="{n} blocker", n=len(point.ids))
    return told((days_said(point.days), blockers))


def _said(point: BlockedPoint, day: date, overview: "Overview") -> str:
    return labelled(week_said(day, overview), _facts(point))


def _bars(title: str, rows: dict[str, BlockedPoint]) -> Bars:
    return Bars(title, tuple(BarRow(label, point.days, _facts(point), point.ids) for label, point in rows.items()))


def _answer(total: int, weeks: int, pairs: dict[str, BlockedPoint]) -> str:
    said = t(
        "Work was held up for {days} in {n} weeks",
        one="Work was held up for {days} in a week",
        days=days_said(total),
        n=weeks,
    )
    if not pairs:
        return said
    label, most = next(iter(pairs.items()))
    return told((said, t("most where {pair}: {days}", pair=label, days=days_said(most.days))))
