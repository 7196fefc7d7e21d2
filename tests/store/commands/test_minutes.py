"""What comes after a meeting: minutes amended and confirmed, what was closed too early, what its goal takes along."""

from typing import Any

import pytest

from store import commands
from store.commands import add, agenda, edit, minutes
from store.commands import meeting_course as course
from store.errors import Forbidden, LeftOpen, Refused
from store.kinds.decision import decide
from store.kinds.ending import with_rest
from store.workspace import Workspace
from tests.store.commands.test_meeting_course import get
from tests.store.rights.conftest import furnished, office
from tests.store.rights.office import ANA, BOB, FAY, Office

__all__ = ["furnished", "office"]


@pytest.fixture
def held(office: Office) -> Office:
    """M-1 is closed: AI-1 talked about, AI-2 carried to M-2 as AI-3; fay was there, and all of MKT."""
    office.do("ana", course.begin, "M-1")
    office.do("ana", course.attend, "M-1", "DP-1", "present")
    office.do("ana", course.attend, "M-1", "DP-2", "late", FAY)
    office.do("ana", course.next_item, "M-1", "AI-1")
    office.do("ana", course.go_to, "M-1", "AI-1", "")
    office.do("ana", course.close, "M-1")
    return office


def test_those_who_were_there_amend_the_draft_each_their_own_line_until_it_is_confirmed(held: Office):
    held.do("fay", minutes.amend, "M-1", "We said ten, not two", "AI-1")
    held.do("bob", minutes.amend, "M-1", "I was there too")
    held.do("fay", minutes.edit_line, "M-1", "1", "We said twelve")
    with pytest.raises(Refused, match="fay added that line"):
        held.do("bob", minutes.edit_line, "M-1", "1", "")
    with pytest.raises(Refused, match="Those who were there"):
        held.do("olga", minutes.amend, "M-1", "No")
    held.do("bob", minutes.edit_line, "M-1", "2", "")
    held.do("ana", course.begin, "M-2")
    held.do("ana", minutes.confirm, "M-2", "M-1", "Twelve it is")
    meeting = held.get("M-1")
    assert [(each.text, each.by, each.item) for each in meeting.amendments] == [
        ("We said twelve", "fay", "AI-1"), ("Twelve it is", "ana", ""),
    ]  # fmt: skip
    assert (meeting.confirmed_by, meeting.confirmed_in, meeting.confirmed_at is not None) == (ANA, "M-2", True)
    with pytest.raises(Refused, match="are confirmed"):
        held.do("fay", minutes.amend, "M-1", "One more")


def test_without_a_series_those_who_were_there_confirm_and_with_one_a_coordinator_may(held: Office):
    with pytest.raises(Forbidden):
        held.do("fay", minutes.confirm, "", "M-1")
    held.do("cora", minutes.confirm, "", "M-1")
    held.do("bob", add, "meeting", {"title": "Once", "departments": ["DP-1"]})
    held.do("bob", course.begin, "M-3")
    held.do("bob", course.attend, "M-3", "DP-1", "present")
    held.do("bob", course.close, "M-3")
    with pytest.raises(Forbidden):
        held.do("olga", minutes.confirm, "", "M-3")
    assert held.do("ana", minutes.confirm, "", "M-3").confirmed_in is None


def test_what_was_closed_too_early_gets_back_what_nobody_has_gone_on_with(office: Office):
    office.do("bob", add, "agenda-item", {"title": "Third", "meeting": "M-1"})
    office.do("ana", course.begin, "M-1")
    office.do("ana", course.go_to, "M-1", None, "")
    office.do("ana", agenda.carry, "AI-1")  # by hand, so it stays there
    office.do("ana", course.close, "M-1")
    assert [office.get(f"AI-{n}").came_from for n in (4, 5, 6)] == ["AI-1", "AI-2", "AI-3"]
    office.do("bob", agenda.note, "AI-6", "we have begun")
    office.do("ana", course.reopen, "M-1", "two left")
    assert [office.get(f"AI-{n}").state for n in range(1, 7)] == [
        "carried", "queued", "carried", "queued", "dropped", "queued",
    ]  # fmt: skip
    office.do("ana", course.close, "M-1")
    assert office.get("AI-7").came_from == "AI-2"


def test_a_decision_without_quorum_is_confirmed_once_there_is_one(office: Office):
    office.do("ana", edit, "M-1", {"quorum": 2})
    office.do("ana", course.begin, "M-1")
    office.do("ana", decide, "Dock?", "ours", source="AI-1")
    with pytest.raises(Refused, match="no quorum"):
        office.do("ana", minutes.ratify, "M-1", "D-2")
    for department in ("DP-1", "DP-2"):
        office.do("ana", course.attend, "M-1", department, "present")
    assert office.do("ana", minutes.ratify, "M-1", "D-2").confirmed_in == "M-1"


def test_a_line_of_notes_becomes_an_action_once(office: Office):
    office.do("boss", edit, "AI-1", {"goal": "G-1"})
    office.do("bob", agenda.note, "AI-1", "@bob price list !fri")
    with pytest.raises(Refused, match="meanwhile"):
        office.do("bob", agenda.act_on_note, "AI-1", "1", {"title": "price list"}, "@bob price list")
    made: Any = office.do("bob", agenda.act_on_note, "AI-1", "1", {"title": "price list", "owner": BOB})
    assert (made.source, made.goal, made.owner) == ("AI-1", "G-1", BOB)
    assert office.get("AI-1").notes[0].became == made.id
    with pytest.raises(Refused, match="goes on as A-3"):
        office.do("bob", agenda.act_on_note, "AI-1", "1", {"title": "price list"})


@pytest.mark.parametrize(
    ("answer", "state", "items"), [("drop", "cancelled", "parked"), ("move:G-2", "draft", "queued")]
)
def test_a_goal_that_closes_asks_what_becomes_of_its_meetings(
    organisation: Workspace, answer: str, state: str, items: str
):
    do = organisation.do
    for title in ("Spring", "Summer"):
        do(add, "goal", {"title": title})
    do(add, "series", {"title": "Weekly", "goal": "G-1", "repeats": "FREQ=WEEKLY"})
    do(add, "meeting", {"title": "Weekly", "goal": "G-1"})
    do(add, "agenda-item", {"title": "Dock?", "meeting": "M-1"})
    with pytest.raises(LeftOpen) as error:
        do(commands.drop, "G-1", "no money")
    assert "M-1" in str(error.value)
    do(with_rest, {"": answer}, commands.drop, "G-1", "no money")
    assert (get(organisation, "M-1").state, get(organisation, "AI-1").state) == (state, items)
    assert (get(organisation, "SE-1").ended is None, get(organisation, "SE-1").goal == "G-1") == (
        answer != "drop",
        answer == "drop",
    )
    with pytest.raises(Refused, match="G-1 is over"):
        do(add, "meeting", {"title": "One more", "goal": "G-1"})


def test_done_and_drop_of_a_meeting_say_what_is_done_instead(office: Office):
    for command, why in ((commands.done, "once it is closed"), (commands.drop, "2 items")):
        with pytest.raises(Refused, match=why):
            office.do("ana", command, "M-1", "so")
    office.do("ana", commands.drop, "AI-1", "not needed")
    office.do("ana", commands.drop, "AI-2", "not needed")
    assert office.do("ana", commands.drop, "M-1", "a fair").reason == "a fair"
