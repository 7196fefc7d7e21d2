"""What is marked is changed together, as one commit."""

from pathlib import Path
from typing import Any

from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, text


async def test_done_on_the_marked_is_one_commit(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        before = board(pilot).desk.workspace.ledger.seq
        await press(pilot, "3", "space", "space", "space")
        assert "3 marked" in text(pilot)
        await press(pilot, "d")
        await pilot.pause()
        assert [record(folder, id).state for id in ("A-1", "A-2", "A-6", "A-3")] == ["done", "done", "done", "todo"]
        assert board(pilot).desk.workspace.ledger.seq == before + 1
        assert not board(pilot).pane.marks


async def test_all_or_none(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "G", "space", "k", "space", "d")
        await pilot.pause()
        assert record(folder, "A-4").state == "todo"
        assert "done already" in text(pilot)


async def test_the_owner_of_all_that_is_marked(folder: Path, opened: Opened, monkeypatch: Any):
    async with opened(folder) as pilot:
        acts = board(pilot).acts

        async def choose(_dialog: object) -> str:
            return "PN-1"

        monkeypatch.setattr(acts, "show", choose)
        await press(pilot, "3", "space", "space", "o")
        await pilot.pause()
        assert {record(folder, id).owner for id in ("A-1", "A-6")} == {"PN-1"}


async def test_moving_due_days_asks_why_once(folder: Path, opened: Opened, monkeypatch: Any):
    from datetime import date

    async with opened(folder) as pilot:
        acts = board(pilot).acts
        answers: list[Any] = [date(2026, 12, 11), "the printer is late"]

        async def answer(_dialog: object) -> Any:
            return answers.pop(0)

        monkeypatch.setattr(acts, "show", answer)
        await press(pilot, "3", "space", "space", "t")
        await pilot.pause()
        assert record(folder, "A-6").due == date(2026, 12, 11)
        assert record(folder, "A-1").due_log[-1].why == "the printer is late"
        assert not answers
