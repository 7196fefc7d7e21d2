"""Pickers, the search, the palette and help: typed at to narrow, and each leads somewhere."""

from pathlib import Path

import pytest

import store
from store.kinds.action import Action
from tests.tui.conftest import Opened, text, typed
from tui import i18n


async def test_the_search_finds_a_word_and_goes_there(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("/")
        await pilot.pause(0.05)
        await typed(pilot, "lease")
        assert "Sign the lease" in text(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen.pane.chosen == "A-6"  # type: ignore[attr-defined]


async def test_the_search_finds_chinese_and_says_when_nothing_is_there(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("/")
        await pilot.pause(0.05)
        await typed(pilot, "新店")
        assert "莱比锡新店" in text(pilot)
        await pilot.press("escape")
        await typed(pilot, "zzqx")
        assert "Nothing is found" in text(pilot)
        await pilot.press("escape", "escape")
        assert "Departments" in text(pilot)


async def test_an_owner_is_picked_by_any_part_of_the_name(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("3", "o")
        await typed(pilot, "雷")
        seen = text(pilot)
        assert "李雷" in seen
        assert "Bo" not in seen
        chosen = pilot.app.screen_stack[0].pane.chosen  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
    with store.open_workspace(str(folder), "reader") as workspace:
        assert workspace.records.one(Action, chosen).owner == "PN-3"


async def test_help_lists_every_key_that_works_and_narrows(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("3", "?")
        assert "Keys that work here" in text(pilot)
        await typed(pilot, "owner")
        seen = text(pilot)
        assert "Owner" in seen
        assert "Half a page" not in seen


@pytest.mark.parametrize("key", [":", "：", "ctrl+p"])
async def test_the_palette_switches_the_language_while_it_runs(opened: Opened, folder: Path, key: str):
    async with opened(folder) as pilot:
        if key == "：":
            await typed(pilot, key)
        else:
            await pilot.press("colon" if key == ":" else key)
        await typed(pilot, "chinese")
        await pilot.press("enter")
        await pilot.pause()
        assert i18n.lang() == "zh"
        assert "部门" in text(pilot)
