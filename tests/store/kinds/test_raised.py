"""Blockers that stand-up entries name: raised on the day, by whoever named them; what a next step wants."""

from datetime import date
from typing import Any

import pytest

from store.commands import add, done, drop, edit
from store.commands.standup import post
from store.commands.undo import latest, take_back
from store.errors import Invalid, Refused
from store.kinds.blocker import Blocker, block, wants_decision
from store.kinds.standup import Line, StandUp
from store.workspace import Workspace, open_workspace
from tests.store.conftest import OnDay

MON, TUE, WED = (date(2026, 11, day) for day in (23, 24, 25))


def blocker(w: Workspace) -> Blocker:
    return w.records.one(Blocker, "B-1")


NAMED = Line(section="blocked", on="B-1")


def raisings(w: Workspace) -> list[tuple[str, str]]:
    return [(each.id, each.by) for each in blocker(w).raised]


@pytest.fixture
def held(organisation: Workspace, on_day: OnDay) -> Workspace:
    """B-1 holds A-1 since Monday; nobody has said so at a stand-up."""
    on_day(MON, add, "action", {"title": "Feed", "owner": "PN-2", "department": "DP-1"})
    on_day(MON, block, ["A-1"], "No code")
    return organisation


def test_named_on_two_mornings_it_is_raised_twice_though_nobody_closed_a_round(held: Workspace, on_day: OnDay):
    on_day(MON, post, [NAMED], MON, "PN-2")
    assert raisings(held) == [(str(MON), "bo")]
    assert not wants_decision(blocker(held), MON)
    on_day(TUE, post, [NAMED], TUE, "PN-2")
    assert raisings(held) == [(str(MON), "bo"), (str(TUE), "bo")]
    assert wants_decision(blocker(held), TUE)
    assert not wants_decision(blocker(held), MON)


def test_ahead_of_its_day_an_entry_counts_for_nothing(held: Workspace, on_day: OnDay):
    on_day(MON, post, [NAMED], MON, "PN-2")
    on_day(MON, post, [NAMED], TUE, "PN-2")
    assert not wants_decision(blocker(held), MON)
    assert wants_decision(blocker(held), TUE)


def test_an_entry_that_names_it_no_more_does_not_raise_it_unless_another_does(held: Workspace, on_day: OnDay):
    other = Line("n", "note", "off at noon")
    on_day(MON, post, [NAMED, other], MON, "PN-2")
    seen = held.records.one(StandUp, "SU-1").lines
    on_day(MON, post, [other], MON, "PN-2", base=seen)
    assert raisings(held) == []
    on_day(MON, post, [NAMED], MON, "PN-2")
    on_day(MON, post, [NAMED], MON, "PN-1")
    assert raisings(held) == [(str(MON), "bo")]
    on_day(MON, post, [other], MON, "PN-2", base=held.records.one(StandUp, "SU-1").lines)
    assert raisings(held) == [(str(MON), "ana")]
    on_day(MON, post, [other], MON, "PN-1", base=held.records.one(StandUp, "SU-2").lines)
    assert raisings(held) == []


@pytest.mark.parametrize("id", ["soon", "", "2026-11-23x", "2020-01-01"])
def test_nobody_writes_into_it_by_hand(held: Workspace, on_day: OnDay, id: str):
    with pytest.raises(Refused):
        on_day(MON, edit, "B-1", {"raised": [{"id": id, "by": "ana"}]})
    on_day(MON, post, [NAMED], MON, "PN-2")
    with pytest.raises(Refused):
        on_day(MON, edit, "B-1", {"raised": []})
    assert raisings(held) == [(str(MON), "bo")]


def test_the_entry_taken_back_takes_the_raising_with_it(held: Workspace, on_day: OnDay):
    on_day(MON, post, [NAMED], MON)
    assert raisings(held) == [(str(MON), "ana")]
    take_back(held, latest(held.ledger, own=held.ledger.own[-1:]))
    assert raisings(held) == []


def test_the_entry_deleted_has_raised_nothing_unless_another_names_it(held: Workspace, on_day: OnDay):
    on_day(MON, post, [NAMED], MON, "PN-2")
    on_day(MON, post, [NAMED], MON, "PN-1")
    on_day(TUE, drop, "SU-1", "oops")
    assert raisings(held) == [(str(MON), "ana")]
    on_day(TUE, drop, "SU-2", "oops")
    assert raisings(held) == []


def test_the_entry_put_to_another_day_raises_there(held: Workspace, on_day: OnDay):
    on_day(TUE, post, [NAMED], MON, "PN-2")
    on_day(TUE, edit, "SU-1", {"day": TUE})
    assert raisings(held) == [(str(TUE), "bo")]


def test_what_becomes_a_blocker_in_an_entry_is_raised_by_it(organisation: Workspace, on_day: OnDay):
    on_day(MON, post, [Line("x", "blocked", "No van")], MON, "PN-2", make=["x"])
    assert raisings(organisation) == [(str(MON), "bo")]


def test_resolved_it_is_not_raised_any_more(held: Workspace, on_day: OnDay):
    on_day(MON, done, "B-1", "found")
    on_day(TUE, post, [NAMED], TUE, "PN-2")
    assert raisings(held) == []


@pytest.mark.parametrize("given", [{"next_by": WED}, {"next_owner": "PN-2"}, {}])
def test_a_next_step_wants_who_and_by_when(held: Workspace, given: dict[str, Any]):
    with pytest.raises(Invalid) as refused:
        held.do(edit, "B-1", {"next_step": "ring them", **given})
    assert {each.field for each in refused.value.faults} == {"next_owner", "next_by"} - given.keys()
    held.do(edit, "B-1", {"next_step": "ring them", "next_by": WED, "next_owner": "PN-2"})
    with pytest.raises(Invalid):
        held.do(edit, "B-1", {"next_owner": None})
    held.do(edit, "B-1", {"next_step": "", "next_owner": None, "next_by": None})


def test_taken_back_it_stays_raised_by_who_names_it_too(held: Workspace):
    with open_workspace(held.ledger.folder, "bo") as bo:
        bo.do(post, [NAMED], bo.today, "PN-2")
        held.do(post, [NAMED], held.today, "PN-1")
        posted = latest(bo.ledger)
        assert posted is not None
        assert raisings(held) == [(held.today.isoformat(), "bo")]
        take_back(bo, posted)
        assert raisings(bo) == [(held.today.isoformat(), "ana")]
    mine = latest(held.ledger)
    assert mine is not None
    take_back(held, mine)
    assert raisings(held) == []
