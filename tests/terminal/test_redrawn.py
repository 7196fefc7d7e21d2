"""After every key the terminal shows what a drawing from nothing shows, cell by cell.

Two terminals get the same keys on copies of one workspace; one of them is told after each (Ctrl-L) to draw everything
anew on an empty screen. Told so itself, the other would forget what it wrongly believes to stand there.
"""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import Opens
from tests.terminal.pseudo import Terminal

ANEW, CLEARED = "\x0c", b"\x1b[2J"
#: Escape as terminals say it that leave nothing to guess (CSI u): what comes after it, however soon, is another key.
ESC = "\x1b[27u"
DOWN, UP, TAB, ENTER, CTRL_S = "\x1b[B", "\x1b[A", "\t", "\r", "\x13"
#: Each way begins and ends on the board.
WAYS = {
    "the page of another record": ["3", "g", ENTER, ESC, "j", ENTER, "J", "K", ESC, "j", ENTER, "j", ESC],
    "panes and their lists": ["1", "j", "2", "j", TAB, "]", "]", "[", "4", "G", "g", "0", "3", "\x04", "\x15"],
    "one pane alone": ["2", "z", "j", ENTER, ESC, "z", "j", "3", "z", "4", "z", ENTER, "z", ESC, "0"],
    "marks and filter": ["3", " ", " ", ESC, "f", "pr", "ice", ENTER, "j", ESC, "f", "zzz", ESC],
    "search": ["/", "sp", "ring", DOWN, DOWN, ENTER, ESC, "/", "dept:FIN", ESC, ESC],
    "keys and commands": ["?", DOWN, "pane", ESC, ESC, ":", "go", DOWN, ESC, ESC],
    "a form": ["3", "a", "货架计划", TAB, "b", DOWN, TAB, TAB, UP, ESC, ESC],
    "what is saved": ["3", "[", "g", "c", "One\n另一句", UP, DOWN, CTRL_S],
    "another day": ["t", "+1w", ENTER, "why 为何", ENTER, "d", "u"],
    "rooms": ["S", "j", ESC, "m", "j", ESC, "H", "j", ESC, "I", "j", ESC],
    "rooms of a goal": ["2", "g", "T", "j", "l", ESC, "w", ESC, "h", "j", ESC, "r", ESC, "s", ESC],
    "the retrospective": ["4", "g", "R", "j", "l", ESC, "s", ESC],
    "another theme, another language": [":", "light", ENTER, "j", ":", "chinese", ENTER, "j", ENTER, ESC],
}  # fmt: skip


class Twins:
    """One that draws as it does, one that draws everything anew."""

    def __init__(self, one: Terminal, other: Terminal) -> None:
        self.one, self.other = one, other
        self.drawn = 0

    def press(self, keys: str) -> None:
        """The same keys to both; what they show then is the same. Raises AssertionError with the difference."""
        self.one.send(keys)
        self.other.send(keys)
        self.look(keys)

    def look(self, after: str) -> None:
        """Draw the other anew and compare."""
        self.drawn = self.other.raw.count(CLEARED)
        asked, begun = 0, time.perf_counter()
        while not self.alike():
            past = time.perf_counter() - begun
            if past > 6:
                raise AssertionError(f"after {after!r}:\n" + "\n".join(self.differences()))
            if past >= asked and not self.is_anew:  # behind a key that was refused nothing counts
                self.other.send(ANEW)
                asked += 1
            while not (self.one.read(0.005) | self.other.read(0.005)) and time.perf_counter() - begun - past < 0.5:
                continue

    @property
    def is_anew(self) -> bool:
        """Whether the other has drawn everything anew since it was last asked for that."""
        return self.other.raw.count(CLEARED) > self.drawn

    def alike(self) -> bool:
        """Whether they show the same, now that the other has drawn everything anew; the cursor is where one types."""
        if not self.is_anew or self.one.cursor() != self.other.cursor():
            return False
        ours, theirs = self.one.screen, self.other.screen
        return all(ours.row(y) == theirs.row(y) for y in range(ours.lines))

    def differences(self) -> Iterator[str]:
        """What the one shows (-) and what it ought to show (+), line by line, and where the first cell is wrong."""
        yield f"cursor {self.one.cursor()} for {self.other.cursor()}, drawn anew {self.other.raw.count(CLEARED)} times"
        lines = zip(self.one.screen.display, self.other.screen.display, strict=True)
        cells = zip(self.one.cells(), self.other.cells(), strict=True)
        for y, ((shown, wanted), (before, after)) in enumerate(zip(lines, cells, strict=True)):
            if before != after:
                x = next(x for x, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
                yield f"{y:2} - {shown}\n{y:2} + {wanted}\n     from cell {x}: {before[x]} for {after[x]}"


@pytest.fixture(params=["en", "zh"])
def twins(request: pytest.FixtureRequest, folder: Path, opens: Opens) -> Twins:
    copy = Path(shutil.copytree(folder, folder.with_name("other")))
    env = {"TEXTUAL_DISABLE_KITTY_KEY": "0"}
    one, other = (opens(place, lang=request.param, env=env) for place in (folder, copy))
    for each in (one, other):
        each.wait_for("A-1")
        each.settle(0.1)
    return Twins(one, other)


def test_what_is_shown_is_what_a_drawing_from_nothing_shows(twins: Twins):
    twins.look("the start")
    for way, keys in WAYS.items():
        for at, key in enumerate(keys):
            try:
                twins.press(key)
            except AssertionError as error:
                raise AssertionError(f"{way}: {keys[: at + 1]}\n{error}\n\n{twins.other.text()}") from None
