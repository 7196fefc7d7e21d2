"""The board of a new workspace says what comes first, and what of it is there already."""

from pathlib import Path

import pytest

from store.workspace.founding import found_workspace
from tests.tui.board.test_board import press
from tests.tui.conftest import Opened, painted, text
from tui import i18n

HEADS = {"en": "What comes first", "zh": "先做什么"}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    folder = tmp_path / "bare"
    found_workspace(str(folder), "Acme", "ana")
    return folder


def firsts(shown: str) -> list[str]:
    """The marks of what comes first, in order."""
    lines = [line for line in shown.splitlines() if line[4:8].rstrip() in ("1 a", "1 ] ", "1 ]", "2 a")]
    return [line[2] for line in lines]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_departments_people_and_a_goal(bare: Path, opened: Opened, lang: str, size: tuple[int, int]):
    i18n.use(lang)
    async with opened(bare, size=size) as pilot:
        await painted(pilot)
        assert HEADS[lang] in text(pilot)
        assert {"en": "a add", "zh": "a 添加"}[lang] in text(pilot).splitlines()[-1]  # the keys are in sight
        assert firsts(text(pilot)) == [">", " ", " "]
        for name in ("Marketing", "Finance"):
            await press(pilot, "1", "a", *name, "ctrl+s")
        assert firsts(text(pilot)) == ["x", ">", " "]
        await press(pilot, "1", "]", "a", *"Bo", "ctrl+s")
        assert firsts(text(pilot)) == ["x", "x", ">"]
        await press(pilot, "2", "a", *"Spring", "ctrl+s")
        assert HEADS[lang] not in text(pilot)


async def test_it_does_not_stand_where_a_filter_finds_nothing(opened: Opened, folder: Path):
    async with opened(folder, size=(120, 36)) as pilot:
        await press(pilot, "2", "f", *"nothing like it", "enter")
        assert HEADS["en"] not in text(pilot)
