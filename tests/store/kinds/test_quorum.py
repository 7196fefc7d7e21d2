"""Decisions of a meeting with a quorum, whatever comes first: the question, the decision, the quorum lost or there."""

from collections.abc import Callable
from typing import Any

import pytest

from store.commands import add, edit, minutes
from store.commands import meeting_course as course
from store.errors import Forbidden, Refused
from store.kinds.decision import decide
from tests.store.rights.conftest import furnished, office
from tests.store.rights.office import Office

__all__ = ["furnished", "office"]

ASKED = {"question": "Dock?", "source": "AI-1"}
#: What happens while M-1 is held, which wants two departments, and of D-2 whether it is to be confirmed then: "asked"
#: puts the question, "chosen" decides it, "decided" does both; "there" and "lost" are of the quorum.
ORDERS = {
    "decided": True,
    "there decided": False,
    "there decided lost": False,
    "there lost decided": True,
    "decided there": True,
    "decided there ratified": False,
    "asked chosen": True,
    "asked there chosen": False,
    "there asked lost chosen": True,
    "there asked chosen lost": False,
    "asked chosen there lost": True,
    "there asked closed chosen": False,
    "asked closed chosen": False,
    "decided closed": True,
    "decided closed confirmed": True,
    "decided closed next confirmed": False,
}


def choose(office: Office) -> None:
    office.do("ana", edit, "D-2", {"chosen": "ours"})


def there(office: Office) -> None:
    for department in ("DP-1", "DP-2"):
        office.do("ana", course.attend, "M-1", department, "present")


def next_one(office: Office) -> None:
    office.do("ana", course.begin, "M-2")
    for department in ("DP-1", "DP-2"):
        office.do("ana", course.attend, "M-2", department, "present")


EVENTS: dict[str, Callable[[Office], Any]] = {
    "asked": lambda office: office.do("ana", add, "decision", ASKED),
    "chosen": choose,
    "decided": lambda office: office.do("ana", decide, "Dock?", "ours", source="AI-1"),
    "there": there,
    "lost": lambda office: office.do("ana", course.attend, "M-1", "DP-2", "absent"),
    "ratified": lambda office: office.do("ana", minutes.ratify, "M-1", "D-2"),
    "closed": lambda office: office.do("ana", course.close, "M-1"),
    "next": next_one,
    "confirmed": lambda office: office.do("cora", minutes.confirm, "M-2" if held(office) else "", "M-1"),
}


def held(office: Office) -> bool:
    return office.get("M-2").state == "running"


@pytest.fixture
def wanting(office: Office) -> Office:
    """M-1 is held and wants two departments."""
    office.do("ana", edit, "SE-1", {"quorum": 2})
    office.do("ana", edit, "M-1", {"quorum": 2})
    office.do("ana", course.begin, "M-1")
    return office


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_decided_without_the_quorum_is_to_be_confirmed_and_nothing_else(wanting: Office, order: str):
    for event in order.split():
        EVENTS[event](wanting)
    assert wanting.get("D-2").to_confirm is ORDERS[order]


@pytest.mark.parametrize("order", ["asked", "there asked", "there asked lost", "there decided", "there decided lost"])
def test_no_script_says_otherwise(wanting: Office, order: str):
    for event in order.split():
        EVENTS[event](wanting)
    lost, decided = not order.startswith("there") or order.endswith("lost"), bool(wanting.get("D-2").chosen)
    with pytest.raises(Refused):
        wanting.put("ana", "D-2", to_confirm=True)
    if not decided:
        values = {"chosen": "ours", "decided": wanting["ana"].today, "decided_by": ("PN-3",)}
        with pytest.raises(Forbidden):
            wanting.put("ana", "D-2", **values, to_confirm=not lost)
        wanting.put("ana", "D-2", **values, to_confirm=lost)
