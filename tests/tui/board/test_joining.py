"""Who opens the workspace for the first time is asked who they are, and reads until then."""

from pathlib import Path

import pytest

import store
from store import commands
from tests.tui.board.test_board import board
from tests.tui.conftest import text
from tests.tui.parts.test_form import settle, type_in
from tui.app import ConcordApp
from tui.desk import Desk


def app_of(folder: Path, who: str) -> ConcordApp:
    return ConcordApp(Desk(store.open_workspace(str(folder), who)))


async def test_a_newcomer_gives_name_and_department_and_is_a_member(folder: Path):
    app = app_of(folder, "newcomer")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "Who are you?" in text(pilot)
        await pilot.press("ctrl+u")
        await type_in(pilot, "Nia New")
        await pilot.press("enter")
        await type_in(pilot, "FIN")
        await pilot.press("enter", "ctrl+s")
        await settle(pilot)
        person = board(pilot).desk.records.person_of("newcomer")
        assert person is not None
        assert (person.name, person.role, person.department) == ("Nia New", "member", "DP-1")
        assert "Welcome, Nia New" in text(pilot)
    app.desk.close()


async def test_who_would_rather_not_reads_only(folder: Path):
    app = app_of(folder, "newcomer")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "reading only" in text(pilot)
        board(pilot).desk.open("A-1")
        await pilot.press("d")
        await settle(pilot)
        assert "not among the people" in text(pilot)
        assert board(pilot).desk.records.find("A-1").state != "done"  # type: ignore[union-attr]
        await pilot.press("colon")
        await type_in(pilot, "join")
        await pilot.press("enter")
        await settle(pilot)
        assert "Who are you?" in text(pilot)
        await pilot.press("escape")
        await settle(pilot)
    app.desk.close()


@pytest.mark.parametrize(("joining", "word"), [("ask", "Ask a coordinator"), ("closed", "Nobody joins")])
async def test_where_nobody_joins_by_themselves_it_is_said(folder: Path, joining: str, word: str):
    with store.open_workspace(str(folder), "ana") as admin:
        admin.do(commands.add, "workspace", {"name": "Nordwind", "joining": joining})
    app = app_of(folder, "newcomer")
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(40):
            if word in text(pilot):
                break
            await settle(pilot)
        assert word in text(pilot)
        assert "Who are you?" not in text(pilot)
    app.desk.close()
