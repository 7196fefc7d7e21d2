"""A checklist by keys: written in the form, ticked, added to, moved; the next state; both seen in the list."""

from pathlib import Path
from typing import Any

import pytest

import store
from store.commands import done_many, edit
from store.commands.checklist import relist
from store.kinds.checklist import ticked, write_lines
from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, text
from tui import i18n

LINES = ["Ask the printer", "[x] Print", "Hang it"]


@pytest.fixture
def listed(folder: Path) -> Path:
    """A-3 has a checklist."""
    with store.open_workspace(str(folder), "bo") as workspace:
        workspace.do(edit, "A-3", {"checklist": LINES})
    return folder


def lines(folder: Path, id: str = "A-3") -> list[str]:
    return write_lines(record(folder, id).checklist).split("\n")


def row(pilot: Any, id: str) -> str:
    return next(line for line in text(pilot).splitlines() if f" {id} " in line)[:75]


async def test_lines_are_ticked_moved_and_taken_off(listed: Path, opened: Opened):
    async with opened(listed, size=(80, 24)) as pilot:
        board(pilot).desk.open("A-3")
        await press(pilot, "l")
        assert "Checklist of A-3  Shelf plan (1 of 3)" in text(pilot)
        await press(pilot, "3")
        assert lines(listed) == ["Ask the printer", "[x] Print", "[x] Hang it"]
        await press(pilot, "K", "K", "j", "space")
        assert lines(listed) == ["[x] Hang it", "[x] Ask the printer", "[x] Print"]
        await press(pilot, "x", "9")
        assert lines(listed) == ["[x] Hang it", "[x] Print"]
        assert "The checklist has no line 9" in text(pilot)
        await press(pilot, "u")
        assert "[x] Ask the printer" in lines(listed)


async def test_a_new_list_is_written_line_by_line(listed: Path, opened: Opened):
    async with opened(listed, size=(80, 24)) as pilot:
        board(pilot).desk.open("A-1")
        await press(pilot, "l", *"Columns", "enter", *"First file", "ctrl+j", *"[x] Test", "enter", "escape")
        assert lines(listed, "A-1") == ["Columns", "First file", "[x] Test"]
        await press(pilot, "k", "e", *" by hand", "enter")
        assert lines(listed, "A-1") == ["Columns", "First file by hand", "[x] Test"]
        await press(pilot, "escape", "enter")
        assert "2  [ ]  First file by hand" in text(pilot)


async def test_what_a_colleague_ticks_is_seen_and_both_stand(listed: Path, opened: Opened):
    async with opened(listed) as pilot:
        board(pilot).desk.open("A-3")
        await press(pilot, "l", "1")
        with store.open_workspace(str(listed), "bo") as workspace:
            workspace.do(relist, "A-3", lambda items: ticked(items, ["3"], done=True))
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert "(3 of 3)" in text(pilot)
        assert lines(listed) == ["[x] Ask the printer", "[x] Print", "[x] Hang it"]


async def test_the_form_writes_a_line_each_and_keeps_what_others_tick(listed: Path, opened: Opened):
    async with opened(listed, size=(80, 24)) as pilot:
        board(pilot).desk.open("A-3")
        await press(pilot, "e")
        while pilot.app.screen.answer.field.name != "checklist":  # type: ignore[attr-defined]
            await pilot.press("tab")
        assert "[x] Print" in text(pilot)
        with store.open_workspace(str(listed), "bo") as workspace:
            workspace.do(relist, "A-3", lambda items: ticked(items, ["1"], done=True))
        await press(pilot, "ctrl+j", *"Look at it", "ctrl+s")
        assert lines(listed) == ["[x] Ask the printer", "[x] Print", "Hang it", "Look at it"]
        assert "A-3, Checklist: 2 of 4" in text(pilot)


@pytest.mark.parametrize(("language", "doing", "review"), [("en", "doing", "in review"), ("zh", "进行中", "待审核")])
async def test_the_next_state_and_how_far_the_list_is_are_seen_in_the_list(
    listed: Path, opened: Opened, language: str, doing: str, review: str
):
    i18n.use(language)
    async with opened(listed, size=(80, 24)) as pilot:
        board(pilot).desk.open("A-3")
        await press(pilot, "escape", "escape")
        assert "1/3" in row(pilot, "A-3")
        assert "~" not in row(pilot, "A-3")
        await press(pilot, ".")
        assert record(listed, "A-3").state == "doing"
        assert f"~ Shelf plan{' (' if language == 'en' else '（'}{doing}" in row(pilot, "A-3")
        await press(pilot, ".")
        assert f"^ Shelf plan{' (' if language == 'en' else '（'}{review}" in row(pilot, "A-3")
        await press(pilot, ".")
        assert record(listed, "A-3").state == "todo"


async def test_what_is_marked_goes_on_each_from_where_it_is(listed: Path, opened: Opened):
    with store.open_workspace(str(listed), "ana") as workspace:
        workspace.do(edit, "A-1", {"state": "review"})
        before = workspace.ledger.seq
    async with opened(listed) as pilot:
        await press(pilot, "3", "space", "space", ".")
        assert [record(listed, id).state for id in ("A-1", "A-6")] == ["todo", "doing"]
        assert board(pilot).desk.workspace.ledger.seq == before + 1
        await press(pilot, "u")
        assert [record(listed, id).state for id in ("A-1", "A-6")] == ["review", "todo"]


async def test_what_is_closed_is_reopened_first(listed: Path, opened: Opened):
    with store.open_workspace(str(listed), "ana") as workspace:
        workspace.do(done_many, ["A-3"])
    async with opened(listed) as pilot:
        board(pilot).desk.open("A-3")
        await press(pilot, ".")
        assert "A-3 is closed (Done); reopen it first" in text(pilot)
        assert record(listed, "A-3").state == "done"
