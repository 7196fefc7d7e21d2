"""Panes are linked: choosing a department narrows the goals, choosing a goal the actions and retrospectives."""

from pathlib import Path

from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text


def ids(pilot, pane: int) -> list[str]:
    return list(board(pilot).panes[pane - 1].ids)


async def test_nothing_is_narrowed_at_the_start(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        assert len(ids(pilot, 2)) == 3
        assert len(ids(pilot, 3)) == 6


async def test_a_department_narrows_goals_actions_and_retros(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "1", "G")
        assert ids(pilot, 2) == ["G-1", "G-3"]
        assert ids(pilot, 3) == ["A-1", "A-6"]
        assert ids(pilot, 4) == ["R-1"]
        assert text(pilot).count("in OPS") == 3


async def test_a_goal_narrows_actions_and_retros_and_titles_say_so(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "2", "j")
        assert ids(pilot, 3) == ["A-1", "A-2", "A-3"]
        assert ids(pilot, 4) == ["R-1"]
        assert "on G-1" in text(pilot)
        assert "3 of 6" in text(pilot)


async def test_zero_widens_everything_again(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "1", "j", "2", "j", "0")
        assert [len(ids(pilot, pane)) for pane in (2, 3, 4)] == [3, 6, 2]
        assert "on G-" not in text(pilot)


async def test_another_department_forgets_the_goal(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "2", "j", "1", "j")
        assert board(pilot).narrowing.goal is None


async def test_blockers_belong_to_the_goal_of_what_they_hold_up(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "2", "j", "3", "]", "]")
        assert ids(pilot, 3) == ["B-1"]
        await press(pilot, "2", "g", "3")
        assert ids(pilot, 3) == []
        assert "Press Esc to see all" in text(pilot)


async def test_the_cursor_stays_on_its_record_when_the_pane_is_narrowed(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "j", "j", "2", "j")
        assert board(pilot).panes[2].chosen == "A-2"
