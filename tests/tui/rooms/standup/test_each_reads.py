"""One posts in Chinese, another reads in English: the room, the page, the history, the digest, and what is reworded."""

import re
from pathlib import Path
from typing import Any

from store import commands
from store.workspace import open_workspace
from tests.tui.board.test_board import board
from tests.tui.conftest import Opened, text, typed
from tests.tui.rooms.standup.test_standup import entry_of, keys, room
from tui import i18n

CHINESE = re.compile("[\u4e00-\u9fff]+")


def words(shown: str) -> str:
    """The screen without the one name that is Chinese."""
    return shown.replace("李雷", "Li").replace("莱比锡新店开业与周边社区合作推广", "Shop")


async def test_what_was_posted_in_one_language_is_read_in_another(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.done, "A-4")
    i18n.use("zh")
    async with opened(folder) as pilot:
        await keys(pilot, "S", "ctrl+s")
        assert "A-4" in text(pilot)
        assert CHINESE.search(text(pilot))
    assert any(CHINESE.search(said) for _section, on, said in entry_of(folder) if on == "KR-1")
    i18n.use("en")
    async with opened(folder) as pilot:
        await keys(pilot, "S")
        assert "checked KR-1 Stock sold in at 71" in " ".join(text(pilot).split())
        assert not CHINESE.search(words(text(pilot)))
        await keys(pilot, "g", "v")
        assert "finished A-4 Print the card" in text(pilot), "my entry is mine to amend in either language"
        await keys(pilot, "e", "enter")
        await keys(pilot, "ctrl+s")
        assert record_line(folder, "A-5").did, "looked at and left as it is"
        await keys(pilot, "v")
        await keys(pilot, "e", "ctrl+u")
        await typed(pilot, "We have a printer")
        await keys(pilot, "enter", "ctrl+s")
    assert record_line(folder, "A-5").text == "We have a printer"
    i18n.use("zh")
    async with opened(folder) as pilot:
        await keys(pilot, "S")
        shown = text(pilot)
        assert "We have a printer" in shown, "what somebody typed stays their words"
        assert "checked KR-1" not in shown
        board(pilot).desk.news.deliver()
        room(pilot).open("SU-1")
        await keys(pilot, "h")
        i18n.use("en")
        pilot.app.screen.retell()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "Lines · ana finished A-5 Choose a printer > We have a printer" in text(pilot)
        assert "added" not in text(pilot)


def record_line(folder: Path, on: str) -> Any:
    with open_workspace(str(folder)) as workspace:
        entry: Any = workspace.records.get("SU-1")
        return next(line for line in entry.lines if line.on == on)
