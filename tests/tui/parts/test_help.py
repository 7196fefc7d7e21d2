"""Help as a way: what a person is looking for is typed, found in either language, and done with Enter."""

from pathlib import Path

import pytest

from tests.tui.board.test_board import press
from tests.tui.conftest import Opened, text
from tui import i18n

SOUGHT = {
    ("en", "object"): "Stance on G-1",
    ("en", "ask another"): "Ask another department",
    ("en", "waits for"): "Who waits for whom",
    ("en", "timeline"): "Timeline of G-1",
    ("en", "accountable"): "RACI of G-1",
    ("zh", "反对"): "对 G-1 的立场",
    ("zh", "请求"): "向另一部门请求",
    ("zh", "谁等谁"): "谁在等谁",
}


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["wide", "folded"])
@pytest.mark.parametrize(("lang", "sought"), SOUGHT)
async def test_what_is_looked_for_is_found_and_done(
    folder: Path, opened: Opened, lang: str, sought: str, size: tuple[int, int]
):
    i18n.use(lang)
    async with opened(folder, size=size) as pilot:
        await press(pilot, "2", "j", "?", *("space" if letter == " " else letter for letter in sought))
        assert "> " in text(pilot)
        await press(pilot, "enter")
        await pilot.pause(0.1)
        assert SOUGHT[lang, sought] in text(pilot)


async def test_every_room_lists_its_own_keys_first_and_does_them(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "2", "j", "T")
        assert "a cell is 2 days" in text(pilot)
        await press(pilot, "?")
        shown = text(pilot)
        assert shown.index("In this room") < shown.index("Nearer") < shown.index("Change")
        await press(pilot, *"farther", "enter")
        await pilot.pause(0.1)
        assert "Timeline of G-1" in text(pilot)
        assert "a cell is 3 days" in text(pilot)
