"""Actions that come again, by keys: typed, finished, taken back; what a day that passed has brought."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from store import clock
from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, text


async def test_the_next_one_comes_with_the_key_that_finishes_one_and_goes_with_undo(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "a", *"Price check repeats:every monday @bo", "ctrl+s")
        await pilot.pause()
        made = record(folder, "A-7")
        assert (made.title, made.repeats, made.due) == ("Price check", "FREQ=WEEKLY;BYDAY=MO", date(2026, 11, 23))
        await press(pilot, "d")
        await pilot.pause()
        assert "A-7 done; u takes it back; A-8 comes next, due Mon 30 Nov" in text(pilot)
        made = record(folder, "A-8")
        assert (made.owner, made.due, made.series) == ("PN-2", date(2026, 11, 30), "A-7")
        await press(pilot, "u")
        await pilot.pause()
        assert record(folder, "A-7").state == "todo"
        assert board(pilot).desk.records.find("A-8") is None


async def test_what_is_typed_in_the_form_is_said_back(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-2")
        await press(pilot, "e")
        while pilot.app.screen.answer.field.name != "repeats":  # type: ignore[attr-defined]
            await press(pilot, "tab")
        await press(pilot, *"每月最后一个工作日")
        assert "the last working day of every month" in text(pilot)
        await press(pilot, "ctrl+s")
        await pilot.pause()
        assert record(folder, "A-2").repeats == "FREQ=MONTHLY;BYSETPOS=-1;X-DAYS=WORKING"
        assert record(folder, "A-2").due == date(2026, 11, 27)


async def test_a_day_that_passed_brings_the_next_with_the_key_of_anybody(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    async with opened(folder) as pilot:
        await press(pilot, "3", "a", *"Price check repeats:every monday @bo", "ctrl+s")
        await pilot.pause()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 25, 9, tzinfo=UTC))
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-2")
        await press(pilot, "c", *"soon", "ctrl+s")
        await pilot.pause()
        assert record(folder, "A-7").state == "todo"
        assert (record(folder, "A-8").due, record(folder, "A-8").made_by) == (date(2026, 11, 30), "")
        await press(pilot, "u")
        await pilot.pause()
        assert record(folder, "A-8").due == date(2026, 11, 30)
