"""Honest words: `saved` is said only when it is, and what cannot be kept is said at once."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import tui.parts.form
from store import commands
from store.engine.journal import lock, system
from store.engine.ledger import Ledger
from store.errors import Busy, Failed, OutcomeUnknown, Refused
from store.records import Changes
from tests.tui.board.test_board import board
from tests.tui.conftest import Opened, text, typed
from tui import i18n
from tui.desk import saving

HOLDER = """
import fcntl, os, sys
fd = os.open(sys.argv[1], os.O_RDWR)
fcntl.flock(fd, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "LOOK", 0.01)
    monkeypatch.setattr(tui.parts.form, "KEEP", 0.01)


@pytest.fixture
def held(folder: Path) -> Iterator[Callable[[], object]]:
    """Somebody holds the lock until this is called."""
    command = [sys.executable, "-c", HOLDER, str(folder / "journal")]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdin is not None
    assert other.stdout is not None
    other.stdout.readline()
    yield other.stdin.close
    other.stdin.close()
    other.stdout.close()
    other.wait(20)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.005)


def status(pilot: Any) -> str:
    return text(pilot).splitlines()[0]


def rename(title: str) -> Callable[[Changes], object]:
    return lambda changes: commands.edit(changes, "A-1", {"title": title})


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_save_that_waits_says_for_whom_and_is_saved_only_when_it_is(
    folder: Path, opened: Opened, held: Callable[[], object], monkeypatch: pytest.MonkeyPatch, language: str
):
    monkeypatch.setattr(lock, "_user", lambda _pid: "maximilian-alexander")
    i18n.use(language)
    waiting, saved = {"en": ("waiting for maximilian", "saved"), "zh": ("等待 maximilian", "已保存")}[language]
    async with opened(folder, size=(80, 24)) as pilot:
        desk = board(pilot).desk
        assert status(pilot).endswith(saved)
        first = asyncio.create_task(desk.do(rename("One")))
        free = threading.Event()
        second = asyncio.create_task(desk.run(lambda: free.wait(20)))
        await until(lambda: waiting in status(pilot))
        assert saved not in status(pilot)
        assert status(pilot).startswith(" Concord  Nordwind Ret")
        assert cell_len(status(pilot)) <= 80
        await until(lambda: "maximilian-alexander" in text(pilot))
        held()
        await first
        await pilot.pause()
        assert saved not in status(pilot), "one more is queued"
        free.set()
        await second
        await until(lambda: status(pilot).endswith(saved))


async def test_a_form_that_saves_says_that_it_waits(folder: Path, opened: Opened, held: Callable[[], object]):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, "Sand")
        pilot.app.screen.save()  # type: ignore[attr-defined]
        await until(lambda: "waiting for" in status(pilot))
        await until(lambda: "is writing; waiting for them" in text(pilot))
        held()
        await until(lambda: status(pilot).endswith("saved"))
        assert board(pilot) is pilot.app.screen


@pytest.mark.parametrize(
    ("error", "word", "stays"),
    [
        (Refused("Not with me"), "not saved", False),
        (Busy("Somebody else"), "not saved", True),
        (Failed("Disk full"), "not saved", True),
        (OutcomeUnknown("Nobody knows"), "saved or not?", True),
    ],
)
async def test_what_was_not_saved_is_not_called_saved(
    folder: Path, opened: Opened, error: Exception, word: str, stays: bool
):
    async with opened(folder, size=(80, 24)) as pilot:
        desk = board(pilot).desk

        def fails(_changes: Changes) -> None:
            raise error

        with pytest.raises(type(error)):
            await desk.do(fails)
        await until(lambda: status(pilot).endswith(word))
        await pilot.press("j")
        assert status(pilot).endswith(word) is stays
        await desk.do(rename("Again"))
        await until(lambda: status(pilot).endswith("  saved"))


async def test_while_it_is_written_it_is_saving(folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch):
    going, free, sync = threading.Event(), threading.Event(), system.sync_data
    monkeypatch.setattr(system, "sync_data", lambda fd: (going.set(), free.wait(20), sync(fd)))
    async with opened(folder, size=(80, 24)) as pilot:
        written = asyncio.create_task(board(pilot).desk.do(rename("One")))
        await until(going.is_set)
        await until(lambda: status(pilot).endswith("saving"))
        free.set()
        await written
        await until(lambda: status(pilot).endswith("  saved"))


@pytest.mark.parametrize("name", ["Acme", "Nordwind Retail Group of the North", "北风零售集团总部及各地门店"])
@pytest.mark.parametrize("width", [40, 60, 80])
async def test_the_name_of_the_workspace_is_never_cut_to_nothing(tmp_path: Path, opened: Opened, name: str, width: int):
    Ledger.create(tmp_path / "place", name)
    async with opened(tmp_path / "place", size=(width, 24)) as pilot:
        desk = board(pilot).desk
        board(pilot).status._person = "elisabeth-charlotte (MARKETING)"
        desk.saving.begin()
        desk.saving.waits_for = "wolfgang-amadeus"
        board(pilot).status.redraw()
        await until(lambda: "waiting for wolfgang" in status(pilot))
        assert f" {name[:4]}" in status(pilot)
        assert "  waiting" in status(pilot)
        assert cell_len(status(pilot)) <= width
        desk.saving.end(None)


@pytest.fixture
def no_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder is a file."""
    path = tmp_path / "no-state"
    path.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(path))
    return path


@pytest.mark.usefixtures("no_state")
async def test_a_draft_that_cannot_be_kept_is_said_once_in_the_form(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, "S")
        await until(lambda: "No draft of this can be kept" in text(pilot))
        await typed(pilot, "and")
        await asyncio.sleep(0.1)
        await pilot.pause()
        assert "No draft of this can be kept" not in text(pilot)
        await pilot.press("ctrl+s")
        assert board(pilot) is pilot.app.screen


@pytest.mark.usefixtures("no_state")
async def test_a_search_that_cannot_be_kept_is_not_said_to_be(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        with pytest.raises(Failed, match="only until you leave"):
            board(pilot).desk.personal.keep_view("Mine", "owner:me")


async def test_nothing_is_left_beside_a_memory_that_could_not_be_written(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    async with opened(folder) as pilot:
        personal = board(pilot).desk.personal

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        assert "No space left" in str(personal.keep_draft("edit A-1", {"title": "x"}))
        assert personal.draft("edit A-1") == {"title": "x"}
        assert not list(Path(personal.path).parent.glob("*.json.*"))
