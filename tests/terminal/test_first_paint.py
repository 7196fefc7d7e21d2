"""The board is there before Textual: what follows is not drawn again, and the terminal is always given back."""

import os
import re
import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.terminal.conftest import ROOT, Opens
from tests.terminal.pseudo import Terminal

#: What tells a terminal something and shows nothing.
MUTE = re.compile(rb"\x1b\[[?>]?[\d;]*[a-zA-Z$]+|\x1b\][^\x07]*\x07")
#: The last of the first frame.
END = b"\x1b[0m\x1b[1;1H"
LEFT = b"\x1b[?1049l"
#: At its start the program comes to what needs Textual, and there it stays, or fails.
STOPPED = """
import sys, time
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "tui.app":
            {do}
sys.meta_path.insert(0, Stop())
sys.argv[0:] = ["concord", "ana", *sys.argv[1:]]
from tests.terminal.still import main
main()
"""


def stopped(folder: Path, do: str) -> Terminal:
    """The screen on that folder, which never comes further than its first frame."""
    return Terminal([sys.executable, "-c", STOPPED.format(do=do), "--workspace", str(folder), "--lang", "en"], cwd=ROOT)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 36)])
def test_nothing_is_drawn_twice(folder: Path, opens: Opens, columns: int, rows: int, lang: str):
    with opens(folder, lang=lang, columns=columns, rows=rows) as terminal:
        assert terminal.until(lambda: b"\x1b[?1006h" in terminal.raw)
        terminal.settle()
        assert "A-1" in terminal.text()
        after = bytes(terminal.raw).partition(END)[2]
        assert after
        assert MUTE.sub(b"", after) == b""
        assert bytes(terminal.raw).count(b"\x1b[?1049h") == 1, "a terminal clears the screen that is entered"


def test_what_is_typed_meanwhile_is_heard(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        terminal.send("3aA new dock\x13")
        terminal.wait_for(r"A-\d+ +A new dock")
        assert "\x13" not in terminal.text()


def test_a_paste_meanwhile_is_no_keys(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        assert b"\x1b[?2004h" in terminal.raw, "a terminal marks pastes only where it was told to"
        terminal.send("\x1b[200~qqq\x1b[201~")
        terminal.settle()
        assert terminal.status is None


def test_another_size_meanwhile(folder: Path, opens: Opens):
    with opens(folder) as terminal:
        terminal.wait_for("A-1")
        terminal.resize(110, 30)
        terminal.wait_for("(?s)Stances.*keys")
        terminal.settle()
        assert terminal.text().splitlines()[29].startswith(" a add")


@pytest.mark.parametrize(
    ("do", "number", "status"),
    [
        ("raise ImportError('of another version')", None, 1),
        ("raise MemoryError", None, 1),
        ("time.sleep(60)", signal.SIGTERM, 143),
        ("time.sleep(60)", signal.SIGINT, 130),
    ],
)
def test_the_terminal_is_given_back(folder: Path, do: str, number: signal.Signals | None, status: int):
    with stopped(folder, do) as terminal:
        before = termios.tcgetattr(terminal.fd)
        terminal.wait_for("A-1") if number else terminal.until(lambda: LEFT in terminal.raw)
        if number:
            assert termios.tcgetattr(terminal.fd)[3] != before[3], "what is typed would be echoed on the board"
            os.kill(terminal.pid, number)
        assert terminal.wait() == status
        assert terminal.raw.count(LEFT) == 1
        assert terminal.raw.rfind(b"\x1b[?2004l") > terminal.raw.rfind(b"\x1b[?2004h")
        assert termios.tcgetattr(terminal.fd) == before


def test_a_line_that_drops_meanwhile_leaves_nothing(folder: Path):
    with stopped(folder, "time.sleep(60)") as terminal:
        terminal.wait_for("A-1")
        terminal.hang_up()
        terminal._reap(15.0)
        assert terminal.status is not None
