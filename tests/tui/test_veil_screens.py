"""What is not for everybody yet is on no screen of anybody else, until it is: then on all that are open."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import clock
from store.kinds import retro
from store.workspace import open_workspace
from tests.tui.cli.gathering import ANAS, BENS, GIVEN, NOBODYS, furnish
from tests.tui.conftest import painted, text, typed
from tui.app import ConcordApp
from tui.desk.desk import Desk
from tui.text.insights.insight_page import PAGES

#: The keys that lead somewhere from the page of a record.
WAYS = (
    *(("enter",), ("R",), ("R", "j"), ("R", "l"), ("h",), ("H", "]"), ("H", "]", "]")),
    *(("m",), ("o",), ("e",), (":",), ("*",), ("S",), ("T",), ("M",), ("W",), ("w",), ("V",), ("?",)),
    *(("I", *("]" for _ in range(n))) for n in range(len(PAGES))),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    furnish(str(tmp_path / "work"))
    return tmp_path / "work"


@asynccontextmanager
async def opened(folder: Path, who: str) -> AsyncIterator[Pilot[int]]:
    desk = Desk(open_workspace(str(folder), who))
    app = ConcordApp(desk)
    try:
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause()
            await painted(pilot)
            yield pilot
    finally:
        desk.close()


def told(shown: str) -> list[str]:
    hidden = [word for word in (*BENS, *NOBODYS) if word in shown]
    return hidden + [str(n) for n in GIVEN if re.search(rf"\b{n}\b", shown)]


async def home(pilot: Pilot[int]) -> None:
    while len(pilot.app.screen_stack) > 1:
        await pilot.press("escape")
        await pilot.pause()


async def searched(pilot: Pilot[int], word: str) -> str:
    await home(pilot)
    await pilot.press("/")
    await typed(pilot, word)
    await pilot.pause(0.2)
    shown = text(pilot)
    await home(pilot)
    return shown


async def walk(pilot: Pilot[int]) -> list[str]:
    """What stands anywhere that should not."""
    found: list[str] = []
    await pilot.press("4")
    for id in ("R-1", "R-2", "R-3"):
        for keys in WAYS:
            await home(pilot)
            pilot.app.screen.open(id)  # type: ignore[attr-defined]
            await pilot.press(*keys)
            await pilot.pause()
            found += [f"{id} {keys}: {each}" for each in told(text(pilot))]
    for word in (*BENS, *NOBODYS):
        shown = await searched(pilot, word[:-1])
        found += [f"search {word}"] if f"C-{word}" in shown or told(shown.replace(word[:-1], "", 1)) else []
    return found


async def test_nothing_stands_where_others_look(folder: Path):
    async with opened(folder, "ana") as pilot:
        assert await walk(pilot) == []
        pilot.app.screen.open("R-1")  # type: ignore[attr-defined]
        await pilot.press("R")
        assert ANAS in text(pilot)


async def test_without_the_veil_it_would(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("store.workspace.veils", lambda _ledger: {})
    async with opened(folder, "ana") as pilot:
        found = " ".join(await walk(pilot))
    # Not in the room of a retrospective: that counts what others put up, whatever it could read.
    for id, keys in (("R-1", "('h',"), ("R-2", "('h',"), ("R-3", "('H',")):
        assert f"{id} {keys}" in found
    assert "search quokka" in found


async def test_once_shown_it_is_found_in_a_session_that_had_looked_for_it_before(folder: Path):
    async with opened(folder, "ana") as pilot:
        assert "C-2" not in await searched(pilot, "quokk")
        with open_workspace(str(folder), "ana") as other:
            other.do(retro.move, "R-1", "group")
        pilot.app.desk.news.deliver()  # type: ignore[attr-defined]
        assert "quokka" in await searched(pilot, "quokk")
        with open_workspace(str(folder), "ana") as other:
            other.do(retro.move, "R-1", "gather")
            other.do(retro.add_card, "R-1", "stop", "another")
        with open_workspace(str(folder), "ben") as other:
            other.do(retro.add_card, "R-1", "stop", "pangolin")
        pilot.app.desk.news.deliver()  # type: ignore[attr-defined]
        assert "quokka" in await searched(pilot, "quokk")
        assert "pangolin" not in await searched(pilot, "pango")
