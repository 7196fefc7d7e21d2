"""README's table of what each role does over SSH, as it stands there."""

import re
from pathlib import Path
from typing import NamedTuple

from tui.keys import Key

README = Path(__file__).parents[2] / "README.md"
HEAD = "| by a command | on the screen | viewer | member | coordinator | admin |"
ROLES = ("viewer", "member", "coordinator", "admin")
#: What stands for all that screens have keys of their own for.
ROOMS = "In this room"


class Act(NamedTuple):
    """A key as it is read, with words of its label where it does several things; `:` is a command without a key."""

    key: str
    words: str = ""

    def is_of(self, row: Key) -> bool:
        """Whether it is that row of a table of keys."""
        return self.key == row.shown and self.words in str(row.label).lower()


class Row(NamedTuple):
    """What is done, and who does it: yes, looks, own, no, or – where nobody is served it."""

    verbs: tuple[str, ...]
    sections: tuple[str, ...]
    acts: tuple[Act, ...]
    by_role: dict[str, str]


def rows() -> list[Row]:
    """The table."""
    lines = README.read_text("utf-8").splitlines()
    at = lines.index(HEAD) + 2
    found: list[Row] = []
    while lines[at].startswith("|"):
        commands, screen, *cells = (cell.strip() for cell in lines[at].strip("|").split("|"))
        verbs = tuple("" if verb == "concord" else verb for verb in re.findall("`([^`]+)`", commands))
        sections = tuple(re.findall(r"\*([^*]+)\*", screen.replace("`*`", "")))
        found.append(Row(verbs, sections, _acts(screen), dict(zip(ROLES, cells, strict=True))))
        at += 1
    return found


def _acts(cell: str) -> tuple[Act, ...]:
    found: list[Act] = []
    for key, words in re.findall(r"`([^`]+)`([^`;*]*)", cell):
        each = [word.strip().lower() for word in words.split(",")]
        found += [Act(key, word) for word in each if word] or [Act(key)]
    return tuple(found)
