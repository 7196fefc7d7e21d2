"""PRODUCT's table of the five steps, line by line: what each gate wants, alone and together, and what meets it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from store.commands import add, done, drop, edit, meeting_course, reopen
from store.errors import Refused
from store.insight.overview import Overview
from store.kinds.allocation import grant
from store.kinds.consensus import answer, mark_ready, take_stance, waive
from store.kinds.ending import ALL, with_rest
from store.kinds.gates import advance, go_back, wants
from store.kinds.goal import STEPS, Goal
from store.kinds.key_result import check_in
from store.kinds.raci import assign
from store.workspace import Workspace
from tests.store.begun import begun, past

Do = Callable[[Workspace], Any]


class Line(NamedTuple):
    """What spoils a sound goal at a step, what the gate then wants (what meets it, for what), and meeting it."""

    step: str
    name: str
    spoil: Do
    want: tuple[str, str]
    meet: Do


def shares(**values: Any) -> Do:
    return lambda w: w.do(edit, "G-1", {"shares": {"DP-1": {"ready": "ready"}, "DP-2": {"ready": "ready"}, **values}})


def over(w: Workspace) -> None:
    w.do(add, "resource", {"name": "Dock", "capacity": 2})
    w.do(add, "allocation", {"title": "Ramp", "resource": "P-1", "goal": "G-1", "amount": 2})
    w.do(grant, "AL-1")
    w.do(edit, "P-1", {"capacity": 1})


def retro_open(w: Workspace) -> None:
    w.do(reopen, "R-1", "too early")


def from_card(w: Workspace) -> None:
    card = w.do(begun, "card", {"text": "late", "retro": "R-1", "column": "start"})
    w.do(begun, "action", {"title": "Ask earlier", "source": card.id, "owner": "PN-1", "goal": "G-1"})


def without_meeting(w: Workspace) -> None:
    w.do(past(lambda changes: changes.change(changes.get("M-1"), goal=None)))


def hold(w: Workspace, meeting: dict[str, Any], item: dict[str, Any]) -> None:
    w.do(add, "meeting", {"title": "Weekly", **meeting})
    w.do(add, "agenda-item", {"title": "Spring", "meeting": "M-2", **item})
    w.do(meeting_course.begin, "M-2")
    assert ("meeting", "G-1") in wanted(w)
    w.do(meeting_course.go_to, "M-2", "AI-1")
    w.do(meeting_course.close, "M-2")


TABLE = [
    Line("prepare", "no purpose", lambda w: w.do(edit, "G-1", {"why": ""}), ("edit", "G-1"),
         lambda w: w.do(edit, "G-1", {"why": "a third was left"})),
    Line("prepare", "one department", lambda w: w.do(edit, "G-1", {"departments": ["DP-2"]}), ("edit", "G-1"),
         lambda w: w.do(edit, "G-1", {"departments": ["DP-2", "DP-1"]})),
    Line("prepare", "one not ready", shares(**{"DP-2": {"ready": ""}}), ("ready", "DP-2"),
         lambda w: w.do(mark_ready, "G-1", "DP-2", "the budget")),
    Line("prepare", "one not ready, to be waived", shares(**{"DP-2": {"ready": ""}}), ("ready", "DP-2"),
         lambda w: w.do(waive, "G-1", "DP-2", "brings nothing")),
    Line("meet", "no meeting", without_meeting, ("meeting", "G-1"), lambda w: hold(w, {"goal": "G-1"}, {})),
    Line("meet", "no meeting, then an item of one", without_meeting, ("meeting", "G-1"),
         lambda w: hold(w, {}, {"goal": "G-1"})),
    Line("meet", "a stance is missing", lambda w: w.do(take_stance, "G-1", "DP-1", "pending"), ("value", "DP-1"),
         lambda w: w.do(take_stance, "G-1", "DP-1", "reservation", "from March")),
    Line("meet", "an objection", lambda w: w.do(take_stance, "G-1", "DP-2", "objects", "no room"), ("answer", "DP-2"),
         lambda w: w.do(answer, "G-1", "DP-2", "two people help")),
    Line("plan", "a milestone of no department", lambda w: w.do(edit, "MS-1", {"department": None}), ("edit", "MS-1"),
         lambda w: w.do(edit, "MS-1", {"department": "DP-2"})),
    Line("plan", "a milestone without a date", lambda w: w.do(add, "milestone", {"title": "b", "goal": "G-1",
         "department": "DP-1"}), ("due", "MS-2"), lambda w: w.do(edit, "MS-2", {"due": w.today})),
    Line("plan", "an action of nobody", lambda w: w.do(edit, "A-1", {"owner": None}), ("owner", "A-1"),
         lambda w: w.do(edit, "A-1", {"owner": "PN-3"})),
    Line("plan", "an action without a date", lambda w: w.do(edit, "A-1", {"due": None}, why="open"), ("due", "A-1"),
         lambda w: w.do(edit, "A-1", {"due": w.today})),
    Line("plan", "nobody does the work", lambda w: w.do(assign, "G-1", {"DP-2": "C"}), ("raci", "G-1"),
         lambda w: w.do(assign, "G-1", {"PN-2": "R"})),
    Line("plan", "who is accountable has no lead", lambda w: w.do(assign, "KR-1", {"DP-1": "A"}), ("raci", "KR-1"),
         lambda w: w.do(edit, "DP-1", {"lead": "PN-1"})),
    Line("plan", "over-committed unseen", over, ("value", "P-1"),
         lambda w: w.do(grant, "AL-1", "a second crane comes")),
    Line("execute", "no check-in", lambda w: w.do(add, "key-result", {"title": "b", "goal": "G-1"}),
         ("value", "KR-2"), lambda w: w.do(check_in, "KR-2", 5)),
    Line("execute", "to be done", lambda w: w.do(edit, "A-1", {"state": "doing"}), ("done", "A-1"),
         lambda w: w.do(done, "A-1")),
    Line("execute", "to be dropped", lambda w: w.do(add, "action", {"title": "b", "goal": "G-1"}), ("done", "A-2"),
         lambda w: w.do(drop, "A-2", "not needed")),
    Line("execute", "to be carried", lambda w: w.do(add, "action", {"title": "b", "goal": "G-1"}), ("done", "A-2"),
         lambda w: w.do(edit, "A-2", {"goal": w.do(add, "goal", {"title": "next"}).id})),
    Line("evaluate", "no retrospective is closed", retro_open, ("retro", "G-1"),
         lambda w: w.do(edit, "R-1", {"state": "closed"}, why="no time")),
    Line("evaluate", "its lessons are not filed", lambda w: w.do(drop, "L-1", "wrong"), ("lesson", "R-1"),
         lambda w: w.do(add, "lesson", {"title": "Ask earlier", "retro": "R-1"})),
    Line("evaluate", "a follow-up of nobody",
         lambda w: w.do(begun, "action", {"title": "Ask", "source": "R-1", "due": w.today}),
         ("owner", "A-2"), lambda w: w.do(edit, "A-2", {"owner": "PN-1"})),
    Line("evaluate", "a follow-up of a card without a date", from_card, ("due", "A-2"),
         lambda w: w.do(edit, "A-2", {"due": w.today})),
]  # fmt: skip


def sound(w: Workspace, step: str) -> None:
    """A goal at that step of which no gate wants anything."""
    values = {"title": "Spring", "why": "a third was left", "departments": ["DP-1", "DP-2"], "step": step}
    w.do(begun, "goal", values)
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    shares()(w)
    w.do(take_stance, "G-1", "DP-1", "agrees")
    w.do(take_stance, "G-1", "DP-2", "agrees")
    w.do(add, "milestone", {"title": "Shops know", "goal": "G-1", "department": "DP-1", "due": w.today})
    state = "todo" if step == "plan" else "done"
    w.do(add, "action", {"title": "Plan", "goal": "G-1", "owner": "PN-2", "due": w.today, "state": state})
    w.do(assign, "G-1", {"PN-1": "A", "DP-2": "R"})
    w.do(check_in, "KR-1", 20)
    w.do(begun, "meeting", {"title": "Kick-off", "goal": "G-1", "state": "closed"})
    w.do(begun, "retro", {"title": "Back", "goal": "G-1", "state": "closed"})
    w.do(add, "lesson", {"title": "Ask", "retro": "R-1"})
    w.do(add, "goal", {"title": "What goes on"})
    assert wanted(w) == []


def wanted(w: Workspace) -> list[tuple[str, str]]:
    goal = w.records.one(Goal, "G-1")
    found = wants(goal, w.records, w.today)
    assert wants(goal, Overview(w.ledger, w.today).reading, w.today) == found  # as the screen reads it
    return [(want.meet, want.party or want.id) for want in found]


def on(w: Workspace, why: str = "") -> Goal:
    step = w.records.one(Goal, "G-1").step
    return w.do(with_rest, {ALL: "move:G-2"}, advance, "G-1", why, "achieved" if step == "evaluate" else "")


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line.step}: {line.name}")
def test_what_a_gate_wants_by_itself(organisation: Workspace, line: Line):
    sound(organisation, line.step)
    line.spoil(organisation)
    assert wanted(organisation) == [line.want]
    before = organisation.ledger.seq
    # What a card asked for is carried to another goal as the goal closes, and then for that one to date.
    for why in () if line.spoil is from_card else ("", " \n "):
        with pytest.raises(Refused, match=r"cannot leave the step \w+ yet, it lacks: .*say why$"):
            on(organisation, why)
    assert organisation.ledger.seq == before
    line.meet(organisation)
    assert wanted(organisation) == []
    goal = on(organisation)
    assert goal.step == STEPS[STEPS.index(line.step) + 1]
    assert (goal.passed[line.step].why, goal.passed[line.step].lacking) == ("", ())


@pytest.mark.parametrize("step", STEPS[:-1])
def test_what_a_gate_wants_all_together(organisation: Workspace, step: str):
    lines = [line for line in TABLE if line.step == step and "to be" not in line.name]
    sound(organisation, step)
    if step == "evaluate":  # a retrospective that is not closed asks nothing of its follow-ups yet
        lines = [line for line in lines if line.spoil is not retro_open and line.spoil is not from_card]
    for line in lines:
        line.spoil(organisation)
    assert set(wanted(organisation)) == {line.want for line in lines}
    goal = on(organisation, "the season does not wait")
    passage = goal.passed[step]
    assert (passage.why, passage.by, passage.at) == ("the season does not wait", "ana", goal.passed[step].at)
    assert set(passage.lacking) == {" ".join(line.want) for line in lines}
    assert organisation.ledger.news()[-1].what["why"] == "the season does not wait"


def test_what_lacked_is_counted_where_it_is_too_much_to_name(organisation: Workspace):
    sound(organisation, "execute")
    for n in range(25):
        organisation.do(add, "action", {"title": f"a{n}", "goal": "G-1"})
    passage = on(organisation, "over").passed["execute"]
    assert (len(passage.lacking), passage.more) == (20, 5)


@pytest.mark.parametrize(
    ("days_ago", "due", "wants_one"),
    [
        (14, None, False),  # recent enough
        (15, None, True),
        (30, -40, False),  # after the goal was over
        (30, -20, True),
    ],
)
def test_a_last_check_in_is_recent_or_of_the_end(
    organisation: Workspace, days_ago: int, due: int | None, wants_one: bool
):
    today = organisation.today
    organisation.do(begun, "goal", {"title": "G", "step": "execute", "due": due and today + timedelta(due)})
    organisation.do(add, "key-result", {"title": "K", "goal": "G-1"})
    organisation.do(check_in, "KR-1", 5, on=today - timedelta(days_ago))
    assert bool(wanted(organisation)) is wants_one


def test_only_an_over_commitment_that_the_goal_meets_counts(organisation: Workspace):
    """Another time of the same resource, or one that is past, is not this goal's."""
    w, today = organisation, organisation.today
    sound(w, "plan")
    w.do(add, "goal", {"title": "Other"})
    w.do(add, "resource", {"name": "Dock", "capacity": 1})
    for goal, days in (("G-1", 10), ("G-2", 30), ("G-2", 30), ("G-1", -30), ("G-2", -30)):
        start = today + timedelta(days)
        values = {"title": "Ramp", "resource": "P-1", "goal": goal, "start": start, "end": start + timedelta(5)}
        allocation = w.do(add, "allocation", values)
        w.do(grant, allocation.id, "so be it")
    for id in ("AL-2", "AL-3", "AL-4", "AL-5"):
        w.do(past(lambda changes, each=id: changes.change(changes.get(each), over="")))
    assert wanted(w) == []
    w.do(edit, "P-1", {"capacity": 0})
    assert wanted(w) == [("value", "P-1")]


def test_several_gates_in_one_step_each_want_their_own(organisation: Workspace):
    sound(organisation, "prepare")
    organisation.do(edit, "A-1", {"owner": None, "state": "todo"})
    with pytest.raises(Refused, match="cannot leave the step Plan yet, it lacks: A-1: an owner"):
        organisation.do(edit, "G-1", {"step": "execute"})
    organisation.do(edit, "G-1", {"step": "execute"}, why="Bo comes back on Monday")
    passed = organisation.records.one(Goal, "G-1").passed
    assert {step: (how.why, how.lacking) for step, how in passed.items()} == {
        "prepare": ("", ()),
        "meet": ("", ()),
        "plan": ("Bo comes back on Monday", ("owner A-1",)),
    }


def test_going_back_is_in_the_history_and_its_gates_are_passed_anew(organisation: Workspace):
    from store.history import since, told

    sound(organisation, "prepare")
    for _ in range(3):
        on(organisation)
    organisation.do(go_back, "G-1", "meet", "FIN has left the meeting")
    goal = organisation.records.one(Goal, "G-1")
    assert (goal.step, list(goal.passed)) == ("meet", ["prepare"])
    event = next(told(since(organisation.ledger, 0), organisation.records))
    assert (str(event.words), event.why) == ("ana took G-1 Spring from Execute to Meet", "FIN has left the meeting")
    organisation.do(take_stance, "G-1", "DP-2", "objects", "no room")
    with pytest.raises(Refused, match="an answer to the objection of FIN"):
        on(organisation)


def test_a_goal_that_somebody_has_taken_on_meanwhile_does_not_go_two_steps(organisation: Workspace):
    sound(organisation, "prepare")
    organisation.do(advance, "G-1", at="prepare")
    with pytest.raises(Refused, match="G-1 is at the step Meet by now"):
        organisation.do(advance, "G-1", "my reason for the other gate", at="prepare")
    assert organisation.records.one(Goal, "G-1").step == "meet"
