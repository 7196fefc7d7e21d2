"""What happened, by `H` and `h`, and taking back by `u` and `U`, with a colleague's session beside mine."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import commands
from store.workspace import Workspace, keys, open_workspace
from tests.store.workspace.public_keys import ed25519
from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, text
from tui import i18n
from tui.rooms.history import HistoryRoom


@pytest.fixture
def bo(folder: Path) -> Iterator[Workspace]:
    with open_workspace(str(folder), "bo") as workspace:
        yield workspace


async def seen(pilot: Pilot[int]) -> None:
    """What the furnishing did has been looked at."""
    await press(pilot, "H", "escape")
    await pilot.pause()


async def test_news_are_told_by_goal_and_only_once(folder: Path, opened: Opened, bo: Workspace):
    async with opened(folder) as pilot:
        await seen(pilot)
        bo.do(commands.edit, "A-1", {"due": date(2026, 12, 4)}, why="waiting for Legal")
        bo.do(commands.comment, "A-2", "the price list is here")
        board(pilot).desk.news.deliver()
        await press(pilot, "H")
        assert isinstance(pilot.app.screen, HistoryRoom)
        shown = text(pilot)
        assert "What happened since you last looked" in shown
        assert "G-1 Spring promotion" in shown
        assert "Bo on A-2" in shown
        assert "to Fri 4 Dec: waiting for Legal" in shown
        await press(pilot, "escape")
        await pilot.pause()
        await press(pilot, "H")
        assert "Nothing new" in text(pilot)
        await press(pilot, "]")
        assert "Bo on A-2" in text(pilot)
        await press(pilot, "q")
        await pilot.pause()


async def test_enter_opens_the_record(folder: Path, opened: Opened, bo: Workspace):
    async with opened(folder) as pilot:
        await seen(pilot)
        bo.do(commands.comment, "A-2", "here")
        board(pilot).desk.news.deliver()
        await press(pilot, "H", "enter")
        await pilot.pause()
        assert board(pilot).pane.chosen == "A-2"


async def test_marks_of_what_is_new_survive_the_session(folder: Path, opened: Opened, bo: Workspace):
    async with opened(folder) as pilot:
        await seen(pilot)
    bo.do(commands.edit, "A-2", {"note": "new"})
    bo.do(commands.edit, "A-3", {"note": "new"})
    async with opened(folder) as pilot:
        assert board(pilot).fresh.ids == {"A-2", "A-3"}
        board(pilot).desk.open("A-2")
        await pilot.pause()
        assert board(pilot).fresh.ids == {"A-3"}
    async with opened(folder) as pilot:
        assert board(pilot).fresh.ids == {"A-3"}
        await press(pilot, "H", "escape")
        await pilot.pause()
        assert board(pilot).fresh.ids == set()
    async with opened(folder) as pilot:
        assert board(pilot).fresh.ids == set()


async def test_the_life_of_a_record(folder: Path, opened: Opened, bo: Workspace):
    bo.do(commands.edit, "A-1", {"title": "Stock feed, by hand", "priority": "low", "tags": ("shop",)})
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-1")
        await press(pilot, "h")
        shown = text(pilot)
        assert "The history of A-1" in shown
        assert "Priority: " in shown
        assert "> Low" in shown
        i18n.use("zh")
        pilot.app.lang_changed()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "历史：A-1 Stock feed, by hand" in text(pilot)
        await press(pilot, "escape")
        await pilot.pause()


async def test_u_takes_back_and_shift_u_does_again(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-4")
        await press(pilot, "p", "right", "enter")
        await pilot.pause()
        changed = record(folder, "A-4").priority
        assert changed != "normal"
        await press(pilot, "u")
        await pilot.pause()
        assert record(folder, "A-4").priority == "normal"
        assert "Taken back" in text(pilot)
        await press(pilot, "U")
        await pilot.pause()
        assert record(folder, "A-4").priority == changed


async def test_u_names_what_was_done_elsewhere_and_asks(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as before:
        before.do(commands.edit, "A-4", {"title": "Elsewhere"})
    async with opened(folder) as pilot:
        await press(pilot, "u")
        assert "Elsewhere, today" in text(pilot)
        await press(pilot, "escape")
        await pilot.pause()
        assert record(folder, "A-4").title == "Elsewhere"
        await press(pilot, "u", "enter")
        await pilot.pause()
        assert record(folder, "A-4").title != "Elsewhere"


async def test_u_says_who_was_there_since_and_offers_the_rest(folder: Path, opened: Opened, bo: Workspace):
    async with opened(folder) as pilot:
        desk = board(pilot).desk
        await desk.do(commands.edit, "A-4", {"title": "Mine", "priority": "high"})
        bo.ledger.catch_up()
        bo.do(commands.edit, "A-4", {"title": "His"})
        desk.news.deliver()
        await press(pilot, "u")
        assert "A-4 title (bo)" in text(pilot)
        await press(pilot, "enter")
        await pilot.pause()
        left = record(folder, "A-4")
        assert (left.title, left.priority) == ("His", "normal")


async def test_what_was_done_by_a_key_says_by_which(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as ana:
        key, _new = keys.add(ana, "bo", ed25519(comment="bo@laptop"), ["/bin/true"])
    with open_workspace(str(folder), "bo", key=key.fingerprint) as workspace:
        workspace.do(commands.comment, "A-2", "from the train")
    async with opened(folder) as pilot:
        await press(pilot, "H")
        assert "from the train · key bo@laptop" in text(pilot)
