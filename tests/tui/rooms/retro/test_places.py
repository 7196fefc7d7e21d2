"""Each column keeps its place while another one has the cursor; people by their names; what came of it on its page."""

from pathlib import Path

import pytest

from store import commands
from store.kinds import retro
from store.workspace import open_workspace
from tests.tui.conftest import Opened, text
from tests.tui.way import go, keyed

LONG = 24


@pytest.fixture
def talked(folder: Path) -> Path:
    """Many cards in one column, one in the next; Bo leads and is somebody to wait for."""
    with open_workspace(str(folder), "bo") as workspace:
        for n in range(LONG):
            workspace.do(retro.add_card, "R-2", "start", f"Idea {n}")
        workspace.do(retro.add_card, "R-2", "stop", "Prices on Fridays")
        person = workspace.records.person_of("bo")
        assert person is not None
        workspace.do(commands.edit, "R-2", {"facilitator": person.id, "people": (person.id,)})
        workspace.do(commands.edit, person.id, {"name": "Bo Lindström"})
        workspace.do(retro.move, "R-2", "group")
    return folder


async def test_a_long_column_stays_where_it_is_while_the_cursor_is_in_another(talked: Path, opened: Opened):
    async with opened(talked, size=(80, 24)) as pilot:
        await go(pilot, "R-2", "R")
        await keyed(pilot, "h", "h", "G")
        last = f"Idea {LONG - 1}"
        assert f"> {last}" in text(pilot)
        await keyed(pilot, "l")
        assert "> Prices on Fridays" in text(pilot)
        assert last in text(pilot)
        await keyed(pilot, "h")
        assert f"> {last}" in text(pilot)


async def test_the_room_calls_people_by_their_names(talked: Path, opened: Opened):
    async with opened(talked, size=(80, 24)) as pilot:
        await go(pilot, "R-2", "R")
        assert "Bo Lindström leads" in text(pilot)
        assert "  Bo Lindström " in text(pilot)
        await keyed(pilot, ">")
        assert "Not done yet: Bo Lindström." in text(pilot)
        await keyed(pilot, "escape", "right_square_bracket", "j")
        assert "(Bo Lindström)" in text(pilot)


async def test_what_came_out_of_a_card_stands_on_the_page_of_its_retrospective(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(retro.follow_up, "R-2", "Agree it on Mondays", card_id="C-1")
        workspace.do(retro.follow_up, "R-2", "Ask the shops first")
    async with opened(folder, size=(120, 36)) as pilot:
        await go(pilot, "R-2", "enter")
        assert "Agree it on Mondays" in text(pilot)
        assert "Ask the shops first" in text(pilot)
