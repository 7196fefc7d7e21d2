"""The board as plain text, in both languages, wide and folded. `CONCORD_GOLDENS=write` writes them anew."""

from pathlib import Path

import pytest

from tests.tui.board.test_board import press
from tests.tui.conftest import Opened, same_as_golden, text
from tui import i18n

SCREENS = {
    "goal": ("2", "j"),
    "department": ("1", "j"),
    "action": ("3",),
    "blocker": ("3", "]"),
    "key-result": ("2", "]", "j"),
    "retro": ("4",),
    "person": ("1", "]"),
    "marked": ("3", "space", "space"),
    "reading": ("3", "enter"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["wide", "folded"])
@pytest.mark.parametrize("name", SCREENS)
async def test_the_board_looks_as_it_did(folder: Path, opened: Opened, name: str, size: tuple[int, int], lang: str):
    i18n.use(lang)
    async with opened(folder, size=size) as pilot:
        await press(pilot, *SCREENS[name])
        shown = text(pilot) + "\n"
    same_as_golden(f"board-{name}-{size[0]}-{lang}", shown, size[0])
