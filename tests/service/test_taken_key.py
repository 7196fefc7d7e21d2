"""A key that is taken away ends what came by it within seconds, also what waits for a text, or for its reader."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.service.conftest import BO, CAME
from tests.terminal.pseudo import Terminal

#: `concord serve bo` in a process of its own, which looks often.
SERVED = """
import tests.service.conftest as c
from tui.cli.serving import taken_key
taken_key.PAUSE = taken_key.GOODBYE = 0.05
c.run_here({place!r})
"""


@pytest.fixture
def came(keys: Path, tmp_path: Path) -> dict[str, str]:
    """What sshd says of who came by the key of bo."""
    (tmp_path / "auth").write_text(f"publickey {BO}\n")
    return CAME | {"SSH_USER_AUTH": str(tmp_path / "auth"), "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.fixture
def command(served_workspace: Path) -> list[str]:
    return [sys.executable, "-c", SERVED.format(place=str(served_workspace))]


def test_a_command_that_waits_for_its_text_ends(command: list[str], came: dict[str, str], keys: Path):
    asked = came | {"SSH_ORIGINAL_COMMAND": "import csv -"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=asked) as ran:
        assert ran.stdin is not None
        with pytest.raises(subprocess.TimeoutExpired):
            ran.wait(1)
        keys.write_text("")
        assert ran.wait(20) == 4
        assert ran.stderr is not None
        assert ran.stderr.read() == b"concord: The key by which you came in was taken away\n"


def test_a_screen_whose_terminal_takes_nothing_more_ends(command: list[str], came: dict[str, str], keys: Path):
    with Terminal(command, columns=200, rows=60, env=came) as terminal:
        terminal.ready()
        for key in "1234567" * 9:  # more than a line holds that nobody reads
            terminal.send(key)
            time.sleep(0.03)
        keys.write_text("")
        terminal._reap(20)
        assert terminal.status == 4
