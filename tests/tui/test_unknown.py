"""What a later version has written, on the screen: every list, page and room opens, and shows it by its raw name."""

from pathlib import Path

import pytest

from store import commands
from store.engine.ledger import Ledger
from store.kinds import KINDS
from store.workspace import open_workspace
from tests.store.built_example import build
from tests.store.later import SORTS, grow
from tests.tui.conftest import TODAY, Opened
from tui.text.insights.insight_page import PAGES


@pytest.mark.parametrize("sort", SORTS)
async def test_every_page_and_room_opens(tmp_path: Path, opened: Opened, sort: str):
    folder = tmp_path / "w"
    build(folder, "launch", "en", TODAY)
    with open_workspace(str(folder)) as workspace:
        workspace.do(commands.add, "person", {"name": "Ana", "login": "ana", "role": "admin"})
    with Ledger(str(folder)) as ledger:
        grow(ledger, sort)
        numbers = {name: ledger.numbers(name)[:2] for name in KINDS}
    async with opened(folder, (100, 60)) as pilot:
        for kind in KINDS.values():
            for number in numbers[kind.name] if kind.seen_at is None else ():
                id = kind.id(number)
                pilot.app.screen.desk.open(id)
                await pilot.pause()
                lines = ["".join(part for part, _tone in line) for line in pilot.app.screen.detail.lines]
                assert lines
                if sort == "fields":
                    assert any("mood^[[31m  [bold]hap^[[31mpy" in line for line in lines)
        for key in ("S", "R", "T", "I", "H", "M", "W", "slash", "h"):
            await pilot.press("2", key)
            await pilot.pause()
            await pilot.press("escape", "escape")
        await pilot.press("I")
        for _page in PAGES:
            await pilot.press("]")
            await pilot.pause()
        assert pilot.app.is_running
