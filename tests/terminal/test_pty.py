"""The whole program on a real pseudo-terminal: start, type, leave, and the ways in which a line ends."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pseudo import Terminal

PYTHON = [sys.executable, "-m", "tui"]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example organisation, made once; it is copied, not used."""
    folder = tmp_path_factory.mktemp("example") / "workspace"
    words = ["demo", "--case", "promotion", "--keep", str(folder), "--lang", "en"]
    assert os.spawnv(os.P_WAIT, sys.executable, [*PYTHON, *words]) == 0
    return folder


@pytest.fixture
def workspace(home: Path, example: Path) -> Path:
    return Path(shutil.copytree(example, home / "workspace"))


def concord(folder: Path, *words: str) -> list[str]:
    return [*PYTHON, "--workspace", str(folder), *words]


@pytest.fixture
def board(workspace: Path) -> Iterator[Terminal]:
    with Terminal(concord(workspace, "--lang", "en"), columns=120, rows=36) as terminal:
        terminal.wait_for("Departments")
        terminal.settle()
        yield terminal


def restored(terminal: Terminal) -> bool:
    """The alternate screen was left and the cursor shown again."""
    return terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h") and b"\x1b[?25h" in terminal.raw


def test_the_board_opens_and_q_leaves_with_status_0(board: Terminal):
    assert "Retros" in board.text()
    board.send("q")
    assert board.wait() == 0
    assert restored(board)


def test_the_board_speaks_chinese(workspace: Path):
    with Terminal(concord(workspace, "--lang", "zh")) as terminal:
        terminal.wait_for("部门")
        terminal.send("q")
        assert terminal.wait() == 0


def test_the_workspaces_language_is_spoken_where_the_environment_says_none_and_a_choice_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "CONCORD_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    folder = home / "workspace"
    os.spawnv(os.P_WAIT, sys.executable, [*PYTHON, "init", str(folder), "--name", "Acme", "--lang", "zh"])
    with Terminal(concord(folder)) as terminal:
        terminal.wait_for("部门")
        terminal.settle()
        terminal.send(":english\r")
        terminal.wait_for("Departments")
        terminal.send("q")
        assert terminal.wait() == 0
    capfd.readouterr()
    os.spawnv(os.P_WAIT, sys.executable, concord(folder, "add", "action", "Stocktaking"))
    assert "is added" in capfd.readouterr().err


def test_an_action_typed_in_is_there_for_the_command_line(
    board: Terminal, workspace: Path, capfd: pytest.CaptureFixture[str]
):
    board.send("3aCount the lanterns\x13")
    board.wait_for("added")
    assert "Count the lanterns" in found(workspace, capfd)


def test_what_is_typed_before_the_board_is_there_is_not_lost(workspace: Path):
    with Terminal(concord(workspace, "--lang", "en"), columns=120, rows=36) as terminal:
        terminal.send("3aCount the lanterns")
        terminal.wait_for("Title +Count the lanterns")


def found(workspace: Path, capfd: pytest.CaptureFixture[str]) -> str:
    os.spawnv(os.P_WAIT, sys.executable, [*concord(workspace), "search", "lanterns"])
    return capfd.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_screen_and_ends_with_128_and_its_number(board: Terminal, number: signal.Signals):
    os.kill(board.pid, number)
    assert board.wait() == 128 + number
    assert restored(board)


def test_a_dropped_line_ends_the_program(board: Terminal):
    board.hang_up()
    pid = board.pid
    board._reap(15.0)
    assert board.status is not None, f"{pid} is left behind"


def test_a_byte_that_is_no_character_does_no_harm(board: Terminal):
    board.send(b"\xff\xfe\x80")
    board.settle()
    board.send("?")
    board.wait_for("(?i)key")
    assert board.status is None


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (20, 5), (80, 24), (500, 200)])
def test_any_size_of_window_is_survived(board: Terminal, columns: int, rows: int):
    board.resize(columns, rows)
    board.settle(0.4)
    board.resize(100, 30)
    board.settle(0.4)
    board.wait_for("Departments")
    assert board.status is None


def test_without_a_terminal_it_says_what_to_do(workspace: Path, capfd: pytest.CaptureFixture[str]):
    status = os.spawnv(
        os.P_WAIT,
        "/bin/sh",
        ["sh", "-c", f"'{sys.executable}' -m tui --workspace '{workspace}' </dev/null | cat; exit ${{PIPESTATUS:-0}}"],
    )
    seen = capfd.readouterr()
    assert "list" in seen.err or "terminal" in seen.err
    assert status == 0  # that of `cat`
