"""Requests between departments: their way, who answers, the action that accepting makes, the answer time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from store.commands import add, done, drop, edit, reopen
from store.errors import Invalid, Refused
from store.fields.calendar import Calendar, Day
from store.kinds.action import Action
from store.kinds.request import Request, accept, confirm, days_to_answer, decline, negotiate
from store.workspace import Workspace
from tests.for_each import for_each

Step = Callable[[Workspace], Any]
STEPS: dict[str, Step] = {
    "accept": lambda w: w.do(accept, "Q-1"),
    "negotiate": lambda w: w.do(negotiate, "Q-1", "half of it", date(2027, 2, 1)),
    "decline": lambda w: w.do(decline, "Q-1", "no budget"),
    "deliver": lambda w: w.do(done, "Q-1"),
    "confirm": lambda w: w.do(confirm, "Q-1"),
    "withdraw": lambda w: w.do(drop, "Q-1", "not needed"),
    "reopen": lambda w: w.do(reopen, "Q-1"),
}


@pytest.fixture
def asked(organisation: Workspace) -> Workspace:
    """MKT (bo) asks FIN (fay) for something by 1 March."""
    organisation.ledger.who = "bo"
    organisation.do(add, "request", {"title": "Budget code", "department": "DP-2", "need_by": "2027-03-01"})
    organisation.ledger.who = "ana"
    return organisation


def state(workspace: Workspace) -> str:
    return workspace.records.one(Request, "Q-1").state


def test_it_is_sent_by_the_department_of_whoever_asks(asked: Workspace):
    request = asked.records.one(Request, "Q-1")
    assert (request.asker, request.state, request.sent) == ("DP-1", "sent", asked.today)


@pytest.mark.parametrize(
    ("way", "ends"),
    [
        (("accept", "deliver", "confirm"), "confirmed"),
        (("negotiate", "accept", "deliver"), "delivered"),
        (("negotiate", "negotiate", "decline"), "declined"),
        (("decline", "reopen", "accept"), "accepted"),
        (("accept", "deliver", "reopen"), "accepted"),
        (("withdraw", "reopen"), "sent"),
        (("accept", "withdraw"), "withdrawn"),
    ],
)
def test_the_ways_that_there_are(asked: Workspace, way: tuple[str, ...], ends: str):
    for step in way:
        STEPS[step](asked)
    assert state(asked) == ends


@pytest.mark.parametrize(
    ("way", "last"),
    [
        ((), "deliver"),
        ((), "confirm"),
        ((), "reopen"),
        (("accept",), "accept"),
        (("accept",), "decline"),
        (("accept",), "confirm"),
        (("decline",), "accept"),
        (("decline",), "withdraw"),
        (("accept", "deliver", "confirm"), "withdraw"),
    ],
)
def test_the_ways_that_there_are_not(asked: Workspace, way: tuple[str, ...], last: str):
    for step in way:
        STEPS[step](asked)
    before = asked.ledger.seq
    with pytest.raises(Refused):
        STEPS[last](asked)
    assert asked.ledger.seq == before


@pytest.mark.parametrize(
    ("step", "after", "who", "may"),
    [
        ("accept", (), "fay", True),
        ("accept", (), "bo", False),
        ("decline", (), "fay", True),
        ("decline", (), "bo", False),
        ("accept", ("negotiate",), "bo", True),  # what FIN has offered, MKT accepts
        ("deliver", ("accept",), "fay", True),
        ("deliver", ("accept",), "bo", False),
        ("confirm", ("accept", "deliver"), "bo", True),
        ("confirm", ("accept", "deliver"), "fay", False),
        ("withdraw", (), "bo", True),
        ("withdraw", (), "fay", False),
        ("accept", (), "ana", True),  # an admin for anybody
    ],
)
def test_who_is_asked_answers_and_who_asks_confirms(
    asked: Workspace, step: str, after: tuple[str, ...], who: str, may: bool
):
    for each in after:
        STEPS[each](asked)
    asked.ledger.who = who
    if may:
        STEPS[step](asked)
    else:
        with pytest.raises(Refused, match="to answer"):
            STEPS[step](asked)


def test_accepting_makes_the_action_as_asked_or_as_offered(asked: Workspace):
    asked.do(accept, "Q-1", owner="PN-3")
    action = asked.records.one(Action, "A-1")
    assert (action.title, action.department, action.owner, action.due, action.source) == (
        "Budget code", "DP-2", "PN-3", date(2027, 3, 1), "Q-1",
    )  # fmt: skip
    asked.do(add, "request", {"title": "Flyer", "department": "DP-2", "asker": "DP-1", "need_by": "2027-03-01"})
    asked.do(negotiate, "Q-2", "", date(2027, 4, 1))
    asked.do(accept, "Q-2")
    assert asked.records.one(Action, "A-2").due == date(2027, 4, 1)


def test_delivering_does_its_action_and_doing_the_action_delivers(asked: Workspace):
    asked.do(accept, "Q-1")
    asked.do(done, "Q-1")
    assert asked.records.one(Action, "A-1").state == "done"
    asked.do(reopen, "A-1")
    assert state(asked) == "accepted"
    asked.do(done, "A-1")
    assert state(asked) == "delivered"


def test_the_state_is_not_set_by_hand_and_a_reason_is_wanted(asked: Workspace):
    with pytest.raises(Refused, match="by its answers"):
        asked.do(edit, "Q-1", {"state": "confirmed"})
    with pytest.raises(Refused, match="wants a reason"):
        asked.do(decline, "Q-1", " ")
    with pytest.raises(Refused, match="Say what can be done"):
        asked.do(negotiate, "Q-1", "")
    with pytest.raises(Invalid, match="asks itself"):
        asked.do(edit, "Q-1", {"department": "DP-1"})


#: Monday to Friday, Wednesday is a holiday, people work on Saturday for it.
HOLIDAY = Calendar("12345", {date(2026, 11, 25): Day("Fair"), date(2026, 11, 28): Day("for the fair", works=True)})


@for_each(
    "since, until, calendar, days",
    [
        ("2026-11-23", "2026-11-23", Calendar(), 0),
        ("2026-11-23", "2026-11-24", Calendar(), 1),
        ("2026-11-20", "2026-11-23", Calendar(), 1),  # over a weekend
        ("2026-11-20", "2026-11-22", Calendar(), 0),
        ("2026-11-02", "2026-11-30", Calendar(), 20),
        ("2026-11-20", "2026-11-23", Calendar("1234567"), 3),
        ("2026-11-24", "2026-11-23", Calendar(), 0),
        ("2026-11-24", "2026-11-26", HOLIDAY, 1),
        ("2026-11-24", "2026-11-25", HOLIDAY, 0),
        ("2026-11-27", "2026-11-29", HOLIDAY, 1),
    ],
)
def test_answer_times_count_working_days(since: str, until: str, calendar: Calendar, days: int):
    sent, answered = date.fromisoformat(since), date.fromisoformat(until)
    assert days_to_answer(Request(title="x", sent=sent), answered, calendar) == days
    assert days_to_answer(Request(title="x", sent=sent, answered=answered), date(2030, 1, 1), calendar) == days
