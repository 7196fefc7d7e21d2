"""The six main screens at 80 × 24: letters, then tones, made of bytes. `CONCORD_GOLDENS=write` writes them anew."""

import os
import re
from pathlib import Path

import pytest
from pyte.screens import Char

from tests.terminal.conftest import Opens
from tests.terminal.pseudo import Terminal
from tui.theme import DARK, TONES

#: The keys that lead to each screen, and what stands there in any language, on it and on no screen passed on the way.
SCREENS = {
    "board": ("3g", "> . A-1 "),
    "page": ("3g\r", ">A-1 "),
    "standup": ("S\x13", "kim  li  eva  bo"),
    "retro": ("4gR", "^ R-2 Autumn"),
    "timeline": ("2gT", "> +G-2 .*├──"),
    "search": ("/sp", "(?s)/ sp.*A-3 "),
}
#: A letter for each tone; bold ones are capitals.
LETTERS = dict(zip(TONES, " s-.abwg", strict=True)) | {"chosen-text": "="}
COLOURS = {DARK.colors[tone].lstrip("#"): LETTERS[tone] for tone in LETTERS}


def tone(cell: Char) -> str:
    """What the cell is drawn in."""
    if cell.data == " ":
        return "=" if cell.bg == DARK.colors["chosen"].lstrip("#") else " "
    letter = COLOURS.get(cell.fg, "?")
    return letter.upper() if cell.bold and letter != " " else "F" if cell.bold else letter


def picture(terminal: Terminal) -> str:
    """The screen as text, the clock of a room stopped, and below it the tone of every cell."""
    tones = "\n".join("".join(map(tone, line)).rstrip() for line in terminal.cells())
    letters = re.sub(r"\d:\d\d$", "0:00", terminal.text(), flags=re.MULTILINE)
    return f"{letters}\n{'─' * 80}\n{tones}\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_main_screens_look_as_they_did(folder: Path, opens: Opens, name: str, lang: str):
    keys, there = SCREENS[name]
    with opens(folder, lang=lang) as terminal:
        terminal.wait_for("A-1 ")
        terminal.send(keys)
        terminal.wait_for(there)
        terminal.settle(0.4)
        shown = picture(terminal)
    golden = Path(__file__).parent / "goldens" / f"{name}-{lang}.txt"
    if os.environ.get("CONCORD_GOLDENS") == "write":
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")
