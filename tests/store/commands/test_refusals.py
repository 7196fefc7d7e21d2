"""Every rule that refuses: nothing is written, and the message says which rule it is and how to meet it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, done, done_many, drop, drop_many, edit, edit_many, reopen
from store.errors import Refused
from store.kinds import KINDS
from store.kinds.allocation import decline as not_granted
from store.kinds.allocation import grant
from store.kinds.blocker import block, raise_again
from store.kinds.consensus import answer, mark_ready, set_share, take_stance, waive
from store.kinds.decision import decide
from store.kinds.escalation import escalate
from store.kinds.gates import advance, go_back
from store.kinds.key_result import check_in
from store.kinds.raci import assign
from store.kinds.request import accept, confirm, decline, negotiate
from store.kinds.team import set_share as share_of_time
from store.workspace import Workspace
from tests.for_each import for_each
from tests.store.begun import begun

Do = Callable[[Workspace], Any]


@pytest.fixture
def company(organisation: Workspace) -> Workspace:
    """Something of every kind in every state that a rule may refuse."""
    w, today = organisation, organisation.today
    w.do(edit, "DP-1", {"lead": "PN-2"})
    w.do(add, "department", {"name": "Logistics", "code": "LOG"})
    w.do(add, "person", {"name": "Vi", "login": "vi", "role": "viewer"})
    both = {"departments": ["DP-1", "DP-2"], "due": today + timedelta(90)}
    w.do(add, "goal", {"title": "Prepared", **both})
    w.do(begun, "goal", {"title": "Discussed", "step": "meet", "owner": "PN-2", **both})
    w.do(begun, "goal", {"title": "Evaluated", "step": "evaluate", **both})
    w.do(begun, "goal", {"title": "Closed", "outcome": "missed", **both})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-2"})
    w.do(check_in, "KR-1", 5)
    w.do(take_stance, "G-2", "DP-2", "objects", "no room")
    w.do(assign, "G-2", {"PN-2": "A", "PN-3": "C"})
    for title, state in (("Open", "todo"), ("Done", "done")):
        w.do(add, "action", {"title": title, "owner": "PN-2", "due": today, "state": state})
    w.do(add, "action", {"title": "Dropped", "state": "dropped", "reason": "no need"})
    w.do(add, "milestone", {"title": "Open", "goal": "G-2", "due": today})
    w.do(add, "milestone", {"title": "Reached", "goal": "G-2", "done": today})
    for _ in range(5):
        w.do(add, "request", {"title": "Code", "department": "DP-2", "asker": "DP-1"})
    w.do(accept, "Q-2")
    w.do(negotiate, "Q-3", "half of it")
    w.do(decline, "Q-4", "no budget")
    w.do(accept, "Q-5")
    w.do(done, "Q-5")
    w.do(block, ["A-1"], "No code")
    w.do(escalate, "B-1")
    w.do(block, ["A-1"], "No dock", "DP-2")
    w.do(done, "B-2")
    w.do(decide, "Which?", "4711")
    w.do(add, "decision", {"question": "Open?", "goal": "G-2"})
    w.do(add, "resource", {"name": "Dock", "department": "DP-1", "capacity": 1})
    for _ in range(3):
        w.do(add, "allocation", {"title": "Ramp", "resource": "P-1"})
    w.do(grant, "AL-1")
    w.do(not_granted, "AL-3", "no")
    w.do(add, "allocation", {"title": "Of nothing"})
    w.do(add, "allocation", {"title": "Let go", "resource": "P-1"})
    w.do(done, "AL-5")
    w.do(add, "team", {"name": "Launch", "goal": "G-2", "members": {"PN-2": 50}})
    return w


def as_(who: str, give: Do) -> Do:
    def run(w: Workspace) -> Any:
        before, w.ledger.who = w.ledger.who, who
        try:
            return give(w)
        finally:
            w.ledger.who = before

    return run


WHY = r"say why$"
AGAIN = "reopen it"

REFUSED: dict[str, tuple[Do, str]] = {
    # steps and gates
    "a gate": (lambda w: w.do(advance, "G-1"), f"lacks: its purpose: why this goal; .*{WHY}"),
    "a gate by edit": (lambda w: w.do(edit, "G-1", {"step": "plan"}), f"lacks: .*{WHY}"),
    "a gate by edit of several": (lambda w: w.do(edit_many, ["G-1", "G-2"], {"step": "plan"}), WHY),
    "closing without an outcome": (lambda w: w.do(advance, "G-3", "over"), "set outcome to achieved, partly, missed"),
    "an outcome too early": (lambda w: w.do(advance, "G-1", "over", "missed"), "set its outcome to close it from here"),
    "a step of a closed goal": (lambda w: w.do(advance, "G-4", "x"), AGAIN),
    "a step that was taken": (lambda w: w.do(advance, "G-2", "x", at="prepare"), "look at what its gate wants"),
    "back to no earlier step": (lambda w: w.do(go_back, "G-2", "execute"), "not one of: prepare"),
    "back from the first step": (lambda w: w.do(go_back, "G-1", "prepare"), "there is none to go back to"),
    "gates by hand": (lambda w: w.do(edit, "G-1", {"passed": {"prepare": {"why": "x"}}}), "take it a step further"),
    "closing what another answers for": (
        as_("fay", lambda w: w.do(edit, "G-2", {"outcome": "missed"}, why="x")), "bo is accountable .* coordinator"),
    "dropping what another answers for": (as_("fay", lambda w: w.do(drop, "G-2", "x")), "or a coordinator"),
    "dropping without a reason": (lambda w: w.do(drop, "G-1", " "), WHY),
    "dropping by edit without a reason": (lambda w: w.do(edit, "G-1", {"outcome": "dropped"}), WHY),
    "reopening an open goal": (lambda w: w.do(reopen, "G-1"), "nothing to reopen"),
    "a goal is never done": (lambda w: w.do(done, "G-1"), "set outcome to achieved, partly or missed"),
    # consensus
    "an objection without a reason": (lambda w: w.do(take_stance, "G-2", "DP-1", "objects"), WHY),
    "a reservation without a reason": (lambda w: w.do(take_stance, "G-2", "DP-1", "reservation", " "), WHY),
    "no such stance": (lambda w: w.do(take_stance, "G-2", "DP-1", "shrugs"), "not one of: pending, agrees"),
    "for another department": (
        as_("fay", lambda w: w.do(take_stance, "G-2", "DP-1", "agrees")), "bo or a coordinator speaks for MKT"),
    "for one without a lead": (
        as_("bo", lambda w: w.do(take_stance, "G-2", "DP-2", "agrees")), "somebody of FIN or a coordinator"),
    "of one that is not involved": (lambda w: w.do(take_stance, "G-2", "DP-3", "agrees"), "add it to them first"),
    "a stance on a closed goal": (lambda w: w.do(take_stance, "G-4", "DP-1", "agrees"), AGAIN),
    "ready for another": (as_("fay", lambda w: w.do(mark_ready, "G-1", "DP-1")), "bo or a coordinator speaks"),
    "waived without a reason": (lambda w: w.do(waive, "G-1", "DP-1", ""), WHY),
    "a share of one that is not involved": (lambda w: w.do(set_share, "G-1", "DP-3", cost="1"), "add it to them first"),
    "an answer to no objection": (lambda w: w.do(answer, "G-2", "DP-1", "but"), "MKT does not object to G-2"),
    "an answer without words": (lambda w: w.do(answer, "G-2", "DP-2", " "), "say what is done about the objection"),
    "an objection taken away": (as_("bo", lambda w: w.do(edit, "G-2", {"stances": {}})), "or a coordinator speaks"),
    # RACI
    "two accountable": (lambda w: w.do(edit, "G-2", {"raci": {"PN-1": "A", "PN-2": "A"}}), "leave exactly one A"),
    "nobody accountable": (lambda w: w.do(assign, "G-2", {"PN-2": ""}), "give exactly one party an A"),
    "no such letter": (lambda w: w.do(assign, "G-2", {"PN-2": "X"}), "not one of: R, A, C, I"),
    "letters of an action": (lambda w: w.do(assign, "A-1", {"PN-2": "R"}), "goals, key results and milestones do"),
    # key results
    "a check-in to come": (lambda w: w.do(check_in, "KR-1", 5, on=w.today + timedelta(1)), "a day up to today"),
    "too confident": (lambda w: w.do(check_in, "KR-1", 5, 11), "at most 10"),
    "the wrong way": (lambda w: w.do(edit, "KR-1", {"target": -5}, why="x"), "change the direction or one of the two"),
    "a key result is never done": (lambda w: w.do(done, "KR-1"), "give it a value instead"),
    "a key result with check-ins": (lambda w: w.do(drop, "KR-1", "x"), "Change or delete those first"),
    # requests
    "of itself": (lambda w: w.do(add, "request", {"title": "x", "department": "DP-1", "asker": "DP-1"}),
                  "a request goes to another department"),
    "declined without a reason": (lambda w: w.do(decline, "Q-1", ""), WHY),
    "an empty offer": (lambda w: w.do(negotiate, "Q-1", " "), "what can be done instead, or by when"),
    "accepted twice": (lambda w: w.do(accept, "Q-2"), "this is for one that is sent, negotiating"),
    "delivered before it is accepted": (lambda w: w.do(done, "Q-1"), "this is for one that is accepted"),
    "confirmed before it is delivered": (lambda w: w.do(confirm, "Q-2"), "this is for one that is delivered"),
    "accepted by who asks": (as_("bo", lambda w: w.do(accept, "Q-1")), "for FIN to answer, or a coordinator"),
    "confirmed by who was asked": (as_("fay", lambda w: w.do(confirm, "Q-5")), "for MKT to answer, or a coordinator"),
    "offered by who asks": (as_("bo", lambda w: w.do(negotiate, "Q-3", "all")), "for FIN to answer"),
    "withdrawn by who was asked": (as_("fay", lambda w: w.do(drop, "Q-1", "x")), "for MKT to answer"),
    "withdrawn after it ended": (lambda w: w.do(drop, "Q-4", "x"), AGAIN),
    "a state by hand": (lambda w: w.do(edit, "Q-1", {"state": "confirmed"}), "accept, negotiate, decline, deliver"),
    "to another once it is answered": (lambda w: w.do(edit, "Q-2", {"department": "DP-3"}), "withdraw it and ask"),
    # blockers and decisions
    "nothing blocked": (lambda w: w.do(block, [], "x"), "name an action, a key result or a goal"),
    "resolved twice": (lambda w: w.do(done, "B-2"), AGAIN),
    "raised when resolved": (lambda w: w.do(raise_again, "B-2"), AGAIN),
    "escalated when resolved": (lambda w: w.do(escalate, "B-2"), AGAIN),
    "reopened when open": (lambda w: w.do(reopen, "B-1"), "nothing to reopen"),
    "nobody above": (lambda w: w.do(escalate, "B-1"), "name somebody, or decide"),
    "a decision without a choice": (lambda w: w.do(decide, "Which?", " "), "Say what was chosen; .* is added without"),
    "a C not heard": (lambda w: w.do(decide, "Which?", "a", goal="G-2"), r"each was heard, or waive it with a reason$"),
    "a C not heard by edit": (lambda w: w.do(edit, "D-2", {"chosen": "a"}), "each was heard"),
    "waived without saying why": (
        lambda w: w.do(decide, "Which?", "a", goal="G-2", waived={"PN-3": ""}), "waived without a reason"),
    "answering without a goal": (lambda w: w.do(decide, "Which?", "a", answers=["DP-2"]), "name it$"),
    "a decision reopened when open": (lambda w: w.do(reopen, "D-2"), "nothing to reopen"),
    # resources and teams
    "over-committed": (lambda w: w.do(grant, "AL-2"), rf"2 of 1 a week.*Also granted: AL-1.*{WHY}"),
    "granted after it was let go": (lambda w: w.do(grant, "AL-5"), "ask for it anew"),
    "granted by another": (as_("fay", lambda w: w.do(grant, "AL-2", "x")), "its lead grants it, or a coordinator"),
    "granted of nothing": (lambda w: w.do(grant, "AL-4"), "names no resource yet"),
    "not granted without a reason": (lambda w: w.do(not_granted, "AL-2", ""), WHY),
    "declined twice": (lambda w: w.do(not_granted, "AL-3", "x"), "not asked for any more"),
    "released when it is not in use": (lambda w: w.do(done, "AL-3"), AGAIN),
    "granted by hand": (lambda w: w.do(edit, "AL-2", {"state": "granted"}), r"that is not edited$"),
    "more than all of somebody's time": (lambda w: w.do(share_of_time, "S-1", "PN-2", 101), "from 1 to 100"),
    "out of a team that they are not in": (lambda w: w.do(share_of_time, "S-1", "PN-3", 0), "a share from 1 to 100"),
    "a team is never done": (lambda w: w.do(done, "S-1"), "set that"),
    # the plan
    "a move without a reason": (lambda w: w.do(edit, "A-1", {"due": None}), WHY),
    "a milestone moved without a reason": (lambda w: w.do(edit, "MS-1", {"due": "2027-01-01"}), WHY),
    "moves by hand": (lambda w: w.do(edit, "A-1", {"due_log": [{"why": "x"}]}), "change its due day instead"),
    "reached twice": (lambda w: w.do(done, "MS-2"), AGAIN),
    "not reached, reopened": (lambda w: w.do(reopen, "MS-1"), "nothing to reopen"),
    "before its start": (lambda w: w.do(edit, "G-1", {"start": "2030-01-01"}), "move one of them"),
    "in a circle": (lambda w: w.do(edit, "MS-1", {"depends_on": ["MS-1"]}), "take one of them out"),
    # actions, one by one and many at once
    "done twice": (lambda w: w.do(done, "A-2"), AGAIN),
    "done when dropped": (lambda w: w.do(done, "A-3"), AGAIN),
    "dropped twice": (lambda w: w.do(drop, "A-3", "x"), AGAIN),
    "dropped when done": (lambda w: w.do(drop, "A-2", "x"), "Reopen it first"),
    "one of several": (lambda w: w.do(done_many, ["MS-1", "A-2"]), AGAIN),
    "one of several dropped": (lambda w: w.do(drop_many, ["A-1", "A-2"], "x"), "Reopen it first"),
    "nothing named": (lambda w: w.do(done_many, []), "give the ids of the records"),
    "an older revision": (lambda w: w.do(edit, "A-1", {"title": "x"}, if_rev=99), "Look at it again"),
    # who
    "by somebody who is nobody": (as_("eve", lambda w: w.do(take_stance, "G-2", "DP-1", "agrees")), "you may join$"),
    "by a viewer": (as_("vi", lambda w: w.do(set_share, "G-1", "DP-1", cost="1")), "wants the role Member"),
}  # fmt: skip


def everything(w: Workspace) -> dict[str, dict[int, bytes]]:
    return {kind: {number: bytes(raw) for number, raw in w.ledger.items(kind)} for kind in KINDS}


@for_each("name", REFUSED)
def test_refused_writes_nothing_and_says_what_to_do(company: Workspace, name: str):
    give, says = REFUSED[name]
    seq, before = company.ledger.seq, everything(company)
    with pytest.raises(Refused, match=says) as error:
        give(company)
    assert error.value.exit_code == 4
    assert company.ledger.seq == seq
    assert everything(company) == before
