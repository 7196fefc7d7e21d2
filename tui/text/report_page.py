"""The report of a workspace, a department or a goal over weeks: for those who do not open a terminal.

What stands in it of weeks are the pages of insights (`tui.text.insights`), as the room shows them. It names
departments and nobody: it may lie where everybody reads it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from store import clock
from store.insight.trends.past_weeks import PastWeeks, ends
from store.kinds.acknowledging import is_question, is_shared, said, silent, since
from store.kinds.update import Update
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.text.days import full, long
from tui.text.health_words import HEALTH
from tui.text.insights.insight_page import PAGES, Grid, InsightPage, Sources, page
from tui.text.joined import apart, labelled, noted, ranged, told
from tui.text.labels import HEALTH_TONES, choice_label
from tui.text.pages.document import (
    Document,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Part,
    Phrase,
    Picture,
    TextTable,
    typed,
)

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: So many reasons of a goal's health are told.
_REASONS = 3


class WeeksReport(NamedTuple):
    """What it is of ("" is everything), over so many weeks, and the pages that were read for it, made at a moment.

    One that is ``public`` quotes nobody: of a question it says that it is asked.
    """

    overview: "Overview"
    of: str
    weeks: int
    pages: Sequence[InsightPage]
    made: datetime
    public: bool = False


def report_of(overview: "Overview", past: PastWeeks, of: str, weeks: int, *, public: bool = False) -> WeeksReport:
    """Everything that stands in it, read now."""
    sources = Sources(overview, past)
    return WeeksReport(overview, of, weeks, [page(name, sources, weeks, of) for name in PAGES], clock.now(), public)


def report_page(report: WeeksReport) -> Document:
    """The report in the language spoken."""
    overview = report.overview
    parts = [
        Facts([*_head(report)]),
        Heading(t("In short")),
        Facts([(each.title, _answer(each)) for each in report.pages]),
        *_goals(report),
        *_updates(report),
        *(part for each in report.pages for part in _page(each)),
    ]
    what = _what(report)
    name = typed(overview.reading.settings.name)
    return Document(t("Report: {what}", what=what) if report.of else name, parts, foot=told((name, _made(report))))


def goals_told(report: WeeksReport) -> list[str]:
    """The open goals that it tells of, the worst first."""
    overview = report.overview
    found = [id for id, row in overview.goals.rows.items() if row.is_open and report.of in ("", id, *row.departments)]
    return sorted(found, key=lambda goal: [*HEALTH].index(overview.health(goal).color))


# The head


def _what(report: WeeksReport) -> str:
    of, overview = report.of, report.overview
    if of in overview.goals.rows:
        return f"{of} {typed(title(overview.reading, of))}"
    return typed(title(overview.reading, of)) if of else typed(overview.reading.settings.name)


def first_day(report: WeeksReport) -> date:
    """The day on which its first week began."""
    return ends(report.overview.today, report.weeks)[0].monday


def _head(report: WeeksReport) -> Iterator[tuple[str, Inline]]:
    today, overview = report.overview.today, report.overview
    weeks = t("{n} weeks", one="{n} week", n=report.weeks)
    if report.of:
        yield t("Organisation"), typed(overview.reading.settings.name)
    yield t("Period"), noted(ranged(full(first_day(report)), full(today)), weeks)
    if today < clock.today(overview.zone, report.made):
        yield t("As it stood", context="report"), t("at the end of {day}", day=full(today))
    yield t("Made", context="report"), Phrase(_made(report), at=report.made.isoformat())


def _made(report: WeeksReport) -> str:
    there = clock.there(report.made, report.overview.reading.settings.zone)
    return f"{full(there.date())} {there:%H:%M}"


# What is open


def _goals(report: WeeksReport) -> Iterator[Part]:
    overview = report.overview
    rows: list[tuple[Inline, ...]] = []
    for id in goals_told(report):
        health = overview.health(id)
        color = Phrase(t(HEALTH[health.color]), HEALTH_TONES[health.color])
        why = apart(typed(t(_unquoted(each) if report.public else each)) for each in health.reasons[:_REASONS])
        rows.append((id, typed(title(overview.reading, id)), (color, f"\n{why}" if why else "")))
    if rows:
        yield Heading(t("Open goals"))
        yield TextTable((t("Id"), t("Goal"), t("Health")), rows, t("Open goals"))


def _unquoted(reason: Words) -> Words:
    """The same without what a department says to it: that it objects is enough."""
    if not {"answer", "reason"} & reason.values.keys():
        return reason
    return Words("{department} objects", department=reason.values["department"])


def _updates(report: WeeksReport) -> Iterator[Part]:
    """Those that not everybody has acknowledged, with who has not, since when, and what is asked."""
    overview = report.overview
    rows = [
        (update.id, typed(update.title), _shared(update, overview), _waiting(report, update, department))
        for update in overview.reading.all(Update)
        if is_shared(update) and report.of in ("", update.goal, update.department, *update.departments)
        for department in silent(update)
        if (row := overview.departments.get(department)) is not None and row.active
    ]
    if rows:
        yield Heading(t("Updates not acknowledged yet"))
        head = (t("Id"), t("Update"), t("Shared by"), t("Not acknowledged by"))
        yield TextTable(head, rows, t("Updates not acknowledged yet"))


def _shared(update: Update, overview: "Overview") -> str:
    by = typed(overview.called(update.department)) if update.department else ""
    return noted(by, choice_label("update", "sort", update.sort))


def _waiting(report: WeeksReport, update: Update, department: str) -> str:
    overview, word, moment = report.overview, said(update, department), since(update, department)
    day = t("since {day}", day=long(overview.day_of(moment), overview.today)) if moment is not None else ""
    asks = [t("asks") if report.public else labelled(t("asks"), typed(word.question))] if is_question(word) else []
    return told(filter(None, (typed(overview.called(department)), day, *asks)))


# The weeks


def _answer(page: InsightPage) -> Inline:
    return Phrase(typed(page.answer), page.tone)


def _page(page: InsightPage) -> Iterator[Part]:
    yield Heading(page.title)
    yield Paragraph((Phrase(page.question, "muted"), "\n", Phrase(typed(page.answer), "strong")))
    for part in page.parts:
        yield _grid(part) if isinstance(part, Grid) else Picture(part)


def _grid(grid: Grid) -> TextTable:
    rows = [(typed(row.label), *(Phrase(cell.said, cell.tone) for cell in row.cells)) for row in grid.rows]
    return TextTable((grid.corner, *map(typed, grid.columns)), rows, grid.title)
