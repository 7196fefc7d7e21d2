"""Who came over SSH: what touches the server's files or programs is nowhere offered, and refused if it comes."""

import inspect
import os
import signal
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import tui
from store.errors import Forbidden
from store.words import Words
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text
from tui import i18n, keys, served
from tui.board.palette_commands import commands_of
from tui.board.screen import BoardScreen
from tui.i18n import t
from tui.parts.dialog import Dialog
from tui.parts.help import Help
from tui.parts.palette import Palette
from tui.rooms.standup.digest_page import DigestScreen, write
from tui.served import Served
from tui.terminal import shell

SIGNALS = (signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU, signal.SIGQUIT)


@pytest.fixture
def over_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "_session", Served("ana"))


@pytest.fixture
def signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def screens() -> Iterator[type[Dialog[object]]]:
    """Every dialog and room that there is."""
    for module in walk_packages(tui.__path__, "tui."):
        if not module.name.startswith(("tui.cli", "tui.__main__")):
            found = inspect.getmembers(import_module(module.name), inspect.isclass)
            yield from (each for _name, each in found if issubclass(each, Dialog) and each.__module__ == module.name)


def test_every_key_says_what_it_touches():
    rows = [*keys.KEYS, *keys.FILTERING, keys.BACK, *(row for screen in screens() for row in screen.own)]
    assert len(rows) > 200
    assert not [row.action for row in rows if row.touches is None]


async def test_every_command_says_what_it_touches(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        for number in "1234":
            await press(pilot, number)
            assert not [each.label for each in commands_of(board(pilot)) if each.touches is None]


def test_what_does_not_say_it_is_refused(monkeypatch: pytest.MonkeyPatch):
    assert served.allows(None)
    monkeypatch.setattr(served, "_session", Served("ana"))
    assert not served.allows(None)
    assert not served.allows(served.FILES)
    assert not served.allows(served.PROCESSES)
    assert served.allows(served.WRITES)


@pytest.mark.usefixtures("over_ssh")
async def test_there_is_no_way_to_the_shell(folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shell, "waits", lambda: True)
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("it was stopped"))
    async with opened(folder) as pilot:
        await press(pilot, "ctrl+z")
        assert "Ctrl-Z (To the shell) is not for whoever comes over SSH" in text(pilot)
        await press(pilot, "?", *"shell")
        assert isinstance(pilot.app.screen, Help)
        assert "To the shell" not in text(pilot)
        await press(pilot, "ctrl+z", "escape", "escape", ":", *"shell")
        assert isinstance(pilot.app.screen, Palette)
        assert "To the shell" not in text(pilot)


@pytest.mark.usefixtures("over_ssh")
@pytest.mark.parametrize(("lang", "said"), [("en", "is not for whoever comes over SSH"), ("zh", "不对 SSH 登录者开放")])
async def test_a_digest_is_copied_and_not_saved(folder: Path, opened: Opened, lang: str, said: str):
    async with opened(folder, size=(80, 24)) as pilot:
        desk = board(pilot).desk
        i18n.use(lang)
        pilot.app.push_screen(DigestScreen(desk, desk.common_day))
        await pilot.pause()
        assert "Ctrl-S" not in text(pilot)
        await press(pilot, "ctrl+s")
        assert said in text(pilot)
        await press(pilot, "y")
        assert "B-1" in pilot.app.clipboard
        await press(pilot, "?")
        assert "Ctrl-S" not in text(pilot)
        await press(pilot, "escape", "w")
        assert said in text(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, BoardScreen)


@pytest.mark.usefixtures("over_ssh")
def test_no_file_is_written_for_whoever_asks_for_it_all_the_same(tmp_path: Path):
    with pytest.raises(Forbidden):
        write(str(tmp_path / "d.md"), "# Digest", str(tmp_path))
    assert not (tmp_path / "d.md").exists()


@pytest.mark.usefixtures("over_ssh")
async def test_what_is_copied_goes_to_the_own_terminal_and_to_no_program(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TMUX", "/tmp/tmux-1/default,1,0")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("a program was started"))
    async with opened(folder) as pilot:
        await press(pilot, "3", "y")
        assert "Sent to the terminal's clipboard" in text(pilot)


@pytest.mark.usefixtures("signals")
def test_nothing_stops_or_quits_it_from_its_terminal():
    shell.stay()
    assert {signal.getsignal(number) for number in SIGNALS} == {signal.SIG_IGN}


@pytest.mark.parametrize(
    ("home", "sentence", "told"),
    [
        ("/var/lib/board", "/var/lib/board/.local/state is full", "the server is full"),
        ("/var/lib/board/", "/var/lib/board is full", "the server is full"),
        ("/var/lib/board", "/var/lib/boards is full", "/var/lib/boards is full"),
        ("/", "press / to search, ~ 1/2 of /srv/acme", "press / to search, ~ 1/2 of the workspace"),
        ("", "press / to search", "press / to search"),
    ],
)
def test_places_of_the_server_are_not_named_and_nothing_else_is_taken_for_one(
    monkeypatch: pytest.MonkeyPatch, home: str, sentence: str, told: str
):
    monkeypatch.setattr(served, "_concealed", served._Concealed())  # pyright: ignore[reportPrivateUsage]
    served.conceal({home: Words("the server"), "/srv/acme": Words("the workspace")}, "board")
    assert served.concealed(sentence, t) == told
