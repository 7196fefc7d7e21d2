"""Actions: when they are late, what moving the due day asks, what follows from done and dropped."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, add_many, done, drop, edit, reopen
from store.errors import Invalid, Refused
from store.kinds.action import Action, days_late
from store.kinds.moves import DueChange, slips
from store.workspace import Workspace
from tests.for_each import for_each

DAY = date(2026, 11, 23)


@for_each(
    "due, state, days",
    [
        (None, "todo", 0),
        (DAY, "todo", 0),
        (DAY + timedelta(days=1), "todo", 0),
        (DAY - timedelta(days=1), "todo", 1),
        (DAY - timedelta(days=9), "review", 9),
        (DAY - timedelta(days=9), "done", 0),
        (DAY - timedelta(days=9), "dropped", 0),
    ],
)
def test_late_is_an_open_action_past_its_day(due: date | None, state: str, days: int):
    assert days_late(Action(title="x", due=due, state=state), DAY) == days


def test_a_slip_is_a_move_to_a_later_day():
    moves = (DueChange(DAY, DAY + timedelta(days=1)), DueChange(DAY, DAY - timedelta(days=1)), DueChange(DAY, None))
    assert slips(Action(title="x", due_log=moves)) == 1


def action(workspace: Workspace) -> Any:
    return workspace.records.get("A-1")


def test_the_first_due_day_needs_no_reason_a_move_does(workspace: Workspace):
    workspace.do(add, "action", {"title": "A"})
    workspace.do(edit, "A-1", {"due": "2026-12-01"})
    assert action(workspace).due_log == ()
    for due in ("2026-12-05", None):
        with pytest.raises(Refused, match="wants a reason"):
            workspace.do(edit, "A-1", {"due": due})
    workspace.do(edit, "A-1", {"due": "2026-12-05"}, why="waiting for the budget\x07")
    (move,) = action(workspace).due_log
    assert (move.before, move.after, move.why, move.by) == (
        date(2026, 12, 1), date(2026, 12, 5), "waiting for the budget", "ana",
    )  # fmt: skip
    with pytest.raises(Refused, match="kept by Concord"):
        workspace.do(edit, "A-1", {"due_log": []})


def test_done_and_reopened(workspace: Workspace):
    workspace.do(add, "action", {"title": "A"})
    workspace.do(done, "A-1")
    assert (action(workspace).state, action(workspace).done_on) == ("done", workspace.today)
    with pytest.raises(Refused, match="done already"):
        workspace.do(done, "A-1")
    with pytest.raises(Refused, match="Reopen it first"):
        workspace.do(drop, "A-1", "why not")
    workspace.do(reopen, "A-1")
    assert (action(workspace).state, action(workspace).done_on) == ("todo", None)
    with pytest.raises(Refused, match="open already"):
        workspace.do(reopen, "A-1")


def test_dropped_with_the_reason(workspace: Workspace):
    workspace.do(add, "action", {"title": "A"})
    with pytest.raises(Refused, match="wants a reason"):
        workspace.do(edit, "A-1", {"state": "dropped"})
    workspace.do(drop, "A-1", "no longer needed")
    assert (action(workspace).state, action(workspace).reason) == ("dropped", "no longer needed")
    with pytest.raises(Refused, match="reopen it first"):
        workspace.do(done, "A-1")
    workspace.do(reopen, "A-1")
    assert action(workspace).reason == ""


def test_an_edited_state_brings_its_day(workspace: Workspace):
    workspace.do(add, "action", {"title": "A", "state": "done"})
    assert action(workspace).done_on == workspace.today
    workspace.do(edit, "A-1", {"state": "doing"})
    assert action(workspace).done_on is None


def test_nothing_waits_for_itself(workspace: Workspace):
    workspace.do(add_many, "action", [{"title": str(n)} for n in range(4)])
    workspace.do(edit, "A-1", {"depends_on": ["A-2", "A-3"]})
    workspace.do(edit, "A-2", {"depends_on": ["A-4"]})
    workspace.do(edit, "A-3", {"depends_on": ["A-4"]})  # a diamond is no circle
    for id, on in (("A-4", "A-1"), ("A-2", "A-1"), ("A-1", "A-1")):
        with pytest.raises(Invalid, match="circle"):
            workspace.do(edit, id, {"depends_on": [on]})
    with pytest.raises(Invalid, match=r"A-4 > A-1 > A-[23] > A-4"):
        workspace.do(edit, "A-4", {"depends_on": ["A-1"]})


@pytest.mark.parametrize(
    "rule", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260101", "never"]
)
def test_a_rule_that_falls_on_no_day_is_refused(workspace: Workspace, rule: str):
    with pytest.raises(Invalid, match=r"no day|needs a rule"):
        workspace.do(add, "action", {"title": "Never", "repeats": rule})


@pytest.mark.parametrize(
    ("rule", "due", "whole"),
    [
        ("FREQ=MONTHLY", "2027-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=YEARLY", "2027-01-31", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),
        ("rrule:freq=weekly;byday=fr,mo", "2027-01-31", "FREQ=WEEKLY;BYDAY=MO,FR"),
    ],
)
def test_a_rule_is_whole_with_the_first_day(workspace: Workspace, rule: str, due: str, whole: str):
    workspace.do(add, "action", {"title": "A", "due": due, "repeats": "FREQ=DAILY"})
    workspace.do(edit, "A-1", {"repeats": rule})
    assert (action(workspace).repeats, action(workspace).series_day) == (whole, date.fromisoformat(due))
