"""Completion in real shells: what a press of the tab key writes into the line, and what it lists."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import commands
from store.workspace.founding import found_workspace
from tests.terminal.pseudo import Terminal
from tui.cli.verbs.completion import script

ROOT = Path(__file__).parents[2]
#: How each shell is begun with nothing of its own, and what empties its line.
SHELLS = {
    "bash": (["bash", "--noprofile", "--norc", "-i"], "\x15"),
    "zsh": (["zsh", "-f", "-i"], "\x15"),
    "fish": (["fish", "--no-config", "-i"], "\x15"),
}
#: Titles, names and codes that a shell might run, or take for something else.
HOSTILE = (
    "$(touch hit)",
    "`touch hit`",
    "'; touch hit; '",
    '"; touch hit #',
    "a:b[c]%Bd\\e",
    "x\ttab",
    "红色\x1b[31m\u202e",
    "%F{red}$HIT*",
)
Types = Callable[..., str]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace with one action a hostile title, a department and a person whose short names are hostile too."""
    folder = tmp_path / "office"
    with found_workspace(str(folder), "Acme", zone="UTC", language="en") as workspace:
        workspace.do(commands.add, "department", {"name": "Marketing", "code": "MKT"})
        workspace.do(commands.add, "department", {"name": HOSTILE[0], "code": "$(touch${IFS}hit)"})
        workspace.do(commands.add, "person", {"name": "Bo", "login": "bo"})
        for title in HOSTILE:
            workspace.do(commands.add, "action", {"title": title})
        workspace.do(commands.add, "action", {"title": "Hang the posters", "owner": "PN-2"})
    return folder


@pytest.fixture(params=SHELLS)
def types(request: pytest.FixtureRequest, office: Path, tmp_path: Path) -> Iterator[Types]:
    """Types into that shell, in which `concord` is completed, and reads the screen."""
    command, clear = SHELLS[request.param]
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {request.param} here")
    home, programs = tmp_path / "home", tmp_path / "bin"
    home.mkdir()
    programs.mkdir()
    program = programs / "concord"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tui "$@"\n')
    program.chmod(0o755)
    source = home / ("_concord" if request.param == "zsh" else f"concord.{request.param}")
    source.write_text(script(request.param))
    env = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(home), "PYTHONPATH": str(ROOT), "PS1": "> "}
    env |= {"CONCORD_WORKSPACE": str(office), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    with Terminal(command, env=env, cwd=home, columns=110, rows=40) as terminal:
        terminal.settle(1.0)
        terminal.send(f"source {source}; clear; echo rea''dy\r")
        terminal.wait_for("ready")
        terminal.settle(0.5)

        def typed(line: str, shows: str) -> str:
            terminal.send(f"{clear}{line}")
            terminal.wait_for(shows)
            terminal.settle(0.5)
            return terminal.text()

        yield typed
        assert [each.name for each in tmp_path.rglob("hit")] == []


def test_a_word_that_can_only_be_one_is_written(types: Types):
    types("concord reop\t", r"concord reopen(?m:$)")
    types("concord add act\t", r"concord add action(?m:$)")
    types("concord add action x --pri\t", r"--priority")
    types("concord add action x --priority=h\t", r"--priority=high")
    types("concord waits MK\t", r"concord waits MKT")
    types("concord add action x --owner b\t", r"--owner bo")
    types("concord raci G-1 b\t", r"G-1 bo=")
    types("concord raci G-1 MK\t", r"G-1 MKT=")
    types("concord raci G-1 M\t\t", r"G-1 M(KT=)?(?m:$)(?s:.*)MKT=")
    types("concord history N-1@2026-11-23 --li\t", r"--limit")
    types('concord show "A-9\t', r"show .?A-9")
    types("concord show A-9\t", r"show A-9(?m:$)")


def test_words_are_as_the_shell_hands_them_on(types: Types, tmp_path: Path):
    folder = tmp_path / "home" / "my office"
    shutil.copytree(tmp_path / "office", folder)
    for written in (f'"{folder}"', f"'{folder}'", r"~/my\ office"):
        types(f"unset CONCORD_WORKSPACE; concord --workspace {written} waits MK\t", r"waits MKT")
    types('concord add action x --owner "b\t', r"--owner .?bo")
    types('concord add action x --owner="b\t', r"--owner=.?bo")
    types("concord show A-9 > my\t", r"> .?my.* office")
    types("concord show A-1 $(touch hit) A-9\t", r"A-9(?m:$)")
    types('concord --workspace "$(touch hit)" show A-\t', r"show A-(?m:$)")


def test_what_could_be_several_is_listed_with_what_each_says(types: Types):
    listed = types("concord re\t\t", r"reopen.*Takes back")
    assert "request" in listed
    listed = types("concord show A-\t\t", r"A-9.*Hang the posters")
    assert all(f"A-{n}" in listed for n in range(1, 10))
    assert "红色" in listed
    assert "$(touch hit)" in listed


def test_a_file_is_completed_by_the_shell(types: Types, tmp_path: Path):
    (tmp_path / "home" / "rows and columns.csv").touch()
    (tmp_path / "home" / "folder").mkdir()
    types("concord import csv rows\t", r"csv .?rows.* and.* columns\.csv")
    types("concord add action --from-json rows\t", r"json .?rows.* and.* columns\.csv")
    types("concord demo --keep fol\t", r"--keep folder")


def test_a_title_leads_to_its_record(types: Types):
    types("concord show poster\t", r"concord show A-9|A-9 .*Hang")
