"""Two people edit the same record: what differs is merged, what clashes is chosen, and nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

import store
from store import commands
from store.kinds.action import Action
from tests.tui.board.test_board import board
from tests.tui.conftest import Opened, text, typed
from tui.parts.conflict import Conflict
from tui.parts.form import Form


def stored(folder: Path, id: str = "A-4") -> Action:
    with store.open_workspace(str(folder), "reader") as workspace:
        return workspace.records.one(Action, id)


def change(folder: Path, **values: object) -> None:
    """Bo saves something meanwhile."""
    with store.open_workspace(str(folder), "bo") as other:
        other.do(commands.edit, "A-4", values)


async def until(pilot: Pilot[int], so: Callable[[], bool]) -> None:
    """Wait for it, twenty seconds at the most."""
    for _ in range(400):
        if so():
            return
        await pilot.pause(0.05)
    assert so()


async def editing(pilot: Pilot[int], folder: Path, mine: str, **theirs: object) -> None:
    """The form on A-4 with my title typed, saved after Bo's change."""
    board(pilot).desk.open("A-4")
    await pilot.press("e")
    await pilot.pause()
    change(folder, **theirs)
    await pilot.press("ctrl+u")
    await typed(pilot, mine)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: not isinstance(pilot.app.screen, Form))


async def test_other_fields_are_merged_without_a_word(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await editing(pilot, folder, "Mine", note="his note")
        assert not isinstance(pilot.app.screen, Conflict)
        assert (stored(folder).title, stored(folder).note) == ("Mine", "his note")


@pytest.mark.parametrize(("key", "title"), [("", "Mine"), ("left", "Theirs")])
async def test_what_clashes_is_chosen(opened: Opened, folder: Path, key: str, title: str):
    before = stored(folder).title
    async with opened(folder, size=(80, 24)) as pilot:
        await editing(pilot, folder, "Mine", title="Theirs", note="his note")
        shown = text(pilot)
        assert isinstance(pilot.app.screen, Conflict)
        assert "bo saved today" in shown
        for part in (before, "Theirs", "Mine"):
            assert part in shown
        if key:
            await pilot.press(key)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.screen is board(pilot)
    assert (stored(folder).title, stored(folder).note) == (title, "his note")


async def test_it_may_be_written_anew(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await editing(pilot, folder, "Mine", title="Theirs")
        await pilot.press("e", "ctrl+u")
        await typed(pilot, "Ours")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert stored(folder).title == "Ours"


@pytest.mark.parametrize("heard", [False, True])
async def test_a_third_change_while_choosing_is_shown_too(opened: Opened, folder: Path, heard: bool):
    """Also where the session has heard of it already: what was chosen was not chosen over that."""
    async with opened(folder) as pilot:
        await editing(pilot, folder, "Mine", title="Theirs")
        change(folder, title="Theirs again")
        if heard:
            board(pilot).desk.news.deliver()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Theirs again" in text(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: stored(folder).title == "Mine")


async def test_leaving_decides_nothing_and_keeps_mine(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await editing(pilot, folder, "Mine", title="Theirs")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        await pilot.press("escape")
        assert "keeps yours as a draft" in text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert stored(folder).title == "Theirs"
        await pilot.press("e")
        await pilot.pause()
        assert "is back" in text(pilot)
        assert "Mine" in text(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert stored(folder).title == "Mine"


async def test_what_was_being_typed_when_the_line_dropped_is_back(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-4")
        await pilot.press("e")
        await typed(pilot, " and more")
        pilot.app.exit(129)
        await pilot.pause()
    assert not stored(folder).title.endswith("and more")
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-4")
        await pilot.press("e")
        await pilot.pause()
        assert "and more" in text(pilot)
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "and more" not in text(pilot)
        await pilot.press("escape")
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-4")
        await pilot.press("e")
        await pilot.pause()
        assert "is back" not in text(pilot)


async def test_a_draft_that_is_given_up_is_gone(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, "Never mind")
        await pilot.press("escape", "escape")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        assert "Never mind" not in text(pilot)
