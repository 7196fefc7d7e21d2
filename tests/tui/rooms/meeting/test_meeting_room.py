"""A meeting by its keys: what they do is in the store, and told in the room."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store import commands
from store.commands import agenda
from store.commands import meeting_course as course
from store.kinds.agenda_item import carried
from store.records import Changes
from store.workspace import open_workspace
from tests.tui.board.test_board import board, record
from tests.tui.conftest import TODAY, Opened, text, typed
from tests.tui.rooms.meeting.conftest import at
from tests.tui.test_way import NAMES
from tui.rooms.meeting.attendance import AttendanceList
from tui.rooms.meeting.proposals import ProposalsRoom
from tui.rooms.meeting.room import MeetingRoom


async def keys(pilot: Pilot[int], *pressed: str) -> None:
    """Press them, type what is no key; what is in the store is told on the screen a moment later."""
    for key in pressed:
        await (pilot.press(key) if key in NAMES or len(key) == 1 else typed(pilot, key))
        await pilot.pause()
    while board(pilot).desk.saving.busy:
        await pilot.pause(0.01)
    await pilot.pause()


def room(pilot: Pilot[int]) -> MeetingRoom:
    found = pilot.app.screen
    assert isinstance(found, MeetingRoom)
    return found


def get(pilot: Pilot[int], id: str) -> Any:
    board(pilot).desk.news.deliver()
    return board(pilot).desk.records.get(id)


async def test_it_is_opened_from_anywhere_and_begun_with_what_was_left(weekly_folder: Path, opened: Opened):
    async with opened(weekly_folder, size=(80, 24)) as pilot:
        await keys(pilot, "M", ">", "enter")
        assert (get(pilot, "M-2").state, get(pilot, "M-2").current) == ("running", None)
        assert "opening" in text(pilot)
        await keys(pilot, ">")
        assert (room(pilot).key, get(pilot, "M-2").current) == ("~minutes", None)  # not passed over
        await keys(pilot, "0", "d")
        assert (get(pilot, "A-7").state, get(pilot, "M-2").actions) == ("done", {"A-7": "done"})
        assert room(pilot).key == "~minutes"  # the next thing to be gone through
        await keys(pilot, "d")
        assert get(pilot, "M-1").confirmed_in == "M-2"
        await keys(pilot, ">")
        assert get(pilot, "M-2").current == "AI-3"
        assert "2nd time" in text(pilot)


async def test_when_it_is_stands_there_by_the_clocks_of_whoever_reads_it_too(weekly_folder: Path, opened: Opened):
    with open_workspace(str(weekly_folder), "ana") as ana:
        ana.do(commands.edit, "M-2", {"time": "23:30", "zone": "America/New_York"})
        ana.do(commands.edit, "PN-1", {"zone": "Asia/Shanghai"})
    async with opened(weekly_folder, size=(120, 36)) as pilot:
        await keys(pilot, "M")
        assert "23:30 (" in text(pilot)
        assert "12:30 here)" in text(pilot)


async def test_an_action_of_last_time_is_carried_on_or_dropped_with_why(weekly_folder: Path, opened: Opened):
    with open_workspace(str(weekly_folder), "ana") as ana:
        ana.do(commands.add, "action", {"title": "Ask the landlord", "source": "AI-1"})
        ana.do(course.begin, "M-2")
    async with opened(weekly_folder) as pilot:
        await keys(pilot, "M", "tab", "C", "x", "signed", "enter")
        assert get(pilot, "M-2").actions == {"A-7": "carried", "A-8": "dropped"}
        assert (get(pilot, "A-7").state, get(pilot, "A-8").reason) == ("todo", "signed")


@pytest.fixture
def running(weekly_folder: Path) -> Path:
    """M-2 runs, at AI-3; all are there."""
    with open_workspace(str(weekly_folder), "ana") as ana:
        ana.do(course.begin, "M-2")
        for id in ("DP-1", "DP-2"):
            ana.do(course.attend, "M-2", id, "present")
        ana.do(course.next_item, "M-2", None)
    return weekly_folder


async def test_what_comes_of_an_item_keeps_where_it_came_from(running: Path, opened: Opened):
    async with opened(running) as pilot:
        await keys(pilot, "M", "a", "Merge the plans @bo due:fri", "ctrl+s")
        made = get(pilot, "A-8")
        assert (made.title, made.owner, made.due, made.source, made.priority) == (
            "Merge the plans", "PN-2", date(2026, 11, 27), "AI-3", "normal",
        )  # fmt: skip
        await keys(pilot, "D", "enter", "enter", "OPS owns it", "ctrl+s")
        decided = get(pilot, "D-1")
        assert (decided.question, decided.chosen, decided.source, decided.to_confirm) == (
            "Returns desk", "OPS owns it", "AI-3", False,
        )  # fmt: skip
        await keys(pilot, "A", "The keys", "enter", "FIN", "enter", "+3d", "ctrl+s")
        assert (get(pilot, "Q-1").source, get(pilot, "Q-1").department) == ("AI-3", "DP-1")
        await keys(pilot, "b", "No lease", "ctrl+s")
        assert get(pilot, "B-2").source == "AI-3"
        assert all(id in text(pilot) for id in ("A-8", "D-1", "Q-1", "B-2"))
        await keys(pilot, "tab", "j", "o", "Ana", "enter")
        assert get(pilot, "A-8").owner == "PN-1"


async def test_without_its_quorum_what_is_decided_is_to_be_confirmed(running: Path, opened: Opened):
    with open_workspace(str(running), "ana") as ana:
        ana.do(course.attend, "M-2", "DP-2", "absent")
    async with opened(running, size=(80, 24)) as pilot:
        await keys(pilot, "M", "D", "enter", "enter", "Later", "ctrl+s")
        assert get(pilot, "D-1").to_confirm
        assert "no quorum: decisions want confirming" in text(pilot)
        assert "to be confirmed" in text(pilot)


async def test_items_are_parked_carried_moved_copied_put_in_order_and_taken_off(running: Path, opened: Opened):
    async with opened(running) as pilot:
        await keys(pilot, "M", "P")
        assert (get(pilot, "AI-3").state, get(pilot, "AI-8").series, get(pilot, "M-2").current) == (
            "parked", "SE-1", "AI-4",
        )  # fmt: skip
        await keys(pilot, "C")
        new = get(pilot, "AI-9")
        assert (get(pilot, "AI-4").state, new.meeting, new.came_from, get(pilot, "M-2").current) == (
            "carried", "M-3", "AI-4", "AI-5",
        )  # fmt: skip
        assert get(pilot, "M-3").on == TODAY + timedelta(7)
        await keys(pilot, "O", "M-3", "enter", "right", "enter")
        assert (get(pilot, "AI-10").meeting, get(pilot, "AI-10").came_from) == ("M-3", None)
        await keys(pilot, "J")
        assert [each.id for each in room(pilot).view.items] == ["AI-3", "AI-4", "AI-6", "AI-5", "AI-7"]
        await keys(pilot, "x", "done by mail", "enter")
        assert (get(pilot, "AI-5").state, get(pilot, "AI-5").reason) == ("dropped", "done by mail")
        await keys(pilot, "+")
        assert isinstance(pilot.app.screen, ProposalsRoom)
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, MeetingRoom)


async def test_what_came_of_an_item_goes_along_where_it_is_moved(running: Path, opened: Opened):
    with open_workspace(str(running), "ana") as ana:
        ana.do(commands.add, "action", {"title": "Merge the plans", "source": "AI-3"})
        ana.do(commands.add, "meeting", {"title": "Dock", "on": TODAY})
    async with opened(running) as pilot:
        await keys(pilot, "M", "O", "M-3", "enter", "enter")
        assert get(pilot, "AI-8").came_from == "AI-3"
        room(pilot).about = "M-3"
        room(pilot).follow()
        await keys(pilot, "G")
        assert "Merge the plans" in text(pilot)


async def test_the_meeting_goes_on_back_and_to_the_chosen_item(running: Path, opened: Opened):
    async with opened(running, size=(80, 24)) as pilot:
        await keys(pilot, "M", ">", ">")
        assert (get(pilot, "M-2").current, get(pilot, "AI-4").state) == ("AI-5", "discussed")
        await keys(pilot, "<")
        assert get(pilot, "M-2").current == "AI-4"
        await keys(pilot, "G")
        assert "you look around; 0 comes back" in text(pilot)
        await keys(pilot, ".")
        assert (get(pilot, "M-2").current, get(pilot, "AI-5").state) == ("AI-7", "queued")
        await keys(pilot, ">")
        assert get(pilot, "M-2").current == "AI-5"  # what was passed over is not lost


async def test_the_clock_turns_amber_and_the_time_really_spent_is_kept(
    running: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    async with opened(running, size=(80, 24)) as pilot:
        await keys(pilot, "M")
        at(monkeypatch, 6.5)
        room(pilot).redraw()
        await pilot.pause()
        assert "item 1 of 5 · 6 of 45 min · 6:30" in text(pilot)
        assert room(pilot).page(80, 24)[0][-1] == ("6:30", "warn")
        await keys(pilot, ">")
        assert get(pilot, "AI-3").spent == 390
        assert "6 min" in text(pilot)


async def test_who_is_there_is_said_with_one_key_and_then_the_exceptions(weekly_folder: Path, opened: Opened):
    async with opened(weekly_folder, size=(80, 24)) as pilot:
        await keys(pilot, "M", ">", "enter", "@", "a")
        states = {id: each.state for id, each in get(pilot, "M-2").attendance.items()}
        assert (states, get(pilot, "M-2").present) == (dict.fromkeys(("DP-1", "DP-2", "DP-3"), "present"), ("PN-1",))
        await keys(pilot, "l", "j", "j", "x", "k", "enter", "Eva", "ctrl+s")
        found = get(pilot, "M-2").attendance
        assert (found["DP-1"].state, found["DP-3"].state) == ("late", "absent")
        assert (found["DP-2"].state, found["DP-2"].who, found["DP-2"].instead_of) == ("delegate", "Eva", "PN-1")
        assert isinstance(pilot.app.screen, AttendanceList)
        await keys(pilot, "escape")
        assert "FIN late  Eva (MKT, for ana)  OPS: nobody" in text(pilot)


async def test_closing_leads_to_each_action_that_lacks_something_and_carries_what_was_not_reached(
    running: Path, opened: Opened
):
    with open_workspace(str(running), "ana") as ana:
        ana.do(commands.add, "action", {"title": "Merge the plans", "source": "AI-3"})
        ana.do(commands.add, "action", {"title": "Ask the landlord", "source": "AI-3", "owner": "PN-2"})
    async with opened(running) as pilot:
        await keys(pilot, "M", ":", "enter", "enter")
        assert "2 actions lack an owner or a day" in text(pilot)
        await keys(pilot, "escape")
        assert get(pilot, "M-2").state == "running"
        await keys(pilot, ":", "enter", "enter", "Bo", "enter", "fri", "ctrl+s")
        assert (get(pilot, "A-8").owner, get(pilot, "A-8").due) == ("PN-2", date(2026, 11, 27))
        await keys(pilot, "enter", "waits for the lease", "ctrl+s")  # whose it is stands, and is not asked
        closed = get(pilot, "M-2")
        assert (closed.state, closed.open_why) == ("closed", {"A-9": "waits for the lease"})
        assert [get(pilot, id).state for id in ("AI-3", "AI-4", "AI-7")] == ["discussed", "carried", "carried"]
        assert "The minutes are a draft" in text(pilot)
        await keys(pilot, ">")
        assert room(pilot).about == "M-3"  # the next meeting, prepared from here


async def test_before_it_begins_departments_say_who_comes_and_the_agenda_is_made(weekly_folder: Path, opened: Opened):
    async with opened(weekly_folder, size=(80, 24)) as pilot:
        await keys(pilot, "M", "v", "enter", "Bo", "ctrl+s")
        assert get(pilot, "M-2").coming["DP-2"].who == "PN-2"  # in whose day it stands from now on
        await keys(pilot, "v", "right", "right", "enter", "backspace", "backspace", "Eva", "enter", "right", "ctrl+s")
        meeting = get(pilot, "M-2")
        assert (meeting.coming["DP-2"].answer, meeting.coming["DP-2"].who, list(meeting.prepared)) == (
            "delegate", "Eva", ["DP-2"],
        )  # fmt: skip
        await keys(pilot, "J", "a", "Budget", "enter", "ctrl+s")
        assert [each.id for each in room(pilot).view.items][-1] == "AI-8"
        with open_workspace(str(weekly_folder), "ana") as ana:
            ana.do(commands.edit, "AI-8", {"minutes": 30})
        board(pilot).desk.news.deliver()
        await keys(pilot, "g")
        assert "66 min planned, 21 more than the 45 there are" in text(pilot)
        await keys(pilot, ":", "cancel", "enter", "the fair", "enter", "ctrl+s")
        assert (get(pilot, "M-2").state, get(pilot, "AI-4").state) == ("cancelled", "parked")


async def test_what_is_undisputed_is_taken_by_consent_in_one_step(running: Path, opened: Opened):
    with open_workspace(str(running), "ana") as ana:
        ana.do(commands.edit_many, ["AI-5", "AI-6"], {"undisputed": True})
    async with opened(running) as pilot:
        await keys(pilot, "M", "g", "j", "j", "d")
        assert [get(pilot, id).state for id in ("AI-4", "AI-5", "AI-6")] == ["queued", "discussed", "discussed"]
        assert "2 items are taken by consent" in text(pilot)


async def test_a_member_who_does_not_lead_is_told_so_and_may_take_the_lead(running: Path, opened: Opened):
    with open_workspace(str(running), "ana") as ana:
        ana.do(commands.edit, "M-2", {"facilitator": "PN-2", "note_taker": None})
    async with opened(running, size=(80, 24)) as pilot:
        board(pilot).desk.company.look()
        await keys(pilot, "M")
        assert "bo leads, not here; L takes the lead" in text(pilot)
        await keys(pilot, "L")
        assert get(pilot, "M-2").facilitator == "PN-1"
        await keys(pilot, "L", "Bo", "enter")
        assert get(pilot, "M-2").facilitator == "PN-2"


def test_a_third_time_is_counted(running: Path):
    with open_workspace(str(running), "ana") as ana:

        def twice(changes: Changes) -> int:
            new = agenda.carry(changes, "AI-3")
            return carried(new, changes)

        assert ana.do(twice) == 2
    assert record(running, "AI-8").came_from == "AI-3"  # type: ignore[attr-defined]


async def test_it_is_copied_to_another_day_with_its_agenda(running: Path, opened: Opened):
    async with opened(running, size=(80, 24)) as pilot:
        await keys(pilot, "M", ":", "copy", "enter", "+7d", "ctrl+s")
        copied = room(pilot).view
        assert (copied.meeting.state, copied.meeting.copied_from) == ("draft", "M-2")
        assert [each.title for each in copied.items] == [get(pilot, f"AI-{n}").title for n in range(3, 8)]


async def test_an_item_goes_only_to_a_meeting_that_can_take_it_the_soonest_first_or_to_the_backlog(
    running: Path, opened: Opened
):
    with open_workspace(str(running), "ana") as ana:
        for title, days in (("Dock", 9), ("Tills", 2), ("Fair", 4)):
            ana.do(commands.add, "meeting", {"title": title, "on": TODAY + timedelta(days), "time": "15:00"})
        ana.do(course.cancel, "M-5", "-", "drop")
    async with opened(running, size=(80, 24)) as pilot:
        await keys(pilot, "M", "O")
        keys_of = lambda: [row.key for row in pilot.app.screen.rows]  # type: ignore[attr-defined]  # noqa: E731
        assert keys_of() == ["M-4", "+", "M-3", "SE-1"]
        assert "new   Mon 30 Nov, Weekly coordination" in text(pilot)
        assert "M-4   Wed 25 Nov 15:00, Tills" in text(pilot)
        await keys(pilot, "backlog", "enter")
        assert (get(pilot, "AI-3").state, get(pilot, "AI-8").series) == ("parked", "SE-1")
        await keys(pilot, "O", "enter", "enter")
        assert (get(pilot, "AI-4").state, get(pilot, "AI-9").meeting) == ("moved", "M-4")
        await keys(pilot, "O", "down", "enter")  # the next one of the series, which is made
        made = get(pilot, "AI-10").meeting
        assert (get(pilot, "AI-5").state, get(pilot, made).on) == ("carried", TODAY + timedelta(7))
        await keys(pilot, "O")
        assert keys_of() == ["M-4", made, "M-3", "SE-1"]


async def test_the_view_for_a_projector_is_left_once_the_meeting_is_closed(running: Path, opened: Opened):
    async with opened(running) as pilot:
        await keys(pilot, "M", "z")
        assert "item 1 of 5" in text(pilot)
        with open_workspace(str(running), "ana") as ana:
            ana.do(course.close, "M-2")
        get(pilot, "M-2")
        await pilot.pause()
        assert "Minutes and what comes next" in text(pilot)
        assert "Agenda" in text(pilot)
        await keys(pilot, "z", "G")  # asked for on purpose it is there afterwards too
        assert "item 5 of 5" in text(pilot)


async def test_a_value_is_given_below_and_elsewhere_it_is_said_so(running: Path, opened: Opened):
    with open_workspace(str(running), "ana") as ana:
        ana.do(commands.edit, "AI-3", {"goal": "G-1"})
    async with opened(running) as pilot:
        await keys(pilot, "M", "v")
        assert "Tab goes into what stands below; v there gives a value" in text(pilot)
