"""What others commit comes onto the board by itself; the cursor stays on its record."""

from pathlib import Path

import store
from store import commands
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text


async def test_another_session_s_action_appears_and_the_cursor_stays(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "j", "j")
        assert board(pilot).pane.chosen == "A-2"
        with store.open_workspace(str(folder), "bo") as other:
            other.do(commands.add, "action", {"title": "Count the lanterns", "due": store_day(11, 1)})
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert "Count the lan" in text(pilot)
        assert board(pilot).pane.chosen == "A-2"
        assert board(pilot).pane.cursor == 3


async def test_what_others_changed_is_starred_until_it_is_looked_at(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3")
        with store.open_workspace(str(folder), "bo") as other:
            other.do(commands.edit, "A-3", {"title": "Shelf plan for spring"})
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert "* A-3" in text(pilot)
        await press(pilot, "j", "j", "j", "k")
        assert "* A-3" not in text(pilot)


async def test_my_own_changes_are_not_starred(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "2")
        await board(pilot).desk.do(commands.edit, "A-3", {"title": "Shelf plan for spring"})
        await pilot.pause()
        assert "Shelf plan for" in text(pilot)
        assert "*" not in text(pilot)


async def test_a_deleted_record_leaves_the_cursor_where_it_was(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "4", "j")
        with store.open_workspace(str(folder), "bo") as other:
            other.do(commands.drop, "R-1", "was a mistake")
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert board(pilot).pane.chosen == "R-2"


async def test_a_comment_by_somebody_stars_what_it_is_about(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        with store.open_workspace(str(folder), "bo") as other:
            other.do(commands.comment, "A-3", "looks good")
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert "* A-3" in text(pilot)


async def test_news_come_by_themselves(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        with store.open_workspace(str(folder), "bo") as other:
            other.do(commands.add, "department", {"name": "Logistics", "code": "LOG"})
        for _ in range(40):
            if "LOG" in text(pilot):
                break
            await pilot.pause(0.05)
        assert "LOG" in text(pilot)


def store_day(month: int, day: int):
    from datetime import date

    return date(2026, month, day)


async def test_who_did_what_is_said_quietly_and_gone_with_the_next_key(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        with store.open_workspace(str(folder), "bo") as other:
            other.do(commands.comment, "A-3", "looks good")
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert "bo on A-3" in text(pilot).splitlines()[-1]
        await press(pilot, "j")
        assert "bo on A-3" not in text(pilot).splitlines()[-1]
        board(pilot).desk.say("something of mine", "good")
        with store.open_workspace(str(folder), "bo") as other:
            other.do(commands.comment, "A-3", "still good")
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert "something of mine" in text(pilot).splitlines()[-1]
