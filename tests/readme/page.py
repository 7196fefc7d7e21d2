"""README.md and SERVER.md as blocks: what they say to type, and what they say comes of it."""

import re
from pathlib import Path
from typing import NamedTuple

README = Path(__file__).parents[2] / "README.md"
SERVER = README.with_name("SERVER.md")


class Block(NamedTuple):
    """A fenced block: its language, its text, and the line of the page in which it begins."""

    language: str
    text: str
    line: int


class Step(NamedTuple):
    """What is typed behind a ``$``, and the output that is shown under it."""

    typed: str
    shown: str


def blocks(text: str, *languages: str) -> list[Block]:
    """The blocks in these languages, in order."""
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Block(each[1], each[2], text[: each.start()].count("\n") + 2) for each in found if each[1] in languages]


def steps(text: str) -> list[Step]:
    """The steps of a block that shows what comes; a line that goes on has a ``>``."""
    found: list[Step] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], ""))
        elif line.startswith("> ") and found and not found[-1].shown:
            found[-1] = found[-1]._replace(typed=f"{found[-1].typed}\n{line[2:]}")
        else:
            found[-1] = found[-1]._replace(shown=f"{found[-1].shown}{line}\n")
    return found


def written(done: list[Step]) -> str:
    """The steps as a block has them."""
    return "".join("$ " + step.typed.replace("\n", "\n> ") + "\n" + step.shown for step in done)


def inline(text: str) -> list[str]:
    """The commands that stand in sentences and tables."""
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`(concord [^`]+)`", outside)
