"""Lines that stay as they are, are not drawn again."""

from pathlib import Path
from typing import Any

import pytest

from tests.tui.conftest import Opened, painted
from tui.parts.lines import Lines
from tui.theme import LIGHT


async def test_a_move_in_a_dialog_draws_the_lines_that_it_changes(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    drawn: list[Any] = []
    real = Lines._strip

    def strip(self: Lines, *args: Any) -> Any:
        drawn.append(args[0])
        return real(self, *args)

    monkeypatch.setattr(Lines, "_strip", strip)
    async with opened(folder, size=(100, 30)) as pilot:
        await pilot.press("?")
        await painted(pilot)
        assert len(drawn) > 30
        for key in ("down", "down", "up"):
            drawn.clear()
            await pilot.press(key)
            await painted(pilot)
            assert 1 <= len(drawn) <= 3
        pilot.app.theme = LIGHT.name
        await painted(pilot)
        assert len(drawn) > 10, "another theme has other colours"
