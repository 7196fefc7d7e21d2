"""The walls between the rooms: who may import whom, who may print, who may look at the clock."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from store import commands
from store.workspace.founding import found_workspace
from tests.for_each import for_each
from tests.shape.templates import parsed

ROOT = Path(__file__).parents[2]
STORE = sorted((ROOT / "store").rglob("*.py"))
TUI = sorted((ROOT / "tui").rglob("*.py"))
VERBS = ROOT / "tui" / "cli" / "verbs"


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@for_each("path", STORE)
def test_the_store_knows_no_screen(path: Path):
    tops = {name.split(".")[0] for name in imports(path)}
    assert not tops & {"textual", "rich", "tui"}
    assert "print" not in set(calls(path))


@for_each("path", [p for p in STORE if p.name != "clock.py"])
def test_only_the_clock_reads_the_time(path: Path):
    clocks = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.time_ns"}
    assert not clocks & set(calls(path))


@for_each("path", [p for p in STORE if "engine" in p.relative_to(ROOT).parts])
def test_the_engine_knows_no_kind(path: Path):
    above = [name for name in imports(path) if name.startswith("store.")]
    allowed = ("store.engine", "store.errors", "store.words", "store.clock")
    assert [name for name in above if not name.startswith(allowed)] == []


def test_what_is_imported_inside_a_function_says_why():
    """At the end of a line of those that stand together: `# late: it loads a lot`; for verbs it is said once."""
    silent = [
        f"{path.relative_to(ROOT)}:{together[0].lineno}"
        for path in (*STORE, *(path for path in TUI if path.parent != VERBS))
        for together in late_imports(parsed(path))
        if not any("  # late: " in line for line in lines_of(path, together))
    ]
    assert silent == []
    assert "# late: " in (VERBS / "__init__.py").read_text("utf-8")


def late_imports(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """The imports inside functions, those that follow each other together."""
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    inner = {id(each): each for function in functions for each in ast.walk(function)}.values()
    blocks = [getattr(each, name, ()) for each in inner for name in ("body", "orelse", "finalbody")]
    for block in blocks:
        for late, together in groupby(block if isinstance(block, list) else (), _is_import):
            if late:
                yield list(together)


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def lines_of(path: Path, together: list[ast.stmt]) -> list[str]:
    return path.read_text("utf-8").splitlines()[together[0].lineno - 1 : together[-1].end_lineno]


def test_what_is_late():
    tree = ast.parse("import a\nasync def f():\n    import b\n    from c import d\n    if b:\n        import e\n")
    assert [len(together) for together in late_imports(tree)] == [2, 1]


@for_each("path", TUI)
def test_people_s_text_never_reaches_a_fuzzy_matcher_that_parses_it(path: Path):
    assert "textual.fuzzy" not in set(imports(path))


@for_each("path", TUI)
def test_the_screen_takes_nothing_of_the_engine(path: Path):
    """Not even a type, which the import contract leaves out."""
    assert [name for name in imports(path) if name.startswith("store.engine")] == []


def test_importing_the_store_stays_lean():
    heavy = "{'textual', 'rich', 'arrow', 'rapidfuzz', 'asyncio', 'zoneinfo', 'csv', 'logging', 'multiprocessing'}"
    code = f"import sys; from store import *; print(sorted({heavy} & set(sys.modules)))"  # loads what it names
    seen = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "words", [["list", "action"], ["list", "action", "--json"], ["today"], ["--version"]], ids=" ".join
)
def test_what_people_ask_for_all_day_reads_no_calendar_files(words: list[str], tmp_path: Path):
    folder = str(tmp_path / "workspace")
    with found_workspace(folder, "Acme", zone="UTC", language="en") as workspace:
        workspace.do(commands.edit, "WS-1", {"days": {"2026-12-25": "Christmas"}})
        workspace.do(commands.add, "action", {"title": "Feed", "owner": "PN-1"})
    code = (
        "import sys; from tui.__main__ import main\n"
        "code = main(sys.argv[1:])\n"
        "heavy = {'calendar', 'icalendar', 'dateutil', 'statistics', 'zoneinfo', 'tomlkit'} & set(sys.modules)\n"
        "print(code, sorted(heavy), [name for name in sys.modules if name.startswith('store.interop')])"
    )
    seen = subprocess.run(
        [sys.executable, "-c", code, *words, "--workspace", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.splitlines()[-1] == "0 [] []", seen.stderr


def test_a_test_that_hangs_fails(pytestconfig: pytest.Config):
    assert 0 < float(pytestconfig.getini("timeout")) <= 120
