"""With any guard of the journal taken out of the code, a test fails: the tests see what they are there for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.mutation.guards import ALWAYS, GUARDS

ROOT = Path(__file__).parents[3]
LONG = bool(os.environ.get("CONCORD_LONG"))


def failed(tree: Path, tests: tuple[str, str]) -> tuple[bool, str]:
    """Whether one of these tests fails with the code in that tree, and what was said."""
    options = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--import-mode=importlib"]
    command = [sys.executable, "-m", "pytest", *options, tests[0], "-k", tests[1]]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "CONCORD_"))}
    environment["PYTHONPATH"] = str(tree)
    run = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    return run.returncode == 1, run.stdout


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The code as links, to put other files in the place of some."""
    shutil.copytree(ROOT / "store", tmp_path / "store", copy_function=os.symlink)
    for name in ("tests", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def test_every_guard_stands_in_the_code():
    for name, guard in GUARDS.items():
        code = (ROOT / "store" / "engine" / guard.file).read_text()
        assert guard.code in code, f"{name} is written otherwise now: say so in guards.py"


@pytest.mark.parametrize("name", [name for name in GUARDS if LONG or name in ALWAYS])
def test_without_it_a_test_fails(tree: Path, name: str):
    guard = GUARDS[name]
    file = tree / "store" / "engine" / guard.file
    code = file.read_text()
    file.unlink()
    file.write_text(code.replace(guard.code, guard.without))
    missed, said = failed(tree, guard.tests)
    assert missed, said


@pytest.mark.parametrize("tests", sorted({guard.tests for guard in GUARDS.values()}) if LONG else [])
def test_with_all_of_them_none_does(tree: Path, tests: tuple[str, str]):
    missed, said = failed(tree, tests)
    assert not missed, said
