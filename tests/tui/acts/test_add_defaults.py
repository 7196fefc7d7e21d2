"""A form for a new record shows what holds where nothing is said, wherever it is opened from."""

from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from store.kinds import KINDS
from tests.tui.conftest import Opened
from tui.acts.record import add_with

#: Added from a gate or out of a room, beside the board.
ADDED = ("retro", "meeting", "lesson", "action", "agenda-item")


@pytest.mark.parametrize("kind", ADDED)
async def test_it_begins_with_the_defaults(folder: Path, opened: Opened, kind: str):
    wanted = {each.name: each.default for each in structs.fields(KINDS[kind].record) if isinstance(each.default, int)}
    async with opened(folder, size=(80, 24)) as pilot:
        board: Any = pilot.app.screen
        board.acts.begin(add_with(board.acts, kind, {}))
        await pilot.pause()
        form: Any = pilot.app.screen
        shown = {each.field.name: each.line.text for each in form.answers if hasattr(each, "line")}
        for name, value in wanted.items():
            if name in shown and not isinstance(value, bool):
                assert shown[name] == str(value)
        assert kind != "retro" or shown["votes"] == "3"
