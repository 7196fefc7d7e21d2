"""A change of target, date or scope puts the question to the departments again, with the old answers in sight."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, drop, drop_many, edit
from store.commands.undo import latest, take_back
from store.errors import Invalid, Refused
from store.insight.overview import Overview
from store.kinds.consensus import answer, mark_ready, set_share, take_stance
from store.kinds.gates import advance
from store.kinds.goal import Goal, Stance, asked_since
from store.kinds.key_result import check_in
from store.workspace import Workspace
from tests.store.begun import begun
from tests.store.computed import computed
from tests.store.conftest import OnDay

Do = Callable[[Workspace], Any]


@pytest.fixture
def agreed(organisation: Workspace) -> Workspace:
    """G-1 of MKT, FIN and LOG with KR-1, KR-2; MKT agrees, FIN objects and has an answer, LOG has not spoken."""
    w = organisation
    w.do(add, "department", {"name": "Logistics", "code": "LOG"})
    w.do(add, "department", {"name": "Legal", "code": "LEG"})
    values = {"title": "Spring", "departments": ["DP-1", "DP-2", "DP-3"], "due": "2027-06-30", "step": "meet"}
    w.do(begun, "goal", values)
    for title in ("Sold", "Price"):
        w.do(add, "key-result", {"title": title, "goal": "G-1", "target": 90})
    w.do(take_stance, "G-1", "DP-1", "agrees")
    w.do(take_stance, "G-1", "DP-2", "objects", "no capacity")
    w.do(answer, "G-1", "DP-2", "two people help")
    return w


def said(w: Workspace, id: str = "G-1") -> dict[str, tuple[str, str]]:
    return {party: (stance.stance, stance.was) for party, stance in w.records.one(Goal, id).stances.items()}


AS_IT_WAS = {"DP-1": ("agrees", ""), "DP-2": ("objects", "")}
AGAIN = {"DP-1": ("pending", "agrees"), "DP-2": ("pending", "objects")}


def goal(**values: Any) -> Do:
    return lambda w: w.do(edit, "G-1", values, why="so it has to be")


def result(**values: Any) -> Do:
    return lambda w: w.do(edit, "KR-1", values, why="so it has to be")


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (goal(due="2027-07-31"), AGAIN),
        (goal(due=None), AGAIN),
        (goal(start="2026-12-01"), AGAIN),
        (goal(period="2027-H1"), AGAIN),
        (goal(expected="half of it"), AGAIN),
        (goal(departments=["DP-1", "DP-2"]), AGAIN),  # who is left carries what the other did
        (goal(departments=["DP-1", "DP-2", "DP-3", "DP-4"]), {**AS_IT_WAS, "DP-4": ("pending", "")}),
        (goal(title="Spring sale", why="it was not clear", owner="PN-1", tags=["sale"]), AS_IT_WAS),
        (goal(raci={"PN-1": "A"}), AS_IT_WAS),
        (result(target=95), AGAIN),
        (result(start=10), AGAIN),
        (result(direction="within"), AGAIN),
        (result(unit="EUR"), AGAIN),
        (result(title="Stock sold", owner="PN-1", weight=2, department="DP-1"), AS_IT_WAS),
        (result(goal=None), AGAIN),
        (lambda w: w.do(add, "key-result", {"title": "Third", "goal": "G-1"}), AGAIN),
        (lambda w: w.do(drop, "KR-1", "cannot be measured"), AGAIN),
        (lambda w: w.do(check_in, "KR-1", 30), AS_IT_WAS),
        (lambda w: w.do(set_share, "G-1", "DP-2", cost="20 days"), AS_IT_WAS),
        (lambda w: w.do(add, "milestone", {"title": "M", "goal": "G-1"}), AS_IT_WAS),
        (lambda w: w.do(advance, "G-1", "we go on"), AS_IT_WAS),
    ],
)
def test_what_asks_again(agreed: Workspace, change: Do, after: dict[str, tuple[str, str]]):
    before = agreed.records.one(Goal, "G-1").stances
    change(agreed)
    assert said(agreed) == after
    now = agreed.records.one(Goal, "G-1").stances["DP-2"]
    kept = (now.reason, now.by, now.at, now.answer, now.answered_by)
    was = before["DP-2"]
    assert kept == (was.reason, was.by, was.at, was.answer, was.answered_by)


@pytest.mark.parametrize("change", [goal(due="2027-07-31"), result(target=95), goal(departments=["DP-1", "DP-2"])])
def test_taking_the_change_back_takes_the_question_back(agreed: Workspace, change: Do):
    before = agreed.records.one(Goal, "G-1")
    change(agreed)
    entry = latest(agreed.ledger, own=agreed.ledger.own)
    assert entry is not None
    take_back(agreed, entry)
    after = agreed.records.one(Goal, "G-1")
    assert (after.stances, after.due, after.departments) == (before.stances, before.due, before.departments)


def test_a_key_result_that_goes_to_another_goal_is_asked_about_in_both(agreed: Workspace):
    agreed.do(begun, "goal", {"title": "Summer", "departments": ["DP-1"], "step": "meet"})
    agreed.do(take_stance, "G-2", "DP-1", "agrees")
    agreed.do(edit, "KR-1", {"goal": "G-2"})
    assert said(agreed) == AGAIN
    assert said(agreed, "G-2") == {"DP-1": ("pending", "agrees")}


def test_a_closed_goal_asks_nobody(agreed: Workspace):
    agreed.do(edit, "G-1", {"outcome": "missed"}, why="over")
    agreed.do(edit, "G-1", {"title": "Spring, it was"})
    for id, values in (("G-1", {"due": "2027-08-31"}), ("G-1", {"departments": ["DP-1"]}), ("KR-1", {"target": 95})):
        with pytest.raises(Refused, match="G-1 is over and takes nothing new; reopen it first"):
            agreed.do(edit, id, values, why="it is told so")
    assert said(agreed) == AS_IT_WAS
    assert asked_since(agreed.records.one(Goal, "G-1"), "DP-3") is None


def test_a_key_result_with_check_ins_goes_with_them_and_asks_once(agreed: Workspace):
    agreed.do(check_in, "KR-1", 30)
    with pytest.raises(Refused, match="CI-1 point to it"):
        agreed.do(drop, "KR-1", "cannot be measured")
    assert said(agreed) == AS_IT_WAS
    agreed.do(drop_many, ["CI-1", "KR-1"], "cannot be measured")
    assert said(agreed) == AGAIN


def test_since_when_who_has_not_answered_is_asked(organisation: Workspace, on_day: OnDay):
    """From the meeting on, not from when somebody spoke early; who joins, from then on; who owes it goes on owing."""
    w, first = organisation, date(2026, 11, 2)

    def asked(department: str) -> int | None:
        since = asked_since(w.records.one(Goal, "G-1"), department)
        return None if since is None else (since.date() - first).days

    def on(days: int, command: Any, *args: Any, **values: Any) -> None:
        on_day(first + timedelta(days), command, *args, **values)

    w.do(add, "department", {"name": "Logistics", "code": "LOG"})
    on(0, add, "goal", {"title": "Spring", "why": "x", "departments": ["DP-1", "DP-2"]})
    on(1, take_stance, "G-1", "DP-1", "agrees")
    on(2, edit, "G-1", {"due": "2027-07-01"}, why="the fair")
    assert asked("DP-1") is None  # it is still being prepared
    for id in ("DP-1", "DP-2"):
        on(3, mark_ready, "G-1", id)
    on(4, advance, "G-1")
    assert (asked("DP-1"), asked("DP-2")) == (4, 4)
    on(6, edit, "G-1", {"departments": ["DP-1", "DP-2", "DP-3"]})
    on(7, take_stance, "G-1", "DP-1", "agrees")
    assert (asked("DP-1"), asked("DP-3")) == (None, 6)
    on(9, edit, "G-1", {"due": "2027-08-01"}, why="the fair")
    assert (asked("DP-1"), asked("DP-2"), asked("DP-3")) == (9, 4, 6)
    found = computed(w.records.get("G-1"), Overview(w.ledger, first))
    assert found["asked_since"] == {"DP-1": "2026-11-11", "DP-2": "2026-11-06", "DP-3": "2026-11-08"}


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"stances": {}}, "fay or a coordinator speaks for FIN"),  # an objection does not vanish
        ({"stances": {"DP-2": "agrees"}}, "fay or a coordinator speaks for FIN"),
        ({"stances": {"DP-2": {"stance": "objects", "reason": "I do not like it"}}}, "speaks for FIN"),
        ({"shares": {"DP-2": {"ready": "ready"}}}, "speaks for FIN"),
        ({"shares": {"DP-2": {"ready": "waived"}}}, "is waived without a reason"),
        ({"shares": {"DP-1": {"ready": "perhaps"}}}, "not one of: ready, waived"),
        ({"stances": {"DP-1": {"stance": "objects"}}}, "wants a reason"),
        ({"stances": {"DP-1": {"stance": "agrees", "answer": "so there"}}}, "MKT does not object"),
    ],
)
def test_an_edit_says_no_more_for_a_department_than_a_command(agreed: Workspace, values: dict[str, Any], refused: str):
    agreed.do(edit, "DP-1", {"lead": "PN-2"})
    agreed.do(edit, "DP-2", {"lead": "PN-3"})
    agreed.ledger.who = "bo"
    before = agreed.ledger.seq
    with pytest.raises((Refused, Invalid), match=refused):
        agreed.do(edit, "G-1", values)
    assert agreed.ledger.seq == before


def test_an_edit_says_who_said_it_and_when(agreed: Workspace, on_day: OnDay):
    before = agreed.records.one(Goal, "G-1").stances["DP-1"]
    day = date(2026, 12, 24)
    on_day(day, edit, "G-1", {"stances": {"DP-1": "agrees", "DP-2": "agrees", "DP-3": "agrees"}})
    stances = agreed.records.one(Goal, "G-1").stances
    assert [stances[id].at and stances[id].at.date() for id in ("DP-2", "DP-3")] == [day, day]
    assert (stances["DP-2"].by, stances["DP-2"].answer) == ("ana", "")
    assert stances["DP-1"] == before  # it had said so before


def test_objecting_anew_wants_another_answer(agreed: Workspace):
    agreed.do(take_stance, "G-1", "DP-2", "objects", "still no capacity")
    assert agreed.records.one(Goal, "G-1").stances["DP-2"] == Stance(
        "objects", "still no capacity", "ana", agreed.records.one(Goal, "G-1").changed_at
    )
