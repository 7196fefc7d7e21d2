"""How goals did over weeks: their health as letters, how sure one was of them, how far they were against plan."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.insight.trends.goal_weeks import GoalPoint, at_end, goals_over_weeks
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.text.charts.chart import Chart, Curve, Ids, Strip, StripRow
from tui.text.health_words import HEALTH
from tui.text.insights.insight_page import PAGES, QUESTIONS, InsightPage, Picture, Said, Sources
from tui.text.insights.narrowed import is_goal
from tui.text.insights.week_words import CURVES, week_ends, week_said
from tui.text.joined import labelled, noted, percent, told

if TYPE_CHECKING:
    from datetime import date

    from store.insight.overview import Overview

READS = (at_end,)
#: So many goals are shown, the worst first.
MOST = 40
#: So many are judged between two looks at the keyboard.
PIECE = 50
_WORST = ("red", "amber", "none", "green", "")
Row = tuple[GoalPoint | None, ...]


def made(sources: Sources, weeks: int, of: str) -> InsightPage:
    """The goals that were open in these weeks, of a department those that it shared."""
    overview, days = sources.overview, week_ends(sources.overview, weeks)
    one = {of} if is_goal(overview, of) else None
    found = goals_over_weeks(sources.past, overview, weeks, ids=one, department="" if one else of)
    rows = {id: found[id] for id in sorted(found, key=lambda each: _weight(found[each]))[:MOST]}
    asked, name = t(QUESTIONS["goals"]), t(PAGES["goals"])
    if not rows:
        empty = t("Goals that are open stand here, week by week. Whoever adds one sees how it does")
        return InsightPage("goals", name, asked, t("No goal was open in these weeks"), empty=empty, by="pane_2")
    strip = Strip(t("Health at the end of each week"), days, tuple(_row(overview, id, row) for id, row in rows.items()))
    parts: list[Picture] = [strip]
    said: list[Said] = [tuple(_said(overview, id, row, days) for id, row in rows.items())]
    for chart, words in (_confidence(rows, days, overview), _progress(rows, days, overview)):
        if chart.curves:
            parts.append(chart)
            said.append(words)
    answer, tone = _answer(found, overview, days)
    return InsightPage("goals", name, asked, answer, tuple(parts), tuple(said), tone)


def warm(overview: "Overview") -> Iterator[None]:
    """The health of all open goals, which is kept once it was asked for."""
    for at, (id, _goal) in enumerate(overview.open_goals(), 1):
        overview.health(id)
        if at % PIECE == 0:
            yield


def _weight(row: Row) -> tuple[int, int]:
    """The worst of today first, then those that were red for longest."""
    return _WORST.index(_color(row[-1])), -sum(_color(each) == "red" for each in row)


def _color(point: GoalPoint | None) -> str:
    return point.color if point is not None and point.color in _WORST else ""


def _row(overview: "Overview", id: str, row: Row) -> StripRow:
    last = row[-1]
    said = t(HEALTH[last.color]) if last is not None else t("closed")
    return StripRow(id, title(overview.reading, id), tuple(map(_color, row)), said, _ids(id, row))


def _ids(id: str, row: Row) -> tuple[Ids, ...]:
    """The goal, and what it was red or amber for."""
    return tuple((id, *(each for each in point.ids if each != id)) if point else () for point in row)


def _said(overview: "Overview", id: str, row: Row, days: "tuple[date, ...]") -> tuple[str, ...]:
    """Each week of a goal in words."""
    return tuple(_point_said(overview, id, point, day) for point, day in zip(row, days, strict=True))


def _point_said(overview: "Overview", id: str, point: GoalPoint | None, day: "date") -> str:
    if point is None:
        return ""
    facts = [t(HEALTH[point.color])]
    if point.progress is not None and point.should is not None:
        done, should = percent(100 * point.progress), percent(100 * point.should)
        facts.append(t("{done} done, {should} by plan", done=done, should=should))
    elif point.progress is not None:
        facts.append(t("{done} done", done=percent(100 * point.progress)))
    if point.confidence is not None:
        facts.append(t("confidence {n} of 10", n=point.confidence))
    return labelled(told((id, week_said(day, overview))), told(facts))


def _confidence(rows: dict[str, Row], days: "tuple[date, ...]", overview: "Overview") -> tuple[Chart, Said]:
    """Of those of which one is least sure."""
    sure = {id: row for id, row in rows.items() if any(each and each.confidence is not None for each in row)}
    worst = sorted(sure, key=lambda goal: _last(each and each.confidence for each in sure[goal]))[:CURVES]
    curves = tuple(
        Curve(id, tuple(each.confidence if each else None for each in sure[id]), _ids(id, sure[id])) for id in worst
    )
    chart = Chart(t("Confidence, of 10, that the goals are reached"), days, curves)
    return chart, tuple(_said(overview, id, sure[id], days) for id in worst)


def _progress(rows: dict[str, Row], days: "tuple[date, ...]", overview: "Overview") -> tuple[Chart, Said]:
    """Of one goal how far it is and should be; of several how far they are ahead of plan or behind it."""
    known = {id: row for id, row in rows.items() if any(_ahead(each) is not None for each in row)}
    if len(known) == 1:
        ((id, row),) = known.items()
        done = tuple(100 * each.progress if each and each.progress is not None else None for each in row)
        should = tuple(100 * each.should if each and each.should is not None else None for each in row)
        curves = (Curve(t("done", context="share"), done, _ids(id, row)), Curve(t("by plan"), should, _ids(id, row)))
        return Chart(t("Progress against plan"), days, curves, (), "%"), (_said(overview, id, row, days),) * 2
    worst = sorted(known, key=lambda goal: _last(_ahead(each) for each in known[goal]))[:CURVES]
    several = tuple(Curve(id, tuple(map(_ahead, known[id])), _ids(id, known[id])) for id in worst)
    chart = Chart(t("Ahead of plan, or behind it"), days, several, (), "%")
    return chart, tuple(_said(overview, id, known[id], days) for id in worst)


def _ahead(point: GoalPoint | None) -> float | None:
    """By how many percent of its way; less than nothing is behind."""
    return (
        None
        if point is None or point.progress is None or point.should is None
        else 100 * (point.progress - point.should)
    )


def _last(values: "Iterable[float | None]") -> float:
    return next((each for each in reversed([*values]) if each is not None), 0)


def _answer(found: dict[str, Row], overview: "Overview", days: "tuple[date, ...]") -> tuple[str, str]:
    """How many are red, how many were when the first of them were open, which one is for longest."""
    red = [id for id, row in found.items() if _color(row[-1]) == "red"]
    now = sum(row[-1] is not None for row in found.values())
    first = next(at for at in range(len(days)) if any(row[at] for row in found.values()))
    before = sum(_color(row[first]) == "red" for row in found.values())
    if not red:
        amber = sum(_color(row[-1]) == "amber" for row in found.values())
        return _none_red(amber, now), "warn" if amber else "good"
    said = t("{n} of {total} open goals are red", one="{n} of {total} open goals is red", n=len(red), total=now)
    said = said if now > 1 else t("The only open goal is red")
    then = t("{n} in the {week}", n=before, week=week_said(days[first], overview))
    longest = max(red, key=lambda each: _weeks_red(found[each]))
    lasts = Words("{id} for {n} weeks", one="{id} since that week" if overview.is_past else "{id} since this week")
    lasts = t(lasts.filled(id=longest, n=_weeks_red(found[longest])))
    return told((noted(said, then) if first < len(days) - 1 else said, lasts)), "bad"


def _none_red(amber: int, total: int) -> str:
    if total == 1:
        return t("The only open goal is amber") if amber else t("The only open goal is neither red nor amber")
    if not amber:
        return t("None of {total} open goals is red or amber", total=total)
    return t(
        "None of {total} open goals is red, {n} are amber",
        one="None of {total} open goals is red, {n} is amber",
        n=amber,
        total=total,
    )


def _weeks_red(row: Row) -> int:
    return next((at for at, each in enumerate(reversed(row)) if _color(each) != "red"), len(row))
