"""What is installed: the version, the bounds, and no command that would install what others have called so."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tui import __version__

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: Where people are told what to type.
TOLD = [*ROOT.glob("*.md"), *ROOT.glob("*.py"), ROOT / "tui" / "locale" / "zh.json"]
TOLD += [path for package in ("store", "tui") for path in (ROOT / package).rglob("*.py")]
#: What comes from a registry of packages unless it is a path.
INSTALLS = re.compile(r"(?:\bpipx?|\buv tool|\buv pip|/pipx?) install((?:[ \"\n]+[^\s`\"&;。，,：]+)+)")


def test_the_changes_begin_with_the_version():
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    named = re.search(r"^## (\S+)", changes, re.MULTILINE)
    assert named is not None
    assert named[1] == __version__
    assert "version" in PROJECT["dynamic"]


def test_each_bound_has_a_lowest_version_and_ends():
    bounds = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["xlsx"]]
    assert [bound for bound in bounds if not re.fullmatch(r"[\w-]+>=[\d.]+,<[\d.]+", bound)] == []
    printed = subprocess.run([sys.executable, ROOT / ".ci" / "lowest.py"], capture_output=True, text=True, check=True)
    assert re.findall(r"^([\w-]+)==", printed.stdout, re.MULTILINE) == [bound.partition(">")[0] for bound in bounds]


@pytest.mark.parametrize(
    "command", ["pipx install concord-workspace", "pip install 'concord-workspace[xlsx]'", "uv tool install -q concord"]
)
def test_a_name_that_is_not_ours_would_be_seen(command: str):
    assert _names(f"To be rid of it: {command}") != []


def test_no_command_installs_a_name_that_is_not_ours():
    """Nobody has published Concord: whoever takes its name in a registry would be installed."""
    found = {str(path.relative_to(ROOT)): _names(path.read_text("utf-8")) for path in TOLD}
    assert {path: names for path, names in found.items() if names} == {}


def _names(text: str) -> list[str]:
    words = [word for told in INSTALLS.findall(text) for word in told.split()]
    return [word for word in words if re.match(r"[\"'(]*concord", word)]
