"""Goals: who agrees, when they are asked again, how a goal closes."""

from typing import Any

import pytest

from store.commands import add, drop, edit, reopen
from store.errors import Invalid, Refused
from store.kinds.consensus import take_stance
from store.kinds.goal import Goal, Stance, agreement
from store.kinds.raci import assign
from store.workspace import Workspace
from tests.for_each import for_each


@for_each(
    "stances, state",
    [
        ({}, "pending"),
        ({"DP-1": "agrees"}, "pending"),
        ({"DP-1": "agrees", "DP-2": "reservation"}, "agreed"),
        ({"DP-1": "agrees", "DP-2": "objects"}, "objected"),
        ({"DP-1": "objects"}, "objected"),
        ({"DP-1": "agrees", "DP-2": "agrees", "DP-3": "objects"}, "agreed"),  # not involved
    ],
)
def test_agreed_when_every_department_involved_is(stances: dict[str, str], state: str):
    said = {id: Stance(stance) for id, stance in stances.items()}
    assert agreement(Goal(title="x", departments=("DP-1", "DP-2"), stances=said)).state == state


def test_without_departments_nobody_has_to_agree():
    assert agreement(Goal(title="x")).state == "none"


@pytest.fixture
def goal(organisation: Workspace) -> Workspace:
    organisation.do(add, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"], "due": "2027-06-30"})
    organisation.do(take_stance, "G-1", "DP-1", "agrees")
    organisation.do(take_stance, "G-1", "DP-2", "objects", "no capacity in week 14")
    return organisation


def stances(workspace: Workspace) -> dict[str, tuple[str, str, str]]:
    goal: Any = workspace.records.get("G-1")
    return {id: (stance.stance, stance.reason, stance.was) for id, stance in goal.stances.items()}


def test_a_stance_is_an_item_of_its_own_in_the_journal(goal: Workspace):
    change = goal.ledger.news()[-1].changes[0]
    assert "stances.DP-2" in change["set"]
    assert "stances" not in change["set"]


@pytest.mark.parametrize(
    ("department", "stance", "reason", "said"),
    [
        ("DP-1", "objects", "", "wants a reason"),
        ("DP-1", "reservation", " ", "wants a reason"),
        ("DP-1", "shrugs", "x", "not one of"),
        ("DP-3", "agrees", "", "not among the departments"),
    ],
)
def test_a_stance_that_is_none_is_refused(goal: Workspace, department: str, stance: str, reason: str, said: str):
    goal.do(add, "department", {"name": "Other"})
    with pytest.raises(Refused, match=said):
        goal.do(take_stance, "G-1", department, stance, reason)


def test_a_changed_date_asks_again_and_remembers(goal: Workspace):
    goal.do(edit, "G-1", {"title": "Spring promotion", "owner": "PN-1"})
    assert stances(goal)["DP-1"][0] == "agrees"
    goal.do(edit, "G-1", {"due": "2027-07-31"}, why="the fair")
    assert stances(goal) == {
        "DP-1": ("pending", "", "agrees"),
        "DP-2": ("pending", "no capacity in week 14", "objects"),
    }


def test_a_changed_target_asks_again(goal: Workspace):
    goal.do(add, "key-result", {"title": "Sold", "goal": "G-1", "target": 90})
    goal.do(take_stance, "G-1", "DP-1", "agrees")
    goal.do(edit, "KR-1", {"title": "Stock sold"})
    assert stances(goal)["DP-1"][0] == "agrees"
    goal.do(edit, "KR-1", {"target": 95}, why="the fair")
    assert stances(goal)["DP-1"] == ("pending", "", "agrees")


def test_an_outcome_closes_and_reopening_takes_it_back(goal: Workspace):
    with pytest.raises(Refused, match="wants its outcome"):
        goal.do(edit, "G-1", {"step": "closed"})
    goal.do(edit, "G-1", {"outcome": "partly"}, why="the shops were late")
    record: Any = goal.records.get("G-1")
    assert (record.step, record.outcome, record.reason) == ("closed", "partly", "the shops were late")
    with pytest.raises(Refused, match="reopen it first"):
        goal.do(take_stance, "G-1", "DP-1", "agrees")
    goal.do(reopen, "G-1")
    record = goal.records.get("G-1")
    assert (record.step, record.outcome, record.reason) == ("evaluate", "", "")


def test_dropping_keeps_the_reason(goal: Workspace):
    goal.do(drop, "G-1", "no budget")
    record: Any = goal.records.get("G-1")
    assert (record.step, record.outcome, record.reason) == ("closed", "dropped", "no budget")
    with pytest.raises(Refused, match="closed already"):
        goal.do(drop, "G-1", "again")


def test_exactly_one_is_accountable(goal: Workspace):
    goal.do(assign, "G-1", {"PN-1": "A", "DP-2": "R"})
    with pytest.raises(Invalid, match="all accountable"):
        goal.do(edit, "G-1", {"raci": {"PN-1": "A", "PN-2": "A"}})
    goal.do(assign, "G-1", {"PN-2": "A"})
    assert goal.records.get("G-1").raci == {"PN-1": "R", "DP-2": "R", "PN-2": "A"}  # type: ignore[attr-defined]
    goal.do(assign, "G-1", {"PN-1": "C"})
    with pytest.raises(Invalid, match="nobody is accountable"):
        goal.do(assign, "G-1", {"PN-2": ""})
    goal.do(assign, "G-1", {"PN-1": "", "PN-2": "", "DP-2": ""})
    assert goal.records.get("G-1").raci == {}  # type: ignore[attr-defined]


def test_a_goal_is_no_part_of_itself(goal: Workspace):
    goal.do(add, "goal", {"title": "Half", "parent": "G-1"})
    with pytest.raises(Invalid, match="G-1 > G-2 > G-1"):
        goal.do(edit, "G-1", {"parent": "G-2"})


@pytest.mark.parametrize("period", ["2026", "2026-Q4", "2026-H1", "2026-11"])
def test_periods(workspace: Workspace, period: str):
    workspace.do(add, "goal", {"title": "x", "period": period})
