"""How much of what was promised at stand-ups was kept, week by week: all together, and by department."""

from datetime import date
from typing import TYPE_CHECKING

from store.insight.promises import Tally
from store.insight.trends.promise_weeks import PromisePoint, in_week, promises_over_weeks
from tui.i18n import t
from tui.text.charts.chart import BarRow, Bars, Chart, Curve
from tui.text.insights.insight_page import PAGES, QUESTIONS, InsightPage, Sources
from tui.text.insights.narrowed import scope
from tui.text.insights.week_words import per_row, share_of, week_ends, week_said
from tui.text.joined import labelled, percent, told

if TYPE_CHECKING:
    from store.insight.overview import Overview

READS = (in_week,)


def made(sources: Sources, weeks: int, of: str) -> InsightPage:
    """Those whose day came in these weeks, by the department of whoever promised."""
    overview, days = sources.overview, week_ends(sources.overview, weeks)
    found = promises_over_weeks(sources.past, overview, weeks, **scope(overview, of))
    asked, name = t(QUESTIONS["promises"]), t(PAGES["promises"])
    whole = found.get("", ())
    if not any(point.tally.made for point in whole):
        empty = t("What people name as next at a stand-up is a promise; from the day after it stands here")
        return InsightPage("promises", name, asked, t("Nothing was promised in these weeks"), empty=empty, by="standup")
    shares = tuple(_share(point) for point in whole)
    last = next((at for at in range(len(days) - 1, -1, -1) if shares[at] is not None), -1)
    curve = Curve(week_said(days[last], overview), shares, tuple(point.ids for point in whole))
    chart = Chart(t("Kept of what was to be kept by then"), days, (curve,), (), "%")
    words = tuple(_said(point, day, overview) for point, day in zip(whole, days, strict=True))
    bars: list[BarRow] = []
    for id, points in found.items():
        tally = _sum(points)
        if id and tally.made:
            ids = tuple(dict.fromkeys(each for point in points for each in point.ids))
            share = 0.0 if tally.share is None else 100 * tally.share
            bars.append(BarRow(overview.called(id), share, _kept(tally), ids, _tone(tally)))
    bars.sort(key=lambda bar: bar.value)
    by = Bars(t("Kept by departments, all these weeks together"), tuple(bars))
    answer, tone = _answer(whole)
    said = per_row([labelled(bar.label, bar.said) for bar in bars])
    parts = (chart, by) if bars else (chart,)
    return InsightPage("promises", name, asked, answer, parts, ((words,), said), tone)


def _share(point: PromisePoint) -> float | None:
    return share_of(point.tally.kept, point.tally.kept + point.tally.slipped)


def _sum(points: "tuple[PromisePoint, ...]") -> Tally:
    return Tally(*(sum(column) for column in zip(*(point.tally for point in points), strict=True)))


def _kept(tally: Tally) -> str:
    going = [t("{n} going", n=tally.going)] if tally.going else []
    due = tally.kept + tally.slipped
    return told([t("{n} of {total} kept", n=tally.kept, total=due), *going] if due else going)


def _said(point: PromisePoint, day: date, overview: "Overview") -> str:
    return labelled(week_said(day, overview), _kept(point.tally)) if point.tally.made else ""


def _tone(tally: Tally) -> str:
    """As the sums of a year would be looked at: half of it kept is bad, four of five are good."""
    share = 1 if tally.share is None else tally.share
    return "bad" if share < 0.5 else "warn" if share < 0.8 else "good"


def _answer(whole: "tuple[PromisePoint, ...]") -> tuple[str, str]:
    """Of the last week that is over, against all of them."""
    total, over = _sum(whole), [point.tally for point in whole[:-1] if point.tally.share is not None]
    facts: list[str] = []
    if over:
        last = over[-1]
        facts.append(
            t("{n} of {total} promises kept in the last full week", n=last.kept, total=last.kept + last.slipped)
        )
    if total.share is None:
        facts.append(t("all {n} promises are going on", one="the only promise is going on", n=total.made))
    else:
        share = percent(100 * total.share)
        alone = t(
            "{share} of the promises kept over {n} weeks",
            one="{share} of the promises kept over a week",
            share=share,
            n=len(whole),
        )
        facts.append(
            t("{share} over {n} weeks", one="{share} over a week", share=share, n=len(whole)) if over else alone
        )
    return told(facts), _tone(over[-1] if over else total)
