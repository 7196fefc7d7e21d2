"""The room of the timeline by its keys: what is moved there is in the store, with its reason, for everyone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from store import commands
from store.workspace import open_workspace
from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, day, text
from tui import i18n
from tui.rooms.timeline.room import TimelineRoom


def furnish(folder: Path) -> None:
    """Milestones, what waits for what, and an allocation on the goal of the tests."""
    with open_workspace(str(folder), "ana") as ana:
        ana.do(
            commands.add, "milestone", {"title": "Prices fixed", "goal": "G-1", "department": "DP-1", "due": day(12, 4)}
        )
        ana.do(commands.edit, "A-3", {"depends_on": ("A-2",)})
        pool = ana.do(commands.add, "resource", {"name": "Dock", "department": "DP-3", "capacity": 2}).id
        values = {"title": "Pallets", "resource": pool, "goal": "G-1", "start": day(11, 23), "end": day(12, 4)}
        ana.do(commands.add, "allocation", values)


def room(pilot: Pilot[int]) -> TimelineRoom:
    found = pilot.app.screen
    assert isinstance(found, TimelineRoom)
    return found


async def enter(pilot: Pilot[int], folder: Path, id: str = "A-2") -> None:
    furnish(folder)
    board(pilot).desk.news.deliver()
    board(pilot).desk.open(id)
    await press(pilot, "T")
    await pilot.pause(0.2)
    room(pilot).open(id)
    await pilot.pause()


def due(folder: Path, id: str) -> date | None:
    found: Any = record(folder, id)
    return found.due


async def test_the_goal_s_plan_opens_on_what_was_chosen(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder)
        shown = text(pilot)
        assert "Timeline of G-1  Spring promotion" in shown
        lines = shown.splitlines()
        order = [next(at for at, line in enumerate(lines) if words in line) for words in
                 ("Marketing", "Shelf plan", "Operations", "Stock feed", "Finance", "Prices fixed")]  # fmt: skip
        assert order == sorted(order)
        assert "> # A-2" in shown
        assert "A-3 waits for it" in shown


async def test_a_move_is_kept_with_its_reason(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder)
        await press(pilot, ">", ">", "}", "<", "enter")
        assert due(folder, "A-2") == day(11, 27)
        await press(pilot, *"no code yet", "enter")
        await pilot.pause()
        moved: Any = record(folder, "A-2")
        assert (moved.due, moved.due_log[-1].why) == (day(12, 5), "no code yet")
        assert "A-2 moved" in text(pilot)
        assert "moved once, first Fri 27 Nov" in text(pilot)
        await press(pilot, "u")
        await pilot.pause()
        assert due(folder, "A-2") == day(11, 27)


async def test_what_waits_for_it_moves_along_when_asked(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder)
        await press(pilot, "}", "tab", "enter", *"later", "enter")
        await pilot.pause()
        assert (due(folder, "A-2"), due(folder, "A-3")) == (day(12, 4), day(12, 9))


async def test_a_move_out_of_order_is_seen_before_it_is_kept(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder)
        await press(pilot, "}")
        assert "A-3 is due before A-2, for which it waits" in text(pilot)
        await press(pilot, "escape")
        assert "is due before" not in text(pilot)
        assert due(folder, "A-2") == day(11, 27)
        await press(pilot, "escape")
        assert pilot.app.screen is board(pilot)


async def test_the_keys_of_the_board_work_on_what_is_chosen(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder)
        await press(pilot, "o", *"bo", "enter")
        await pilot.pause()
        await press(pilot, "d")
        await pilot.pause()
        await press(pilot, "right", "ctrl+s")  # what holds it up is over with it
        await pilot.pause()
        done: Any = record(folder, "A-2")
        assert (done.owner, done.state) == ("PN-2", "done")
        assert "x A-2" in text(pilot)


async def test_one_like_it_is_added_to_its_goal_and_department(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder, "MS-1")
        await press(pilot, "a", *"Posters hang", "ctrl+s")
        await pilot.pause()
        made: Any = record(folder, "MS-2")
        assert (made.title, made.goal, made.department) == ("Posters hang", "G-1", "DP-1")
        assert room(pilot).chosen == "MS-2"


async def test_a_colleague_s_move_is_seen_and_the_cursor_stays(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder, "MS-1")
        with open_workspace(str(folder), "bo") as bo:
            bo.do(commands.edit, "MS-1", {"due": day(12, 18)}, why="the lawyers")
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert room(pilot).chosen == "MS-1"
        assert 'moved once, first Fri 4 Dec: "the lawyers"' in text(pilot)


async def test_all_goals_lead_into_the_plan_of_one_and_back(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "1", "0", "T")
        assert "Timeline of all goals" in text(pilot)
        room(pilot).open("G-2")
        await press(pilot, "enter")
        assert "Timeline of G-2" in text(pilot)
        await press(pilot, "escape")
        assert ("Timeline of all goals" in text(pilot), room(pilot).chosen) == (True, "G-2")
        await press(pilot, "escape")
        assert pilot.app.screen is board(pilot)


async def test_enter_goes_to_the_record_on_the_board(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder)
        await press(pilot, "enter")
        await pilot.pause()
        assert (board(pilot).pane.kind, board(pilot).pane.chosen) == ("action", "A-2")


async def test_time_is_looked_at_nearer_farther_and_beside(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder)
        whole = room(pilot).scale
        assert whole is not None
        await press(pilot, "+")
        nearer = room(pilot).scale
        assert nearer is not None
        assert nearer.days < whole.days
        await press(pilot, "right", "right", "left")
        later = room(pilot).scale
        assert later is not None
        assert later.first > nearer.first
        await press(pilot, "0")
        assert room(pilot).scale == whole


async def test_the_plan_is_copied_as_markdown(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot, folder)
        await press(pilot, "y")
        copied = pilot.app.clipboard
        assert "| 2026-11-21 | 2026-11-27 | A-2 |" in copied
        assert "# G-1 Spring promotion" in copied


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (60, 14), (120, 36), (20, 6)])
async def test_it_fits_any_terminal(folder: Path, opened: Opened, size: tuple[int, int], lang: str):
    i18n.use(lang)
    async with opened(folder, size=size) as pilot:
        await enter(pilot, folder)
        for keys in (("j",), (">",), ("tab",), ("escape",), ("?",)):
            await press(pilot, *keys)
            assert all(cell_len(line) <= size[0] for line in text(pilot).splitlines())
