"""Every record can be gone to: its list, where it belongs, or a page of its own; no hit closes the search mutely."""

from pathlib import Path

import pytest

from store import commands
from store.kinds import KINDS
from store.kinds.naming import title_of
from store.workspace import open_workspace
from store.workspace.founding import found_workspace
from tests.store.rights.world import furnish
from tests.tui.conftest import Opened, text
from tests.tui.way import keyed
from tui.faces.seen_at import place_of


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A record of every kind."""
    folder = tmp_path / "world"
    with found_workspace(str(folder), "Acme", zone="UTC", language="en") as w:
        w.do(commands.add, "department", {"name": "Marketing", "code": "MKT"})
        w.do(furnish)
        w.do(commands.add, "person", {"name": "Ana", "login": "ana"})
    return folder


@pytest.mark.parametrize("kind", KINDS)
async def test_a_record_of_every_kind_can_be_gone_to(world: Path, opened: Opened, kind: str):
    with open_workspace(str(world)) as w:
        id = KINDS[kind].id(w.ledger.numbers(kind)[-1])
        seen = w.records.get(place_of(w.records, id) or id)
        named = title_of(seen)
    async with opened(world, (120, 36)) as pilot:
        pilot.app.screen.open(id)
        await pilot.pause()
        assert named in text(pilot)


async def test_enter_on_the_workspace_in_the_search_shows_its_page(world: Path, opened: Opened):
    async with opened(world, (80, 24)) as pilot:
        await keyed(pilot, "/", *"acme", "enter")
        assert "Working days" in text(pilot)
        await keyed(pilot, "escape")
        assert "Working days" not in text(pilot)
