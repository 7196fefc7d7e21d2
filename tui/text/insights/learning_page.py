"""What was learnt: trainings had, what pulses told, thanks across departments, lessons used."""

from datetime import date
from typing import TYPE_CHECKING

from store.fields.numbers import digits
from store.insight.trends.learning_weeks import (
    CountPoint,
    LearningWeeks,
    PulsePoint,
    TrainingPoint,
    at_end,
    learning_over_weeks,
)
from store.records.names import title
from tui.i18n import t
from tui.text.charts.chart import BarRow, Bars, Chart, Curve
from tui.text.insights.insight_page import PAGES, QUESTIONS, InsightPage, Picture, Said, Sources
from tui.text.insights.narrowed import concerned, is_goal
from tui.text.insights.week_words import CURVES, per_row, week_ends, week_said
from tui.text.joined import labelled, listed, told

if TYPE_CHECKING:
    from store.insight.overview import Overview

READS = (at_end,)
Made = tuple[Picture, Said]


def made(sources: Sources, weeks: int, of: str) -> InsightPage:
    """Of a goal that of the departments which share it, pulses of all."""
    overview, days = sources.overview, week_ends(sources.overview, weeks)
    department = "" if is_goal(overview, of) else of
    found = learning_over_weeks(sources.past, overview, weeks, department=department)
    among = concerned(overview, of)
    if among is not None:
        training = {id: row for id, row in found.training.items() if id in among}
        thanks = {pair: row for pair, row in found.thanks.items() if among & set(pair)}
        found = found._replace(training=training, thanks=thanks)
    asked, name = t(QUESTIONS["learning"]), t(PAGES["learning"])
    parts = [*_training(overview, found, days), *_pulses(overview, found, days)]
    parts += [*_thanks(overview, found), *_lessons(overview, found, days)]
    if not parts:
        empty = t("Trainings, pulses, thanks across departments and lessons that are used stand here")
        return InsightPage("learning", name, asked, t("Nothing of it in these weeks"), empty=empty, by="pane_4")
    pictures, said = zip(*parts, strict=True)
    return InsightPage("learning", name, asked, _answer(found, len(days)), pictures, said)


def _answer(found: LearningWeeks, weeks: int) -> str:
    last = [row[-1] for row in found.training.values() if row[-1] is not None]
    facts: list[str] = []
    if of := sum(point.of for point in last):
        facts.append(t("{n} of {total} trainings had", n=sum(point.have for point in last), total=of))
    thanks = sum(point.n for row in found.thanks.values() for point in row)
    facts.append(t("thanked across departments {n} times", one="thanked across departments once", n=thanks))
    used = len({id for point in found.lessons for id in point.ids})
    facts.append(t("{n} lessons used", one="{n} lesson used", n=used))
    return labelled(t("In {n} weeks", one="In a week", n=weeks), told(facts))


def _training(overview: "Overview", found: LearningWeeks, days: tuple[date, ...]) -> list[Made]:
    """Those that miss most first."""
    rows = sorted(found.training.items(), key=lambda each: each[1][-1].share if each[1][-1] else 1)[:CURVES]
    if not rows:
        return []
    curves = tuple(
        Curve(
            overview.called(id),
            tuple(None if each is None else 100 * each.share for each in row),
            tuple(() if each is None else each.ids or (id,) for each in row),
        )
        for id, row in rows
    )

    def said(point: TrainingPoint | None) -> str:
        return "" if point is None else t("{n} of {total} trainings had", n=point.have, total=point.of)

    words = tuple(_words(overview, overview.called(id), [*map(said, row)], days) for id, row in rows)
    return [(Chart(t("Trainings had, of those that are for people"), days, curves, (), "%"), words)]


def _pulses(overview: "Overview", found: LearningWeeks, days: tuple[date, ...]) -> list[Made]:
    """The mean of the five means, as a line of pulses told them."""
    rows = [*found.pulses.items()][:CURVES]
    if not rows:
        return []

    def value(point: PulsePoint | None) -> float | None:
        return None if point is None else sum(point.values) / len(point.values)

    def said(point: PulsePoint | None) -> str:
        if point is None:
            return ""
        means = t(
            "{n} answers, means {means}",
            one="{n} answer, means {means}",
            n=point.answered,
            means=listed(map(digits, point.values)),
        )
        return labelled(point.id, means)

    curves = tuple(
        Curve(title(overview.reading, id), tuple(map(value, row)), tuple((each.id,) if each else () for each in row))
        for id, row in rows
    )
    words = tuple(_words(overview, title(overview.reading, id), [*map(said, row)], days) for id, row in rows)
    return [(Chart(t("What pulses told, from 1 to 5"), days, curves, (), "", 1), words)]


def _thanks(overview: "Overview", found: LearningWeeks) -> list[Made]:
    bars: list[BarRow] = []
    for (giver, to), row in found.thanks.items():
        ids = tuple(dict.fromkeys(id for point in row for id in point.ids))
        label = t("{who} to {whom}", who=overview.called(giver), whom=overview.called(to))
        bars.append(BarRow(label, len(ids), str(len(ids)), ids, "good"))
    if not bars:
        return []
    words = [labelled(bar.label, t("{n} times thanked", one="{n} time thanked", n=int(bar.value))) for bar in bars]
    return [(Bars(t("Thanks across departments"), tuple(bars)), per_row(words))]


def _lessons(overview: "Overview", found: LearningWeeks, days: tuple[date, ...]) -> list[Made]:
    if not any(point.n for point in found.lessons):
        return []
    last = week_said(days[-1], overview)
    curve = Curve(last, tuple(float(each.n) for each in found.lessons), tuple(each.ids for each in found.lessons))

    def said(point: CountPoint) -> str:
        return t("{n} lessons used", one="{n} lesson used", n=point.n)

    words = _words(overview, "", [*map(said, found.lessons)], days)
    return [(Chart(t("Lessons used"), days, (curve,)), (words,))]


def _words(overview: "Overview", name: str, said: list[str], days: tuple[date, ...]) -> tuple[str, ...]:
    """Each week in words, those of which nothing is said left empty."""
    which = (told(filter(None, (name, week_said(day, overview)))) for day in days)
    return tuple(labelled(week, each) if each else "" for week, each in zip(which, said, strict=True))
