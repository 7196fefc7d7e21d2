"""The rooms of working together as plain text, in both languages. `CONCORD_GOLDENS=write` writes them anew."""

from datetime import date
from pathlib import Path

import pytest

from store import commands
from store.kinds import blocker
from store.workspace import open_workspace
from store.workspace.presence import Presence
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, same_as_golden, text
from tests.tui.parts.test_conflict import editing
from tui import i18n


def happen(folder: Path) -> None:
    """A morning of Bo's."""
    with open_workspace(str(folder), "bo") as bo:
        bo.do(commands.edit, "A-1", {"due": date(2026, 12, 4)}, why="waiting for the budget code")
        bo.do(commands.done, "A-3")
        bo.do(commands.comment, "A-2", "I can do this on Thursday if nobody else wants it, but I need the list first")
        bo.do(blocker.block, ["A-2"], "the list is not there", "DP-1")
        bo.do(commands.add_many, "action", [{"title": f"Shop {n}", "goal": "G-1"} for n in range(8)])
        bo.do(commands.edit, "A-4", {"title": "Shelf plan for the spring", "tags": ("shop",), "priority": "high"})


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["wide", "folded"])
@pytest.mark.parametrize("name", ["history", "life", "who", "conflict"])
async def test_the_rooms_look_as_they_did(folder: Path, opened: Opened, name: str, size: tuple[int, int], lang: str):
    async with opened(folder, size=size) as pilot:
        await press(pilot, "H", "escape")
        i18n.use(lang)
        if name == "conflict":
            await editing(pilot, folder, "Mine", title="Theirs, and a good deal longer than mine")
        else:
            happen(folder)
            here = Presence(str(folder), "bo", "pts/7")
            here.tell("retro", "R-1")
            desk = board(pilot).desk
            desk.news.deliver()
            desk.open("A-4")
            desk.company.look()
            await press(pilot, *{"history": ("H", "j"), "life": ("h",), "who": (":", *"who is", "enter")}[name])
        await pilot.pause(0.1)
        shown = text(pilot) + "\n"
    same_as_golden(f"room-{name}-{size[0]}-{lang}", shown, size[0])
