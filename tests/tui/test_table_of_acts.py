"""README's table of what each role does over SSH: every key, room and command of the screen."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot

from store import clock
from store.kinds import KINDS
from store.workspace import open_workspace
from tests.service.furnished import PEOPLE, furnish
from tests.service.readme_table import ROLES, ROOMS, Row, rows
from tests.store.rights import world
from tests.tui.conftest import TODAY
from tests.tui.test_offered import Refusals
from tests.tui.test_served import screens
from tui import i18n, keys, served
from tui.acts.host import kind_of
from tui.acts.obeying import rows_for
from tui.app import ConcordApp
from tui.board.palette_commands import commands_of
from tui.board.screen import BoardScreen
from tui.config import Options
from tui.desk.desk import Desk
from tui.keys import Key
from tui.personal import own_language
from tui.rooms.rooms import ROOMS as DOORS
from tui.rooms.rooms import open_room
from tui.served import Served
from tui.theme import DARK, LIGHT

#: What the rooms are about, where they are about something.
ABOUT = {"life": "A-1", "gate": "G-1", "meeting": "M-1", "series": "SE-1", "raci": "G-1", "checklist": "A-1",
         "why": "G-1", "proposals": "M-2", "lessons": "G-1", "dictionary": "A-1", "retro": "R-2",
         "record": "A-1"}  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of each role."""
    place = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime.combine(TODAY, time(8), UTC))
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
    stand = [(each, act) for each in table for act in each.acts if act.is_of(row)]
    found = [each for each, act in stand if act.words] or [each for each, _act in stand]
    return found or [each for each in table if str(row.section) in each.sections]


def commanded(table: list[Row], label: str) -> list[Row]:
    """Where a command without a key stands."""
    said = label.lower()
    return [each for each in table if any(act.key == ":" and act.words and act.words in said for act in each.acts)]


def desk_of(folder: Path, role: str) -> Desk:
    i18n.use("en")
    return Desk(open_workspace(str(folder), PEOPLE[role]), Options())


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
    desk, table = desk_of(kept / role, role), rows()
    try:
        found = offered(desk)
    finally:
        desk.close()
    for row in keys.KEYS:
        (stands,) = named(table, row)
        assert ((row.shown, str(row.label)) in found) == (stands.by_role[role] not in ("no", "–")), row


def commands(desk: Desk) -> set[str]:
    """The commands without a key, whatever is chosen."""
    found = set[str]()
    own_language.choose("en", desk.state)
    for lang, theme, chosen in (("en", LIGHT, "G-1"), ("zh", DARK, world.COLLEAGUE), ("en", DARK, "DP-2")):
        i18n.use(lang)
        pane = SimpleNamespace(kind=kind_of(chosen), chosen=chosen)
        board: Any = SimpleNamespace(desk=desk, pane=pane, app=SimpleNamespace(theme=theme.name), acts=None)
        made = commands_of(board)
        i18n.use("en")
        found |= {str(each.label) for each in made if not each.key and served.allows(each.touches)}
    return found


def test_each_role_has_the_commands_that_the_table_says(kept: Path, role: str):
    desk, table = desk_of(kept / role, role), rows()
    try:
        found = commands(desk)
    finally:
        desk.close()
    stand = {label: [row.by_role[role] for row in commanded(table, label)] for label in found}
    assert not [label for label, cells in stand.items() if len(cells) != 1 or cells[0] in ("no", "–")]
    wanted = [act.words for row in table for act in row.acts if act.key == ":" and row.by_role[role] not in ("no", "–")]
    assert not [words for words in wanted if not any(words in label.lower() for label in found)]


def test_who_is_nobody_here_would_have_one_command_more_and_is_not_let_in(kept: Path):
    desk = Desk(open_workspace(str(kept / "admin"), "stranger"), Options())
    try:
        found = {label: row for label in commands(desk) for row in commanded(rows(), label)}
    finally:
        desk.close()
    assert [label for label, row in found.items() if "–" in row.by_role.values()] == ["Join this workspace"]


@asynccontextmanager
async def served_screen(
    kept: Path, place: Path, role: str, patch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Pilot[int], BoardScreen]]:
    """The screen of whoever has that role, in a workspace of their own."""
    patch.setattr(served, "_session", Served(PEOPLE[role]))
    shutil.copytree(kept / role, place / "w")
    desk = desk_of(place / "w", role)
    try:
        async with ConcordApp(desk).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            board = pilot.app.screen_stack[0]
            assert isinstance(board, BoardScreen)
            yield pilot, board
    finally:
        desk.close()


async def tried(pilot: Pilot[int], key: str, deep: int) -> None:
    """Press it, try to go through with what it opens, and go back to where one was."""
    await pilot.press(key)
    if len(pilot.app.screen_stack) > deep:
        await pilot.press("x", "ctrl+s", "enter")
    for _ in range(4):
        if len(pilot.app.screen_stack) > deep:
            await pilot.press("escape")


async def test_a_viewer_presses_every_key_that_changes_something_in_vain(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with served_screen(kept, tmp_path, "viewer", monkeypatch) as (pilot, board):
        refusals = Refusals(board.desk)
        seq = board.desk.workspace.ledger.seq
        table, wrong = rows(), list[str]()
        for row in keys.KEYS:
            (stands,) = named(table, row)
            if row.section is not keys.CHANGE or stands.by_role["viewer"] == "yes":
                continue
            kind = KINDS[row.kinds[0] if row.kinds else "action"]
            board.open(kind.id(1))
            refusals.taken()
            await tried(pilot, row.keys[0], 1)
            said = refusals.taken()
            if stands.by_role["viewer"] == "no" and not said:
                wrong.append(f"{row.keys[0]} ({row.label}) is not refused")
            if board.desk.workspace.ledger.seq != seq:
                wrong.append(f"{row.keys[0]} ({row.label}) changed something")
        assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("who", "names"), [("viewer", list(DOORS)), ("member", ["checklist", "raci", "lessons"])])
async def test_a_viewer_presses_every_key_of_every_room_in_vain(
    kept: Path, tmp_path: Path, who: str, names: list[str], monkeypatch: pytest.MonkeyPatch
):
    """And a member does not, by the same keys."""
    async with served_screen(kept, tmp_path, who, monkeypatch) as (pilot, board):
        changing = dict.fromkeys(names, "")
        for name in names:
            await into(pilot, board, name)
            room: Any = pilot.app.screen
            for row in (row for row in room.own if "writes" in row.touches):
                if len(pilot.app.screen_stack) == 1:
                    await into(pilot, board, name)
                seq = board.desk.workspace.ledger.seq
                await tried(pilot, row.keys[0].partition("-")[0] or "-", 2)
                if board.desk.workspace.ledger.seq != seq:
                    changing[name] += f"{row.keys[0]} "
            while len(pilot.app.screen_stack) > 1:
                await pilot.press("escape")
        assert {name for name, by in changing.items() if by} == (set() if who == "viewer" else set(names)), changing


async def into(pilot: Pilot[int], board: BoardScreen, name: str) -> None:
    """Into that room."""
    board.run_worker(open_room(board, name, ABOUT.get(name, "")), group="act", exit_on_error=True)
    await pilot.pause()
    assert len(pilot.app.screen_stack) > 1, name
