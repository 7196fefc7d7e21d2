"""Lines that stay as they are, are not drawn again."""

from pathlib import Path
from typing import Any

import pytest

from tests.tui.conftest import Opened, painted
from tui.parts import lines
from tui.parts.drawing import filled
from tui.text.line import Line, Part
from tui.theme import LIGHT


async def test_a_move_in_a_dialog_draws_the_lines_that_it_changes(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    drawn: list[Any] = []

    def counted(line: Line, width: int) -> list[Part]:
        drawn.append(line)
        return filled(line, width)

    monkeypatch.setattr(lines, "filled", counted)
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
