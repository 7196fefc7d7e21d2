"""The wall on a terminal: no cursor, no key but q, and an end when the line drops."""

import sys
from pathlib import Path

import pytest

from tests.terminal.pseudo import MOUSE, Terminal

CODE = """
import sys
from tui import served
served.begin(served.Served("", wall=True))
from tui.wall.showing import run
sys.exit(run(sys.argv[1], 1e6))
"""


@pytest.mark.parametrize("ends", ["q", "line"])
def test_it_hangs_there_until_q_or_the_line_ends_it(home: Path, folder: Path, ends: str):
    with Terminal([sys.executable, "-c", CODE, str(folder)]) as wall:
        wall.wait_for("Where our goals stand")
        wall.until(lambda: MOUSE in wall.raw)
        wall.settle()
        before = wall.text()
        wall.send("ax/:?S\x1a\x1c\x03\r\x1b[<0;5;5M\x1b[<0;5;5m\x1b[200~q\x1b[201~")
        wall.settle()
        assert wall.status is None
        assert wall.text().splitlines()[1:] == before.splitlines()[1:]
        assert wall.raw.rfind(b"\x1b[?25l") > wall.raw.rfind(b"\x1b[?25h")
        if ends == "q":
            wall.send("ｑ")
            assert wall.wait() == 0
        else:
            wall.hang_up()
            wall._reap(15.0)
            assert wall.status == 129
    assert not list((folder / "sessions").glob("*"))
