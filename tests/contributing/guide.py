"""CONTRIBUTING.md as what it shows: the floors of the picture, and the examples, to be applied to a tree."""

import re
from pathlib import Path
from typing import NamedTuple

import msgspec

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


class Example(NamedTuple):
    """A block of code that names the file to which it belongs."""

    language: str
    path: str
    text: str


def floors() -> dict[str, list[list[str]]]:
    """The floors of each package, from the top down, with the rooms on each."""
    found: dict[str, list[list[str]]] = {}
    here: list[list[str]] = []
    for line in re.findall(r"^\| ((?:tui/|store/|    ).*?) *\|$", TEXT, re.MULTILINE):
        top, floor = line[:7].strip(), line[7:]
        if top:
            here = found[top.rstrip("/")] = []
        here.append(re.split(r" {2,}", re.sub(r"(?<=\w) · (?=\w)", "·", floor))[0].split("·"))
    return {top: [[room.split(" ")[0] for room in floor] for floor in rooms] for top, rooms in found.items()}


def examples() -> list[Example]:
    """In their order."""
    found = re.finditer(r"^```(\w+) (\S+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return [Example(each[1], each[2], each[3]) for each in found]


def apply(example: Example, tree: Path) -> None:
    """Bring it into the tree: a new file, lines changed at the one place where they fit, or words of the catalogue."""
    path = tree / example.path
    if example.language == "python":
        assert not path.exists(), example.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example.text, "utf-8")
    elif example.language == "json":
        words = msgspec.json.decode(path.read_bytes()) | msgspec.json.decode("{" + example.text + "}")
        path.write_bytes(msgspec.json.format(msgspec.json.encode(dict(sorted(words.items()))), indent=1))
    else:
        lines = example.text.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] != "+")
        after = "".join(line[1:] for line in lines if line[0] != "-")
        source = path.read_text("utf-8")
        assert source.count(before) == 1, f"{example.path} has not once:\n{before}"
        path.write_text(source.replace(before, after), "utf-8")
