"""The numbers that departments share: each over its days with what it should be, those that are off first."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from store.insight import metrics
from store.insight.metrics import MetricState, Reading
from store.kinds.metric import Metric
from store.words import Words
from tui.i18n import t
from tui.text.charts.chart import Chart, Curve, Level
from tui.text.days import long, short
from tui.text.insights.insight_page import PAGES, QUESTIONS, InsightPage, Sources
from tui.text.insights.narrowed import concerned, is_goal
from tui.text.insights.week_words import days_said
from tui.text.joined import labelled, percent, told
from tui.text.labels import number
from tui.text.metric_words import amount

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: So many days are each a point; of more, weeks are. So many at least are shown.
DAILY, LEAST = 60, 14
_WORST = ("red", "amber", "none", "green")


def made(sources: Sources, weeks: int, of: str) -> InsightPage:
    """Of a department its own; of a goal those that it follows too, and those of its departments; live ones."""
    overview, now, among = sources.overview, sources.overview.now, concerned(sources.overview, of)
    live = [each for each in overview.reading.all(Metric) if each.state == "live"]
    follows = {row.metric for _id, row in overview.results_of_goal.of(of)} if is_goal(overview, of) else set[str]()
    live = [each for each in live if among is None or each.department in among or each.id in follows]
    states = {each.id: metrics.state(overview, each.id, now) for each in live}
    live.sort(key=lambda each: (_WORST.index(states[each.id].color), -states[each.id].off))
    asked, name = t(QUESTIONS["numbers"]), t(PAGES["numbers"])
    if not live:
        empty = t("Numbers that a department shares stand here; a metric is added in the list of metrics")
        return InsightPage("numbers", name, asked, t("No number is shared yet"), empty=empty, by="pane_2")
    parts: list[Chart] = []
    said: list[tuple[tuple[str, ...], ...]] = []
    for metric in live:
        days = _days(overview, metric, weeks)
        values = tuple(metrics.daily(overview, metric.id, days))
        ids = tuple((metric.id,) if value is not None else () for value in values)
        head = _head(overview, metric, states[metric.id])
        parts.append(Chart(head, days, (Curve("", values, ids),), _levels(metric), "", metric.decimals))
        said.append((tuple(_said(overview, metric, *each) for each in zip(values, days, strict=True)),))
    answer, tone = _answer(overview, live, states)
    return InsightPage("numbers", name, asked, answer, tuple(parts), tuple(said), tone)


def _days(overview: "Overview", metric: Metric, weeks: int) -> tuple[date, ...]:
    """Every day since the first reading, or the ends of the weeks where that is long ago."""
    today, known = overview.today, overview.readings.days(metric.id)
    first = max(today - timedelta(7 * weeks - 1), min([today - timedelta(LEAST - 1), *known[:1]]))
    back = (today - first).days
    if back < DAILY:
        return tuple(first + timedelta(n) for n in range(back + 1))
    sunday = today - timedelta(today.weekday() + 1)
    return (*(sunday - timedelta(7 * n) for n in range(weeks - 2, -1, -1)), today)


def _levels(metric: Metric) -> tuple[Level, ...]:
    if metric.direction == "within":
        edges = ((metric.low, t("from", context="band")), (metric.high, t("to", context="band")))
    else:
        edges = ((metric.target, t("target")),)
    return tuple(Level(value, label) for value, label in edges if value is not None)


def _head(overview: "Overview", metric: Metric, state: MetricState) -> str:
    """N-1 Stock in the shops: 4,210 pieces, -3 % on yesterday, 12 % under since Tue 17 Nov."""
    last, name = metrics.latest(overview, metric.id), f"{metric.id} {metric.title}"
    if last is None:
        return labelled(name, t("no reading yet"))
    return labelled(name, told([amount(last.value, metric), *_changes(overview, last), *_facts(overview, state)]))


def _changes(overview: "Overview", last: Reading) -> list[str]:
    """Against yesterday, else against last week; in percent where that is something."""
    change = metrics.change(overview, last.metric)
    for by, words in ((change.day, t("yesterday")), (change.week, t("last week"))):
        if by is not None:
            before = last.value - by
            if not by:
                return [t("as {when}", when=words)]
            much = percent(100 * by / abs(before)) if before else number(by)
            return [t("{change} on {when}", change=much if by < 0 else f"+{much}", when=words)]
    return []


def _facts(overview: "Overview", state: MetricState, *, since: bool = False) -> list[str]:
    """What is wrong with it, and since when where there is room for that."""
    facts: list[str] = []
    if state.off:
        share, day = percent(state.off), state.since and long(state.since, overview.today)
        under = state.side == "under"
        if since and day:
            words = Words("{share} under since {day}") if under else Words("{share} over since {day}")
        else:
            words = Words("{share} under") if under else Words("{share} over")
        facts.append(t(words.filled(share=share, day=day)))
    if state.stale is not None:
        facts.append(t("no reading for {time}", time=_lasting(state.stale)))
    return facts


def _lasting(time: timedelta) -> str:
    hours = int(time / timedelta(hours=1))
    return days_said(time.days) if time.days > 1 else t("{n} hours", one="{n} hour", n=hours)


def _said(overview: "Overview", metric: Metric, value: float | None, day: date) -> str:
    if value is None:
        return ""
    which = told((metric.id, short(day, overview.today)))
    return labelled(which, amount(value, metric))


def _answer(overview: "Overview", live: Sequence[Metric], states: dict[str, MetricState]) -> tuple[str, str]:
    """How many are off, and which one most; how many are too old to go by."""
    off = [each for each in live if states[each.id].color in ("red", "amber")]
    stale = sum(each.stale is not None for each in states.values())
    old = [t("{n} have no new reading", one="{n} has no new reading", n=stale)] if stale else []
    if not off:
        said = t("None of {n} numbers is off", one="The only number is not off", n=len(live))
        return told((said, *old)), "warn" if stale else "good"
    said = t("{n} of {total} numbers are off", one="{n} of {total} numbers is off", n=len(off), total=len(live))
    said = said if len(live) > 1 else t("The only number is off")
    worst = off[0]
    most = told((f"{worst.id} {worst.title}", *_facts(overview, states[worst.id], since=True)[:1]))
    red = states[worst.id].color == "red"
    return labelled(said, told((most, *old))), "bad" if red else "warn"
