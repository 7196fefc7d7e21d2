"""The journal is put back under an open screen: whatever is in sight shows what stands, and what was typed stays."""

from pathlib import Path

import pytest

from store import commands
from store.workspace import open_workspace
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text, typed
from tests.tui.parts.test_conflict import until


@pytest.mark.parametrize(
    ("keys", "words", "found"),
    [("", "", 0), ("/", "shelf", 1), ("3f", "shelf", 2), *((keys, "", 0) for keys in ("S", "2T", "H", "3h", "m", "W"))],
)
async def test_what_is_in_sight_is_what_stands(folder: Path, opened: Opened, keys: str, words: str, found: int):
    journal = folder / "journal"
    async with opened(folder, size=(100, 36)) as pilot:
        desk = board(pilot).desk
        desk.news.stop()
        await press(pilot, *keys)
        await typed(pilot, words)
        await until(pilot, lambda: not words or (desk.index.at_rest and text(pilot).count("Shelf plan") == found))
        await until(pilot, lambda: keys != "2T" or "all goals" in text(pilot))  # follows a pause
        before, older = seen(pilot), journal.read_bytes()
        with open_workspace(str(folder), "bo") as other:
            for id in ("A-1", "A-2"):
                other.do(commands.edit, id, {"title": "Gone shelf"})
            other.do(
                commands.add,
                "action",
                {"title": "Gone shelf", "owner": other.records.person_of("ana").id, "goal": "G-1"},
            )
        desk.news.deliver()
        await pilot.pause()
        with open(journal, "r+b") as file:
            file.write(older)
        desk.news.deliver()
        await until(pilot, lambda: seen(pilot) == before)
        assert "The workspace was put back to" in text(pilot)
        assert "Gone" not in text(pilot)


async def test_a_workspace_that_is_gone_is_said_over_what_is_being_typed(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        desk = board(pilot).desk
        desk.news.stop()
        await press(pilot, *"3a")
        await typed(pilot, "Half a thought")
        folder.rename(folder.with_name("moved"))
        desk.news.deliver()
        await pilot.pause()
        assert "nothing can be" in text(pilot)
        folder.with_name("moved").rename(folder)
        desk.news.deliver()
        await pilot.pause()
        assert "The workspace is there again" in text(pilot)
        assert "nothing can be" not in text(pilot)
        assert "Half a thought" in text(pilot)


def seen(pilot: object) -> list[str]:
    """The screen without the line in which things are said, and what is new for me."""
    return text(pilot).splitlines()[:-2]
