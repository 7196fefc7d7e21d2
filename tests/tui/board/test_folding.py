"""Where there is no room for two columns the pane in use opens, the others are their title and chosen row."""

from datetime import timedelta
from pathlib import Path

import store
from store import commands
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text


async def test_the_pane_in_use_is_open_and_the_others_are_one_line(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "3")
        lines = text(pilot).splitlines()
        assert lines[1].startswith(" 1 Departments")
        assert "FIN" in lines[1]
        assert lines[2].startswith(" 2 Goals")
        assert lines[3].startswith(" 3 Actions")
        assert sum("A-" in line for line in lines) == 6
        assert lines[10].startswith(" 4 Retros")  # with the rows that the actions do not need


async def test_enter_swaps_in_the_detail_and_escape_takes_it_away(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "3", "enter")
        shown = text(pilot)
        assert "1 Departments" not in shown
        assert "waiting for the budget code" in shown
        await press(pilot, "escape")
        assert "1 Departments" in text(pilot)


async def test_a_long_record_scrolls(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 12)) as pilot:
        await press(pilot, "2", "j", "enter")
        assert "more lines" in text(pilot)
        before = text(pilot)
        await press(pilot, "ctrl+d")
        assert text(pilot) != before
        await press(pilot, "G")
        assert "made by Ana" in text(pilot)
        await press(pilot, "g")
        assert text(pilot) == before


async def test_zoom_gives_one_pane_the_whole_width(folder: Path, opened: Opened):
    async with opened(folder, size=(140, 30)) as pilot:
        await press(pilot, "3", "z")
        assert board(pilot).pane.size.width == 140
        await press(pilot, "z")
        assert board(pilot).pane.size.width < 80


async def test_columns_line_up_across_panes(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        lines = text(pilot).splitlines()
        starts = {
            line.index(name)
            for line in lines
            for name in ("Marketing  ", "Loyalty card ", "Shelf plan ")
            if name in line[:40]
        }
        assert len(starts) == 1


async def test_the_window_may_be_resized(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "j")
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.1)
        assert board(pilot).panes[0].size.height == 1
        await pilot.resize_terminal(120, 36)
        await pilot.pause(0.1)
        assert board(pilot).pane.chosen == "A-6"
        assert board(pilot).panes[0].size.height > 1


async def test_rows_that_a_list_does_not_need_show_the_pane_below(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "2")
        lines = text(pilot).splitlines()
        assert lines[2].startswith(" 2 Goals")
        assert lines[6].startswith(" 3 Actions")
        assert sum("A-" in line for line in lines) == 6
        assert lines[-2].startswith(" 4 Retros")
        await press(pilot, "z")
        assert sum("A-" in line for line in text(pilot).splitlines()) <= 1
        await press(pilot, "z", "4")
        assert sum("A-" in line for line in text(pilot).splitlines()) == 6  # the last one shows the pane above


async def test_where_a_list_needs_all_rows_the_others_stay_folded(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 10)) as pilot:
        await press(pilot, "2")
        assert sum("A-" in line for line in text(pilot).splitlines()) == 1


async def test_while_a_filter_is_typed_no_pane_comes_or_goes(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "3")
        heights = [pane.size.height for pane in board(pilot).panes]
        await press(pilot, "f", "l", "e", "a")
        assert len(board(pilot).pane.ids) < 6
        assert [pane.size.height for pane in board(pilot).panes] == heights


async def test_columns_stay_while_one_moves_in_a_list(folder: Path, opened: Opened):
    with store.open_workspace(str(folder), "ana") as workspace:
        for n in range(60):
            due = workspace.today + timedelta(n)
            workspace.do(commands.add, "action", {"title": f"Step {n:02} on the way", "owner": "PN-1", "due": due})
    async with opened(folder) as pilot:
        await press(pilot, "3")
        at = {line.index("Ana") for line in text(pilot).splitlines()[20:30] if "Step" in line[:30]}
        await press(pilot, *["ctrl+d"] * 6)
        assert {line.index("Ana") for line in text(pilot).splitlines()[20:30] if "Step" in line[:30]} == at
        assert len(at) == 1
