"""What is built and installed: versions, bounds, files, and no command that installs what others have called so."""

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.for_each import for_each
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
    extras = PROJECT["optional-dependencies"]
    bounds = [*PROJECT["dependencies"], *extras["xlsx"], *extras["postgres"]]
    assert [bound for bound in bounds if not re.fullmatch(r"[\w-]+(?:\[\w+\])?>=[\d.]+,<[\d.]+", bound)] == []
    printed = subprocess.run([sys.executable, ROOT / ".ci" / "lowest.py"], capture_output=True, text=True, check=True)
    names = [re.split(r"[\[>]", bound)[0] for bound in bounds]
    assert re.findall(r"^([\w-]+)==", printed.stdout, re.MULTILINE) == names


@for_each(
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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built where an earlier build has left something."""
    if int(version("setuptools").partition(".")[0]) < 77:
        pytest.skip("a wheel is built by setuptools 77 or later")
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("out")
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*_cache", "__pycache__", "build"), dirs_exist_ok=True)
    ghost = source / "build" / "lib" / "tui" / "ghost.py"
    ghost.parent.mkdir(parents=True)
    ghost.write_text("")
    for sort in ("sdist", "wheel"):
        script = f"import sys; from setuptools import build_meta; build_meta.build_{sort}(sys.argv[1])"
        subprocess.run([sys.executable, "-c", script, out], cwd=source, check=True, capture_output=True)
    return out


def test_a_wheel_has_what_it_owes_and_nothing_of_earlier_builds(built: Path):
    (wheel,) = built.glob(f"concord_workspace-{__version__}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {"tui/py.typed", "store/py.typed", "store/han/LICENSE-OpenCC.txt", "store/han/SOURCES.txt"} <= set(names)
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "LICENSE-OpenCC.txt", "LICENSE-pypinyin.txt"}
    assert [name for name in names if "ghost" in name or name.startswith("tests")] == []
    written = {f"{path.relative_to(ROOT)}" for part in ("store", "tui") for path in (ROOT / part).rglob("*.*")}
    assert {name for name in written if "__pycache__" not in name} <= set(names)


def test_a_source_archive_has_the_tests_and_the_changes(built: Path):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"CHANGELOG.md", "SERVER.md", "tests/conftest.py", ".ci/run", "setup.py"} <= names
    assert {f"tests/store/fixtures/{path.name}" for path in (ROOT / "tests/store/fixtures").iterdir()} <= names
