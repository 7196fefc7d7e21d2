"""What is over stays as it ended, whichever door is tried: edits, letters, steps, checklists, cards, other ends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from store import commands
from store.commands import add, done, drop, edit, reopen
from store.commands.checklist import relist
from store.errors import ConcordError, Refused
from store.kinds import gates
from store.kinds.checklist import CheckItem
from store.kinds.decision import decide
from store.kinds.ending import ALL, DONE, with_rest
from store.kinds.key_result import check_in
from store.kinds.raci import assign
from store.kinds.retro import add_card, move
from store.workspace import Workspace
from tests.store.begun import begun

Do = Callable[[Workspace], Any]
OVER = "is over and takes nothing new; reopen it first|is closed already; reopen it first"


@pytest.fixture
def ended(organisation: Workspace) -> Workspace:
    """G-1 is dropped at its first step with all of it, R-1 with a card is closed, D-1 is decided."""
    w = organisation
    w.do(begun, "goal", {"title": "Spring", "departments": ["DP-1"], "owner": "PN-1"})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(add, "action", {"title": "Feed", "goal": "G-1", "checklist": [{"id": "1", "text": "Ask"}]})
    w.do(add, "milestone", {"title": "Fixed", "goal": "G-1"})
    w.do(add, "retro", {"title": "Back", "format": "keep-drop-add"})
    w.do(add_card, "R-1", "keep", "the feed")
    w.do(move, "R-1", "closed", "no time")
    w.do(with_rest, {ALL: "drop"}, drop, "G-1", "no money")
    w.do(add, "goal", {"title": "Summer"})
    return w


DOORS: dict[str, Do] = {
    "another outcome": lambda w: w.do(edit, "G-1", {"outcome": "achieved"}, why="so"),
    "no outcome": lambda w: w.do(edit, "G-1", {"outcome": ""}, why="so"),
    "a step": lambda w: w.do(edit, "G-1", {"step": "execute", "outcome": ""}, why="so"),
    "on": lambda w: w.do(gates.advance, "G-1", "so", "achieved"),
    "back": lambda w: w.do(gates.go_back, "G-1", "prepare", "so"),
    "further back": lambda w: w.do(gates.go_back, "G-1", "execute", "so"),
    "letters": lambda w: w.do(assign, "G-1", {"PN-2": "A"}),
    "letters of a result": lambda w: w.do(assign, "KR-1", {"PN-2": "A"}),
    "departments": lambda w: w.do(edit, "G-1", {"departments": ["DP-1", "DP-2"]}),
    "an owner": lambda w: w.do(edit, "G-1", {"owner": "PN-2"}),
    "a day": lambda w: w.do(edit, "G-1", {"due": "2030-01-01"}, why="so"),
    "a parent": lambda w: w.do(edit, "G-1", {"parent": "G-2"}),
    "a target": lambda w: w.do(edit, "KR-1", {"target": 7}, why="so"),
    "a value": lambda w: w.do(check_in, "KR-1", 7),
    "a result less": lambda w: w.do(drop, "KR-1", "so"),
    "done after all": lambda w: w.do(edit, "A-1", {"state": "done"}),
    "done by its command": lambda w: w.do(done, "A-1"),
    "the day of an action": lambda w: w.do(edit, "A-1", {"due": "2030-01-01"}, why="so"),
    "a tick": lambda w: w.do(relist, "A-1", lambda items: tuple(CheckItem(i.id, i.text, done=True) for i in items)),
    "a line": lambda w: w.do(relist, "A-1", lambda items: (*items, CheckItem("", "More"))),
    "reached after all": lambda w: w.do(edit, "MS-1", {"done": str(w.today)}),
    "the words of a card": lambda w: w.do(edit, "C-1", {"text": "another"}),
    "a card less": lambda w: w.do(drop, "C-1", "so"),
    "a card more": lambda w: w.do(add_card, "R-1", "keep", "more"),
    "no names": lambda w: w.do(edit, "R-1", {"votes": 9}),
    "by hand": lambda w: w.do(lambda changes: changes.change(changes.get("G-1"), owner="PN-2")),
    "an action opened again": lambda w: w.do(reopen, "A-1"),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_no_door_changes_what_is_over(ended: Workspace, door: Do):
    before = ended.ledger.seq
    with pytest.raises(ConcordError, match=OVER + "|was dropped; reopen it first"):
        door(ended)
    assert ended.ledger.seq == before


def test_reopened_it_goes_on_from_its_beginning(ended: Workspace):
    ended.do(reopen, "G-1")
    assert (ended.records.get("G-1").step, ended.records.get("G-1").outcome) == ("prepare", "")  # type: ignore[union-attr]
    ended.do(reopen, "A-1")
    ended.do(edit, "A-1", {"due": "2030-01-01"})
    ended.do(assign, "G-1", {"PN-2": "A"})


def test_what_nobody_has_taken_on_was_not_had(organisation: Workspace):
    """`done` says of a request what happened: what was not answered is withdrawn, and its times say so."""
    w = organisation
    w.do(begun, "goal", {"title": "Spring", "departments": ["DP-1"], "step": "evaluate"})
    for title in ("Sent", "Taken on"):
        w.do(add, "request", {"title": title, "department": "DP-2", "asker": "DP-1", "goal": "G-1"})
    w.do(commands.edit, "DP-2", {"lead": "PN-3"})
    from store.kinds.request import accept

    w.do(accept, "Q-2")
    w.do(with_rest, {ALL: DONE}, edit, "G-1", {"outcome": "partly"}, why="over")
    sent, taken = w.records.get("Q-1"), w.records.get("Q-2")
    assert (sent.state, sent.answered, sent.delivered) == ("withdrawn", None, None)  # type: ignore[union-attr]
    assert (taken.state, taken.delivered) == ("confirmed", w.today)  # type: ignore[union-attr]


def test_the_last_admin_does_not_leave(organisation: Workspace):
    for day in (organisation.today, organisation.today + timedelta(30)):
        with pytest.raises(ConcordError, match="without an admin"):
            organisation.do(edit, "PN-1", {"left_on": str(day)})
    organisation.do(edit, "PN-2", {"role": "admin"})
    organisation.do(edit, "PN-1", {"left_on": str(organisation.today)})


def test_decisions_do_not_supersede_each_other_in_a_circle(organisation: Workspace):
    for at in (1, 2, 3):
        organisation.do(decide, f"Which {at}?", "that")
    organisation.do(edit, "D-1", {"superseded_by": "D-3"})
    organisation.do(edit, "D-3", {"superseded_by": "D-2"})
    for successor in ("D-1", "D-3", "D-2"):
        with pytest.raises(ConcordError):
            organisation.do(edit, "D-2", {"superseded_by": successor})


def test_a_decision_hears_the_c_of_the_goal_that_it_is_taken_off(organisation: Workspace):
    organisation.do(begun, "goal", {"title": "Spring", "departments": ["DP-1"], "step": "plan"})
    organisation.do(assign, "G-1", {"PN-1": "A", "PN-3": "C"})
    organisation.do(add, "decision", {"question": "Which?", "goal": "G-1"})
    with pytest.raises(Refused, match="fay is to be consulted"):
        organisation.do(edit, "D-1", {"goal": None, "chosen": "that"})


def test_a_decision_answers_only_who_objects(organisation: Workspace):
    organisation.do(begun, "goal", {"title": "Spring", "departments": ["DP-1"], "step": "meet"})
    with pytest.raises(Refused, match="MKT does not object to G-1"):
        organisation.do(decide, "Which?", "that", goal="G-1", answers=["DP-1"])


@pytest.mark.parametrize(
    ("id", "values"),
    [("P-1", {"capacity": None}), ("Q-1", {"asker": None}), ("Q-1", {"department": None}), ("B-1", {"holds": []})],
)
def test_what_it_needs_is_not_taken_off(organisation: Workspace, id: str, values: dict[str, Any]):
    organisation.do(add, "resource", {"name": "Van", "capacity": 10})
    organisation.do(add, "request", {"title": "Codes", "department": "DP-2", "asker": "DP-1"})
    organisation.do(add, "action", {"title": "Feed"})
    organisation.do(add, "blocker", {"title": "No code", "holds": ["A-1"]})
    with pytest.raises(ConcordError, match=r"needed|number"):
        organisation.do(edit, id, values)
