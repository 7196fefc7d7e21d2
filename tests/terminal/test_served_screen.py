"""Over SSH nothing that is typed, pasted or clicked changes a file of the server or starts a program.

`CONCORD_LONG` presses 60,000 keys.
"""

import os
import random
import sys
from pathlib import Path

import pytest

from store.engine.checkup import verify
from tests.terminal.pseudo import MOUSE, Terminal
from tests.terminal.served_screen import CAUGHT

SCREEN = Path(__file__).with_name("served_screen.py")
KEYS = 60_000 if os.environ.get("CONCORD_LONG") else 2_000
#: What would lead out: paths, what a shell would run, what a terminal would obey.
WORDS = ["~/.bashrc", "/tmp/pwned", "x; touch pwned; #", "$(touch pwned)", "`touch pwned`", "../../pwned", "| sh", "bo",
         "today", "价格", "G-2", "digest", "export", "shell", "save", "-", "\x1b]52;c;aGk=\x07"]  # fmt: skip
LETTERS = "abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789/?:][+-=.,;!@#*"
#: Enter, Esc, arrows, tab, Ctrl-S, Ctrl-Z, Ctrl-\, Ctrl-C, Ctrl-U, Ctrl-W, Ctrl-P, and what is a key of no terminal.
MARKS = ["\r", "\x1b", "\x1b[A", "\x1b[B", "\t", "\x13", "\x1a", "\x1c", "\x03", "\x15", "\x17", "\x10", "\x1b[Z", " ",
         "\x7f", "\x1bOP", "\x1b[21~", "\x1b[I", "\x1b[99;99R", "\x1b[?62;22c", "\x1bPx\x1b\\", "\x00"]  # fmt: skip
#: Half a comment.
WHISPER = "The budget is"
#: To the digest, and into a file.
TO_A_FILE = "\x1b\x1b\x1bS", "\x1b", ":digest\r", "\x13", "\x15~/pwned\r", "w", "\x15~/pwned\r", "\x1b\x1b"


class Unseen(Terminal):
    """What it shows is nobody's business here: to draw it takes the time of ten keys."""

    def _draw(self, data: bytes) -> None:
        """Nothing."""

    def drain(self, quiet: float = 0.01) -> None:
        """Read until nothing comes for so long."""
        while self.status is None and self.read(quiet):
            continue


@pytest.fixture
def workspace(home: Path, folder: Path) -> Path:
    """That of the tests of the screen."""
    return folder


def environment(home: Path, login: str) -> dict[str, str]:
    """As `concord serve` has it, each person's state by itself."""
    own = home / "served" / login
    (own / "state").mkdir(parents=True, exist_ok=True)
    kinds = {f"XDG_{kind}_HOME": str(own / kind.lower()) for kind in ("STATE", "CONFIG", "DATA", "CACHE")}
    return {"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "TMUX": "/tmp/tmux-1/default,1,0", **kinds}


def opened(home: Path, folder: Path, login: str, kind: type[Terminal] = Terminal) -> Terminal:
    words = [sys.executable, str(SCREEN), str(home / "report"), str(folder), login]
    return kind(words, env=environment(home, login), cwd=home)


def any_keys(dice: random.Random) -> tuple[str, int]:
    """A burst, and how many keys it is."""
    chance = dice.random()
    if chance < 0.05:
        return f"\x1b[200~{dice.choice(WORDS)}\x1b[201~", 1
    if chance < 0.12:
        x, y, button = dice.randint(1, 80), dice.randint(1, 24), dice.choice((0, 0, 2, 64, 65))
        return f"\x1b[<{button};{x};{y}M\x1b[<{button};{x};{y}m", 1
    if chance < 0.16:
        word = dice.choice(WORDS)
        return word + dice.choice(("", "\r")), len(word)
    many = dice.randint(1, 8)
    return "".join(dice.choice(LETTERS if dice.random() < 0.7 else MARKS) for _ in range(many)), many


def test_no_keys_lead_out(home: Path, workspace: Path):
    dice, pressed, sent = random.Random(23), 0, list[str]()
    while pressed < KEYS:  # whoever has left comes again
        with opened(home, workspace, "ana", Unseen) as terminal:
            terminal.until(lambda: MOUSE in terminal.raw)
            for keys in TO_A_FILE:
                terminal.send(keys)
                terminal.drain(0.2)
            while pressed < KEYS and terminal.status is None:
                keys, many = any_keys(dice)
                sent.append(keys)
                pressed += many
                terminal.send(keys)
                terminal.drain()
                terminal.raw.clear()
            if terminal.status is None:
                os.kill(terminal.pid, 15)
            status = terminal.wait(30.0)
        report = (home / "report").read_text()
        assert not report, f"{report} after {sent[-20:]!r}"
        assert status in (0, 128 + 15), f"{status} after {sent[-20:]!r}"
    assert {each.name for each in home.iterdir()} <= {"report", "served", "workspace"}
    assert verify(str(workspace)).clean


def test_what_is_remembered_is_each_persons_own(home: Path, workspace: Path):
    """On one account: what was typed when the line dropped, a kept language, how a list is sorted."""
    with opened(home, workspace, "ana") as ana:
        ana.ready()
        ana.send(":中文\r")
        ana.wait_for("部门")
        ana.send("3c" + WHISPER)
        ana.wait_for(WHISPER)
        ana.settle()
        ana.hang_up()
        ana._reap(15.0)
        assert ana.status is not None
    with opened(home, workspace, "bo") as bo:
        bo.wait_for("Departments")
        bo.ready()
        bo.send("3c")
        bo.wait_for("Comment on A-1")
        bo.settle()
        assert WHISPER not in bo.text()
    with opened(home, workspace, "ana") as ana:
        ana.wait_for("部门")
        ana.ready()
        ana.send("3c")
        ana.wait_for(WHISPER)
    assert {each.name for each in (home / "served").iterdir()} == {"ana", "bo"}
    assert not (home / "report").read_text()


def test_the_watch_sees_what_it_is_there_for(home: Path, workspace: Path):
    """A file outside, a program: each ends it."""
    for deed in ("open('pwned', 'w')", "__import__('subprocess').Popen(['true'])", "os.rename('a', 'b')", "os.fork()"):
        code = f"import os, sys; from tests.terminal.served_screen import watch; sys.addaudithook(watch(2)); {deed}"
        assert os.spawnve(os.P_WAIT, sys.executable, [sys.executable, "-c", code], os.environ) == CAUGHT, deed
