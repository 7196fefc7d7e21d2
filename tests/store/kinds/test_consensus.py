"""Consensus as data: who may say what a department says, objections and their answers, being asked again."""

from typing import Any

import pytest

from store.commands import add, edit
from store.errors import Refused
from store.kinds.consensus import answer, set_share, take_stance
from store.kinds.goal import Goal, asked_since, open_objections
from store.workspace import Workspace
from tests.store.begun import begun


@pytest.fixture
def goal(organisation: Workspace) -> Workspace:
    organisation.do(begun, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"], "step": "meet"})
    organisation.do(add, "person", {"name": "Li", "login": "li", "department": "DP-2"})
    return organisation


def read(workspace: Workspace) -> Goal:
    return workspace.records.one(Goal, "G-1")


@pytest.mark.parametrize(
    ("lead", "deputy", "who", "may"),
    [
        (None, None, "fay", True),  # nobody leads: anybody of the department
        (None, None, "bo", False),
        ("PN-3", None, "fay", True),
        ("PN-3", None, "li", False),
        ("PN-3", "PN-4", "li", True),
        ("PN-3", None, "bo", False),
        ("PN-3", None, "ana", True),  # an admin for anybody
    ],
)
@pytest.mark.parametrize("by", ["command", "edit"])
def test_the_lead_or_deputy_speaks_for_a_department(
    goal: Workspace, lead: str | None, deputy: str | None, who: str, may: bool, by: str
):
    goal.do(edit, "DP-2", {"lead": lead, "deputy": deputy})
    goal.ledger.who = who

    def say() -> Any:
        if by == "edit":
            return goal.do(edit, "G-1", {"stances": {"DP-2": "agrees"}})
        return goal.do(take_stance, "G-1", "DP-2", "agrees")

    if may:
        say()
        assert read(goal).stances["DP-2"].stance == "agrees"
    else:
        with pytest.raises(Refused, match="speaks for"):
            say()
        assert read(goal).stances == {}


def test_an_objection_is_answered_and_stays_an_objection(goal: Workspace):
    with pytest.raises(Refused, match="MKT does not object"):
        goal.do(answer, "G-1", "DP-1", "but")
    goal.do(take_stance, "G-1", "DP-2", "objects", "no capacity")
    assert open_objections(read(goal)) == ("DP-2",)
    with pytest.raises(Refused, match="wants words"):
        goal.do(answer, "G-1", "DP-2", "  ")
    goal.do(answer, "G-1", "DP-2", "two people help")
    stance = read(goal).stances["DP-2"]
    assert (stance.stance, stance.reason, stance.answer, stance.answered_by) == (
        "objects", "no capacity", "two people help", "ana",
    )  # fmt: skip
    assert open_objections(read(goal)) == ()
    goal.do(take_stance, "G-1", "DP-2", "objects", "still none")
    assert open_objections(read(goal)) == ("DP-2",)


@pytest.mark.parametrize(
    ("values", "again"),
    [
        ({"due": "2027-07-01"}, True),
        ({"start": "2026-12-01"}, True),
        ({"period": "2027-Q1"}, True),
        ({"expected": "half of it"}, True),
        ({"title": "Spring sale"}, False),
        ({"owner": "PN-1"}, False),
        ({"departments": ["DP-1", "DP-2", "DP-3"]}, False),  # only the new one has to answer
    ],
)
def test_another_date_or_scope_asks_again_and_keeps_what_was_said(goal: Workspace, values: dict[str, Any], again: bool):
    goal.do(add, "department", {"name": "Logistics"})
    goal.do(take_stance, "G-1", "DP-2", "reservation", "from March")
    goal.do(edit, "G-1", values)
    stance = read(goal).stances["DP-2"]
    if again:
        assert (stance.stance, stance.was, stance.reason) == ("pending", "reservation", "from March")
        assert asked_since(read(goal), "DP-2") == stance.asked is not None
    else:
        assert stance.stance == "reservation"


def test_who_has_not_answered_and_since_when(goal: Workspace):
    assert asked_since(read(goal), "DP-1") == read(goal).made_at
    goal.do(take_stance, "G-1", "DP-1", "agrees")
    assert asked_since(read(goal), "DP-1") is None
    goal.do(edit, "G-1", {"step": "prepare"})
    assert asked_since(read(goal), "DP-2") is None


def test_benefit_and_cost_stand_for_each_department(goal: Workspace):
    goal.do(set_share, "G-1", "DP-1", benefit="a third more margin", cost="20 days")
    goal.do(set_share, "G-1", "DP-1", cost="25 days")
    share = read(goal).shares["DP-1"]
    assert (share.benefit, share.cost) == ("a third more margin", "25 days")
