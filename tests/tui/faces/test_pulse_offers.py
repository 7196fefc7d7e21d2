"""What is offered on a pulse: to answer it once, and to close it where one asked it."""

from pathlib import Path

from textual.pilot import Pilot

from store import commands
from store.workspace import open_workspace
from tests.tui.conftest import text
from tests.tui.way import go, keyed, opened_by
from tui.board.screen import BoardScreen


def offered(pilot: Pilot[int]) -> list[str]:
    board = pilot.app.screen
    assert isinstance(board, BoardScreen)
    return [row.action for row in board.footer.keys if row.action in ("value", "done")]


async def test_a_pulse_that_is_answered_is_not_offered_again_and_others_do_not_close_it(folder: Path):
    with open_workspace(str(folder), "ana") as ana:
        pulse = ana.do(commands.add, "pulse", {"title": "Week 47", "period": "2026-Q4"}).id
    async with opened_by(folder, "li", (80, 24)) as pilot:
        await go(pilot, pulse)
        assert offered(pilot) == ["value"]
        await keyed(pilot, "enter")
        assert "v answers" in text(pilot)
        assert "closes it" not in text(pilot)
        await keyed(pilot, "v", *("4", "enter") * 5, "ctrl+s")
        assert "is counted" in text(pilot)
        assert offered(pilot) == []
        await keyed(pilot, "v")
        assert "Answer PU-1" not in text(pilot)
        await keyed(pilot, "escape", "?", *"answer")
        assert "five questions, a sentence" not in text(pilot)
    async with opened_by(folder, "ana", (80, 24)) as pilot:
        await go(pilot, pulse)
        assert offered(pilot) == ["value", "done"]
