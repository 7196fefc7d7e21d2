"""The five steps and their gates, as PRODUCT's table has them: what each wants, and passing without it."""

from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, drop, edit
from store.errors import Refused
from store.kinds.consensus import answer, mark_ready, take_stance, waive
from store.kinds.gates import advance, go_back, wants
from store.kinds.goal import Goal
from store.kinds.key_result import check_in
from store.kinds.raci import assign
from store.workspace import Workspace
from tests.store.begun import begun

GOAL = {"title": "Spring", "why": "a third was left", "departments": ["DP-1", "DP-2"], "owner": "PN-1"}


def wanted(workspace: Workspace, id: str = "G-1") -> list[tuple[str, str]]:
    """What the gate wants, as (what meets it, for what)."""
    goal = workspace.records.one(Goal, id)
    return [(want.meet, want.party or want.id) for want in wants(goal, workspace.records, workspace.today)]


def at_step(workspace: Workspace, step: str, **values: Any) -> None:
    workspace.do(begun, "goal", {**GOAL, "step": step, **values})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [("ready", "DP-1"), ("ready", "DP-2")]),
        ({"why": ""}, [("edit", "G-1"), ("ready", "DP-1"), ("ready", "DP-2")]),
        ({"departments": ["DP-1"]}, [("edit", "G-1"), ("ready", "DP-1")]),
        ({"departments": [], "why": ""}, [("edit", "G-1"), ("edit", "G-1")]),
    ],
)
def test_prepare_wants_a_purpose_two_departments_and_each_ready(
    organisation: Workspace, values: dict[str, Any], expected: list[tuple[str, str]]
):
    at_step(organisation, "prepare", **values)
    assert wanted(organisation) == expected


def test_ready_or_waived_both_do(organisation: Workspace):
    at_step(organisation, "prepare")
    organisation.do(mark_ready, "G-1", "DP-1", "the sales figures")
    with pytest.raises(Refused, match="wants a reason"):
        organisation.do(waive, "G-1", "DP-2", " ")
    organisation.do(waive, "G-1", "DP-2", "brings nothing to this one")
    assert wanted(organisation) == []
    goal: Any = organisation.do(advance, "G-1")
    assert (goal.step, goal.passed["prepare"].why, goal.passed["prepare"].lacking) == ("meet", "", ())


def test_meet_wants_every_stance_and_an_answer_to_each_objection(organisation: Workspace):
    at_step(organisation, "meet")
    assert wanted(organisation) == [("meeting", "G-1"), ("value", "DP-1"), ("value", "DP-2")]
    organisation.do(begun, "meeting", {"title": "Kick-off", "goal": "G-1", "state": "closed"})
    organisation.do(take_stance, "G-1", "DP-1", "agrees")
    organisation.do(take_stance, "G-1", "DP-2", "objects", "no capacity")
    assert wanted(organisation) == [("answer", "DP-2")]
    organisation.do(answer, "G-1", "DP-2", "two people from MKT help")
    assert wanted(organisation) == []


def test_plan_wants_dates_owners_a_sound_raci_and_no_hidden_over_commitment(organisation: Workspace):
    at_step(organisation, "plan")
    organisation.do(add, "milestone", {"title": "Shops know", "goal": "G-1"})
    organisation.do(add, "action", {"title": "Plan", "goal": "G-1"})
    organisation.do(add, "action", {"title": "Done", "goal": "G-1", "state": "done"})
    assert wanted(organisation) == [
        ("edit", "MS-1"), ("due", "MS-1"), ("owner", "A-1"), ("due", "A-1"), ("raci", "G-1"), ("raci", "G-1"),
    ]  # fmt: skip
    organisation.do(edit, "MS-1", {"department": "DP-1", "due": "2027-01-15"})
    organisation.do(edit, "A-1", {"owner": "PN-2", "due": "2027-01-10"})
    organisation.do(assign, "G-1", {"DP-1": "A", "DP-2": "R"})
    assert wanted(organisation) == [("raci", "G-1")]  # the department that is accountable has no lead
    organisation.do(edit, "DP-1", {"lead": "PN-1"})
    assert wanted(organisation) == []
    organisation.do(add, "resource", {"name": "Dock", "capacity": 2})
    organisation.do(add, "allocation", {"title": "Ramp", "resource": "P-1", "goal": "G-1", "amount": 2})
    from store.kinds.allocation import grant

    organisation.do(grant, "AL-1")
    assert wanted(organisation) == []
    organisation.do(edit, "P-1", {"capacity": 1})
    assert wanted(organisation) == [("value", "P-1")]
    organisation.do(grant, "AL-1", "the second crane comes in May")
    assert wanted(organisation) == []


def test_execute_wants_a_last_check_in_and_no_open_action(organisation: Workspace):
    at_step(organisation, "execute")
    organisation.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    organisation.do(add, "action", {"title": "Plan", "goal": "G-1"})
    assert wanted(organisation) == [("value", "KR-1"), ("done", "A-1")]
    organisation.do(check_in, "KR-1", 20, None, "", organisation.today - timedelta(30))
    organisation.do(drop, "A-1", "not needed")
    assert wanted(organisation) == [("value", "KR-1")]  # that was long ago
    organisation.do(check_in, "KR-1", 60)
    assert wanted(organisation) == []


def test_evaluate_wants_a_closed_retrospective_its_lessons_and_follow_ups(organisation: Workspace):
    at_step(organisation, "evaluate")
    assert wanted(organisation) == [("retro", "G-1")]
    organisation.do(begun, "retro", {"title": "Look back", "goal": "G-1", "state": "closed"})
    organisation.do(begun, "action", {"title": "Ask earlier", "source": "R-1"})
    assert wanted(organisation) == [("lesson", "R-1"), ("owner", "A-1"), ("due", "A-1")]
    organisation.do(add, "lesson", {"title": "Ask earlier", "retro": "R-1"})
    organisation.do(edit, "A-1", {"owner": "PN-1", "due": "2027-02-01"})
    assert wanted(organisation) == []
    with pytest.raises(Refused, match="wants its outcome"):
        organisation.do(advance, "G-1")
    assert organisation.do(advance, "G-1", outcome="achieved").step == "closed"


@pytest.mark.parametrize("by", ["advance", "edit"])
def test_a_gate_is_passed_without_only_with_a_reason_which_stays(organisation: Workspace, by: str):
    at_step(organisation, "prepare")
    before = organisation.ledger.seq
    calls: dict[str, Any] = {
        "advance": lambda why: organisation.do(advance, "G-1", why),
        "edit": lambda why: organisation.do(edit, "G-1", {"step": "meet"}, why=why),
    }
    with pytest.raises(Refused, match="MKT is ready, or need not be; FIN is ready"):
        calls[by]("")
    assert organisation.ledger.seq == before
    calls[by]("the meeting is today")
    passage = organisation.records.one(Goal, "G-1").passed["prepare"]
    assert (passage.why, passage.lacking) == ("the meeting is today", ("ready DP-1", "ready DP-2"))


def test_several_gates_at_once_are_each_passed(organisation: Workspace):
    at_step(organisation, "prepare")
    organisation.do(edit, "G-1", {"step": "execute"}, why="taken over from last year")
    assert list(organisation.records.one(Goal, "G-1").passed) == ["prepare", "meet", "plan"]


def test_going_back_forgets_the_gates_behind_it_and_is_in_the_history(organisation: Workspace):
    at_step(organisation, "prepare")
    organisation.do(edit, "G-1", {"step": "execute"}, why="in a hurry")
    goal: Any = organisation.do(go_back, "G-1", "meet", "the target was wrong")
    assert (goal.step, list(goal.passed)) == ("meet", ["prepare"])
    assert organisation.ledger.news()[-1].what["why"] == "the target was wrong"
    for step in ("execute", "meet", "nowhere"):
        with pytest.raises(Refused, match="not one of: prepare"):
            organisation.do(go_back, "G-1", step)


def test_who_is_accountable_closes(organisation: Workspace):
    at_step(organisation, "evaluate")
    organisation.do(assign, "G-1", {"PN-2": "A"})
    organisation.ledger.who = "fay"
    with pytest.raises(Refused, match="bo is accountable for G-1"):
        organisation.do(edit, "G-1", {"outcome": "missed"}, why="over")
    organisation.ledger.who = "bo"
    organisation.do(edit, "G-1", {"outcome": "missed"}, why="over")


def test_what_is_kept_of_the_gates_is_not_written_by_hand(organisation: Workspace):
    at_step(organisation, "prepare")
    with pytest.raises(Refused, match="kept by Concord"):
        organisation.do(edit, "G-1", {"passed": {"prepare": {"why": "x"}}})
