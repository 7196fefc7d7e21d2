"""How much is granted of resources against what there is, and how much departments have to do."""

from datetime import date
from typing import TYPE_CHECKING

from store.fields.numbers import digits
from store.insight.trends.load_weeks import ResourcePoint, WorkPoint, at_end, load_over_weeks
from store.records.names import title
from tui.i18n import t
from tui.text.charts.chart import BarRow, Bars, Chart, Curve, Level
from tui.text.insights.insight_page import PAGES, QUESTIONS, InsightPage, Picture, Said, Sources
from tui.text.insights.narrowed import concerned
from tui.text.insights.week_words import CURVES, per_row, share_of, week_ends, week_said
from tui.text.joined import labelled, percent, told

if TYPE_CHECKING:
    from store.insight.overview import Overview

READS = (at_end,)
Resource = tuple[ResourcePoint | None, ...]
Work = tuple[WorkPoint | None, ...]


def made(sources: Sources, weeks: int, of: str) -> InsightPage:
    """Of a goal that of the departments which share it."""
    overview, days = sources.overview, week_ends(sources.overview, weeks)
    found = load_over_weeks(sources.past, overview, weeks)
    among = concerned(overview, of)
    resources = {
        id: row
        for id, row in found.resources.items()
        if among is None or any(each and each.department in among for each in row)
    }
    resources = dict(sorted(resources.items(), key=lambda each: -_used(each[1][-1])))
    work = {id: row for id, row in found.departments.items() if row[-1] and (among is None or id in among)}
    work = dict(sorted(work.items(), key=lambda each: -_open(each[1])))
    asked, name = t(QUESTIONS["load"]), t(PAGES["load"])
    if not resources and not any(map(_open, work.values())):
        empty = t("What departments have to do stands here, and what is granted of what they share")
        return InsightPage("load", name, asked, t("Nothing is to be done"), empty=empty, by="pane_3")
    parts: list[Picture] = []
    said: list[Said] = []
    if resources:
        _add_resources(overview, resources, days, parts, said)
    bars = tuple(_bar(overview, id, row[-1]) for id, row in work.items() if row[-1] is not None)
    parts.append(Bars(t("Open actions of departments"), bars))
    said.append(per_row([labelled(bar.label, bar.said) for bar in bars]))
    answer, tone = _answer(overview, resources, work)
    return InsightPage("load", name, asked, answer, tuple(parts), tuple(said), tone)


def _used(point: ResourcePoint | None) -> float:
    return (share_of(point.used, point.capacity) or 0) if point is not None else 0


def _open(row: Work) -> int:
    return len(row[-1].open) if row[-1] is not None else 0


def _add_resources(
    overview: "Overview",
    resources: dict[str, Resource],
    days: tuple[date, ...],
    parts: list[Picture],
    said: list[Said],
) -> None:
    """How much of each is granted in the last week, and over the weeks of those that are used most."""
    names = {id: title(overview.reading, id) for id in resources}
    bars = tuple(
        BarRow(names[id], _used(row[-1]), _granted(row[-1]), row[-1].ids if row[-1] else (), _tone(row[-1]))
        for id, row in resources.items()
    )
    whole = (Level(100, t("all there is")),)
    week = week_said(days[-1], overview)
    head = (
        t("Granted in the {week}, in percent of what there is", week=week)
        if overview.is_past
        else t("Granted this week, in percent of what there is")
    )
    parts.append(Bars(head, bars, whole))
    said.append(per_row([labelled(bar.label, bar.said) for bar in bars]))
    shown = [*resources][:CURVES]
    curves = tuple(
        Curve(
            names[id],
            tuple(None if each is None else share_of(each.used, each.capacity) for each in resources[id]),
            tuple(() if each is None else each.ids for each in resources[id]),
        )
        for id in shown
    )
    parts.append(Chart(t("Granted, week by week"), days, curves, whole, "%"))
    said.append(
        tuple(
            tuple(
                labelled(told((names[id], week_said(day, overview))), _granted(each)) if each else ""
                for each, day in zip(resources[id], days, strict=True)
            )
            for id in shown
        )
    )


def _granted(point: ResourcePoint | None) -> str:
    if point is None:
        return ""
    said = t("{used} of {capacity} granted", used=digits(point.used), capacity=digits(point.capacity))
    return told((said, t("over-committed ahead"))) if point.over and point.used <= point.capacity else said


def _tone(point: ResourcePoint | None) -> str:
    if point is None:
        return "muted"
    return "bad" if point.used > point.capacity else "warn" if point.over else "good"


def _bar(overview: "Overview", id: str, point: WorkPoint) -> BarRow:
    facts = [t("{n} open", n=len(point.open))]
    facts += [t("{n} late", n=len(point.late))] if point.late else []
    if point.overloaded:
        facts.append(_too_much(len(point.overloaded)))
    ids = tuple(dict.fromkeys((*point.overloaded, *point.late, *point.open)))
    tone = "bad" if point.overloaded else "warn" if point.late else ""
    return BarRow(overview.called(id), len(point.open), told(facts), ids, tone)


def _too_much(n: int) -> str:
    return t(
        "{n} people are promised to teams by more than {all}",
        one="{n} person is promised to teams by more than {all}",
        n=n,
        all=percent(100),
    )


def _answer(overview: "Overview", resources: dict[str, Resource], work: dict[str, Work]) -> tuple[str, str]:
    """Which resource is over-committed, how many people are; else who has most to do."""
    over = [id for id, row in resources.items() if row[-1] and (row[-1].over or row[-1].used > row[-1].capacity)]
    people = {each for row in work.values() if row[-1] for each in row[-1].overloaded}
    facts: list[str] = []
    if over:
        point = resources[over[0]][-1]
        facts.append(labelled(title(overview.reading, over[0]), _granted(point)))
        if len(over) > 1:
            facts.append(t("{n} resources are over-committed", one="{n} resource is over-committed", n=len(over)))
    if people:
        facts.append(_too_much(len(people)))
    if facts:
        return told(facts), "bad"
    id, row = next(iter(work.items()), ("", ()))
    if not row or not _open(row):
        return t("Nothing is over-committed"), "good"
    most = t(
        "{who} has most to do: {n} open actions",
        one="{who} has most to do: {n} open action",
        who=overview.called(id),
        n=_open(row),
    )
    return told((t("Nothing is over-committed"), most)), "good"
