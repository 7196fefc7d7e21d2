"""The picture in CONTRIBUTING.md is that of the code: every room stands in it, and nobody looks up."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contributing.guide import ROOT, TEXT, floors

FLOORS = floors()
#: Who looks up all the same, or across; it may only become less.
UP: dict[str, set[tuple[str, str]]] = {
    "store": set(),
    "tui": set(),
}


def rooms_of(top: str) -> set[str]:
    """Folders and files at the top of a package; the doors of the package itself belong to none."""
    found = [path for path in (ROOT / top).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    return {path.stem for path in found if not path.stem.startswith("__")}


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports when it runs, inside functions too; not those for types alone."""
    todo: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    for node in todo:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            todo += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        todo += ast.iter_child_nodes(node)


def uses(top: str) -> set[tuple[str, str]]:
    """Which room of a package uses which other."""
    rooms, found = rooms_of(top), set[tuple[str, str]]()
    for room in rooms:
        home = ROOT / top / room
        for path in sorted(home.rglob("*.py")) if home.is_dir() else [home.with_suffix(".py")]:
            for name in imported(path):
                first, *rest = name.split(".")
                if first == top and rest and rest[0] in rooms - {room}:
                    found.add((room, rest[0]))
    return found


@pytest.mark.parametrize("top", ["store", "tui"])
def test_every_room_stands_in_it_once(top: str):
    drawn = [room for floor in FLOORS[top] for room in floor]
    assert sorted(drawn) == sorted(rooms_of(top))


@pytest.mark.parametrize("top", ["store", "tui"])
def test_nobody_looks_up(top: str):
    level = {room: at for at, floor in enumerate(FLOORS[top]) for room in floor}
    assert {(above, below) for above, below in uses(top) if level[above] >= level[below]} == UP[top]


def test_what_it_names_is_there():
    named = re.findall(r"`((?:store|tui|tests|\.ci)(?:/[\w.]+)+)`", TEXT)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []
