"""Decisions: every C heard or waived before one, blockers ended and objections answered by one."""

from typing import Any

import pytest

from store.commands import add, edit
from store.errors import Invalid, Refused
from store.kinds.blocker import Blocker, block, raise_again, wants_decision
from store.kinds.consensus import take_stance
from store.kinds.decision import Decision, decide
from store.kinds.escalation import escalate, ladder
from store.kinds.goal import Goal
from store.kinds.raci import assign
from store.workspace import Workspace
from tests.store.begun import begun, past


@pytest.fixture
def goal(organisation: Workspace) -> Workspace:
    """G-1 with A-1 of it, blocked by B-1 that waits on FIN; PN-1 is accountable, FIN and bo are consulted."""
    organisation.do(begun, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"], "step": "meet"})
    organisation.do(add, "action", {"title": "Feed", "goal": "G-1"})
    organisation.do(block, ["A-1"], "No budget code", "DP-2")
    organisation.do(assign, "G-1", {"PN-1": "A", "DP-2": "C", "PN-2": "C"})
    return organisation


@pytest.mark.parametrize(
    ("heard", "waived", "missing"),
    [
        ((), {}, "FIN, bo"),
        (("DP-2",), {}, "bo"),
        (("DP-2", "PN-2"), {}, ""),
        (("PN-2",), {"DP-2": "away until Monday"}, ""),
    ],
)
def test_each_consulted_is_heard_or_waived(
    goal: Workspace, heard: tuple[str, ...], waived: dict[str, str], missing: str
):
    def choose() -> Any:
        return goal.do(decide, "Which code?", "4711", goal="G-1", heard=heard, waived=waived)

    if missing:
        with pytest.raises(Refused, match=f"{missing} is to be consulted"):
            choose()
        assert goal.records.find("D-1") is None
    else:
        made = choose()
        assert (made.decided, made.decided_by) == (goal.today, ("PN-1",))


def test_the_rule_holds_for_add_and_edit_too(goal: Workspace):
    with pytest.raises(Refused, match="to be consulted"):
        goal.do(add, "decision", {"question": "Which?", "chosen": "4711", "goal": "G-1"})
    goal.do(add, "decision", {"question": "Which?", "goal": "G-1", "ends": ["B-1"]})
    with pytest.raises(Refused, match="to be consulted"):
        goal.do(edit, "D-1", {"chosen": "4711"})
    goal.do(edit, "D-1", {"chosen": "4711", "consulted": {"DP-2": "heard", "PN-2": "heard"}})
    assert goal.records.one(Blocker, "B-1").resolution == "D-1: 4711"


def test_waiving_wants_a_reason(goal: Workspace):
    with pytest.raises(Invalid, match="waived without a reason"):
        goal.do(decide, "Which?", "4711", goal="G-1", waived={"DP-2": "", "PN-2": "ill"})


def test_it_ends_blockers_and_answers_objections_in_one_commit(goal: Workspace):
    goal.do(take_stance, "G-1", "DP-2", "objects", "no capacity")
    before = goal.ledger.seq
    goal.do(decide, "Who pays?", "MKT", ends=["B-1"], answers=["DP-2"], heard=["DP-2", "PN-2"])
    assert goal.ledger.seq == before + 1
    assert goal.ledger.news()[-1].what["verb"] == "decide"
    blocker, stance = goal.records.one(Blocker, "B-1"), goal.records.one(Goal, "G-1").stances["DP-2"]
    assert (blocker.resolved, blocker.resolution) == (goal.today, "D-1: MKT")
    assert (stance.stance, stance.answer, stance.answered_by) == ("objects", "D-1: MKT", "D-1")
    assert goal.records.one(Decision, "D-1").goal == "G-1"  # what its blocker holds up is of that


def test_a_blocker_raised_twice_without_progress_wants_a_decision(goal: Workspace):
    from store.kinds.blocker import Raising

    goal.do(raise_again, "B-1")
    goal.do(raise_again, "B-1")
    blocker = goal.records.one(Blocker, "B-1")
    assert len(blocker.raised) == 1  # once a day
    assert not wants_decision(blocker, goal.today)
    goal.do(
        past(edit),
        "B-1",
        {"raised": [{"id": "2026-11-20", "by": "bo"}, *({"id": r.id, "by": r.by} for r in blocker.raised)]},
    )
    blocker = goal.records.one(Blocker, "B-1")
    assert blocker.raised[0] == Raising("2026-11-20", "bo")
    assert wants_decision(blocker, goal.today)
    goal.do(edit, "B-1", {"next_step": "ask again", "next_by": goal.today, "next_owner": "PN-2"})
    assert not wants_decision(goal.records.one(Blocker, "B-1"), goal.today)


def test_escalation_goes_along_the_departments_and_raci(goal: Workspace):
    goal.do(add, "person", {"name": "Head", "login": "head"})
    goal.do(add, "department", {"name": "Board", "lead": "PN-4"})
    goal.do(edit, "DP-2", {"lead": "PN-3", "parent": "DP-3"})
    blocker = goal.records.one(Blocker, "B-1")
    assert ladder(blocker, goal.records) == ["PN-3", "PN-1", "PN-4"]
    for expected in ("PN-3", "PN-1", "PN-4"):
        assert goal.do(escalate, "B-1").escalated_to == expected
    with pytest.raises(Refused, match="nobody above"):
        goal.do(escalate, "B-1")
    goal.do(edit, "B-1", {"waiting_on": "PN-3"})
    assert ladder(goal.records.one(Blocker, "B-1"), goal.records) == ["PN-1", "PN-4"]
