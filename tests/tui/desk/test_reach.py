"""The screen on a database: news, who is here, and what it is like while the server is away, and when it is back."""

import asyncio
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from rich.cells import cell_len

import store
import tests.tui.conftest
from store import commands
from store.engine.home.postgres import watch
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.database import DatabaseHome
from store.engine.home.postgres.past_copy import PastCopy
from store.errors import Failed, OutcomeUnknown
from store.kinds.action import Action
from store.records import Changes
from store.workspace import open_workspace
from tests import postgres_server
from tests.tui.board.test_board import board
from tests.tui.conftest import Opened, furnish, text, typed
from tests.tui.desk.test_saving import rename, status, until
from tui import i18n
from tui.app import ConcordApp
from tui.desk.desk import Desk
from tui.keys import KEYS
from tui.rooms.rooms import ROOMS


@pytest.fixture
def address(
    postgres: postgres_server.Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[str], str]]:
    """A furnished workspace's, by role. Its server runs afterwards, whatever became of it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for module, name, value in ((watch, "COMPANY", 0.1), (watch, "AGAIN", 0.1)):
        monkeypatch.setattr(module, name, value)
    place = postgres.workspace("screen", "Nordwind Retail", ("ana", "bo"))
    with store.open_workspace(place("ana"), "ana") as workspace:
        workspace.do(furnish)
    yield place
    if postgres._process is None:
        postgres.start()


def tell(server: postgres_server.Server, number: signal.Signals) -> None:
    """Send that to all processes of the server."""
    assert server._process is not None
    above = str(server._process.pid)
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", above], capture_output=True, text=True, check=True).stdout
    for pid in (above, *listed.split()):
        os.kill(int(pid), number)


def by_bo(place: Callable[[str], str], title: str) -> None:
    with store.open_workspace(place("bo"), "bo") as workspace:
        workspace.do(rename(title))


class HeldUp(list[str]):
    """What has waited for a network where keys are answered, since it ``counts``."""

    counts = False


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> HeldUp:
    found, wait, connect = HeldUp(), psycopg.Connection.wait, psycopg.connect

    def noted(what: str, asked: Callable[..., Any]) -> Callable[..., Any]:
        def run(*values: Any, **named: Any) -> Any:
            if found.counts and threading.current_thread() is threading.main_thread():
                found.append(what)
            return asked(*values, **named)

        return run

    monkeypatch.setattr(psycopg.Connection, "wait", noted("wait", wait))
    monkeypatch.setattr(psycopg, "connect", noted("connect", connect))
    return found


async def test_no_key_waits_for_the_network(
    address: Callable[[str], str], opened: Opened, held_up: HeldUp, monkeypatch: pytest.MonkeyPatch
):
    def begun(desk: Desk, **values: Any) -> ConcordApp:
        held_up.counts = True
        return ConcordApp(desk, **values)

    monkeypatch.setattr(tests.tui.conftest, "ConcordApp", begun)  # from before the first paint on
    monkeypatch.setattr(store, "open_workspace", lambda place, _who: open_workspace(place))  # as who gets in there
    async with opened(address("bo"), (80, 24)) as pilot:  # type: ignore[arg-type]
        await pilot.press("3", "enter")
        assert "the stock feed comes first" in text(pilot)
        await pilot.press("escape", "2", "j", "enter", "escape", "3", "a")
        await typed(pilot, "Sand")
        await pilot.press("ctrl+s")
        await until(lambda: "Sand" in text(pilot))
        await asyncio.to_thread(by_bo, address, "Stock feed by noon")
        await until(lambda: "Stock feed by noon" in text(pilot))
        rooms = [key.keys[0] for key in KEYS if key.action in ROOMS]
        for pane in ("2", "3", "4"):
            for key in (*rooms, "/", ";", "?", ":", "U"):
                await pilot.press(pane, key, "escape", "escape", "escape")
        assert pilot.app.screen is board(pilot)
        await pilot.press("3", "u")
        await until(lambda: board(pilot).desk.records.find("A-7") is None)
        assert held_up == []
        held_up.counts = False  # leaving may wait


@pytest.mark.parametrize(
    ("lang", "since", "said", "refused", "back"),
    [
        ("en", "cut off since 09:00", "you can read on", "Nothing was saved: cut off", "is there again"),
        ("zh", "09:00 起断开", "可以继续阅读", "未保存：自 09:00 起", "工作区已恢复"),
    ],
)
async def test_what_is_lost_is_said_and_comes_back(
    postgres: postgres_server.Server,
    address: Callable[[str], str],
    opened: Opened,
    lang: str,
    since: str,
    said: str,
    refused: str,
    back: str,
):
    i18n.use(lang)
    async with opened(address("ana"), (80, 24)) as pilot:  # type: ignore[arg-type]
        await asyncio.to_thread(postgres.stop)
        await until(lambda: status(pilot).endswith(since))
        assert said in text(pilot)
        await pilot.press("3", "enter")
        assert "The feed of shop 3 is broken again" in text(pilot)
        assert "the stock feed comes first" in text(pilot), "what happened is read from the copy"
        await pilot.press("escape", "a")
        await typed(pilot, "Sand")
        await pilot.press("ctrl+s")
        assert refused in text(pilot)
        assert "Sand" in text(pilot)
        assert all(cell_len(line) <= 80 for line in text(pilot).splitlines())
        await asyncio.to_thread(postgres.start)
        await until(lambda: back in text(pilot))
        await until(lambda: since not in text(pilot))
        assert "Sand" in text(pilot), "it is in its form still"
        await pilot.press("ctrl+s")
        await until(lambda: pilot.app.screen is board(pilot))
        assert "Sand" in text(pilot)


async def test_a_server_that_says_nothing_is_lost_too(
    postgres: postgres_server.Server,
    address: Callable[[str], str],
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(watch, "SILENT", 0.1)
    async with opened(address("ana"), (80, 24)) as pilot:  # type: ignore[arg-type]
        saving = None
        tell(postgres, signal.SIGSTOP)
        try:
            saving = asyncio.create_task(board(pilot).desk.do(rename("In between")))
            await until(lambda: "saved or not? cut off 09:00" in status(pilot))
            with pytest.raises(Failed, match="cut off"):
                await board(pilot).desk.do(rename("Afterwards"))
        finally:
            tell(postgres, signal.SIGCONT)
        await saving
        await until(lambda: status(pilot).endswith("saved") and "cut off" not in status(pilot))
        assert "In between" in text(pilot)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_it_is_said_in_every_room(
    postgres: postgres_server.Server,
    address: Callable[[str], str],
    opened: Opened,
    lang: str,
):
    i18n.use(lang)
    async with opened(address("ana"), (80, 24)) as pilot:  # type: ignore[arg-type]
        await board(pilot).desk.do(lambda changes: commands.add(changes, "meeting", {"title": "Weekly"}))
        await pilot.press("S", "ctrl+s", "escape")
        await asyncio.to_thread(postgres.stop)
        await until(lambda: "09:00" in status(pilot))
        for keys in ("S", "I", "m", "H", "3A", "3e", "4R", "4]M", "4]["):
            await pilot.press(*keys)
            first = status(pilot)
            assert first.endswith({"en": "cut off since 09:00", "zh": "09:00 起断开"}[lang]), (keys, first)
            assert cell_len(first) <= 80
            await pilot.press("escape", "escape")
        await asyncio.to_thread(postgres.start)


@pytest.mark.parametrize(("has_arrived", "said"), [(True, "has arrived"), (False, "did not arrive. Save it again")])
async def test_what_became_of_a_lost_answer_is_found_out(
    postgres: postgres_server.Server,
    address: Callable[[str], str],
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
    has_arrived: bool,
    said: str,
):
    append = DatabaseHome.append

    def loses(self: DatabaseHome, *values: Any) -> Any:
        if has_arrived:
            append(self, *values)
        self._connection.close()
        postgres.stop(signal.SIGQUIT)
        while self.lost is None:
            time.sleep(0.02)
        raise OutcomeUnknown("Whether this was saved is not known: {reason}", reason="nobody answers")

    async with opened(address("ana"), (80, 24)) as pilot:  # type: ignore[arg-type]
        with monkeypatch.context() as patch:
            patch.setattr(DatabaseHome, "append", loses)
            await pilot.press("3", "a")
            await typed(pilot, "Perhaps")
            await pilot.press("ctrl+s")
            await until(lambda: "saved or not? cut off 09:00" in status(pilot))
        await pilot.press("x", "ctrl+s")  # nothing is changed or sent meanwhile
        await asyncio.to_thread(postgres.start)
        await until(lambda: (pilot.app.screen is board(pilot)) if has_arrived else said in text(pilot))
        if not has_arrived:
            await pilot.press("ctrl+s")  # it is in its form still
            await until(lambda: pilot.app.screen is board(pilot))
        await until(lambda: status(pilot).endswith("  saved"))
        added = [each.title for each in board(pilot).desk.records.all(Action) if "Perhaps" in each.title]
        assert added == ["Perhaps"], "once"


async def test_whoever_does_not_wait_for_what_is_in_doubt_leaves_and_finds_it_again(
    postgres: postgres_server.Server,
    address: Callable[[str], str],
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
):
    def loses(self: DatabaseHome, *_values: Any) -> Any:
        postgres.stop(signal.SIGQUIT)
        while self.lost is None:
            time.sleep(0.02)
        raise OutcomeUnknown("Whether this was saved is not known: {reason}", reason="nobody answers")

    async with opened(address("ana"), (80, 24)) as pilot:  # type: ignore[arg-type]
        monkeypatch.setattr(DatabaseHome, "append", loses)
        await pilot.press("3", "a")
        await typed(pilot, "Perhaps")
        await pilot.press("ctrl+s")
        await until(lambda: "saved or not? cut off 09:00" in status(pilot))
        await pilot.press("escape")
        assert "keeps yours as a draft" in text(pilot)
        await pilot.press("escape")
        assert pilot.app.screen is board(pilot)
        await pilot.press("a")
        assert "Perhaps" in text(pilot)
        await asyncio.to_thread(postgres.start)
        await until(lambda: "cut off" not in status(pilot))


async def test_who_is_here_is_seen_by_the_others(address: Callable[[str], str], opened: Opened):
    async with opened(address("ana"), (80, 24)) as pilot:  # type: ignore[arg-type]
        desk = board(pilot).desk
        bo = await asyncio.to_thread(store.open_workspace, address("bo"), "bo")
        try:
            await asyncio.to_thread(lambda: bo.ledger.home.watch(bo.ledger.position))
            bo.ledger.home.meet("6923f2a0 gate G-1 pts/7")
            await until(lambda: "2 here" in status(pilot))
            (here,) = desk.company.others
            assert (here.who, here.room, here.record, here.terminal) == ("bo", "gate", "G-1", "pts/7")
            await pilot.press("3", "enter")
            await until(lambda: "A-1" in str(bo.ledger.home.meet("6923f2a0 . A-2 pts/7")))
            await until(lambda: [each.record for each in desk.company.others] == ["A-2"])
        finally:
            await asyncio.to_thread(bo.close)
        await until(lambda: "here" not in status(pilot))


async def test_where_words_are_lost_the_news_come_all_the_same(
    address: Callable[[str], str], opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    """As behind a pooler that gives each transaction another connection; nobody is told there who is here."""
    monkeypatch.setattr(Connection, "listen", lambda self: self.run("SELECT 1") == [])
    async with opened(address("ana"), (80, 24)) as pilot:  # type: ignore[arg-type]
        await asyncio.to_thread(by_bo, address, "Stock feed by noon")
        await until(lambda: "Stock feed by noon" in text(pilot))
        assert board(pilot).desk.workspace.ledger.home.meet("6923f2a0") is None
        assert not board(pilot).desk.company.looked


async def test_without_a_copy_the_news_are_read_where_nobody_waits(
    address: Callable[[str], str], opened: Opened, monkeypatch: pytest.MonkeyPatch, held_up: HeldUp
):
    monkeypatch.setattr(PastCopy, "behind", lambda *_: None)
    async with opened(address("ana"), (80, 24)) as pilot:  # type: ignore[arg-type]
        held_up.counts = True
        await asyncio.to_thread(by_bo, address, "Stock feed by noon")
        await until(lambda: "Stock feed by noon" in text(pilot))
        await board(pilot).desk.do(_edit)
        await until(lambda: "By ten" in text(pilot))
        assert held_up == []


def _edit(changes: Changes) -> None:
    commands.edit(changes, "A-1", {"title": "By ten"})
