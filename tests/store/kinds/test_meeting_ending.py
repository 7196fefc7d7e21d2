"""A meeting ends by many doors, and its series goes on by each: its turns, its next meeting, what was on its agenda."""

from collections.abc import Callable
from typing import Any

import pytest

from store import commands
from store.commands import add, agenda, edit
from store.commands import meeting_course as course
from store.kinds.agenda_item import agenda as items
from store.kinds.agenda_item import backlog
from store.kinds.ending import with_rest
from store.workspace import Workspace
from tests.store.commands.test_meeting_course import get
from tests.store.rights.conftest import furnished, office
from tests.store.rights.office import FAY, Office

__all__ = ["furnished", "office"]

#: What ends a meeting that is ahead.
CANCELLED: dict[str, Callable[[Workspace], Any]] = {
    "cancelled": lambda workspace: workspace.do(course.cancel, "M-1", "a fair", "next"),
    "dropped": lambda workspace: workspace.do(commands.drop, "M-1", "a fair"),
    "with its goal": lambda workspace: workspace.do(
        with_rest, {"M-1": "drop", "M-2": "move:G-2", "SE-1": "move:G-2"}, commands.drop, "G-1", "no money"
    ),
}
REOPENED = {"in its course": course.reopen, "as any record": commands.reopen}


@pytest.fixture
def weekly(organisation: Workspace) -> Workspace:
    """SE-1, led in turns, with M-1 and M-2; all of them are about G-1."""
    do = organisation.do
    for title in ("Spring", "Summer"):
        do(add, "goal", {"title": title})
    order = {"facilitators": ("PN-1", "PN-2"), "departments": ("DP-1",)}
    do(add, "series", {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU", "goal": "G-1", **order})
    do(add, "meeting", {"title": "Weekly", "series": "SE-1"})
    do(agenda.open_next, "SE-1", get(organisation, "M-1"))
    return organisation


def led(workspace: Workspace) -> list[str]:
    return [get(workspace, id).facilitator for id in ("M-1", "M-2")]


@pytest.mark.parametrize("back", REOPENED)
@pytest.mark.parametrize("door", CANCELLED)
def test_the_turn_of_one_that_is_cancelled_goes_to_the_next_whatever_cancels_it(
    weekly: Workspace, door: str, back: str
):
    assert led(weekly) == ["PN-1", "PN-2"]
    CANCELLED[door](weekly)
    assert (get(weekly, "M-1").state, led(weekly)[1]) == ("cancelled", "PN-1")
    if door != "with its goal":
        weekly.do(REOPENED[back], "M-1", "no fair")
        assert led(weekly) == ["PN-1", "PN-2"]


@pytest.mark.parametrize("back", REOPENED)
@pytest.mark.parametrize("to", ["next", "backlog", "drop"])
def test_what_cancelling_sent_away_comes_back_unless_somebody_has_gone_on_with_it(
    weekly: Workspace, to: str, back: str
):
    do = weekly.do
    for title in ("First", "Second", "Third", "By hand"):
        do(add, "agenda-item", {"title": title, "meeting": "M-1"})
    do(agenda.park, "AI-4")
    do(course.cancel, "M-1", "a fair", to)
    do(edit, "M-1", {"tags": ("fair",)})
    where = backlog(weekly.records, "SE-1") if to == "backlog" else items(weekly.records, "M-2")
    went = {each.title: each.id for each in where}
    if to != "drop":
        do(edit, went["First"], {"title": "First of all", "minutes": 10})
        do(*((agenda.note, went["Second"], "begun") if to == "next" else (agenda.take, went["Second"], "M-2")))
    do(REOPENED[back], "M-1", "no fair")
    here = {each.title: each.state for each in items(weekly.records, "M-1")}
    if to == "drop":
        assert here == {"First": "queued", "Second": "queued", "Third": "queued", "By hand": "parked"}
        return
    gone = "moved" if to == "next" else "parked"
    assert here == {"First of all": "queued", "Second": gone, "Third": "queued", "By hand": "parked"}
    assert get(weekly, "AI-1").minutes == 10
    assert [each.title for each in items(weekly.records, "M-2")] == ["Second"]
    assert [each.title for each in backlog(weekly.records, "SE-1")] == ["By hand"]


@pytest.mark.parametrize("rest", [{"": "move:G-2", "M-1": "drop"}, {"": "drop", "SE-1": "move:G-2"}, {"": "drop"}])
@pytest.mark.parametrize("about", ["G-1", None])
def test_one_that_is_held_as_its_goal_ends_is_followed_by_the_next_of_its_series(
    weekly: Workspace, rest: dict[str, str], about: str | None
):
    do = weekly.do
    do(edit, "SE-1", {"goal": about})
    do(edit, "M-1", {"goal": "G-1"})
    do(course.cancel, "M-2", "so")
    do(add, "agenda-item", {"title": "Dock?", "meeting": "M-1"})
    do(course.begin, "M-1")
    if about is None:
        rest = {"": "drop"}
    do(with_rest, rest, commands.drop, "G-1", "no money")
    goes_on = get(weekly, "SE-1").ended is None
    assert goes_on == (about is None or "SE-1" in rest or rest[""] != "drop")
    assert get(weekly, "M-1").state == "closed"
    if not goes_on:
        assert get(weekly, "AI-1").state == "parked"
        assert weekly.records.find("M-3") is None
        return
    assert (get(weekly, "AI-1").state, get(weekly, "AI-2").meeting, get(weekly, "AI-2").came_from) == (
        *("carried", "M-3", "AI-1"),
    )
    assert (get(weekly, "M-3").goal, get(weekly, "M-3").state) == (about and "G-2", "draft")
    assert (get(weekly, "SE-1").facilitator_next, get(weekly, "M-3").facilitator) == ("PN-2", "PN-2")


def test_what_was_on_an_agenda_ahead_waits_in_the_backlog_where_only_the_goal_ends(weekly: Workspace):
    weekly.do(edit, "SE-1", {"goal": None})
    weekly.do(edit, "M-2", {"goal": "G-1"})
    weekly.do(add, "agenda-item", {"title": "Dock?", "meeting": "M-2"})
    weekly.do(with_rest, {"": "drop"}, commands.drop, "G-1", "no money")
    assert [each.title for each in backlog(weekly.records, "SE-1")] == ["Dock?"]


def test_whoever_closes_the_goal_ends_what_is_held_of_it_though_another_leads_it(office: Office):
    office.do("boss", edit, "SE-1", {"goal": "G-2"})
    office.do("boss", edit, "M-1", {"goal": "G-2"})
    office.do("boss", edit, "G-2", {"owner": FAY})
    office.do("ana", course.begin, "M-1")
    office.do("ana", add, "action", {"title": "Ask", "source": "AI-1"})
    office.do("fay", with_rest, {"": "move:G-1", "M-1": "drop"}, commands.drop, "G-2", "no money")
    assert (office.get("M-1").state, office.get("AI-3").came_from) == ("closed", "AI-1")


def test_a_series_that_is_dropped_takes_what_is_still_to_be_held_of_it_along_as_was_said(weekly: Workspace):
    weekly.do(add, "agenda-item", {"title": "Dock?", "meeting": "M-1"})
    weekly.do(course.begin, "M-1")
    weekly.do(with_rest, {"": "drop"}, commands.drop, "SE-1", "no more")
    assert [get(weekly, id).state for id in ("M-1", "M-2")] == ["closed", "cancelled"]
    assert (get(weekly, "AI-1").state, weekly.records.find("AI-2"), weekly.records.find("M-3")) == (
        "parked",
        None,
        None,
    )
