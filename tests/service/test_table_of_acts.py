"""README's table of what each role does over SSH: every key, room and command of the screen."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store.kinds import KINDS
from store.workspace import open_workspace
from tests.service.furnished import PEOPLE, furnish
from tests.service.readme_table import ROLES, ROOMS, Act, Row, rows
from tests.tui.conftest import text
from tests.tui.test_offered import Refusals
from tests.tui.test_served import screens
from tui import i18n, keys, served
from tui.acts.obeying import rows_for
from tui.app import ConcordApp
from tui.board.palette_commands import commands_of
from tui.board.screen import BoardScreen
from tui.config import Options
from tui.desk.desk import Desk
from tui.keys import Key
from tui.rooms.rooms import ROOMS as DOORS, open_room
from tui.served import Served

#: What the rooms are about, where they are about something.
ABOUT = {"life": "A-1", "gate": "G-1", "meeting": "M-1", "series": "SE-1", "raci": "G-1", "checklist": "A-1", "why": "G-1",
         "proposals": "M-2", "lessons": "G-1", "dictionary": "A-1", "retro": "R-2", "record": "A-1"}  # fmt: skip


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of each role."""
    place = tmp_path_factory.mktemp("kept")
    for role in ROLES:
        furnish(str(place / role), role)
    return place


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whoever is served."""
    monkeypatch.setattr(served, "_session", Served(PEOPLE[request.param]))
    return request.param


def named(table: list[Row], row: Key) -> list[Row]:
    """Where that row of the table of keys stands: by its key, else by its section."""
    found = [each for each in table if any(act.is_of(row) for act in each.acts)]
    return found or [each for each in table if str(row.section) in each.sections]


def commanded(table: list[Row], label: str) -> list[Row]:
    """Where a command without a key stands."""
    return [each for each in table if any(act.key == ":" and act.words and act.words in label.lower() for act in each.acts)]


def desk_of(kept: Path, role: str) -> Desk:
    i18n.use("en")
    return Desk(open_workspace(str(kept / role), PEOPLE[role]), Options())


def test_every_key_stands_in_one_row():
    table = rows()
    found = {(row.shown, str(row.label)): named(table, row) for row in keys.KEYS}
    assert not [act for act, each in found.items() if len(each) != 1]
    acts = [act for each in table for act in each.acts if act.key != ":"]
    own = [row for screen in screens() for row in screen.own]
    assert not [act for act in acts if not any(act.is_of(row) for row in (*keys.KEYS, *own))]
    (rooms,) = [each for each in table if ROOMS in each.sections]
    assert rooms.by_role == {"viewer": "looks", **dict.fromkeys(ROLES[1:], "yes")}
    not_served = [row for row in own if not served.ALLOWED.issuperset(row.touches or ("files",))]
    assert not_served
    for row in not_served:
        (stands,) = [each for each in table if any(act.words and act.is_of(row) for act in each.acts)]
        assert set(stands.by_role.values()) == {"–"}


def offered(desk: Desk) -> set[tuple[str, str]]:
    """Every key that is offered anywhere, by its name."""
    found = set[tuple[str, str]]()
    for kind in KINDS.values():
        for id in (None, *(each.id for each in desk.records.all(kind.record))) if not kind.sealed else ():
            found |= {(row.shown, str(row.label)) for row in rows_for(desk, kind.name, id)}
    return found


def test_each_role_is_offered_what_the_table_says_it_may_and_nothing_else(kept: Path, role: str):
    desk, table = desk_of(kept, role), rows()
    try:
        found = offered(desk)
    finally:
        desk.close()
    for row in keys.KEYS:
        (stands,) = named(table, row)
        assert ((row.shown, str(row.label)) in found) == (stands.by_role[role] not in ("no", "–")), row
