"""Pulses in their list: those that are open on top, of those that are closed the latest first."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import clock, commands
from store.workspace import open_workspace
from tests.tui.conftest import Opened


async def test_the_latest_closed_one_stands_first(folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch):
    with open_workspace(str(folder), "ana") as workspace:
        for n in range(4):
            moment = datetime(2026, 11, 1, 9, tzinfo=UTC) + timedelta(days=n)
            monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
            pulse = workspace.do(commands.add, "pulse", {"title": f"Week {n}", "period": "2026-Q4"})
            if n < 2:
                workspace.do(commands.done, pulse.id)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    async with opened(folder) as pilot:
        board = pilot.app.screen
        listing = board.listings["pulse"]  # type: ignore[attr-defined]
        assert listing.ids(board.narrowing) == ["PU-4", "PU-3", "PU-2", "PU-1"]  # type: ignore[attr-defined]
