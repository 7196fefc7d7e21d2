"""How long departments take to answer requests against what they promise; what has no answer is counted too."""

from datetime import date
from typing import TYPE_CHECKING

from store.insight.trends.answer_weeks import AnswerPoint, answers_over_weeks, at_end
from tui.i18n import t
from tui.text.charts.chart import BarRow, Bars, Chart, Curve, Level
from tui.text.days import full
from tui.text.insights.insight_page import PAGES, QUESTIONS, InsightPage, Picture, Said, Sources
from tui.text.insights.narrowed import scope
from tui.text.insights.week_words import CURVES, days_said, per_row, week_ends, week_said
from tui.text.joined import labelled, told

if TYPE_CHECKING:
    from store.insight.overview import Overview

READS = (at_end,)
Row = tuple[AnswerPoint | None, ...]


def made(sources: Sources, weeks: int, of: str) -> InsightPage:
    """By the department that was asked, the slowest against its promise first."""
    overview, days = sources.overview, week_ends(sources.overview, weeks)
    found = answers_over_weeks(sources.past, overview, weeks, **scope(overview, of))
    asked, name = t(QUESTIONS["answers"]), t(PAGES["answers"])
    if not found:
        empty = t("What departments ask each other for stands here, with how long the answers took")
        return InsightPage("answers", name, asked, t("Nobody asked for anything"), empty=empty, by="ask")
    rows = dict(sorted(found.items(), key=lambda each: -_over(each[1][-1])))
    bars = tuple(_bar(overview, id, row) for id, row in rows.items())
    today = t("at the end of {day}", day=full(overview.today)) if overview.is_past else t("today")
    parts: list[Picture] = [Bars(t("Working days until an answer, {when}", when=today), bars)]
    said: list[Said] = [per_row([labelled(bar.label, bar.said) for bar in bars])]
    shown = {id: row for id, row in rows.items() if any(each and each.median is not None for each in row)}
    shown = {id: shown[id] for id in [*shown][:CURVES]}
    if shown:
        curves = tuple(_curve(overview, id, row) for id, row in shown.items())
        last = next(iter(shown.values()))[-1]
        levels = (Level(last.promised, t("promised")),) if len(shown) == 1 and last is not None else ()
        parts.append(Chart(t("Median at the end of each week, in working days"), days, curves, levels, "", 1))
        said.append(tuple(_week_words(overview, id, row, days) for id, row in shown.items()))
    answer, tone = _answer(overview, rows)
    return InsightPage("answers", name, asked, answer, tuple(parts), tuple(said), tone)


def _over(point: AnswerPoint | None) -> float:
    """By how much what it promises is missed, or its oldest request has waited longer."""
    if point is None:
        return -99
    return max((point.median or 0) - point.promised, point.longest - point.promised)


def _bar(overview: "Overview", id: str, row: Row) -> BarRow:
    point = row[-1]
    ids = tuple(dict.fromkeys(each for week in reversed(row) if week is not None for each in week.ids))
    if point is None:
        return BarRow(overview.called(id), 0, "", ids)
    value = float(point.longest) if point.median is None else point.median
    return BarRow(overview.called(id), value, _facts(point), ids, "bad" if _over(point) > 0 else "good")


def _facts(point: AnswerPoint) -> str:
    """2.5 days, 3 promised, 4 open, oldest 9 days."""
    facts = [] if point.median is None else [days_said(point.median)]
    facts.append(t("{n} promised", n=point.promised))
    if point.open:
        facts += [t("{n} open", n=len(point.open)), t("oldest {n} days", one="oldest {n} day", n=point.longest)]
    return told(facts)


def _curve(overview: "Overview", id: str, row: Row) -> Curve:
    values = tuple(each.median if each is not None else None for each in row)
    return Curve(overview.called(id), values, tuple(each.ids if each is not None else () for each in row))


def _week_words(overview: "Overview", id: str, row: Row, days: tuple[date, ...]) -> tuple[str, ...]:
    said: list[str] = []
    for point, day in zip(row, days, strict=True):
        if point is None:
            said.append("")
            continue
        answered = t("{n} answered, {m} in time", n=len(point.answered), m=point.in_time) if point.answered else ""
        which = told((overview.called(id), week_said(day, overview)))
        said.append(labelled(which, told(filter(None, (_facts(point), answered)))))
    return tuple(said)


def _answer(overview: "Overview", rows: dict[str, Row]) -> tuple[str, str]:
    """Who is slowest against what it promises, and what of it has no answer."""
    id, row = next(iter(rows.items()))
    point = row[-1]
    late = [each for each, points in rows.items() if _over(points[-1]) > 0]
    if point is None or not late:
        waiting = sum(len(points[-1].open) for points in rows.values() if points[-1] is not None)
        return t(
            "Everybody answers within what is promised; {n} requests are open",
            one="Everybody answers within what is promised; {n} request is open",
            n=waiting,
        ), "good"
    return labelled(t("{who} is furthest over what it promises", who=overview.called(id)), _facts(point)), "bad"
