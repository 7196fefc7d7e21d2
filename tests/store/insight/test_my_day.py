"""My day and who waits for whom, as the letters, the steps and the answers that are owed have it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, done, drop, edit
from store.fields.calendar import Calendar
from store.insight import loads, my_day
from store.insight.overview import Overview
from store.insight.waiting import matrix, waits
from store.kinds.blocker import block
from store.kinds.consensus import answer, take_stance
from store.kinds.decision import decide
from store.kinds.ending import ALL, DROP, with_rest
from store.kinds.gates import advance
from store.kinds.key_result import check_in
from store.kinds.raci import assign
from store.workspace import Workspace
from tests.store.begun import begun
from tests.store.conftest import OnDay

Do = Callable[[Workspace], Any]
MKT_ON_FIN, FIN_ON_MKT = ("DP-1", "DP-2"), ("DP-2", "DP-1")


@pytest.fixture
def goal(organisation: Workspace) -> Workspace:
    """MKT is led by ana, bo is of it; FIN is led by fay, li is its deputy; G-1 is carried out, with KR-1 and MS-1."""
    w = organisation
    w.do(add, "person", {"name": "Li", "login": "li", "department": "DP-2"})
    w.do(edit, "DP-1", {"lead": "PN-1"})
    w.do(edit, "DP-2", {"lead": "PN-3", "deputy": "PN-4"})
    values = {"title": "Spring", "departments": ["DP-1", "DP-2"], "owner": "PN-1", "step": "execute"}
    w.do(begun, "goal", values)
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(add, "milestone", {"title": "Shops know", "goal": "G-1", "due": w.today + timedelta(30)})
    w.do(assign, "G-1", {"PN-1": "A"})
    return w


def day(w: Workspace, person: str, days: int = 0) -> list[tuple[str, str, str]]:
    overview = Overview(w.ledger, w.today + timedelta(days))
    return [(item.section, item.id, str(item.why or "")) for item in my_day.of(overview, person)]


def ill(w: Workspace) -> None:
    w.do(check_in, "KR-1", 5, 3)


def late(w: Workspace) -> None:
    w.do(edit, "G-1", {"due": w.today - timedelta(3)})


def held(w: Workspace) -> None:
    w.do(block, ["G-1"], "No code")


RED = "confidence in KR-1 is 3 of 10"


@pytest.mark.parametrize(
    ("letters", "make", "person", "expected"),
    [
        # R sees the goal, by itself or through the department that it is of, leads or is deputy of
        ({"G-1": {"PN-2": "R"}}, None, "PN-2", [("part", "G-1", "responsible")]),
        ({"G-1": {"DP-2": "R"}}, None, "PN-3", [("part", "G-1", "responsible")]),
        ({"G-1": {"DP-2": "R"}}, None, "PN-4", [("part", "G-1", "responsible")]),
        ({"G-1": {"DP-1": "R"}}, None, "PN-2", [("part", "G-1", "responsible")]),
        ({"KR-1": {"DP-1": "R"}}, None, "PN-2", [("part", "KR-1", "responsible")]),
        # but what is asked of the department is asked of whoever speaks for it
        ({"KR-1": {"DP-1": "A"}}, ill, "PN-2", []),
        ({"G-1": {"PN-2": "R"}}, ill, "PN-2", [("part", "G-1", "responsible")]),
        # A hears when it is late, red or blocked
        ({}, None, "PN-1", [("part", "G-1", "accountable")]),
        ({}, ill, "PN-1", [("goals", "G-1", RED)]),
        ({}, late, "PN-1", [("goals", "G-1", "it is 3 days late")]),
        ({}, held, "PN-1", [("goals", "G-1", "B-1 has held G-1 for less than a day")]),
        ({"G-1": {"DP-2": "A"}}, ill, "PN-3", [("goals", "G-1", RED)]),
        # C and I are heard and told elsewhere
        ({"G-1": {"PN-2": "C"}}, ill, "PN-2", []),
        ({"G-1": {"PN-2": "I"}}, ill, "PN-2", []),
        # letters of one key result or milestone
        ({"KR-1": {"PN-2": "R"}}, ill, "PN-2", [("part", "KR-1", "responsible")]),
        ({"KR-1": {"PN-2": "A"}}, None, "PN-2", [("part", "KR-1", "accountable")]),
        ({"KR-1": {"PN-2": "A"}}, ill, "PN-2", [("goals", "KR-1", RED)]),
        ({"KR-1": {"DP-2": "A"}}, ill, "PN-3", [("goals", "KR-1", RED)]),
        ({"MS-1": {"PN-2": "R"}}, None, "PN-2", [("part", "MS-1", "responsible")]),
        ({"KR-1": {"PN-2": "I"}, "MS-1": {"PN-2": "C"}}, ill, "PN-2", []),
    ],
)
def test_raci_does_work(
    goal: Workspace, letters: dict[str, Any], make: Do | None, person: str, expected: list[tuple[str, str, str]]
):
    for id, given in letters.items():
        goal.do(assign, id, given)
    if make is not None:
        make(goal)
    assert day(goal, person) == expected


def test_a_closed_goal_is_nobody_s_day(goal: Workspace):
    goal.do(assign, "KR-1", {"PN-2": "A"})
    goal.do(assign, "G-1", {"DP-2": "R"})
    goal.do(with_rest, {ALL: DROP}, drop, "G-1", "no money")
    assert [day(goal, f"PN-{n}") for n in (1, 2, 3)] == [[], [], []]


@pytest.mark.parametrize(
    ("due", "section"), [(-1, "late"), (0, "today"), (5, "ahead"), (14, "ahead"), (15, "part"), (None, "part")]
)
def test_a_milestone_with_my_letter_by_its_day(goal: Workspace, due: int | None, section: str):
    goal.do(assign, "MS-1", {"PN-2": "R"})
    goal.do(edit, "MS-1", {"due": None if due is None else goal.today + timedelta(due)}, why="so")
    assert [each[:2] for each in day(goal, "PN-2")] == [(section, "MS-1")]


def test_a_milestone_of_nobody_is_its_department_s(goal: Workspace):
    goal.do(edit, "MS-1", {"department": "DP-2"})
    assert ("ahead", "MS-1", "") in day(goal, "PN-3", 20)
    goal.do(edit, "MS-1", {"owner": "PN-2"})
    assert day(goal, "PN-3", 20) == []
    assert ("ahead", "MS-1", "") in day(goal, "PN-2", 20)


@pytest.mark.parametrize(("by", "section"), [(3, "next"), (0, "today"), (-1, "late")])
def test_the_next_step_of_a_blocker_is_for_whoever_takes_it(goal: Workspace, by: int, section: str):
    due = goal.today + timedelta(by)
    goal.do(block, ["KR-1"], "No code", None, next_step="ask again", next_by=due, next_owner="PN-2")
    assert day(goal, "PN-2") == [(section, "B-1", "next step: ask again")]
    goal.do(done, "B-1")
    assert day(goal, "PN-2") == []


def test_a_department_without_a_lead_is_spoken_for_by_all_of_it(goal: Workspace):
    goal.do(edit, "DP-1", {"lead": None})
    goal.do(add, "request", {"title": "Code", "department": "DP-1", "asker": "DP-2"})
    assert ("answers", "Q-1", "to answer") in day(goal, "PN-2")
    goal.do(edit, "DP-1", {"deputy": "PN-1"})
    assert day(goal, "PN-2") == []


@pytest.mark.parametrize(
    ("letters", "by", "person", "seen"),
    [
        ({}, [], "PN-1", True),  # accountable
        ({"G-1": {"DP-2": "A"}}, ["PN-4"], "PN-3", True),  # the lead of the department that is
        ({"G-1": {"DP-2": "A"}}, ["PN-2"], "PN-2", True),  # who decided
        ({"G-1": {"PN-2": "R"}}, ["PN-4"], "PN-2", False),
    ],
)
def test_a_decision_comes_back_to_be_reviewed(
    goal: Workspace, letters: dict[str, Any], by: list[str], person: str, seen: bool
):
    for id, given in letters.items():
        goal.do(assign, id, given)
    goal.do(decide, "Which?", "4711", goal="G-1", decided_by=by, review_on=goal.today + timedelta(20))
    assert ("ahead", "D-1", "to be reviewed") not in day(goal, person, 5)
    assert (("ahead", "D-1", "to be reviewed") in day(goal, person, 6)) is seen
    goal.do(edit, "D-1", {"result": "better"})
    assert ("ahead", "D-1", "to be reviewed") not in day(goal, person, 6)


# What is owed


def seen(w: Workspace, today: date) -> dict[tuple[str, str], tuple[int, int, int, tuple[str, ...]]]:
    overview = Overview(w.ledger, today, 14, Calendar("1234567"))
    return {pair: tuple(cell) for pair, cell in matrix(waits(overview), overview.today).items()}  # type: ignore[misc]


DAY = date(2026, 11, 2)


@pytest.fixture
def discussed(goal: Workspace, on_day: OnDay) -> Workspace:
    """G-2, owned by ana of MKT, is discussed since the 3rd of November; MKT agrees."""
    values = {"title": "Summer", "departments": ["DP-1", "DP-2"], "owner": "PN-1", "why": "x"}
    on_day(DAY, add, "goal", values)
    on_day(DAY + timedelta(1), advance, "G-2", "the meeting is today")
    on_day(DAY + timedelta(1), take_stance, "G-2", "DP-1", "agrees")
    return goal


def step(offset: int, command: Any, *args: Any) -> tuple[int, Any, tuple[Any, ...]]:
    return offset, command, args


AGREES, OBJECTS = (take_stance, "G-2", "DP-2", "agrees"), (take_stance, "G-2", "DP-2", "objects", "no room")
ON = (advance, "G-2", "it does not wait")
MOVED = (edit, "G-2", {"due": "2027-03-01"})


@pytest.mark.parametrize(
    ("steps", "at", "cells", "asked"),
    [
        ([], 5, {MKT_ON_FIN: (1, 0, 4, ("G-2",))}, ["PN-3"]),
        ([], 9, {MKT_ON_FIN: (1, 1, 8, ("G-2",))}, ["PN-3"]),  # a week is long enough
        ([step(2, *AGREES)], 9, {}, []),
        ([step(2, *OBJECTS)], 5, {FIN_ON_MKT: (1, 0, 3, ("G-2",))}, []),  # an answer is owed now
        ([step(2, *OBJECTS)], 10, {FIN_ON_MKT: (1, 1, 8, ("G-2",))}, []),
        ([step(2, *OBJECTS), step(3, answer, "G-2", "DP-2", "two help")], 10, {}, []),
        ([step(2, *ON)], 9, {MKT_ON_FIN: (1, 1, 8, ("G-2",))}, ["PN-3"]),  # without its word: that is no answer
        ([step(2, *OBJECTS), step(3, *ON)], 10, {FIN_ON_MKT: (1, 1, 8, ("G-2",))}, []),  # nor to an objection
        ([step(2, *AGREES), step(3, *ON), step(4, *MOVED)], 6, {MKT_ON_FIN: (1, 0, 2, ("G-2",))}, ["PN-1", "PN-3"]),
        ([step(2, *AGREES), step(3, *ON), step(4, *ON), step(5, *MOVED)], 6, {MKT_ON_FIN: (1, 0, 1, ("G-2",))},
         ["PN-1", "PN-3"]),
        ([step(2, *AGREES), step(3, *MOVED), step(4, *ON)], 6, {MKT_ON_FIN: (1, 0, 3, ("G-2",))}, ["PN-1", "PN-3"]),
        ([step(2, *AGREES), step(4, *MOVED), step(5, drop, "G-2", "no money")], 9, {}, []),
    ],
)  # fmt: skip
def test_who_owes_a_stance_or_an_answer(
    discussed: Workspace, on_day: OnDay, steps: list[Any], at: int, cells: Any, asked: list[str]
):
    for offset, command, args in steps:
        on_day(DAY + timedelta(offset), command, *args)
    today = DAY + timedelta(at)
    assert seen(discussed, today) == cells
    overview = Overview(discussed.ledger, today)
    owing = [
        f"PN-{n}" for n in (1, 2, 3) if any(item[:2] == ("answers", "G-2") for item in my_day.of(overview, f"PN-{n}"))
    ]
    assert owing == asked


# Load


@pytest.mark.parametrize(
    ("teams", "share", "too_much"),
    [
        ([], 0, False),
        ([(60, -5, 5, True), (40, 0, 0, True)], 100, False),
        ([(60, -5, 5, True), (50, -5, 5, True)], 110, True),
        ([(60, -5, 5, True), (50, -5, -1, True)], 60, False),  # it has ended
        ([(60, -5, 5, True), (50, 1, 5, True)], 60, False),  # it has not begun
        ([(60, -5, 5, True), (50, -5, 5, False)], 60, False),  # its goal is closed
    ],
)
def test_a_person_s_load_is_over_all_teams_at_work(
    organisation: Workspace, teams: list[tuple[int, int, int, bool]], share: int, too_much: bool
):
    w, today = organisation, organisation.today
    for percent, start, end, is_open in teams:
        goal = w.do(begun, "goal", {"title": "G", "outcome": "" if is_open else "missed"})
        days = {"start": today + timedelta(start), "end": today + timedelta(end)}
        w.do(begun, "team", {"name": "T", "goal": goal.id, "members": {"PN-2": percent}, **days})
    w.do(add, "action", {"title": "A", "owner": "PN-2", "due": today - timedelta(1)})
    w.do(add, "action", {"title": "B", "owner": "PN-2", "state": "done"})
    load = loads.of_person(Overview(w.ledger, today), "PN-2")
    assert (load.share, load.too_much, load.open, load.late) == (share, too_much, 1, 1)
    assert sum(percent for _team, percent in load.teams) == share
