"""The wall: it shows goals, stand-up and numbers by turns, to nobody in particular, and changes nothing."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

import store
from store import commands
from store.errors import ReadOnly
from store.kinds.card import Card
from store.records import Changes
from tests.tui.conftest import painted, text
from tui import i18n
from tui.wall.screen_on_wall import WallApp, WallScreen
from tui.wall.showing import WallDesk

Hung = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
#: What stands on top of the first two sheets.
SAID = {"en": ("Where our goals stand", "Stand-up, Mon 23 Nov"), "zh": ("我们的目标进展如何", "站会，11月23日 周一")}


@pytest.fixture
def hung(folder: Path) -> Hung:
    """Hangs the workspace up; nothing turns by itself."""

    @asynccontextmanager
    async def hang(size: tuple[int, int] = (120, 36), every: float = 1e6) -> AsyncIterator[Pilot[int]]:
        desk = WallDesk(store.open_workspace(str(folder), ""))
        try:
            async with WallApp(desk, every=every).run_test(size=size) as pilot:
                await painted(pilot)
                await pilot.app.workers.wait_for_complete()
                await pilot.pause()
                yield pilot
        finally:
            desk.close()

    return hang


def wall(pilot: Pilot[int]) -> WallScreen:
    assert isinstance(pilot.app.screen, WallScreen)
    return pilot.app.screen


async def all_sheets(pilot: Pilot[int]) -> list[str]:
    """What is seen until the first comes again."""
    found: list[str] = []
    while (shown := text(pilot)) not in found:
        found.append(shown)
        wall(pilot).turn()
        await pilot.pause()
    return found


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50), (40, 12)])
async def test_goals_standup_and_numbers_come_by_turns(hung: Hung, size: tuple[int, int], lang: str):
    async with hung(size) as pilot:
        i18n.use(lang)
        pilot.app.lang_changed()  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        found = await all_sheets(pilot)
        assert len(found) > 4
        goals, standup = SAID[lang]
        assert goals in found[0]
        assert any(standup in each for each in found)
        assert all(max(map(cell_len, each.splitlines())) <= size[0] for each in found)
        assert all(each.splitlines()[-1].strip() == f"q {i18n.t('leave')}" for each in found)
        assert ("Spring promotion" if size[0] > 40 else "Spring") in found[0] + found[1]


async def test_no_key_and_no_click_does_anything_but_q(hung: Hung):
    async with hung() as pilot:
        before = text(pilot)
        for key in (
            *"aedxcvsrbnEDotpul/:?;,mSMTIHRyzAGjk12340",
            "enter",
            "escape",
            "ctrl+z",
            "ctrl+c",
            "ctrl+p",
            "tab",
        ):
            await pilot.press(key)
        await pilot.click(offset=(4, 6))
        await pilot.pause()
        assert text(pilot) == before
        assert len(pilot.app.screen_stack) == 1
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.return_code == 0


async def test_it_turns_by_itself(hung: Hung):
    async with hung(every=0.0) as pilot:
        before = wall(pilot)._up
        wall(pilot)._tick()
        await pilot.pause()
        assert wall(pilot)._up != before


async def test_it_hears_of_what_others_do(hung: Hung, folder: Path):
    async with hung() as pilot:
        assert "Fewer returns" not in text(pilot)
        with store.open_workspace(str(folder), "ana") as ana:
            ana.do(commands.add, "goal", {"title": "Fewer returns", "departments": ("DP-2",)})
        wall(pilot).desk.news.deliver()
        await pilot.pause()
        assert "Fewer returns" in text(pilot)


async def test_nothing_is_written_in_the_workspace_or_remembered(hung: Hung, folder: Path):
    before = files_of(folder)
    async with hung() as pilot:
        await all_sheets(pilot)
        desk = wall(pilot).desk
        desk.news._look()
        assert desk.news.fault is None
        with pytest.raises(ReadOnly, match="only looked at"):
            await desk.do(commands.comment, "A-1", "A word from the wall")
        with pytest.raises(ReadOnly):
            desk.workspace.documents.table("action").remove(doc_ids=[1])
    assert files_of(folder) == before
    assert not Path(os.environ["XDG_STATE_HOME"]).exists()


async def test_it_sees_what_nobody_may_see_who_is_nobody(hung: Hung, folder: Path):
    with store.open_workspace(str(folder), "ana") as ana:
        cards = ana.records.all(Card)
        assert any("stock feed" in card.text for card in cards)
    async with hung() as pilot:
        assert not any("stock feed" in card.text for card in wall(pilot).desk.records.all(Card))


async def test_a_large_answer_or_none_is_drawn_too(tmp_path: Path):
    """A workspace with nothing in it."""
    store.Ledger.create(tmp_path / "empty", "Acme")
    desk = WallDesk(store.open_workspace(str(tmp_path / "empty"), ""))
    try:
        async with WallApp(desk, every=1e6).run_test(size=(80, 24)) as pilot:
            await painted(pilot)
            found = await all_sheets(pilot)
            assert "No goal is open" in found[0]
            assert any("Nothing is blocked, late or due today" in each for each in found)
    finally:
        desk.close()


def furnished_goals(changes: Changes) -> None:
    """So many that they do not fit."""
    for number in range(40):
        commands.add(changes, "goal", {"title": f"Goal {number}", "departments": ("DP-1",)})


async def test_more_goals_than_there_is_room_for_are_turned(hung: Hung, folder: Path):
    with store.open_workspace(str(folder), "ana") as ana:
        ana.do(furnished_goals)
    async with hung((80, 24)) as pilot:
        found = await all_sheets(pilot)
        assert [each for each in found if "3 of 3" in each and "goals stand" in each]
