"""What a start loads, module by module: whoever adds an import to it sees that in a diff.

Of a screen also what its first frame waits for: nothing of Textual, not even asyncio, the first that it needs.

`CONCORD_GOLDENS=write` writes the lists anew. Of the standard library, which is another one with each Python, only
what is heavy is held to stay out.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import store
from store import commands
from tests.terminal.pseudo import Terminal

ROOT = Path(__file__).parents[2]
#: Prints what a start loads: at its end, or where the first paint is over and what keys need is loaded ahead.
CODE = """
import os, sys
from datetime import UTC, datetime

before = set(sys.modules)

def told():
    with open(sys.argv[1] + ".part", "w") as file:
        file.writelines(f"{name}\\n" for name in set(sys.modules) - before if sys.modules[name])
    os.replace(sys.argv[1] + ".part", sys.argv[1])

class Painted:
    def find_spec(self, name, path=None, target=None):
        if name == ("asyncio" if words == ["first-frame"] else "tui.warming"):
            told()

sys.meta_path.insert(0, Painted())
words = sys.argv[2:]
if words != ["--version"]:  # all others load these
    from store import clock
    from store.engine import identity
    clock.now = lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    identity.os_user = lambda: "ana"
    identity.has_account = lambda _login: True
from tui.__main__ import main
opens = words in ([], ["first-frame"])
main([] if opens else words)
if not opens:
    told()
"""
STARTS = {
    "version": ["--version"],
    "reading": ["reading", "N-1", "5"],
    "comment": ["comment", "A-1", "well"],
    "list": ["list", "action"],
    "today-brief": ["today", "--brief"],
    "first-frame": ["first-frame"],
    "screen": [],
}
#: Each costs a command as much as a dozen modules of its own.
HEAVY = {
    "argparse", "ast", "asyncio", "calendar", "csv", "dataclasses", "email", "inspect", "json", "logging",
    "multiprocessing", "pathlib", "random", "shutil", "ssl", "statistics", "subprocess", "tempfile", "tomllib",
    "unittest", "urllib", "zoneinfo",
}  # fmt: skip


def loaded(place: Path, words: list[str]) -> set[str]:
    """The names of the modules that it loads beyond what the interpreter starts with."""
    out = place.parent / "loaded"
    command = [sys.executable, "-c", CODE, str(out), *words]
    if words not in (STARTS["screen"], STARTS["first-frame"]):
        env = {name: value for name, value in os.environ.items() if not name.startswith("CONCORD_")}
        env |= {"CONCORD_WORKSPACE": str(place), "LANG": "C.UTF-8", "HOME": str(place), "XDG_CONFIG_HOME": str(place)}
        subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True)
    else:
        with Terminal(command, columns=120, rows=40, env={"CONCORD_WORKSPACE": str(place)}, cwd=ROOT) as terminal:
            assert terminal.until(out.exists), terminal.text()
    return set(out.read_text().split())


@pytest.mark.parametrize("name", STARTS)
def test_a_start_loads_what_it_did(folder: Path, name: str):
    with store.open_workspace(str(folder), "ana") as workspace:
        workspace.do(commands.add, "metric", {"title": "Stock"})
    found = loaded(folder, STARTS[name])
    tops = {each.partition(".")[0] for each in found}
    if name != "screen":
        assert sorted(tops & HEAVY) == []
    others = sorted(tops - sys.stdlib_module_names - {"store", "tui"})
    widgets = sorted(each for each in found if each.startswith("textual.widgets."))
    ours = sorted(each for each in found if each.partition(".")[0] in ("store", "tui"))
    told = "\n".join([*others, *widgets, "", *ours, ""])
    golden = Path(__file__).parent / "loaded" / f"{name}.txt"
    if os.environ.get("CONCORD_GOLDENS") == "write":
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8"), "a start loads other modules than it did"
