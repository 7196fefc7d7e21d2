"""The board of a workspace in a database stands before the database is asked, and goes on with what that has."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

import store
from store import commands
from store.kinds.action import Action
from store.kinds.workspace import found
from tests.postgres_faults import tell
from tests.postgres_server import Server
from tests.terminal.conftest import ROOT
from tests.terminal.pseudo import MOUSE, Terminal
from tests.terminal.test_first_paint import LEFT

Places = Callable[[str], str]


@pytest.fixture
def place(postgres: Server, home: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A workspace that bo has had on the screen; by whom it is opened."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    place = postgres.workspace("kept", "Acme", ("ana", "bo"))
    with store.open_workspace(place("ana")) as ana:
        ana.do(found, "Acme", "UTC", "en", "ana", "Ana", "All")
        ana.do(commands.add, "person", {"name": "Bo", "login": "bo", "department": "DP-1"})
        ana.do(commands.add, "action", {"title": "Seen before", "owner": "PN-2"})
    with opened(place, home) as terminal:
        terminal.wait_for("Seen before")
        assert terminal.until(lambda: MOUSE in terminal.raw)
        terminal.send("q")
        assert terminal.wait(20.0) == 0
    return place


@contextmanager
def opened(place: Places, home: Path, lang: str = "en") -> Iterator[Terminal]:
    env = {f"XDG_{name}_HOME": str(home) for name in ("CACHE", "STATE", "CONFIG", "DATA")} | {"PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "tui", "--workspace", place("bo"), "--lang", lang]
    with Terminal(words, columns=100, rows=30, env=env, cwd=ROOT) as terminal:
        yield terminal


@contextmanager
def silent(server: Server) -> Iterator[None]:
    tell(server, signal.SIGSTOP)
    try:
        yield
    finally:
        tell(server, signal.SIGCONT)


@pytest.mark.parametrize(("lang", "word"), [("en", "connecting"), ("zh", "正在连接")])
def test_it_stands_while_the_server_says_nothing_and_goes_on(
    place: Places, postgres: Server, home: Path, lang: str, word: str
):
    with store.open_workspace(place("ana")) as ana:
        ana.do(commands.add, "action", {"title": "Done meanwhile", "owner": "PN-2"})
    with ExitStack() as stack:
        with silent(postgres):
            terminal = stack.enter_context(opened(place, home, lang))
            terminal.wait_for("Seen before")
            terminal.wait_for(word)
            assert "Done meanwhile" not in terminal.text()
            terminal.send("3aTyped before it was there\x13")
        terminal.wait_for("Done meanwhile")
        terminal.wait_for(r"A-3 +Typed before it was there")
        assert word not in terminal.text()
        with store.open_workspace(place("ana")) as ana:
            assert "Typed before it was there" in {action.title for action in ana.records.all(Action)}


def test_nobody_has_to_wait_for_it(place: Places, postgres: Server, home: Path):
    with silent(postgres), opened(place, home) as terminal:
        terminal.wait_for("connecting")
        terminal.send("\x1a\x1c")
        terminal.read(0.2)
        terminal.send("\x03")
        assert terminal.wait(20.0) == 128 + signal.SIGINT
        assert bytes(terminal.raw).endswith(LEFT + b"\x1b[?25h")


def test_what_is_not_there_any_more_is_said_on_the_terminal_as_it_was(place: Places, postgres: Server, home: Path):
    schema = "concord_" + place("bo").rpartition("=")[2]
    postgres.run(f"ALTER SCHEMA {schema} RENAME TO {schema}_away", database="acme")
    with opened(place, home) as terminal:
        assert terminal.wait(20.0) == 1
        before, _, after = bytes(terminal.raw).partition(LEFT)
        assert b"Seen before" in before
        assert b"There is no workspace" in after
    with opened(place, home) as terminal:
        assert terminal.wait(20.0) == 1
        assert b"Seen before" not in terminal.raw


def test_another_workspace_in_its_place_is_shown_as_it_is(place: Places, postgres: Server, home: Path):
    one = "concord_" + place("bo").rpartition("=")[2]
    other = postgres.workspace("kept", "Other", ("ana", "bo"))
    with store.open_workspace(other("ana")) as ana:
        ana.do(found, "Other", "UTC", "en", "ana", "Ana", "All")
        ana.do(commands.add, "person", {"name": "Bo", "login": "bo", "department": "DP-1"})
        ana.do(commands.add, "action", {"title": "Of the other one", "owner": "PN-2"})
    two = "concord_" + other("bo").rpartition("=")[2]
    postgres.run(f"ALTER SCHEMA {one} RENAME TO {one}_away", database="acme")
    postgres.run(f"ALTER SCHEMA {two} RENAME TO {one}", database="acme")
    with opened(place, home) as terminal:
        terminal.wait_for("Of the other one")
        assert b"Seen before" in terminal.raw
        assert "Seen before" not in terminal.text()
