"""Ends are ends: closing a goal says what becomes of what is open on it, and what is over takes nothing new."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, comment, done, drop, edit, reopen
from store.commands.undo import latest, take_back
from store.errors import Refused, WrongWords
from store.kinds import request as requests
from store.kinds.blocker import block
from store.kinds.ending import ALL, with_rest
from store.kinds.gates import advance
from store.kinds.retro import follow_up
from store.workspace import Workspace
from tests.store.begun import begun

Do = Callable[[Workspace], Any]
OPEN = ["MS-1", "A-1", "A-2", "Q-1", "B-1", "S-1"]


@pytest.fixture
def goal(organisation: Workspace) -> Workspace:
    """G-1 with something open of every sort (A-2 came of Q-1, B-1 holds A-1), A-3 that is done; G-2 goes on."""
    w = organisation
    for title in ("Spring", "Summer"):
        values = {"title": title, "why": "w", "departments": ["DP-1", "DP-2"], "owner": "PN-1", "step": "evaluate"}
        w.do(begun, "goal", values)
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(add, "milestone", {"title": "Shops know", "goal": "G-1", "due": w.today - timedelta(3)})
    w.do(add, "action", {"title": "Posters", "goal": "G-1", "key_result": "KR-1", "due": w.today - timedelta(3)})
    w.do(add, "request", {"title": "A code", "goal": "G-1", "asker": "DP-1", "department": "DP-2"})
    w.do(requests.accept, "Q-1", "PN-3")
    w.do(add, "action", {"title": "Poems", "goal": "G-1", "state": "done"})
    w.do(block, ["A-1"], "No paper", "DP-2")
    w.do(add, "team", {"name": "Squad", "goal": "G-1", "start": w.today - timedelta(9)})
    return w


def how(w: Workspace, id: str) -> str:
    """What became of it, in a word."""
    found: Any = w.records.get(id)
    for field, word in (("resolved", "done"), ("dropped", "dropped"), ("done", "done"), ("end", "ended")):
        if getattr(found, field, None):
            return word
    if getattr(found, "goal", None) == "G-2":
        return "moved"
    return getattr(found, "state", "open")


CLOSE: dict[str, tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = {
    "step": (advance, ("G-1", "over", "missed"), {}),
    "edit": (edit, ("G-1", {"outcome": "partly"}), {"why": "over"}),
    "drop": (drop, ("G-1", "no money"), {}),
    "drop by edit": (edit, ("G-1", {"outcome": "dropped"}), {"why": "no money"}),
}


@pytest.mark.parametrize("way", CLOSE)
def test_a_goal_with_something_open_is_not_closed_without_saying_what_becomes_of_it(goal: Workspace, way: str):
    command, args, values = CLOSE[way]
    before = goal.ledger.seq
    with pytest.raises(Refused) as refused:
        goal.do(command, *args, **values)
    assert refused.value.reason == "leaves-open"
    assert sorted(each["id"] for each in refused.value.details["open"]) == sorted(OPEN)  # type: ignore[attr-defined]
    assert all(id in str(refused.value) for id in OPEN)
    assert goal.ledger.seq == before


@pytest.mark.parametrize("way", CLOSE)
@pytest.mark.parametrize(
    ("rest", "became"),
    [
        ({ALL: "done"}, ["done", "done", "done", "confirmed", "done", "ended"]),
        ({ALL: "drop"}, ["dropped", "dropped", "dropped", "withdrawn", "done", "ended"]),
        # What is moved goes on, and what holds it up goes on holding it.
        ({ALL: "move:G-2"}, ["moved", "moved", "moved", "moved", "open", "moved"]),
        ({ALL: "move:G-2", "A-1": "drop"}, ["moved", "dropped", "moved", "moved", "done", "moved"]),
        (
            {ALL: "drop", "S-1": "move:G-2", "MS-1": "done"},
            ["done", "dropped", "dropped", "withdrawn", "done", "moved"],
        ),
        ({ALL: "done", "Q-1": "move:G-2"}, ["done", "done", "moved", "moved", "done", "ended"]),
    ],
)
def test_all_goes_the_way_that_was_said_in_one_commit_and_comes_back_by_one_undo(
    goal: Workspace, way: str, rest: dict[str, str], became: list[str]
):
    command, args, values = CLOSE[way]
    before, was = goal.ledger.seq, {id: goal.records.get(id) for id in (*OPEN, "G-1")}
    goal.do(with_rest, rest, command, *args, **values)
    assert goal.ledger.seq == before + 1
    assert [how(goal, id) for id in OPEN] == became
    entry = latest(goal.ledger, own=goal.ledger.own)
    assert entry is not None
    take_back(goal, entry)
    for id, past in was.items():
        now = goal.records.get(id)
        fields = [name for name in past.__struct_fields__ if name not in ("rev", "changed_at", "changed_by")]
        assert [getattr(now, name) for name in fields] == [getattr(past, name) for name in fields]


def test_each_needs_an_answer_and_what_is_not_open_takes_none(goal: Workspace):
    with pytest.raises(Refused) as refused:
        goal.do(with_rest, {"A-1": "drop", "MS-1": "done"}, drop, "G-1", "x")
    assert "A-1" not in str(refused.value)
    assert "MS-1" not in str(refused.value)
    with pytest.raises(WrongWords, match="A-3 is not among"):
        goal.do(with_rest, {ALL: "drop", "A-3": "done"}, drop, "G-1", "x")


@pytest.mark.parametrize("to", ["move:A-1", "move:G-1", "move:", "move:G-9", "perhaps", "drop:G-2"])
def test_it_is_moved_to_a_goal_that_goes_on(goal: Workspace, to: str):
    before = goal.ledger.seq
    with pytest.raises(Exception, match=r"move|over|no G-9"):
        goal.do(with_rest, {ALL: to}, drop, "G-1", "x")
    assert goal.ledger.seq == before


def test_whoever_may_close_it_ends_what_others_asked(goal: Workspace):
    goal.do(edit, "G-1", {"owner": "PN-3"})
    goal.ledger.who = "fay"  # of the department that was asked
    goal.do(with_rest, {ALL: "drop"}, drop, "G-1", "x")
    assert (how(goal, "Q-1"), goal.records.get("Q-1").reason) == ("withdrawn", "G-1: x")  # type: ignore[attr-defined]


def test_nobody_withdraws_what_others_asked_without_closing_the_goal(goal: Workspace):
    goal.ledger.who = "fay"
    with pytest.raises(Refused):
        goal.do(drop, "Q-1", "x")


# What is over takes nothing new

NEW: dict[str, Do] = {
    "an action": lambda w: w.do(add, "action", {"title": "a", "goal": "G-1"}),
    "of its key result": lambda w: w.do(add, "action", {"title": "a", "key_result": "KR-1"}),
    "moved there": lambda w: w.do(edit, "A-4", {"goal": "G-1"}),
    "opened again": lambda w: w.do(reopen, "A-3"),
    "a milestone": lambda w: w.do(add, "milestone", {"title": "a", "goal": "G-1"}),
    "a key result": lambda w: w.do(add, "key-result", {"title": "a", "goal": "G-1"}),
    "a check-in": lambda w: w.do(add, "check-in", {"value": 4, "key_result": "KR-1"}),
    "a request": lambda w: w.do(add, "request", {"title": "a", "goal": "G-1", "department": "DP-2"}),
    "a team": lambda w: w.do(add, "team", {"name": "a", "goal": "G-1"}),
    "a blocker": lambda w: w.do(block, ["G-1"], "a"),
    "a blocker of its key result": lambda w: w.do(block, ["KR-1"], "a"),
    "a blocker of what is done": lambda w: w.do(block, ["A-3"], "a"),
    "a decision": lambda w: w.do(add, "decision", {"question": "a", "goal": "G-1"}),
    "a retrospective": lambda w: w.do(add, "retro", {"title": "a", "goal": "G-1"}),
    "a goal of its own": lambda w: w.do(add, "goal", {"title": "a", "parent": "G-1"}),
    "by a script": lambda w: w.documents.table("action").update({"goal": "G-1"}, doc_ids=[4]),
}


@pytest.mark.parametrize("what", NEW)
def test_a_closed_goal_takes_nothing_new_until_it_is_opened_again(goal: Workspace, what: str):
    goal.do(add, "action", {"title": "Elsewhere"})
    goal.do(with_rest, {ALL: "drop"}, advance, "G-1", "over", "missed")
    before = goal.ledger.seq
    with pytest.raises(Refused, match="reopen it first") as refused:
        NEW[what](goal)
    assert (refused.value.reason, goal.ledger.seq) == ("closed", before)
    if what != "a blocker of what is done":
        goal.do(reopen, "G-1")
        NEW[what](goal)


def test_comments_and_lessons_go_into_what_is_closed(goal: Workspace):
    goal.do(with_rest, {ALL: "drop"}, advance, "G-1", "over", "missed")
    goal.do(comment, "G-1", "a pity")
    goal.do(add, "lesson", {"title": "Begin earlier", "goal": "G-1"})
    goal.do(edit, "G-1", {"title": "Spring 2026"})


def test_a_closed_retrospective_takes_lessons_and_nothing_else(organisation: Workspace):
    w = organisation
    w.do(add, "retro", {"title": "Back"})
    w.do(add, "card", {"text": "late", "retro": "R-1", "column": "start"})
    w.do(edit, "R-1", {"state": "closed"}, why="no time")
    for new in (
        lambda: w.do(follow_up, "R-1", "Ask earlier"),
        lambda: w.do(follow_up, "R-1", "Ask earlier", card_id="C-1"),
        lambda: w.do(add, "card", {"text": "more", "retro": "R-1", "column": "start"}),
    ):
        with pytest.raises(Refused, match="R-1 is"):
            new()
    w.do(add, "lesson", {"title": "Begin earlier", "retro": "R-1"})
    w.do(reopen, "R-1", "too early")
    w.do(follow_up, "R-1", "Ask earlier")


# Blockers


def test_what_holds_up_something_dropped_lets_go(goal: Workspace):
    goal.do(drop, "A-1", "too dear")
    blocker: Any = goal.records.get("B-1")
    assert (blocker.resolved, blocker.resolution) == (goal.today, "A-1: too dear")


def test_what_holds_up_something_else_besides_goes_on(goal: Workspace):
    goal.do(edit, "B-1", {"holds": ["A-1", "A-2"]})
    goal.do(done, "A-1")
    assert goal.records.get("B-1").resolved is None  # type: ignore[attr-defined]
    goal.do(drop, "A-2", "x")
    assert goal.records.get("B-1").resolved is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "way",
    [
        lambda w, rest: w.do(with_rest, rest, done, "A-1"),
        lambda w, rest: w.do(with_rest, rest, edit, "A-1", {"state": "done"}),
    ],
)
def test_a_blocked_action_that_is_done_asks_what_becomes_of_its_blockers(goal: Workspace, way: Any):
    with pytest.raises(Refused, match="B-1") as refused:
        way(goal, {})
    assert refused.value.reason == "leaves-open"
    way(goal, {"B-1": "move:A-2"})
    blocker: Any = goal.records.get("B-1")
    assert (blocker.resolved, blocker.holds) == (None, ("A-2",))
    way2: Any = goal.records.get("A-1")
    assert way2.state == "done"


def test_a_delivered_request_asks_about_what_holds_up_its_action(goal: Workspace):
    goal.do(block, ["A-2"], "No key")
    with pytest.raises(Refused, match="B-2"):
        goal.do(done, "Q-1")
    goal.do(with_rest, {ALL: "done"}, done, "Q-1")
    assert goal.records.get("B-2").resolved == goal.today  # type: ignore[attr-defined]
