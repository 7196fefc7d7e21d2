"""Acts through their real dialogs: what is typed there is in the store."""

from datetime import date
from pathlib import Path

from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, text


async def test_add_fills_in_what_the_panes_are_narrowed_to(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "2", "j", "3", "a", *"Call the printer", "ctrl+s")
        await pilot.pause()
        assert board(pilot).pane.chosen == "A-7"
        made = record(folder, "A-7")
        assert (made.title, made.goal, made.priority) == ("Call the printer", "G-1", "normal")
        assert 'A-7 "Call the printer" is added' in text(pilot)


async def test_a_form_that_is_left_changes_nothing(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        before = board(pilot).desk.workspace.ledger.seq
        await press(pilot, "3", "a", "escape")
        await pilot.pause()
        assert board(pilot).desk.workspace.ledger.seq == before


async def test_the_owner_is_picked(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "o", *"li", "enter")
        await pilot.pause()
        assert record(folder, "A-1").owner == "PN-3"
        assert "A-1, Owner: li (was bo)" in text(pilot)


async def test_a_first_due_day_asks_no_reason(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-4")
        await press(pilot, "t", *"+3d", "enter")
        await pilot.pause()
        assert record(folder, "A-4").due == date(2026, 11, 26)


async def test_dropping_asks_why(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "x", *"not needed", "enter")
        await pilot.pause()
        dropped = record(folder, "A-1")
        assert (dropped.state, dropped.reason) == ("dropped", "not needed")


async def test_a_comment_is_kept(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "c", *"looks good", "ctrl+s")
        await pilot.pause()
        assert record(folder, "CM-2").on == "A-1"


async def test_a_stance_is_taken_for_ones_own_department(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "2", "v", "ctrl+s")
        await pilot.pause()
        assert record(folder, "G-2").stances["DP-2"].stance == "agrees"


async def test_a_blocker_holds_up_all_that_is_marked(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "space", "space", "b", *"No paper", "ctrl+s")
        await pilot.pause()
        assert record(folder, "B-2").holds == ("A-1", "A-6")
        assert "# A-6" in text(pilot)


async def test_what_the_search_finds_is_opened(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "/", *"Shelf plan")
        await press(pilot, "enter")
        await pilot.pause()
        assert (board(pilot).pane.kind, board(pilot).pane.chosen) == ("action", "A-3")


async def test_the_palette_speaks_the_other_language(folder: Path, opened: Opened):
    from tui import i18n

    async with opened(folder) as pilot:
        await press(pilot, ":", *"Chinese", "enter")
        await pilot.pause()
        assert i18n.lang() == "zh"
        assert i18n.t("Departments") in text(pilot)
