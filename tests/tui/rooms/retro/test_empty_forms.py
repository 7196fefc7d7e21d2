"""Whatever the room asks, it may be saved with nothing typed: then it is said what is wanted, or nothing is changed."""

from pathlib import Path

import pytest

from store import commands
from store.commands import retro_course as course
from store.kinds import retro
from store.workspace import open_workspace
from tests.tui.conftest import Opened, text
from tests.tui.way import desk_of, go, keyed

#: By what is asked: the keys that lead there.
ASKED = {
    "minutes": (":", *"how long", "enter"),
    "judged": ("v",),
    "follow-up": ("]", "a"),
    "change": ("]", "D"),
    "lesson": ("]", "+"),
    "closing": ("]", "]", ">"),
    "group": ("]", "]", "[", "[", "]", "n"),
    "note": ("]", "]", "i"),
}


@pytest.mark.parametrize("asked", ASKED)
async def test_nothing_typed_breaks_nothing(folder: Path, opened: Opened, asked: str):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.reopen, "R-1", "one card was left")
        ana.do(course.set_change, "R-1", "No price on Friday")
        ana.do(course.close, "R-1", "late")
        ana.do(commands.edit, "R-2", {"follows": "R-1"})
        if asked in ("closing", "follow-up", "note"):
            ana.do(retro.move, "R-2", "discuss")
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-2", "R", *["["] * 4, *ASKED[asked])
        seq = desk_of(pilot).workspace.ledger.seq
        await keyed(pilot, "ctrl+s")
        assert desk_of(pilot).workspace.ledger.seq <= seq + 1
        shown = text(pilot)
        await keyed(pilot, "escape")
        assert pilot.app.return_code is None
        assert "This is needed" in shown or "R-2 Autumn campaign" in shown
