"""Small rooms: no file over 400 lines (350 in the store), no function over 50, no class there over 25 methods."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(p for top in ("store", "tui", "tests") for p in (ROOT / top).rglob("*.py"))
STORE = [path for path in FILES if path.is_relative_to(ROOT / "store")]
METHODS = 25


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_something_to_look_at():
    assert len(FILES) > 20


@pytest.mark.parametrize("path", FILES, ids=name)
def test_file_is_small_and_says_what_it_is(path: Path):
    source = path.read_text("utf-8")
    assert source.count("\n") <= (350 if path in STORE else 400), "a second idea wants a room of its own"
    tree = ast.parse(source)
    assert not source.strip() or ast.get_docstring(tree), "a module says its one idea in a docstring"
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 50
    ]
    assert not long


@pytest.mark.parametrize("path", STORE, ids=name)
def test_no_class_knows_everything(path: Path):
    methods = {
        node.name: sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert {name: n for name, n in methods.items() if n > METHODS} == {}
