"""Health explains itself: every reason that PRODUCT names, from the records themselves, with the way to its cause."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, done, edit
from store.errors import Refused
from store.fields.calendar import Calendar
from store.insight.health import Health
from store.insight.overview import Overview
from store.kinds import split_id
from store.kinds.blocker import block
from store.kinds.consensus import answer, take_stance
from store.kinds.gates import advance, go_back
from store.kinds.key_result import check_in
from store.kinds.request import accept
from store.workspace import Workspace
from tests.store.begun import begun
from tests.store.conftest import OnDay

Do = Callable[[Workspace], Any]


@pytest.fixture
def goal(organisation: Workspace) -> Workspace:
    """G-1 of MKT and FIN is carried out since 50 of its 100 days; KR-1 is as far as it should be."""
    w, today = organisation, organisation.today
    days = {"start": today - timedelta(50), "due": today + timedelta(50)}
    w.do(begun, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"], "step": "execute", **days})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(check_in, "KR-1", 50, 8)
    return w


def health(w: Workspace, id: str = "G-1", days: int = 0) -> Health:
    return Overview(w.ledger, w.today + timedelta(days), 14, Calendar("1234567")).health(id)


def causes(found: Health) -> set[str]:
    """The ids that stand in the reasons."""
    values = [value for words in found.reasons for value in words.values.values()]
    named = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return {part for each in named if isinstance(each, str) for part in each.split() if split_id(part)}


def blocked(days: int, severity: str = "normal", holds: str = "A-1") -> Do:
    def make(w: Workspace) -> None:
        w.do(add, "action", {"title": "Feed", "goal": "G-1"})
        w.do(block, [holds], "No code", "DP-2", severity=severity)
        w.do(edit, "B-1", {"since": w.today - timedelta(days)})

    return make


def late_actions(late: int, others: int) -> Do:
    def make(w: Workspace) -> None:
        for n in range(late + others):
            due = w.today - timedelta(n + 1) if n < late else w.today
            w.do(add, "action", {"title": "x", "goal": "G-1", "due": due, "department": "DP-1"})

    return make


def milestone(days: int, **values: Any) -> Do:
    return lambda w: w.do(add, "milestone", {"title": "M", "goal": "G-1", "due": w.today - timedelta(days), **values})


def objection(w: Workspace) -> None:
    w.do(take_stance, "G-1", "DP-2", "objects", "no capacity in week 14")


def answered(w: Workspace) -> None:
    objection(w)
    w.do(answer, "G-1", "DP-2", "two people help")


def unanswered(days: int) -> Do:
    def make(w: Workspace) -> None:
        w.do(begun, "request", {"title": "Code", "department": "DP-2", "asker": "DP-1", "goal": "G-1",
             "sent": w.today - timedelta(days)})  # fmt: skip

    return make


def taken_on(w: Workspace) -> None:
    unanswered(9)(w)
    w.do(accept, "Q-1")


@pytest.mark.parametrize(
    ("make", "color", "reason", "cause"),
    [
        (lambda w: None, "green", "", set()),
        (lambda w: w.do(check_in, "KR-1", 41), "green", "", set()),
        (lambda w: w.do(check_in, "KR-1", 32), "amber", "KR-1 is 18 % behind where it should be", {"KR-1"}),
        (lambda w: w.do(check_in, "KR-1", 30), "red", "KR-1 is 20 % behind where it should be", {"KR-1"}),
        (lambda w: w.do(check_in, "KR-1", 60, 5), "amber", "confidence in KR-1 is 5 of 10", {"KR-1"}),
        (lambda w: w.do(check_in, "KR-1", 60, 3), "red", "confidence in KR-1 is 3 of 10", {"KR-1"}),
        (blocked(0), "amber", "B-1 has held A-1 for less than a day", {"B-1", "A-1"}),
        (blocked(7), "amber", "B-1 has held A-1 for 7 days", {"B-1", "A-1"}),
        (blocked(9), "red", "B-1 has held A-1 for 9 days", {"B-1", "A-1"}),
        (blocked(0, "high"), "red", "B-1 has held A-1 for less than a day", {"B-1", "A-1"}),
        (blocked(2, holds="KR-1"), "amber", "B-1 has held KR-1 for 2 days", {"B-1", "KR-1"}),
        (blocked(2, holds="G-1"), "amber", "B-1 has held G-1 for 2 days", {"B-1", "G-1"}),
        (late_actions(1, 4), "amber", "1 action is late", {"A-1"}),
        (late_actions(3, 0), "red", "3 actions are late", {"A-1", "A-2", "A-3"}),
        (milestone(0), "green", "", set()),
        (milestone(1), "amber", "MS-1 is 1 day late", {"MS-1"}),
        (milestone(8), "red", "MS-1 is 8 days late", {"MS-1"}),
        (lambda w: (milestone(8)(w), w.do(done, "MS-1")), "green", "", set()),
        (objection, "red", 'FIN objects: "no capacity in week 14"', {"DP-2"}),
        (answered, "amber", 'FIN objects, and has an answer: "two people help"', {"DP-2"}),
        (unanswered(3), "green", "", set()),
        (unanswered(4), "amber", "FIN has not answered Q-1 for 4 working days, it promises 3", {"Q-1"}),
        (taken_on, "green", "", set()),
        (lambda w: w.do(edit, "G-1", {"due": w.today - timedelta(2), "start": None}, why="so"), "red",
         "it is 2 days late", {"G-1"}),
    ],
)  # fmt: skip
def test_what_makes_a_goal_red_or_amber(goal: Workspace, make: Do, color: str, reason: str, cause: set[str]):
    make(goal)
    found = health(goal)
    assert (found.color, str(found.reasons[0]) if found.reasons else "") == (color, reason)
    assert cause <= causes(found)
    assert causes(found) if found.reasons else not cause


@pytest.mark.parametrize(
    ("values", "value", "color", "reason"),
    [
        ({}, 15, "green", ""),
        ({}, 10, "green", ""),
        ({}, 20, "green", ""),
        ({}, 9.5, "amber", "KR-2 is at 9.5, outside its band from 10 to 20"),
        ({}, 21, "amber", "KR-2 is at 21, outside its band from 10 to 20"),
        ({}, 22, "red", "KR-2 is at 22, outside its band from 10 to 20"),
        ({"start": 20, "target": 10}, 22, "red", "KR-2 is at 22, outside its band from 10 to 20"),
        ({"start": 10, "target": 10}, 10, "green", ""),
        ({"start": 10, "target": 10}, 10.1, "amber", "KR-2 is at 10.1, outside its band from 10 to 10"),
    ],
)
@pytest.mark.parametrize("dated", [True, False])
def test_within_a_band(goal: Workspace, values: dict[str, float], value: float, color: str, reason: str, dated: bool):
    """It holds at every moment of the goal, also of one without dates."""
    if not dated:
        goal.do(edit, "G-1", {"start": None, "due": None}, why="no end to it")
    result = {"title": "Complaints", "goal": "G-1", "start": 10, "target": 20, "direction": "within", **values}
    goal.do(add, "key-result", result)
    goal.do(check_in, "KR-2", value)
    for id in ("KR-2", "G-1"):
        found = health(goal, id)
        assert (found.color, str(found.reasons[0]) if found.reasons else "") == (color, reason)


@pytest.mark.parametrize(
    ("step", "behind", "stale"),
    [("prepare", False, False), ("meet", False, False), ("plan", False, False), ("execute", True, True),
     ("evaluate", True, False)],
)  # fmt: skip
def test_plan_and_check_ins_count_from_the_step_in_which_they_are_made(
    organisation: Workspace, step: str, behind: bool, stale: bool
):
    w, today = organisation, organisation.today
    days = {"start": today - timedelta(50), "due": today + timedelta(50)}
    w.do(begun, "goal", {"title": "Spring", "step": step, **days})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(check_in, "KR-1", 10, on=today - timedelta(15))
    said = [str(words) for words in health(w, "KR-1").reasons]
    assert [("behind" in " ".join(said)), "KR-1 has had no check-in for 15 days" in said] == [behind, stale]


def test_no_check_in_is_counted_from_when_the_plan_was_done(organisation: Workspace, on_day: OnDay):
    w, first = organisation, date(2026, 3, 2)
    on_day(first, begun, "goal", {"title": "Spring", "step": "plan"})
    on_day(first, add, "key-result", {"title": "Sold", "goal": "G-1"})
    on_day(first + timedelta(60), advance, "G-1", "in a hurry")

    def said(days: int) -> list[str]:
        return [str(words) for words in Overview(w.ledger, first + timedelta(days)).health("KR-1").reasons]

    unchecked = ["there is no check-in yet"]
    assert said(60 + 14) == unchecked
    assert said(60 + 15) == ["KR-1 has had no check-in for 15 days"]
    on_day(first + timedelta(80), edit, "G-1", {"start": first + timedelta(80)})
    assert said(80 + 14) == unchecked
    on_day(first + timedelta(90), add, "key-result", {"title": "Price", "goal": "G-1"})
    found = Overview(w.ledger, first + timedelta(100)).health("KR-2")
    assert [str(words) for words in found.reasons] == unchecked  # it has only just been made
    on_day(first + timedelta(90), go_back, "G-1", "plan")
    assert said(300) == unchecked


def test_a_department_is_as_its_work_and_its_goals(goal: Workspace):
    assert health(goal, "DP-1").color == "green"
    late_actions(1, 1)(goal)
    goal.do(block, ["A-2"], "No code", "DP-2")
    unanswered(4)(goal)
    for id, expected in (
        ("DP-1", ["1 action is late", "G-1 is amber"]),
        ("DP-2", ["B-1 has held A-2 for less than a day", "FIN has not answered Q-1 for 4 working days, it promises 3",
                  "G-1 is amber"]),
    ):  # fmt: skip
        found = health(goal, id)
        assert (found.color, [str(words) for words in found.reasons]) == ("amber", expected)
    assert causes(health(goal, "DP-2")) == {"B-1", "A-2", "Q-1", "G-1"}


def test_what_is_closed_has_no_health(goal: Workspace):
    objection(goal)
    goal.do(edit, "G-1", {"outcome": "missed"}, why="over")
    assert [health(goal, id).color for id in ("G-1", "KR-1")] == ["none", "none"]
    assert health(goal, "DP-2").color == "none"


@pytest.mark.parametrize("command", ["check-in", "add", "edit"])
def test_a_check_in_is_of_a_day_that_has_come(goal: Workspace, command: str):
    tomorrow, before = goal.today + timedelta(1), goal.ledger.seq
    calls: dict[str, Do] = {
        "check-in": lambda w: w.do(check_in, "KR-1", 5, on=tomorrow),
        "add": lambda w: w.do(add, "check-in", {"value": 5, "key_result": "KR-1", "on": tomorrow}),
        "edit": lambda w: w.do(edit, "CI-1", {"on": tomorrow}),
    }
    with pytest.raises(Refused, match="is still to come"):
        calls[command](goal)
    assert goal.ledger.seq == before
