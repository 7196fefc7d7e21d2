"""The way into a meeting and out of it: made or cancelled by a key from the list, its minutes added to in the room."""

from datetime import date
from pathlib import Path

from store import commands
from store.commands import meeting_course as course
from store.commands.series import change_one
from store.workspace import open_workspace
from tests.tui.board.test_board import board
from tests.tui.conftest import Opened, text
from tests.tui.rooms.meeting.test_meeting_room import get, keys, room


async def test_the_first_meeting_of_a_series_is_made_by_the_key_that_goes_to_it(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.add, "series", {"title": "Tills", "repeats": "FREQ=WEEKLY;BYDAY=TU", "departments": ("DP-1",)})
    async with opened(folder, size=(80, 24)) as pilot:
        await keys(pilot, "4", "]", "]", "M")
        assert "Prepare the meeting of Tue 24 Nov?" in text(pilot)
        await keys(pilot, "escape", "M", "enter")
        assert (room(pilot).about, get(pilot, "M-1").on) == ("M-1", date(2026, 11, 24))
        await keys(pilot, "escape", "M")  # there is one by now
        assert room(pilot).about == "M-1"


async def test_who_is_called_to_a_meeting_reads_its_day_as_people_say_it(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        with open_workspace(str(folder), "bo") as bo:
            bo.do(commands.add, "meeting", {"title": "Tills", "on": date(2026, 11, 27), "note_taker": "PN-1"})
            bo.do(course.open_to_all, "M-1")
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert "For you: bo calls M-1, Fri 27 Nov" in text(pilot)


async def test_minutes_are_added_to_in_the_room_and_confirmed_there_where_no_meeting_follows(
    folder: Path, opened: Opened
):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.add, "meeting", {"title": "Tills", "departments": ("DP-1",)})
        ana.do(course.begin, "M-1")
        ana.do(course.attend, "M-1", "DP-1", "present", "PN-1")
        ana.do(course.close, "M-1")
    async with opened(folder, size=(80, 24)) as pilot:
        await keys(pilot, "M")
        assert "i add to the minutes" in text(pilot)
        await keys(pilot, "i", "it was ten", "enter")
        assert [each.text for each in get(pilot, "M-1").amendments] == ["it was ten"]
        assert "it was ten (ana)" in text(pilot)
        await keys(pilot, "d")
        assert get(pilot, "M-1").confirmed_by == "PN-1"
        assert "The minutes are confirmed, by ana" in text(pilot)
        await keys(pilot, "i")
        assert "The minutes of M-1 are confirmed; what is wrong in them" in text(pilot)


async def test_a_meeting_with_an_agenda_is_cancelled_from_its_list_too(weekly_folder: Path, opened: Opened):
    async with opened(weekly_folder, size=(80, 24)) as pilot:
        await keys(pilot, "4", "]", "x", "the fair", "ctrl+s")
        found = get(pilot, "M-2")
        assert (found.state, found.reason, get(pilot, "AI-4").state) == ("cancelled", "the fair", "parked")
        assert "M-2 is cancelled" in text(pilot)


async def test_the_list_of_series_says_when_the_next_one_is_though_it_is_moved(folder: Path, opened: Opened):
    tills = {"title": "Tills", "repeats": "FREQ=WEEKLY;BYDAY=TU", "time": "09:00"}
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.add, "series", tills)
        ana.do(change_one, "SE-1", date(2026, 11, 24), {"on": date(2026, 11, 25), "time": "15:00"})
    async with opened(folder, size=(120, 36)) as pilot:
        await keys(pilot, "4", "]", "]")
        row = next(line for line in text(pilot).splitlines() if "Tills (" in line)
        assert row.split("│")[0].split()[-2:] == ["15:00", "Wed"]


async def test_on_a_goal_and_at_its_gate_the_meeting_is_its_own_before_any_other(weekly_folder: Path, opened: Opened):
    with open_workspace(str(weekly_folder), "ana") as ana:
        for day in (4, 1):
            ana.do(commands.add, "meeting", {"title": "Store", "goal": "G-1", "on": date(2026, 12, day)})
        ana.do(course.begin, "M-2")
    async with opened(weekly_folder, size=(80, 24)) as pilot:
        board(pilot).open("G-1")
        await keys(pilot, "M")
        assert room(pilot).about == "M-4"  # the next one of the goal, though another one runs
        await keys(pilot, "escape", "s", "M")
        assert room(pilot).about == "M-4"
        await keys(pilot, "escape", "escape")
        with open_workspace(str(weekly_folder), "ana") as ana:
            ana.do(course.begin, "M-3")
        board(pilot).desk.news.deliver()
        await keys(pilot, "M")
        assert room(pilot).about == "M-3"
        await keys(pilot, "escape")
        board(pilot).open("G-2")  # no meeting is about it
        await keys(pilot, "M")
        assert "Which meeting?" in text(pilot)
        assert [row.key for row in pilot.app.screen.rows] == ["M-2", "M-3"]  # type: ignore[attr-defined]
        assert "M-2  Mon 23 Nov 9:00, Weekly coordination" in text(pilot)


async def test_a_meeting_that_runs_is_not_cancelled_and_says_which_keys_close_it(weekly_folder: Path, opened: Opened):
    with open_workspace(str(weekly_folder), "ana") as ana:
        ana.do(course.begin, "M-2")
    async with opened(weekly_folder, size=(120, 36)) as pilot:
        await keys(pilot, "4", "]", "x")
        assert "M-2 is running already (M goes to its room; > or : there closes it)" in text(pilot)
        await keys(pilot, "d")
        assert "> or : there closes it" in text(pilot)
