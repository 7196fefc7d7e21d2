"""The examples in CONTRIBUTING.md do what it says: applied to a copy of the tree, each is on every face at once."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.contributing.guide import ROOT, apply, examples

#: What is compiled is copied with it, and holds but for what the examples change.
KEPT = shutil.ignore_patterns("bench", "fixtures", "goldens")

#: Of whoever runs the tests; and each program is compiled once.
LEFT_OUT = ("CONCORD", "LC_", "XDG_", "PYTHONDONTWRITEBYTECODE")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with every example in it."""
    place = tmp_path_factory.mktemp("tree")
    for top in ("store", "tui", "tests"):
        shutil.copytree(ROOT / top, place / top, ignore=KEPT)
    shutil.copy(ROOT / "pyproject.toml", place)
    for example in examples():
        apply(example, place)
    return place


class Program:
    """The commands of that copy, on a workspace of their own."""

    def __init__(self, tree: Path, home: Path) -> None:
        self._tree = tree
        kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
        folders = {f"XDG_{each}_HOME": str(home / each) for each in ("STATE", "CONFIG", "DATA")}
        self._env = kept | folders | {"PYTHONPATH": str(tree), "LANG": "C.UTF-8", "CONCORD_WORKSPACE": str(home / "w")}
        self("init", str(home / "w"), "--name", "Acme")

    def __call__(self, *words: str) -> str:
        return self.python("-m", "tui", *words)

    def python(self, *words: str) -> str:
        command = [sys.executable, *words]
        done = subprocess.run(
            command, cwd=self._tree, env=self._env, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def concord(tree: Path, tmp_path: Path) -> Program:
    """What is typed into that copy."""
    return Program(tree, tmp_path)


def test_a_field_of_one_line_is_on_every_face(concord: Program):
    concord("add", "action", "Feed", "--effort", "2")
    concord("edit", "A-1", "--effort", "3.5")
    assert "Effort in days" in concord("add", "action", "--help")
    assert "3.5" in concord("show", "A-1")
    assert "工作量（天）" in concord("show", "A-1", "--lang", "zh")
    assert msgspec.json.decode(concord("show", "A-1", "--json"))["effort"] == 3.5
    assert "changed Effort in days of A-1 Feed" in concord("history", "A-1")
    assert ",effort," in concord("export", "csv", "--kind", "action")
    concord("undo")
    assert msgspec.json.decode(concord("show", "A-1", "--json"))["effort"] == 2


SCREEN = """
import asyncio, sys, store
from tests.tui.conftest import text, typed
from tui.app import ConcordApp
from tui.desk.desk import Desk

async def main():
    desk = Desk(store.open_workspace(sys.argv[1]))
    async with ConcordApp(desk).run_test(size=(120, 50)) as pilot:
        await pilot.press(*sys.argv[2:])
        shown = text(pilot)
    desk.close()
    print(shown)

asyncio.run(main())
"""


def test_a_field_of_one_line_is_in_the_form(concord: Program, tmp_path: Path):
    assert "Effort in days" in concord.python("-c", SCREEN, str(tmp_path / "w"), "3", "a")


def test_a_kind_of_one_file_is_on_the_board_as_its_face_says(concord: Program, tmp_path: Path):
    concord("add", "department", "Finance", "--code", "FIN")
    concord("add", "visit", "A day at the till", "--department", "FIN", "--seen", "Nobody knows the prices")
    shown = concord.python("-c", SCREEN, str(tmp_path / "w"), "4", *["right_square_bracket"] * 5)
    assert re.search(r"V-1 +A day at the till +FIN", shown), shown
    assert "Nobody knows the prices" in shown


def test_a_kind_of_one_file_is_on_every_face(concord: Program):
    concord("add", "department", "Finance", "--code", "FIN")
    assert concord("add", "visit", "A day at the till", "--department", "FIN", "--on", "2026-11-20").strip() == "V-1"
    concord("edit", "V-1", "--seen", "Nobody knows the new prices")
    assert "A day at the till" in concord("list", "visit")
    assert "Nobody knows the new prices" in concord("show", "V-1")
    assert "A day at the till" in concord("search", "prices")
    assert "What was seen" in concord("history", "V-1")
    assert "见闻" in concord("show", "V-1", "--lang", "zh")
    assert "走访" in concord("add", "visit", "--help", "--lang", "zh")
    assert "A day at the till" in concord("export", "csv", "--kind", "visit")
    assert "V-1" in concord("visits", "FIN")
    assert "列出走访过某部门的记录" in concord("--help", "--lang", "zh")
    concord("undo")
    assert "Nobody knows" not in concord("show", "V-1")


def test_what_holds_of_the_tree_holds_with_them_in_it(concord: Program):
    chinese = "tests/shape/test_catalogue.py::test_every_sentence_has_its_chinese"
    concord.python("-m", "pytest", "-p", "no:cacheprovider", "tests/tui/cli/test_visits.py", chinese)
