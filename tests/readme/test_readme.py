"""README is true: what it says to type is typed, in its order, on a fresh account, and what it shows is what comes.

`CONCORD_GOLDENS=write` writes what comes into README; its diff is then to be read.
"""

import os
import re
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.for_each import for_each
from tests.readme.page import README, SERVER, Block, Step, blocks, inline, steps, written
from tests.readme.shell import Shell
from tests.terminal.pseudo import Terminal
from tui.cli.call import COMMON
from tui.cli.verbs import VERBS, load

TEXT = README.read_text("utf-8")
WRITE = os.environ.get("CONCORD_GOLDENS") == "write"
STAND_IN = Path(__file__).parent / "stand_in.py"
#: What is not run here, and why.
NOT_RUN = {
    ".venv/bin/concord demo": "installs what is opened from a registry of packages; `concord demo` is run below",
    "concord@db.example.org": "wants a server of PostgreSQL; `tests/tui/cli/test_addresses.py` starts its own",
    ".venv/bin/pytest": "installs and runs this very test; .ci/run does, as it stands",
}
#: These open the screen.
ON_THE_SCREEN = ("concord", "concord demo")


class Shown(NamedTuple):
    """A screen that README shows: how it is opened, its size, and what is typed."""

    words: str
    columns: int
    rows: int
    keys: tuple[str, ...] = ()


#: In the order of README.
SCREENS = (
    Shown("demo --case promotion", 100, 32, ("2jj",)),
    Shown("demo --case promotion --lang zh", 80, 22, ("3",)),
    Shown("demo --case promotion", 100, 26, ("2jj", "T", "jjjj")),
    Shown("demo --case promotion", 80, 22, ("S", "\x13")),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account in which nothing is, and `concord` on its path."""
    place, found = tmp_path / "eva", tmp_path / "bin"
    place.mkdir()
    found.mkdir()
    program = found / "concord"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {STAND_IN} concord "$@"\n')
    program.chmod(0o755)
    for name in list(os.environ):
        if name.startswith(("XDG_", "LC_", "CONCORD", "TEXTUAL", "PYTHON")):
            monkeypatch.delenv(name)
    for name, value in (("HOME", str(place)), ("PATH", f"{found}:{os.environ['PATH']}"), ("LANG", "C.UTF-8")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def shell(home: Path) -> Iterator[Shell]:
    shell = Shell(["sh"], home)
    yield shell
    shell.close()


def test_what_is_typed_does_what_is_shown(shell: Shell):
    known = set(NOT_RUN)
    for block in blocks(TEXT, "console", "sh", "python"):
        if block.language == "sh":
            known -= {each for each in known if each in block.text}
            assert any(each in block.text for each in NOT_RUN), f"line {block.line}: not run, and no reason is given"
        elif block.language == "python":
            _script(shell, block)
        else:
            done = [_done(shell, step, block) for step in steps(block.text)]
            _same(block.text, written(done), f"line {block.line}")
    assert not known, "these are not in README any more"


def _done(shell: Shell, step: Step, block: Block) -> Step:
    typed = step.typed.partition("  #")[0].rstrip()
    if typed in ON_THE_SCREEN:
        _code, folder = shell.run('printf %s "$CONCORD_WORKSPACE"')
        env = {"CONCORD_WORKSPACE": folder.replace("/home/eva", str(shell.home))}
        with Terminal(typed.split(), env=env) as terminal:
            terminal.wait_for("1 Departments")
            terminal.send("q")
            assert terminal.wait() == 0
        return step
    code, said = shell.run(step.typed)
    assert code == 0, f"README.md, line {block.line}: {step.typed}\n{said}"
    return step._replace(shown=said)


def _script(shell: Shell, block: Block) -> None:
    script = shell.home / "script.py"
    script.write_text(block.text)
    code, said = shell.run(f"{shlex.quote(sys.executable)} {STAND_IN} python {script}")
    assert code == 0, f"README.md, line {block.line}\n{said}"


def _same(stands: str, comes: str, where: str) -> None:
    if WRITE:
        README.write_text(README.read_text("utf-8").replace(stands, comes), "utf-8")
    else:
        assert comes == stands, where


def test_as_many_screens_are_shown_as_are_drawn():
    assert len(blocks(TEXT, "text")) == len(SCREENS)


@pytest.mark.parametrize("at", range(len(SCREENS)))
def test_the_screens_are_those_that_come(home: Path, at: int):
    shown, stands = SCREENS[at], blocks(TEXT, "text")[at].text
    with Terminal(["concord", *shown.words.split()], columns=shown.columns, rows=shown.rows) as terminal:
        terminal.wait_for("1 (Departments|部门)")
        for keys in shown.keys:
            terminal.settle()
            terminal.send(keys)
        end = time.monotonic() + (3 if WRITE else 20)
        while (WRITE or _drawn(terminal) != stands) and time.monotonic() < end:
            terminal.read(0.1)
        _same(stands, _drawn(terminal), f"screen {at + 1}")


def _drawn(terminal: Terminal) -> str:
    """The screen; the clock of a stand-up, which runs, as it begins."""
    return re.sub(r"(?<= )\d+:\d\d$", "0:00", terminal.text(), count=1, flags=re.MULTILINE) + "\n"


@for_each("command", inline(TEXT) + inline(SERVER.read_text("utf-8")))
def test_a_command_in_a_sentence_exists_with_its_options(command: str):
    words = shlex.split(command.replace("|", " "))[1:]
    names = [word[2:].partition("=")[0] for word in words if word.startswith("--")]
    if words[0].startswith("--"):
        verb, options = None, COMMON
    else:
        assert words[0] in VERBS or words[0] == "VERB", words[0]
        verb = None if words[0] == "VERB" else load(words[0])
        options = COMMON | {option.name: option for option in (verb.options if verb else ())}
    assert (verb is not None and verb.takes_fields) or not set(names) - set(options)


def test_the_folders_that_it_names_are_there():
    for name in re.findall(r"^(\w+)/ +\S", TEXT, re.MULTILINE):
        assert (README.parent / name).is_dir()
