"""Working down a list: what I have finished stays in its row, marked, until the list is opened anew."""

from datetime import date
from pathlib import Path

import pytest

from store import commands
from store.kinds.action import Action
from store.records import Changes
from store.workspace import open_workspace
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text
from tests.tui.way import keyed, lines, meanwhile

LATE = [f"A-{n}" for n in range(101, 106)]


@pytest.fixture
def five(folder: Path) -> Path:
    """Five late actions of ana, the oldest first, above whatever is there."""

    def late(changes: Changes) -> None:
        for n, id in enumerate(LATE, 1):
            due = date(2026, 10, n)
            changes.put(Action(id=id, title=f"Lantern {n}", owner="PN-1", due=due))

    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(late)
    return folder


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_five_late_actions_are_nine_keys(five: Path, opened: Opened, size: tuple[int, int]):
    async with opened(five, size=size) as pilot:
        await keyed(pilot, "3", "g")
        assert board(pilot).pane.ids[:5] == LATE
        await keyed(pilot, *"djdjdjdjd")
        assert [record(five, id).state for id in LATE] == ["done"] * 5
        assert board(pilot).pane.ids[:5] == LATE
        assert board(pilot).pane.chosen == LATE[4]
        assert text(pilot).splitlines()[-1].strip() == f"{LATE[4]} done; u takes it back"
        left = "\n".join(line[:60] for line in lines(pilot))
        assert all(f"x {id}" in " ".join(left.split()) for id in LATE)
        await keyed(pilot, "u", "enter")
        assert record(five, LATE[4]).state == "todo"
        assert board(pilot).pane.ids[:5] == LATE


@pytest.mark.parametrize(
    "anew", [("]", "["), ("2", "3"), ("f", *"Lantern", "enter"), ("2", "g", "enter", "escape", "0", "3")]
)
async def test_opened_anew_what_is_done_stands_with_what_is_done(five: Path, opened: Opened, anew: tuple[str, ...]):
    async with opened(five) as pilot:
        await keyed(pilot, "3", "g", "d", *anew)
        assert board(pilot).pane.ids[0] == LATE[1]
        if "enter" not in anew or "f" in anew:  # narrowed in between, it is where that left it
            assert board(pilot).pane.chosen == LATE[1], "the cursor stays where the work is"
        assert LATE[0] in board(pilot).pane.ids
        assert len(set(board(pilot).pane.ids)) == len(board(pilot).pane.ids)


async def test_under_a_filter_it_stays_too_and_what_is_done_can_be_hidden(five: Path, opened: Opened):
    async with opened(five) as pilot:
        await keyed(pilot, "3", "f", *"is:open", "enter", "g", "d", "j", "d")
        assert board(pilot).pane.ids[:5] == LATE
        await keyed(pilot, "2", "3")
        assert board(pilot).pane.ids[:3] == LATE[2:]


async def test_marked_ones_stay_and_dropped_ones_and_a_change_in_them_is_shown(five: Path, opened: Opened):
    async with opened(five) as pilot:
        await keyed(pilot, "3", "g", "space", "space", "d")
        assert board(pilot).pane.ids[:5] == LATE
        await keyed(pilot, "g", "j", "j", "x", *"no need", "enter")
        assert record(five, LATE[2]).state == "dropped"
        assert board(pilot).pane.ids[:5] == LATE
        meanwhile(pilot, five, "ana", commands.edit, LATE[0], {"title": "Lantern one"})
        assert "Lantern one" in text(pilot)


async def test_what_a_colleague_finishes_goes_where_it_belongs(five: Path, opened: Opened):
    with open_workspace(str(five), "ana") as workspace:
        workspace.do(commands.edit, LATE[0], {"owner": "PN-2"})
    async with opened(five) as pilot:
        await keyed(pilot, "3", "g", "j")
        meanwhile(pilot, five, "bo", commands.done, LATE[0])
        assert board(pilot).pane.ids[0] == LATE[1]
        assert board(pilot).pane.chosen == LATE[1]


async def test_taken_back_it_stands_where_it_stood(five: Path, opened: Opened):
    async with opened(five) as pilot:
        await keyed(pilot, "3", "g", "d")
        await keyed(pilot, "u", "enter")
        assert record(five, LATE[0]).state == "todo"
        assert board(pilot).pane.ids[:5] == LATE
