"""The large example: of exactly the size that is asked for, the same each time, sound, of believable parts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from store import Ledger, clock, open_workspace
from store.demo import large
from store.insight.soundness import faults_in
from store.kinds import KINDS, PARTS, READ, request
from store.kinds.action import OPEN, Action
from store.kinds.allocation import Allocation
from store.kinds.blocker import Blocker
from store.kinds.decision import Decision
from store.kinds.goal import STEPS, Goal
from store.kinds.lesson import Lesson
from store.kinds.milestone import Milestone
from store.kinds.person import Person
from store.kinds.request import Request
from store.kinds.team import Team
from store.records import Records
from store.workspace.review import Reviewer

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """Two thousand records."""
    folder = str(tmp_path_factory.mktemp("large") / "workspace")
    large.build(folder, 2000, "en", TODAY)
    with open_workspace(folder) as workspace:
        yield workspace.records


@pytest.mark.parametrize("size", [1, 2, 7, 60, 2000])
def test_a_large_one_has_exactly_the_size_and_passes_the_review(tmp_path: Path, size: int):
    folder = str(tmp_path / "large")
    assert large.build(folder, size, "en", clock.today(None)) == size
    with open_workspace(folder) as workspace:
        tables = workspace.ledger.tables()
        assert sum(workspace.ledger.count(table) for table in tables if table not in PARTS) == size
        assert list(faults_in(workspace.records)) == []
        admins = [person.login for person in workspace.records.all(Person) if person.role == "admin"]
        assert admins == ([workspace.who] if size > 1 else [])
        documents = [(READ[table], n, bytes(raw)) for table in tables for n, raw in workspace.ledger.items(table)]

        def review_all(transaction: object) -> None:
            reviewer = Reviewer(transaction, None)  # type: ignore[arg-type]
            for kind, number, raw in documents:
                reviewer.look_at(kind, number, None, raw)

        workspace.ledger.commit(review_all)


def test_the_same_number_gives_the_same_workspace(tmp_path: Path):
    tables = []
    for name in ("one", "two"):
        large.build(str(tmp_path / name), 300, "zh", TODAY)
        with Ledger(tmp_path / name) as ledger:
            tables.append({t: [msgspec.json.decode(raw) for _n, raw in ledger.items(t)] for t in ledger.tables()})
    assert tables[0] == tables[1]


def test_there_is_something_of_every_kind_and_actions_most_of_all(records: Records):
    counts = Counter({kind: sum(1 for _ in records.items(kind)) for kind in KINDS})
    assert [kind for kind in KINDS if not counts[kind]] == []
    assert counts.most_common(1)[0][0] == "action"


def test_the_goals_have_what_fits_their_step(records: Records):
    goals = list(records.all(Goal))
    assert {goal.step for goal in goals} == set(STEPS)
    for goal in goals:
        at = STEPS.index(goal.step)
        assert tuple(goal.passed) == STEPS[:at]
        assert bool(goal.stances) == (at > 0)
        assert bool(goal.raci) == (at > 1)
        assert all(goal.shares[id].ready for id in goal.departments if at > 0)
        assert bool(goal.outcome and goal.reason) == (goal.step == "closed")
    assert any(passage.lacking and passage.why for goal in goals for passage in goal.passed.values())


def test_requests_are_in_every_state_and_their_actions_as_far_as_they_are(records: Records):
    found = list(records.all(Request))
    assert {each.state for each in found} == {choice.value for choice in request.KIND.fields["state"].choices}
    taken_on = [each for each in found if each.state in ("accepted", "delivered", "confirmed")]
    assert {each.id for each in found if each.action} == {each.id for each in taken_on}
    for each in taken_on:
        action = records.one(Action, each.action or "")
        assert action.source == each.id
        assert (action.state in OPEN) == (each.state == "accepted")
        assert (action.department, action.title, action.due) == (each.department, each.title, each.need_by)
    assert all(each.department != each.asker for each in found)


def test_a_blocker_that_a_decision_ended_says_so(records: Records):
    ending = [each for each in records.all(Decision) if each.ends]
    assert ending
    for each in ending:
        ended = records.one(Blocker, each.ends[0])
        assert ended.resolved
        assert ended.resolution == f"{each.id}: {each.chosen}"


SEEN = {
    "an action moved": lambda r: [each for each in r.all(Action) if each.due_log],
    "a milestone moved": lambda r: [each for each in r.all(Milestone) if each.due_log],
    "a blocker escalated": lambda r: [each for each in r.all(Blocker) if each.escalated_to and each.escalated_on],
    "a blocker raised again": lambda r: [each for each in r.all(Blocker) if len(each.raised) > 1],
    "an open question": lambda r: [each for each in r.all(Decision) if not each.chosen],
    "allocations in all states": lambda r: len({each.state for each in r.all(Allocation)}) == 4,
    "a lesson used": lambda r: [each for each in r.all(Lesson) if each.used_in],
    "a team with shares": lambda r: [each for each in r.all(Team) if each.members],
}


@pytest.mark.parametrize("seen", SEEN)
def test_what_a_large_one_has_to_show(records: Records, seen: str):
    assert SEEN[seen](records)
