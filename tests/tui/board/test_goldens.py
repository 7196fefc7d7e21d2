"""The board as plain text, in both languages, wide and folded. `CONCORD_GOLDENS=write` writes them anew."""

import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.board.test_board import press
from tests.tui.conftest import Opened, text
from tui import i18n

GOLDENS = Path(__file__).parents[1] / "goldens"
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
    assert all(cell_len(line) <= size[0] for line in shown.splitlines())
    golden = GOLDENS / f"board-{name}-{size[0]}-{lang}.txt"
    if os.environ.get("CONCORD_GOLDENS") == "write":
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")
