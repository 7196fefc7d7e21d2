"""No value of an environment variable ends the start: it runs, or it says what to do, and never shows a traceback."""

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import Opens
from tests.terminal.pseudo import KEPT

LONG = os.environ.get("CONCORD_LONG")
NAMES = """
    TERM COLORTERM LANG LC_ALL LC_CTYPE LANGUAGE COLUMNS LINES NO_COLOR FORCE_COLOR TZ HOME USER TMPDIR PAGER ESCDELAY
    XDG_STATE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR TERM_PROGRAM LC_TERMINAL
    CONCORD_WORKSPACE CONCORD_CHARACTERS CONCORD_TRUST_FILE_SYSTEM
    TEXTUAL TEXTUAL_THEME TEXTUAL_COLOR_SYSTEM TEXTUAL_FPS TEXTUAL_DIM_FACTOR TEXTUAL_ANIMATIONS TEXTUAL_FILTERS
    TEXTUAL_SMOOTH_SCROLL TEXTUAL_DISABLE_KITTY_KEY TEXTUAL_DRIVER TEXTUAL_LOG
    PYTHONWARNINGS PYTHONOPTIMIZE PYTHONDEVMODE PYTHONASYNCIODEBUG PYTHONINSPECT PYTHONUNBUFFERED
""".split()  # noqa: SIM905
VALUES = {
    "empty": "",
    "absurd": "%s\n{}[/]~\x07\"'",
    "long": "x" * 100_000,
    "no characters": os.fsdecode(b"\xff\xfe\xe9"),
    "negative": "-1",
    "huge": "999999999999",
    "nowhere": "/nowhere/at/all",
    "no folder": "/dev/null/x",
}
#: What was found to be in the way.
WORST = [
    ("TEXTUAL_COLOR_SYSTEM", "absurd"),
    ("TEXTUAL_COLOR_SYSTEM", "empty"),
    ("TEXTUAL_FPS", "huge"),
    ("ESCDELAY", "huge"),
    ("TEXTUAL_THEME", "empty"),
    ("CONCORD_WORKSPACE", "long"),
]


def drawn(seed: int, count: int) -> dict[str, str]:
    """Some variables with such values; with the same seed the same."""
    dice = random.Random(seed)
    return {name: VALUES[dice.choice(list(VALUES))] for name in dice.sample(NAMES, count)}


@pytest.mark.parametrize("seed", range(300 if LONG else 6))
def test_the_command_line_runs_or_says_what_to_do(home: Path, folder: Path, seed: int):
    environ = {name: os.environ[name] for name in KEPT if name in os.environ} | drawn(seed, 12)
    for words in (["--workspace", str(folder), "list", "action"], ["today"], ["doctor"]):
        command = [sys.executable, "-m", "tests.terminal.still", "ana", *words]
        ran = subprocess.run(command, env=environ, cwd=home, capture_output=True, timeout=60, check=False)
        assert re.search(b"Traceback|Concord failed", ran.stderr) is None, environ
        assert not ran.returncode or b"concord: " in ran.stderr or words == ["doctor"], (environ, ran)
        assert ran.stdout if "list" in words else ran.returncode in (0, 1), (environ, ran)


@pytest.mark.parametrize("given", [*WORST, *range(200 if LONG else 4)], ids=str)
def test_the_screen_opens_takes_keys_and_ends(home: Path, folder: Path, opens: Opens, given: int | tuple[str, str]):
    env = drawn(given, 16) if isinstance(given, int) else {given[0]: VALUES[given[1]]}
    with opens(folder, env=env, cwd=home) as terminal:
        terminal.wait_for("A-1 ")
        terminal.send("3g\r")
        terminal.wait_for("made by|建立")
        terminal.send("\x1b")
        terminal.wait_for("> . A-1 ")
        terminal.send("q")
        assert terminal.wait() == 0, terminal.text()
        last = bytes(terminal.raw).rpartition(b"\x1b[?1049l")[2]
        assert b"\x1b[" not in last.replace(b"\x1b[?", b""), "something was written to the shell's screen"
