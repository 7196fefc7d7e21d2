"""Who opens the workspace for the first time is asked who they are, and reads until then."""

from pathlib import Path

import pytest

import store
from store import commands
from tests.tui.board.test_board import board
from tests.tui.conftest import painted, text, typed
from tui.app import ConcordApp
from tui.desk.desk import Desk


def app_of(folder: Path, who: str) -> ConcordApp:
    return ConcordApp(Desk(store.open_workspace(str(folder), who)))


async def test_a_newcomer_gives_name_and_department_and_is_a_member(folder: Path):
    app = app_of(folder, "newcomer")
    async with app.run_test(size=(100, 30)) as pilot:
        await painted(pilot)
        await pilot.pause()
        assert "Who are you?" in text(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "Nia New")
        await pilot.press("enter")
        await typed(pilot, "FIN")
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        person = board(pilot).desk.records.person_of("newcomer")
        assert person is not None
        assert (person.name, person.role, person.department) == ("Nia New", "member", "DP-1")
        assert "Welcome, Nia New" in text(pilot)
    app.desk.close()


async def test_who_would_rather_not_reads_only(folder: Path):
    app = app_of(folder, "newcomer")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "reading only" in text(pilot)
        board(pilot).desk.open("A-1")
        await pilot.press("d")
        await pilot.pause()
        assert "not among the people" in text(pilot)
        assert board(pilot).desk.records.find("A-1").state != "done"  # type: ignore[union-attr]
        await pilot.press("colon")
        await typed(pilot, "join")
        await pilot.press("enter")
        await pilot.pause()
        assert "Who are you?" in text(pilot)
        await pilot.press("escape")
        await pilot.pause()
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
            await pilot.pause()
        assert word in text(pilot)
        assert "Who are you?" not in text(pilot)
    app.desk.close()
