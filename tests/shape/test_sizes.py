"""Small rooms: no file over 350 lines, no function over 50, no class over 25 methods; each module says its idea."""

import ast
from pathlib import Path

from tests.for_each import for_each
from tests.shape.templates import parsed

ROOT = Path(__file__).parents[2]
FILES = sorted(p for top in ("store", "tui", "tests") for p in (ROOT / top).rglob("*.py"))
#: What is larger still: to be split, and then to be taken out here. The list only gets shorter.
LARGE_FILES: set[str] = set()
LARGE_CLASSES: set[str] = set()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_something_to_look_at():
    assert len(FILES) > 20


@for_each("path", FILES)
def test_file_is_small_and_says_what_it_is(path: Path):
    source = path.read_text("utf-8")
    tree = parsed(path)
    assert not source.strip() or ast.get_docstring(tree), "a module says its one idea in a docstring"
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 50
    ]
    assert not long


def test_a_second_idea_wants_a_file_of_its_own():
    assert {name(path) for path in FILES if path.read_text("utf-8").count("\n") > 350} == LARGE_FILES


def test_a_second_idea_wants_a_class_of_its_own():
    large: set[str] = set()
    for path in FILES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                methods = {each.name for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
                large |= {f"{name(path)} {node.name}"} if len(methods) > 25 else set()
    assert large == LARGE_CLASSES
