"""The pages of insights say what the rest of Concord says, and every point of them has words and records."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from store import clock, commands
from store.commands.readings import add_reading
from store.insight import metrics, promises, waiting
from store.insight.overview import Overview
from store.insight.trends.past_weeks import PastWeeks
from store.workspace import open_workspace
from tests.for_each import for_each
from tests.tui.cli.conftest import Concord, acme, concord
from tests.tui.rooms.insights.weeks import CARD, COUNT, QUEUE, SPRING, STOCK, lived
from tests.tui.way import FIN, MKT, OPS
from tui import i18n
from tui.text.charts.chart import Bars, Chart, Strip, spots
from tui.text.insights.insight_page import PAGES, QUESTIONS, Grid, InsightPage, Sources, page
from tui.text.insights.points import points_of
from tui.text.insights.week_words import week_said

__all__ = ["acme", "concord", "lived"]


@pytest.fixture
def sources(lived: Path) -> Iterator[Sources]:
    with open_workspace(str(lived), "ana") as workspace:
        yield Sources(Overview(workspace.ledger, workspace.today), PastWeeks(workspace.ledger))


def part(found: InsightPage, kind: type) -> object:
    return next(each for each in found.parts if isinstance(each, kind))


@for_each("lang", ["en", "zh"])
@for_each("of", ["", FIN, SPRING])
@for_each("name", PAGES)
def test_every_point_has_words_and_records_that_are_there(sources: Sources, name: str, of: str, lang: str):
    i18n.use(lang)
    found = page(name, sources, 12, of)
    assert found.question == i18n.t(QUESTIONS[name])
    assert found.answer
    assert len(found.said) == len(found.parts)
    for at, each in enumerate(found.parts):
        points = points_of(found, at)
        for spot in (spot for row in ([] if isinstance(each, Grid) else spots(each)) for spot in row):
            assert points.words(spot)
            assert all(sources.overview.reading.find(id) is not None for id in points.ids(spot))
    assert found.parts or found.empty or name == "waiting"


@pytest.mark.parametrize("name", PAGES)
def test_where_nothing_has_happened_each_page_says_so(acme: Path, concord: Concord, name: str):
    """What `init` leaves, and somebody who joins."""
    for given in ((), ("--of", "MKT")):
        (found,) = concord("insights", name, *given, "--json").objects
        assert found["answer"]
        assert concord("insights", name, *given).out.startswith(found["answer"])
    assert len(concord("insights", "--json").objects) == len(PAGES)


def test_waiting_is_the_matrix(sources: Sources):
    overview = sources.overview
    cells = waiting.matrix(waiting.waits(overview), overview.today)
    grid = part(page("waiting", sources), Grid)
    assert isinstance(grid, Grid)
    shown = {(row.label, on): cell.ids for row in grid.rows for on, cell in zip(grid.columns, row.cells, strict=True)}
    told = {(overview.called(who), overview.called(on)): cell.ids for (who, on), cell in cells.items()}
    assert {pair: ids for pair, ids in shown.items() if ids} == told != {}


def test_goals_end_with_the_health_of_today(sources: Sources):
    strip = part(page("goals", sources), Strip)
    assert isinstance(strip, Strip)
    overview = sources.overview
    assert {row.id: row.tones[-1] for row in strip.rows} == {id: overview.health(id).color for id in (SPRING, CARD)}


def test_promises_are_those_of_follow_through(sources: Sources):
    chart = part(page("promises", sources, 8), Chart)
    assert isinstance(chart, Chart)
    told = promises.follow_through(sources.overview, sources.overview.today)[""]
    shares = [None if week.tally.share is None else 100 * week.tally.share for week in told.weeks]
    assert [*chart.curves[0].values] == shares


def test_answers_are_those_of_a_departments_page(sources: Sources):
    bars = part(page("answers", sources), Bars)
    assert isinstance(bars, Bars)
    found = waiting.answers(sources.overview, FIN)
    (bar,) = bars.bars
    assert (bar.label, bar.value) == ("FIN", found.median)
    assert bar.said == "7 days, 2 promised, 1 open, oldest 10 days"
    assert (found.promised, found.open, found.longest) == (2, 1, 10)


def test_load_is_what_is_granted_and_open(sources: Sources):
    found = page("load", sources)
    assert found.answer == "Design desk: 7 of 5 granted"
    work = found.parts[-1]
    assert isinstance(work, Bars)
    overview = sources.overview
    counts = {overview.called(id): overview.counts(id).open for id in (FIN, MKT, OPS)}
    assert {bar.label: bar.value for bar in work.bars} == counts


def test_numbers_end_with_the_latest_reading_and_say_which_is_off(sources: Sources):
    found = page("numbers", sources)
    last = metrics.latest(sources.overview, COUNT)
    assert last is not None
    first, second = (each for each in found.parts if isinstance(each, Chart))
    assert [value for value in first.curves[0].values if value is not None][-1] == last.value == 3820
    assert first.levels[0].value == 4000
    assert [level.value for level in second.levels] == [0, 40]
    assert second.title == f"{QUEUE} Complaints a day: 28, +4 % on yesterday, no reading for 6 days"
    assert found.answer == (
        "1 of 2 numbers is off: N-1 Stock in the shops, 4 % under since Sat 21 Nov, 1 has no new reading"
    )


@pytest.mark.parametrize(
    ("values", "told"), [((100, 100), "as yesterday"), ((1000, 998), "-0.2 % on yesterday"), ((50, 60), "+20 % on")]
)
def test_what_has_changed_a_little_is_told_from_what_has_not(lived: Path, values: tuple[float, float], told: str):
    with open_workspace(str(lived), "ana") as workspace:
        id = workspace.do(commands.add, "metric", {"title": "Visitors"}).id
        for days, value in zip((1, 0), values, strict=True):
            workspace.do(add_reading, id, value, clock.now() - timedelta(days, hours=1))
        sources = Sources(Overview(workspace.ledger, workspace.today), PastWeeks(workspace.ledger))
    assert any(id in part.title and told in part.title for part in page("numbers", sources).parts)


def test_numbers_of_a_goal_are_those_of_its_departments_and_those_that_it_follows(lived: Path):
    with open_workspace(str(lived), "ana") as workspace:
        shares = workspace.records.get(SPRING).departments  # type: ignore[union-attr]
        (apart,) = {FIN, MKT, OPS} - {*shares} or {None}
        far = workspace.do(commands.add, "metric", {"title": "Visitors", "unit": "%", "department": apart}).id
        told = Sources(Overview(workspace.ledger, workspace.today), PastWeeks(workspace.ledger))
        assert not any(far in part.title for part in page("numbers", told, 12, SPRING).parts)
        workspace.do(commands.edit, STOCK, {"metric": far})
        told = Sources(Overview(workspace.ledger, workspace.today), PastWeeks(workspace.ledger))
        assert any(far in part.title for part in page("numbers", told, 12, SPRING).parts)
        assert not any(far in part.title for part in page("numbers", told, 12, CARD).parts)


def test_the_last_share_of_promises_is_said_of_its_week(sources: Sources):
    """Of a week in which nothing was to be kept so far there is none."""
    chart = part(page("promises", sources, 8), Chart)
    assert isinstance(chart, Chart)
    (curve,) = chart.curves
    at = max(at for at, value in enumerate(curve.values) if value is not None)
    assert chart.days[at] != sources.overview.today
    assert curve.label == week_said(chart.days[at], sources.overview)


def test_a_long_time_has_a_point_a_week(sources: Sources, monkeypatch: pytest.MonkeyPatch):
    later = clock.now() + timedelta(90)
    monkeypatch.setattr(clock, "now", lambda: later)
    sources.overview.on_day(later.date())
    (chart, _other) = (each for each in page("numbers", sources, 26).parts if isinstance(each, Chart))
    assert len(chart.days) == 26
    assert {(after - before).days for before, after in zip(chart.days[:-2], chart.days[1:-1], strict=True)} == {7}


def test_blocked_days_are_summed_by_pair_and_kind(sources: Sources):
    found = page("blocked", sources)
    assert found.answer == "Work was held up for 27 days in 12 weeks, most where OPS waits for MKT: 13 days"
    (_pairs, kinds) = (each for each in found.parts if isinstance(each, Bars))
    assert [bar.said for bar in kinds.bars] == ["14 days, 1 blocker", "13 days, 1 blocker"]
    (alone,) = (each for each in page("blocked", sources, 12, FIN).parts if isinstance(each, Bars))
    assert [bar.ids for bar in alone.bars] == [("B-1",)]


def test_the_command_line_prints_the_same(lived: Path, concord: Concord, sources: Sources):
    said = concord("insights", "--workspace", str(lived)).out.splitlines()
    assert [line.split("  ")[-1].strip() for line in said] == [page(name, sources).answer for name in PAGES]
    printed = concord("insights", "Blocked days", "--of", "MKT", "--workspace", str(lived)).out
    assert "week to 22 Nov: 7 days, 1 blocker" in printed
    (told,) = concord("insights", "goals", "--weeks", "4", "--json", "--workspace", str(lived)).objects
    assert told["page"] == "goals"
    assert told["pictures"][0]["columns"] == ["2026-11-08", "2026-11-15", "2026-11-22", "2026-11-23"]
    assert told["pictures"][0]["rows"][0]["values"] == ["amber", "red", "red", "red"]
    assert told["pictures"][0]["rows"][0]["ids"][-1][0] == SPRING
    assert '"money" is no page' in concord("insights", "money", "--workspace", str(lived)).err
