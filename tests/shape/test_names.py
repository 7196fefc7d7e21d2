"""No class shares its name with another, nor a file of the store: whoever searches for one finds one."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.shape.templates import parsed

ROOT = Path(__file__).parents[2]
#: What one kind of record is, tells, and looks like stands in files of its name.
KIND_FILES = {path.stem for path in (ROOT / "store" / "kinds").glob("*.py")} - {"__init__"}
#: One idea on two floors: read in the store, shown by a verb or a room; the base and what overrides it.
SAME_IDEA = {
    "demo", "digest", "history", "minutes", "my_day", "plan", "retro_facts", "retro_minutes", "search", "telling",
    "undo",
}  # fmt: skip
#: One word for two things: what is pressed, and what lets somebody in.
TWO_THINGS = {"keys"}


def shared(named: list[tuple[str, Path]]) -> dict[str, list[str]]:
    """The places of what has the same name."""
    places: dict[str, list[str]] = defaultdict(list)
    for name, path in named:
        places[name].append(str(path.relative_to(ROOT)))
    return {name: found for name, found in places.items() if len(found) > 1}


def files() -> list[Path]:
    return [path for top in ("store", "tui") for path in sorted((ROOT / top).rglob("*.py"))]


def test_no_two_files_that_mean_different_things_share_a_name():
    named = [(path.parent.name if path.stem == "__init__" else path.stem, path) for path in files()]
    of_the_store = {name for name, found in shared(named).items() if found[0].startswith("store")}
    assert of_the_store - KIND_FILES == SAME_IDEA | TWO_THINGS


def test_no_two_classes_that_mean_different_things_share_a_name():
    trees = [(path, parsed(path)) for path in files()]
    named = [(each.name, path) for path, tree in trees for each in ast.walk(tree) if isinstance(each, ast.ClassDef)]
    assert shared(named) == {}
