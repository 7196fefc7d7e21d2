"""Ctrl-Z goes to the shell where there is one, and `fg` comes back to what stood there; a dumb terminal is told."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import Opens
from tests.terminal.pseudo import Terminal

BASH = shutil.which("bash")


@pytest.mark.skipif(BASH is None, reason="no shell with job control")
def test_to_the_shell_and_back(home: Path, folder: Path):
    command = f"{sys.executable} -m tests.terminal.still ana --workspace {folder} --lang en"
    with Terminal([BASH or "", "--norc", "--noediting", "-i"], env={"PS1": "ready> "}) as terminal:
        terminal.wait_for("ready>")
        terminal.send(f"{command}\n")
        terminal.wait_for("A-1 ")
        terminal.send("3gaCount the lanterns")
        terminal.wait_for("Title +Count the lanterns")
        terminal.settle()
        before = terminal.cells()
        terminal.send("\x1a")
        terminal.wait_for(r"Stopped(?s:.*)ready>")  # what is typed before the prompt is echoed before it, too
        terminal.send("echo $((6 * 7))\n")
        terminal.wait_for(r"\n42")
        terminal.send("fg\n")
        terminal.wait_for("Title +Count the lanterns")
        terminal.settle()
        assert terminal.cells() == before
        terminal.send("\x13")
        terminal.wait_for("A-10 .*added")
        terminal.send("q")
        terminal.wait_for("ready>")


def test_where_no_shell_waits_it_is_said(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1 ")
        terminal.send("\x1a")
        terminal.wait_for("There is no shell here")


@pytest.mark.parametrize("words", [[], ["demo"]])
def test_a_dumb_terminal_is_told_what_to_do(folder: Path, words: list[str]):
    command = [sys.executable, "-m", "tui", *words, "--lang", "en"]
    with Terminal(command, env={"TERM": "dumb", "CONCORD_WORKSPACE": str(folder)}) as terminal:
        assert terminal.wait() == 2
        assert "TERM=dumb" in terminal.text()
