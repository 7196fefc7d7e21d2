"""The examples: sound on any day of the year, the same in both languages, of exactly the size that is asked for."""

from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest

from store import Ledger, clock, open_workspace
from store.demo import CASES, build, large
from store.insight.overview import Overview
from store.insight.soundness import faults_in
from store.kinds.action import Action
from store.kinds.goal import Goal, agreement
from store.kinds.retro import Retro
from store.review import Reviewer
from store.workspace import Workspace

DAYS = [date(2026, 11, 23), date(2026, 11, 28), date(2027, 1, 1), date(2028, 2, 29)]


def told(tmp_path: Path, case: str, lang: str, today: date | None = None) -> Workspace:
    folder = str(tmp_path / f"{case}-{lang}")
    build(folder, case, lang, today)
    return open_workspace(folder)


def counts(workspace: Workspace) -> Counter[str]:
    return Counter({table: workspace.ledger.count(table) for table in workspace.ledger.tables()})


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("case", CASES)
def test_every_pane_has_something_true_to_show_on_any_day(tmp_path: Path, case: str, today: date):
    with told(tmp_path, case, "en", today) as workspace:
        records = workspace.records
        assert list(faults_in(records)) == []
        overview = Overview(workspace.ledger, today)
        actions = list(records.all(Action))
        assert sum(overview.is_late(action.id) for action in actions) >= 3
        assert sum(bool(overview.blocked_by(action.id)) for action in actions) >= 2
        assert any(action.due_log for action in actions)
        assert {"todo", "doing", "done", "dropped"} <= {action.state for action in actions}
        stances = {agreement(goal).state for goal in records.all(Goal)}
        assert {"agreed", "objected"} <= stances
        assert {overview.health(goal.id).color for goal in records.all(Goal)} >= {"red", "green"}
        assert {"closed", "gather"} <= {retro.state for retro in records.all(Retro)}


@pytest.mark.parametrize("case", CASES)
def test_both_languages_tell_the_same(tmp_path: Path, case: str):
    with told(tmp_path, case, "en") as english, told(tmp_path, case, "zh") as chinese:
        assert counts(english) == counts(chinese)
        assert chinese.records.settings.language == "zh"
        title = next(chinese.records.all(Goal)).title
        assert any("\u4e00" <= letter <= "\u9fff" for letter in title)


def test_whoever_looks_is_one_of_its_people_and_has_something_to_do(tmp_path: Path):
    with told(tmp_path, "launch", "en") as workspace:
        me = workspace.records.person_of(workspace.who)
        assert me is not None
        assert any(action.owner == me.id for action in workspace.records.all(Action))


@pytest.mark.parametrize("size", [1, 7, 60, 2000])
def test_a_large_one_has_exactly_the_size_and_passes_the_review(tmp_path: Path, size: int):
    folder = str(tmp_path / "large")
    assert large.build(folder, size, "en", clock.today(None)) == size
    with open_workspace(folder) as workspace:
        assert sum(counts(workspace).values()) == size
        assert list(faults_in(workspace.records)) == []

        def review_all(transaction: object) -> None:
            reviewer = Reviewer(transaction)  # type: ignore[arg-type]
            for kind, number, raw in documents:
                reviewer.look_at(kind, number, None, raw)

        from store.kinds import KINDS

        documents = [
            (KINDS[table], number, bytes(raw))
            for table in workspace.ledger.tables()
            for number, raw in workspace.ledger.items(table)
        ]
        workspace.ledger.commit(review_all)


def test_the_same_number_gives_the_same_workspace(tmp_path: Path):
    today = date(2026, 11, 23)
    tables = []
    for name in ("one", "two"):
        large.build(str(tmp_path / name), 300, "zh", today)
        with Ledger(tmp_path / name) as ledger:
            tables.append({t: [msgspec.json.decode(raw) for _n, raw in ledger.items(t)] for t in ledger.tables()})
    assert tables[0] == tables[1]
