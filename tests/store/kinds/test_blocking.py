"""Blockers, as PRODUCT has them: age, raised again without progress, escalation, decisions that end them."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, done, drop, edit, reopen, undo
from store.commands.deciding_anew import decide_anew
from store.errors import ConcordError, Invalid, Refused
from store.kinds.blocker import Blocker, Interval, Raising, age, block, raise_again, wants_decision
from store.kinds.consensus import take_stance
from store.kinds.decision import Decision, decide
from store.kinds.escalation import escalate, ladder
from store.kinds.goal import Goal
from store.kinds.raci import assign
from store.workspace import Workspace
from tests.for_each import for_each
from tests.store.begun import begun
from tests.store.conftest import OnDay

DAY = date(2026, 11, 23)


def day(offset: int | None) -> date | None:
    return None if offset is None else DAY + timedelta(offset)


@for_each(
    "earlier, since, resolved, days",
    [
        ([], None, None, 0),
        ([], 0, None, 0),
        ([], -9, None, 9),
        ([], -9, -4, 5),
        ([], 3, None, 0),  # it has not begun
        ([(-30, -25), (-20, -18)], -4, None, 11),
        ([(-20, -18), (-30, -25)], -4, None, 11),  # in whatever order
        ([(-10, -5)], -5, None, 10),
        ([(-10, -5)], -7, None, 10),  # a day in two of them counts once
        ([(-10, -2), (-8, -4)], -3, -1, 9),  # one inside the other
        ([(-5, -5)], None, None, 0),
    ],
)
def test_its_age_is_the_sum_of_its_intervals(
    earlier: list[tuple[int, int]], since: int | None, resolved: int | None, days: int
):
    spans = tuple(Interval(DAY + timedelta(a), DAY + timedelta(b)) for a, b in earlier)
    assert age(Blocker(title="x", since=day(since), resolved=day(resolved), earlier=spans), DAY) == days


@for_each(
    "raised, values, wants",
    [
        ([], {}, False),
        ([-2], {}, False),
        ([-2, -1], {}, True),
        ([-2, -1], {"next_step": "ask again"}, False),
        ([-2, -1], {"next_step": "ask again", "next_by": 0}, False),
        ([-2, -1], {"next_step": "ask again", "next_by": -1}, True),  # its day has passed
        ([-2, -1], {"next_by": 3}, True),  # a day without a step
        ([-2, -1], {"escalated_on": -1}, False),
        ([-5, -4, -2], {"escalated_on": -3}, False),
        ([-5, -4, -2, -1], {"escalated_on": -3}, True),  # that did not move it either
        ([-9, -8], {"earlier": (-20, -7)}, False),  # it was resolved since
        ([-9, -3, -2], {"earlier": (-20, -7)}, True),
        ([-2, -1], {"resolved": 0}, False),
    ],
)
def test_raised_twice_without_progress_it_wants_a_decision(raised: list[int], values: dict[str, Any], wants: bool):
    given = {name: day(value) if isinstance(value, int) else value for name, value in values.items()}
    if "earlier" in given:
        start, end = given["earlier"]
        given["earlier"] = (Interval(DAY + timedelta(start), DAY + timedelta(end)),)
    rows = tuple(Raising((DAY + timedelta(each)).isoformat()) for each in raised)
    blocker = Blocker(title="x", since=DAY - timedelta(30), raised=rows, **given)
    assert wants_decision(blocker, DAY) is wants


def test_reopened_it_begins_anew_and_its_days_stay(organisation: Workspace, on_day: OnDay):
    w = organisation
    w.do(add, "action", {"title": "Feed"})
    on_day(DAY, block, ["A-1"], "No code", "DP-2", next_step="ask", next_by=DAY, next_owner="PN-2")
    for offset in (1, 1, 2):
        on_day(DAY + timedelta(offset), raise_again, "B-1")
    on_day(DAY + timedelta(3), escalate, "B-1", "PN-1")
    on_day(DAY + timedelta(4), done, "B-1", "4711")
    on_day(DAY + timedelta(10), reopen, "B-1")
    blocker = w.records.one(Blocker, "B-1")
    assert (blocker.next_step, blocker.next_by, blocker.next_owner, blocker.escalated_to) == ("", None, None, None)
    assert [each.id for each in blocker.raised] == ["2026-11-24", "2026-11-25"]  # once a day
    assert age(blocker, DAY + timedelta(12)) == 6
    assert not wants_decision(blocker, DAY + timedelta(12))


@pytest.mark.parametrize(
    "values",
    [
        {"earlier": [{"start": "2026-11-20", "end": "2026-11-10"}]},
        {"since": "2026-11-20", "resolved": "2026-11-10"},
    ],
)
def test_no_interval_ends_before_it_begins_whatever_writes_it(organisation: Workspace, values: dict[str, Any]):
    organisation.do(add, "blocker", {"title": "No code"})
    with pytest.raises(Invalid, match="2026-11-10 is before it began, 2026-11-20"):
        organisation.do(edit, "B-1", values)
    with pytest.raises(Invalid, match="before it began"):  # a script that writes to the table
        organisation.documents.table("blocker").update(values, doc_ids=[1])


@pytest.fixture
def company(organisation: Workspace) -> Workspace:
    """The board (led by head) over operations (ops) over FIN (fay); MKT, led by ana, is under the board."""
    w = organisation
    for login, name in (("head", "Head"), ("ops", "Ops"), ("mia", "Mia")):
        w.do(add, "person", {"name": name, "login": login})
    w.do(add, "department", {"name": "Board", "lead": "PN-4"})
    w.do(add, "department", {"name": "Operations", "lead": "PN-5", "parent": "DP-3"})
    w.do(edit, "DP-2", {"lead": "PN-3", "parent": "DP-4"})
    w.do(edit, "DP-1", {"lead": "PN-1", "parent": "DP-3"})
    w.do(begun, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"], "owner": "PN-2", "step": "meet"})
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    w.do(add, "action", {"title": "Feed", "goal": "G-1", "department": "DP-1"})
    w.do(add, "action", {"title": "Alone", "owner": "PN-2"})
    return w


@pytest.mark.parametrize(
    ("holds", "waiting_on", "letters", "people"),
    [
        ("A-1", "DP-2", {}, ["PN-3", "PN-2", "PN-5", "PN-4"]),  # the lead, the goal's owner, the leads above
        ("A-1", "DP-2", {"G-1": {"PN-6": "A"}}, ["PN-3", "PN-6", "PN-5", "PN-4"]),
        ("A-1", "DP-2", {"G-1": {"DP-1": "A"}}, ["PN-3", "PN-1", "PN-5", "PN-4"]),  # its lead answers
        ("G-1", "DP-2", {"G-1": {"PN-6": "A"}}, ["PN-3", "PN-6", "PN-5", "PN-4"]),
        ("KR-1", "DP-2", {"G-1": {"PN-6": "A"}, "KR-1": {"PN-1": "A"}}, ["PN-3", "PN-1", "PN-6", "PN-5", "PN-4"]),
        ("A-1", "PN-3", {}, ["PN-2", "PN-5", "PN-4"]),  # who is waited on is passed over
        ("A-1", "PN-6", {}, ["PN-1", "PN-2", "PN-4"]),  # of no department: along the line of what is held up
        ("A-1", None, {}, ["PN-1", "PN-2", "PN-4"]),  # outside
        ("A-2", None, {}, ["PN-1", "PN-4"]),
        ("A-1", "DP-3", {"G-1": {"PN-4": "A"}}, ["PN-4"]),  # nobody twice
    ],
)
def test_escalation_goes_along_raci_and_the_lines_of_the_departments(
    company: Workspace, holds: str, waiting_on: str | None, letters: dict[str, dict[str, str]], people: list[str]
):
    for id, given in letters.items():
        company.do(assign, id, given)
    company.do(block, [holds], "No code", waiting_on)
    assert ladder(company.records.one(Blocker, "B-1"), company.records) == people
    for person in people:
        assert company.do(escalate, "B-1").escalated_to == person
    with pytest.raises(Refused, match="nobody above to put B-1 before; name somebody, or decide"):
        company.do(escalate, "B-1")
    assert company.do(escalate, "B-1", "PN-6", "she knows the house").escalated_to == "PN-6"
    assert company.ledger.news()[-1].what["why"] == "she knows the house"


def test_departments_under_each_other_in_a_circle_do_not_hang_it(company: Workspace):
    with pytest.raises(Invalid, match="goes round in a circle"):
        company.do(edit, "DP-3", {"parent": "DP-2"})


@pytest.fixture
def decided(company: Workspace) -> Workspace:
    """D-1 ended B-1 and answered the objection of FIN; B-2 was resolved by hand."""
    w = company
    w.do(block, ["A-1"], "No code", "DP-2")
    w.do(block, ["A-1"], "No dock", "DP-2")
    w.do(done, "B-2", "found one")
    w.do(take_stance, "G-1", "DP-2", "objects", "no capacity")
    w.do(decide, "Which code?", "4711", "it is free", goal="G-1", ends=["B-1", "B-2"], answers=["DP-2"])
    return w


def stands(w: Workspace) -> tuple[bool, str, str]:
    """Whether B-1 is open, and what answers the objection, by whom."""
    stance = w.records.one(Goal, "G-1").stances["DP-2"]
    return w.records.one(Blocker, "B-1").resolved is None, stance.answer, stance.answered_by


def test_a_decision_ends_and_answers(decided: Workspace):
    assert stands(decided) == (False, "D-1: 4711", "D-1")
    assert decided.records.one(Blocker, "B-2").resolution == "found one"  # it had been resolved before


REWRITING: dict[str, Any] = {
    "reopened": lambda w: w.do(reopen, "D-1"),
    "without a choice": lambda w: w.do(edit, "D-1", {"chosen": ""}),
    "deleted": lambda w: w.do(drop, "D-1", "by mistake"),
    "other blockers": lambda w: w.do(edit, "D-1", {"ends": ["B-2"]}),
    "other objections": lambda w: w.do(edit, "D-1", {"answers": []}),
    "another choice": lambda w: w.do(edit, "D-1", {"chosen": "4712"}),
    "another reason": lambda w: w.do(edit, "D-1", {"why": "it was"}),
    "another question": lambda w: w.do(edit, "D-1", {"question": "Why?"}),
    "another goal": lambda w: w.do(edit, "D-1", {"goal": None}),
    "somebody else heard": lambda w: w.do(edit, "D-1", {"consulted": {"PN-1": "heard"}}),
    "by hand": lambda w: w.do(lambda changes: changes.change(changes.get("D-1"), chosen="4712")),
}


@pytest.mark.parametrize("rewrite", REWRITING.values(), ids=REWRITING)
def test_what_is_decided_stays(decided: Workspace, rewrite: Any):
    before = decided.records.get("D-1")
    with pytest.raises(ConcordError, match=r"[Ww]hat is decided stays"):
        rewrite(decided)
    assert decided.records.get("D-1") == before
    assert stands(decided) == (False, "D-1: 4711", "D-1")
    decided.do(edit, "D-1", {"result": "better", "review_on": "2027-01-11"})


def test_it_is_superseded_once_and_says_by_which(decided: Workspace):
    seq = decided.ledger.seq
    decided.do(decide_anew, "D-1", {"chosen": "4712", "why": "taken"})
    old, new = decided.records.one(Decision, "D-1"), decided.records.one(Decision, "D-2")
    assert (old.chosen, old.superseded_by) == ("4711", "D-2")
    assert (new.question, new.goal, new.chosen) == ("Which code?", "G-1", "4712")
    assert decided.ledger.seq == seq + 1
    assert stands(decided) == (False, "D-1: 4711", "D-1")  # what it ended says by which
    with pytest.raises(Refused, match="D-1 is superseded by D-2 already"):
        decided.do(decide_anew, "D-1", {"chosen": "4713"})
    decided.do(add, "decision", {"question": "Open?"})
    with pytest.raises(Refused, match="D-3 is not decided yet"):
        decided.do(decide_anew, "D-3", {"chosen": "4713"})
    with pytest.raises(Refused, match="Say what was chosen"):
        decided.do(decide_anew, "D-2", {})
    undo.take_back(decided, undo.latest(decided.ledger))  # type: ignore[arg-type]
    undo.take_back(decided, undo.latest(decided.ledger))  # type: ignore[arg-type]
    assert decided.records.one(Decision, "D-1").superseded_by is None
    assert decided.records.find("D-2") is None


def test_it_is_taken_back_while_nothing_rests_on_it(decided: Workspace):
    made = undo.latest(decided.ledger)
    assert made is not None
    decided.do(decide_anew, "D-1", {"chosen": "4712"})
    with pytest.raises(ConcordError):
        undo.take_back(decided, made)
    undo.take_back(decided, undo.latest(decided.ledger))  # type: ignore[arg-type]
    undo.take_back(decided, made)
    assert stands(decided) == (True, "", "")
    assert decided.records.find("D-1") is None


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"chosen": "a"}, "fay"),
        ({"chosen": "a", "consulted": {"PN-3": "heard"}}, ""),
        ({"chosen": "a", "consulted": {"PN-3": {"state": "waived", "why": "away"}}}, ""),
        ({"chosen": "a", "goal": None, "consulted": {}}, "fay"),  # taken off the goal as it is decided
    ],
)
def test_each_c_is_heard_or_waived_also_where_a_question_was_open(
    company: Workspace, values: dict[str, Any], missing: str
):
    company.do(assign, "G-1", {"PN-1": "A", "PN-3": "C"})
    company.do(add, "decision", {"question": "Which?", "goal": "G-1"})
    if missing:
        with pytest.raises(Refused, match=f"{missing} is to be consulted"):
            company.do(edit, "D-1", values)
    else:
        company.do(edit, "D-1", values)
        assert company.records.one(Decision, "D-1").decided == company.today


def test_a_decision_that_moves_to_another_goal_hears_its_c(company: Workspace):
    company.do(add, "goal", {"title": "Summer"})
    company.do(assign, "G-2", {"PN-1": "A", "PN-3": "C"})
    company.do(decide, "Which?", "4711", goal="G-1")
    with pytest.raises(Refused, match="fay is to be consulted"):
        company.do(decide_anew, "D-1", {"goal": "G-2", "chosen": "4711"})
    company.do(assign, "G-1", {"PN-1": "A", "PN-3": "C"})
    company.do(edit, "D-1", {"result": "worse"})  # a C given later does not hold up what was decided
