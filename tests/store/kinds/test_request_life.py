"""Requests between departments, all of their life: what follows for the action, who may, what taking back undoes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, done, drop, edit, reopen
from store.commands.undo import latest, take_back
from store.errors import Refused
from store.kinds.action import Action
from store.kinds.request import Request, accept, confirm, decline, negotiate
from store.workspace import Workspace
from tests.store.conftest import OnDay

Do = Callable[[Workspace], Any]
#: A Wednesday.
DAY = date(2026, 11, 25)

STEPS: dict[str, Do] = {
    "accept": lambda w: w.do(accept, "Q-1", "PN-3"),
    "offer": lambda w: w.do(negotiate, "Q-1", "half of it", date(2027, 4, 1)),
    "decline": lambda w: w.do(decline, "Q-1", "no budget"),
    "deliver": lambda w: w.do(done, "Q-1"),
    "confirm": lambda w: w.do(confirm, "Q-1"),
    "withdraw": lambda w: w.do(drop, "Q-1", "no need any more"),
    "ask again": lambda w: w.do(reopen, "Q-1", "it is not what we need"),
    "action done": lambda w: w.do(done, "A-1"),
    "action done by hand": lambda w: w.do(edit, "A-1", {"state": "done"}),
    "action dropped": lambda w: w.do(drop, "A-1", "nobody has the time"),
    "action reopened": lambda w: w.do(reopen, "A-1"),
}
#: Who gives them where nothing else is said: bo of MKT asks, fay of FIN is asked.
BY = {"confirm": "bo", "withdraw": "bo", "ask again": "bo"}


@pytest.fixture
def asked(organisation: Workspace) -> Workspace:
    w = organisation
    w.do(add, "person", {"name": "Li", "login": "li", "department": w.do(add, "department", {"name": "Legal"}).id})
    w.ledger.who = "bo"
    values = {"title": "Budget code", "why": "for the flyers", "department": "DP-2", "need_by": "2027-03-01"}
    w.do(add, "request", values)
    return w


def go(w: Workspace, *steps: str) -> None:
    for step in steps:
        w.ledger.who = BY.get(step, "fay")
        STEPS[step](w)


def seen(w: Workspace) -> tuple[str, str | None]:
    """How the request stands, and its action."""
    action = w.records.find("A-1")
    return w.records.one(Request, "Q-1").state, action.state if isinstance(action, Action) else None


@pytest.mark.parametrize(
    ("way", "request_is", "action_is"),
    [
        (["accept"], "accepted", "todo"),
        (["accept", "deliver"], "delivered", "done"),
        (["accept", "action done"], "delivered", "done"),
        (["accept", "action done by hand"], "delivered", "done"),
        (["accept", "deliver", "confirm"], "confirmed", "done"),
        (["accept", "deliver", "ask again"], "accepted", "todo"),
        (["accept", "deliver", "confirm", "ask again"], "accepted", "todo"),
        (["accept", "deliver", "action reopened"], "accepted", "todo"),
        (["accept", "action dropped"], "declined", "dropped"),
        (["accept", "action dropped", "action reopened"], "accepted", "todo"),
        (["accept", "action dropped", "ask again"], "sent", "dropped"),
        (["accept", "withdraw"], "withdrawn", "dropped"),
        (["offer", "ask again"], "sent", None),
        (["decline", "ask again"], "sent", None),
        (["withdraw", "ask again"], "sent", None),
    ],
)
def test_the_request_and_its_action_go_together(
    asked: Workspace, way: list[str], request_is: str, action_is: str | None
):
    go(asked, *way)
    assert seen(asked) == (request_is, action_is)


def test_reasons_stay(asked: Workspace):
    go(asked, "accept", "action dropped")
    assert asked.records.one(Request, "Q-1").reason == "nobody has the time"
    go(asked, "action reopened", "withdraw")
    assert asked.records.one(Action, "A-1").reason == "no need any more"


@pytest.mark.parametrize(
    ("way", "who", "last", "may"),
    [
        ([], "li", "accept", False),  # a third department
        ([], "li", "offer", False),
        ([], "bo", "offer", False),
        (["offer"], "li", "accept", False),
        (["offer"], "bo", "offer", False),  # who asks accepts, asks again or withdraws
        (["offer"], "bo", "accept", True),
        (["offer"], "fay", "accept", True),
        (["offer"], "bo", "ask again", True),
        (["offer"], "fay", "ask again", False),
        (["decline"], "fay", "ask again", True),  # they can after all
        (["decline"], "li", "ask again", False),
        (["withdraw"], "fay", "ask again", False),
        (["accept", "deliver"], "li", "confirm", False),
        (["accept", "deliver"], "fay", "confirm", False),
        (["accept", "deliver", "confirm"], "fay", "ask again", False),
        (["accept"], "fay", "withdraw", False),
    ],
)
def test_who_may_do_what(asked: Workspace, way: list[str], who: str, last: str, may: bool):
    go(asked, *way)
    asked.ledger.who, before = who, asked.ledger.seq
    if may:
        STEPS[last](asked)
    else:
        with pytest.raises(Refused, match="or a coordinator"):
            STEPS[last](asked)
    assert (asked.ledger.seq > before) is may


@pytest.mark.parametrize(
    ("way", "who", "due", "note"),
    [
        ([], "fay", "2027-03-01", "for the flyers"),
        (["offer"], "bo", "2027-04-01", "for the flyers\nhalf of it"),  # what was offered
        (["offer"], "fay", "2027-03-01", "for the flyers"),  # what was asked for, after all
    ],
)
def test_what_is_accepted_is_the_word_of_the_other_side(
    asked: Workspace, way: list[str], who: str, due: str, note: str
):
    go(asked, *way)
    asked.ledger.who = who
    STEPS["accept"](asked)
    action, request = asked.records.one(Action, "A-1"), asked.records.one(Request, "Q-1")
    assert (str(action.due), action.note, action.department, action.owner, action.source) == (
        due, note, "DP-2", "PN-3", "Q-1",
    )  # fmt: skip
    assert str(request.need_by) == due


def test_taking_back_an_acceptance_takes_its_action_back(asked: Workspace):
    go(asked, "accept")
    entry = latest(asked.ledger, own=asked.ledger.own)
    assert entry is not None
    take_back(asked, entry)
    request = asked.records.one(Request, "Q-1")
    assert (request.state, request.action, request.answered) == ("sent", None, None)
    assert asked.records.find("A-1") is None
    go(asked, "accept", "deliver")
    assert request.id == asked.records.one(Action, "A-2").source  # an id is never used twice
    entry = latest(asked.ledger, own=asked.ledger.own)
    assert entry is not None
    take_back(asked, entry)
    assert (asked.records.one(Request, "Q-1").state, asked.records.one(Action, "A-2").state) == ("accepted", "todo")


def test_the_answer_time_ends_with_the_first_answer(asked: Workspace, on_day: OnDay):
    from store.insight.overview import Overview
    from tests.store.computed import computed

    on_day(DAY, add, "request", {"title": "Code", "department": "DP-2", "asker": "DP-1"})
    asked.ledger.who = "ana"

    def answer_time(days: int) -> tuple[Any, Any]:
        today = DAY + timedelta(days)
        found = computed(asked.records.one(Request, "Q-2"), Overview(asked.ledger, today))
        return found["answer_days"], found["answer_late"]

    assert [answer_time(days) for days in (0, 2, 5, 6)] == [(0, False), (2, False), (3, False), (4, True)]
    asked.do(edit, "DP-2", {"answer_days": 2})
    assert answer_time(5) == (3, True)
    on_day(DAY + timedelta(5), negotiate, "Q-2", "half of it")  # Monday: three working days later
    on_day(DAY + timedelta(9), accept, "Q-2")
    assert answer_time(30) == (3, False)


@pytest.mark.parametrize("field", ["state", "answered", "delivered", "sent", "action", "offer", "offer_by", "reason"])
def test_what_the_answers_write_is_not_written_by_hand(asked: Workspace, field: str):
    go(asked, "offer")
    value = {"state": "accepted", "action": None, "offer": "all of it", "reason": "so"}.get(field, "2026-11-20")
    before = asked.ledger.seq
    if field == "action":
        go(asked, "accept")
        before = asked.ledger.seq
    with pytest.raises(Refused, match="by its answers: accept, negotiate"):
        asked.do(edit, "Q-1", {field: value})
    assert asked.ledger.seq == before


def test_it_is_put_to_another_department_only_as_long_as_it_is_not_answered(asked: Workspace, on_day: OnDay):
    later = date(2027, 1, 15)
    on_day(later, edit, "Q-1", {"department": "DP-3"})
    assert asked.records.one(Request, "Q-1").sent == later  # the clock of the other one starts
    asked.ledger.who = "li"
    asked.do(accept, "Q-1")
    with pytest.raises(Refused, match="withdraw it and ask the other department"):
        asked.do(edit, "Q-1", {"department": "DP-2"})
