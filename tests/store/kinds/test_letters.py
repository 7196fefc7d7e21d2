"""RACI does work: one A whatever changes the letters, faults of every row, and who closes a goal."""

from collections.abc import Callable
from typing import Any

import pytest

from store.commands import add, drop, edit, reopen
from store.commands.undo import latest, take_back
from store.errors import Invalid, Refused
from store.kinds.allocation import Allocation, grant
from store.kinds.ending import ALL, DROP, with_rest
from store.kinds.gates import advance, raci_faults
from store.kinds.goal import Goal
from store.kinds.raci import assign
from store.workspace import Workspace
from tests.store.begun import begun

Do = Callable[[Workspace], Any]


@pytest.fixture
def goal(organisation: Workspace) -> Workspace:
    """G-1 in its last step, with KR-1 and MS-1; MKT is led by bo, fay is its deputy, li is of it."""
    w = organisation
    w.do(begun, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"], "step": "evaluate"})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(add, "milestone", {"title": "Shops know", "goal": "G-1"})
    w.do(add, "person", {"name": "Li", "login": "li", "department": "DP-1"})
    w.do(add, "person", {"name": "Co", "login": "co", "role": "coordinator"})
    w.do(edit, "DP-1", {"lead": "PN-2", "deputy": "PN-3"})
    return w


def faults(w: Workspace) -> list[str]:
    return [f"{id}: {words}" for id, words in raci_faults(w.records.one(Goal, "G-1"), w.records, w.today)]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ({}, ["G-1: nobody is accountable (A)", "G-1: nobody is responsible for the work (R)"]),
        ({"G-1": {"PN-1": "A"}}, ["G-1: nobody is responsible for the work (R)"]),
        ({"G-1": {"PN-1": "A", "DP-2": "R"}}, []),
        ({"G-1": {"DP-1": "A", "DP-2": "R"}}, []),  # it has a lead
        ({"G-1": {"DP-2": "A", "DP-1": "R"}}, ["G-1: FIN is accountable (A) and has no lead"]),
        ({"G-1": {"PN-1": "A", "DP-3": "R"}}, ["G-1: Old is not active any more"]),
        ({"G-1": {"PN-1": "A", "DP-2": "R", "DP-3": "I"}}, []),  # who is informed need not do anything
        ({"G-1": {"PN-1": "A", "PN-2": "R"}, "KR-1": {"DP-2": "A"}}, ["KR-1: FIN is accountable (A) and has no lead"]),
        ({"G-1": {"PN-1": "A", "PN-2": "R"}, "MS-1": {"DP-3": "R"}}, ["MS-1: Old is not active any more"]),
        ({"G-1": {"PN-1": "A", "PN-2": "R"}, "KR-1": {"DP-2": "R"}, "MS-1": {"DP-2": "C"}}, []),
    ],
)
def test_the_faults_of_the_matrix(goal: Workspace, letters: dict[str, dict[str, str]], expected: list[str]):
    goal.do(add, "department", {"name": "Old"})
    for id, given in letters.items():
        goal.do(assign, id, given)
    goal.do(edit, "DP-3", {"active": False})
    assert [line.replace(" has an R and", "") for line in faults(goal)] == expected


@pytest.mark.parametrize("id", ["G-1", "KR-1", "MS-1"])
def test_there_is_one_a_whatever_writes_the_letters(goal: Workspace, id: str):
    goal.do(assign, id, {"PN-1": "A", "DP-2": "R"})
    table, number = {"G": "goal", "KR": "key-result", "MS": "milestone"}[id.partition("-")[0]], 1
    for letters in ({"PN-1": "A", "PN-2": "A"}, {"PN-1": "X"}):
        with pytest.raises(Invalid):
            goal.do(edit, id, {"raci": letters})
        with pytest.raises(Invalid):  # a script
            goal.documents.table(table).update({"raci": letters}, doc_ids=[number])
    base = goal.records.get(id)
    goal.do(assign, id, {"PN-2": "A"})
    with pytest.raises(Invalid, match="all accountable"):  # two people who each gave it to somebody else
        goal.do(edit, id, {"raci": {**base.raci, "PN-3": "A", "PN-1": "R"}}, base=base)  # type: ignore[attr-defined]


def test_taking_back_a_letter_gives_the_a_back(goal: Workspace):
    goal.do(assign, "G-1", {"PN-1": "A", "DP-2": "R"})
    goal.do(assign, "G-1", {"PN-2": "A"})
    entry = latest(goal.ledger, own=goal.ledger.own)
    assert entry is not None
    take_back(goal, entry)
    assert goal.records.one(Goal, "G-1").raci == {"PN-1": "A", "DP-2": "R"}


CLOSE: dict[str, Do] = {
    "step": lambda w: closed(w, advance, "G-1", "over", "missed"),
    "edit": lambda w: closed(w, edit, "G-1", {"outcome": "partly"}, why="over"),
    "drop": lambda w: closed(w, drop, "G-1", "no money"),
    "drop by edit": lambda w: closed(w, edit, "G-1", {"outcome": "dropped"}, why="no money"),
    "by making oneself accountable": lambda w: closed(
        w, edit, "G-1", {"outcome": "missed", "raci": _me(w)}, why="over"
    ),
}


def closed(w: Workspace, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
    """The command, its milestone dropped with it."""
    return w.do(with_rest, {ALL: DROP}, command, *args, **values)


def _me(w: Workspace) -> dict[str, str]:
    person = w.records.person_of(w.ledger.who)
    return {} if person is None else {person.id: "A"}


@pytest.mark.parametrize(
    ("letters", "owner", "who", "may"),
    [
        ({"PN-2": "A"}, None, "bo", True),
        ({"PN-2": "A"}, None, "fay", False),
        ({"PN-2": "A"}, None, "co", True),  # a coordinator
        ({"PN-2": "A"}, None, "ana", True),  # an admin
        ({"PN-2": "R", "PN-1": "A"}, None, "bo", False),  # who does the work does not close
        ({"DP-1": "A"}, None, "bo", True),  # its lead
        ({"DP-1": "A"}, None, "fay", True),  # its deputy
        ({"DP-1": "A"}, None, "li", False),  # one of it
        ({}, "PN-2", "bo", True),  # without letters the owner answers
        ({}, "PN-2", "fay", False),
        ({}, None, "fay", True),  # nobody answers for it
    ],
)
@pytest.mark.parametrize("how", CLOSE)
def test_who_is_accountable_closes(
    goal: Workspace, letters: dict[str, str], owner: str | None, who: str, may: bool, how: str
):
    goal.do(edit, "G-1", {"owner": owner})
    if letters:
        goal.do(assign, "G-1", letters)
    goal.ledger.who, before = who, goal.ledger.seq
    if may:
        CLOSE[how](goal)
        assert goal.records.one(Goal, "G-1").step == "closed"
    else:
        with pytest.raises(Refused, match="is accountable for G-1 and closes it, or a coordinator"):
            CLOSE[how](goal)
        assert goal.ledger.seq == before


def test_how_it_came_out_is_changed_by_the_same(goal: Workspace):
    goal.do(assign, "G-1", {"PN-2": "A"})
    closed(goal, edit, "G-1", {"outcome": "missed"}, why="over")
    goal.ledger.who = "fay"
    with pytest.raises(Refused, match="bo is accountable"):
        goal.do(edit, "G-1", {"outcome": "achieved"})


@pytest.mark.parametrize(
    ("how", "step", "passed"),
    [("step", "evaluate", ["plan", "execute"]), ("drop", "prepare", [])],
)
def test_opened_again_it_passes_its_gates_anew(goal: Workspace, how: str, step: str, passed: list[str]):
    goal.do(edit, "G-1", {"step": "plan"})
    goal.do(edit, "G-1", {"step": "execute"}, why="as last year")
    goal.do(edit, "G-1", {"step": "evaluate"}, why="as last year")
    CLOSE[how](goal)
    goal.do(reopen, "G-1")
    after = goal.records.one(Goal, "G-1")
    assert (after.step, after.outcome) == (step, "")
    assert list(after.passed) == passed


@pytest.mark.parametrize("how", ["step", "edit", "drop"])
def test_a_goal_that_ends_lets_go_of_its_resources(goal: Workspace, how: str):
    goal.do(add, "resource", {"name": "Dock", "capacity": 2})
    for title, of in (("granted", "G-1"), ("asked", "G-1"), ("declined", "G-1"), ("of another", None)):
        goal.do(add, "allocation", {"title": title, "resource": "P-1", "goal": of, "amount": 1})
    goal.do(grant, "AL-1")
    goal.do(grant, "AL-4")
    from store.kinds.allocation import decline

    goal.do(decline, "AL-3", "no")
    CLOSE[how](goal)
    states = [goal.records.one(Allocation, f"AL-{n}").state for n in range(1, 5)]
    assert states == ["released", "released", "declined", "granted"]
    entry = latest(goal.ledger, own=goal.ledger.own)
    assert entry is not None
    take_back(goal, entry)
    assert goal.records.one(Allocation, "AL-1").state == "granted"
