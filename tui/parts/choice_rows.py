"""Rows of which one is chosen, under headings that are passed over: what choosers and rooms have in common."""

from collections.abc import Sequence
from typing import NamedTuple

from tui.text.cells import fit
from tui.text.line import Line


class ChoiceRow(NamedTuple):
    """Something to choose: ``key`` names it, ``line`` shows it; one without a key is a heading."""

    key: str
    line: Line


def steps_over(rows: int, page: int) -> dict[str, int]:
    """How far each of the keys of lists moves over so many rows."""
    steps = {"j": 1, "down": 1, "k": -1, "up": -1, "g": -rows, "home": -rows, "G": rows, "end": rows}
    return steps | {"ctrl+d": page, "pagedown": page, "ctrl+u": -page, "pageup": -page}


class ChoiceRows:
    """The rows, the cursor on one of them, and the part of them that is in sight."""

    rows: Sequence[ChoiceRow] = ()
    cursor = 0
    top = 0
    _height = 10

    def hold(self, rows: Sequence[ChoiceRow], chosen: str = "") -> None:
        """Hold these rows, the cursor on the ``chosen`` one, else on the first that can be chosen."""
        self.rows = rows
        self.top = 0
        for wanted in (chosen, ""):
            at = next((at for at, row in enumerate(rows) if row.key and wanted in ("", row.key)), None)
            if at is not None:
                self.cursor = at
                return
        self.cursor = 0

    @property
    def key(self) -> str:
        """What the cursor is on; empty where there is nothing to choose."""
        return self.rows[self.cursor].key if self.cursor < len(self.rows) else ""

    def move(self, by: int) -> None:
        """Move the cursor over the rows that can be chosen; where none is left that way, to the last of them."""
        last = len(self.rows) - 1
        there = max(0, min(last, self.cursor + by))
        onward, back = range(there, last + 1), range(min(there, last), -1, -1)
        for at in (*onward, *back) if by > 0 else (*back, *onward):
            if self.rows[at].key:
                self.cursor = at
                return

    def stepped(self, name: str) -> bool:
        """Move as that key does over lists; False where it is none of these keys."""
        steps = steps_over(len(self.rows), page=max(1, self._height // 2))
        if name in steps:
            self.move(steps[name])
        return name in steps

    def in_sight(self, width: int, height: int) -> list[Line]:
        """The lines of the rows in sight; the one under the cursor always is."""
        self._height = max(1, height)
        if self.cursor >= self.top + self._height:
            self.top = self.cursor - self._height + 1 + self._height // 2
        if self.cursor <= self.top:
            self.top = max(self._headed(self.cursor), self.cursor - self._height + 1)
        self.top = max(0, min(self.top, len(self.rows) - self._height))
        shown = range(self.top, min(len(self.rows), self.top + self._height))
        return [self._drawn(self.rows[at], at == self.cursor, width) for at in shown]

    def _headed(self, at: int) -> int:
        """The row above which nothing belongs to the one at ``at``: its headings stay in sight."""
        while at and not self.rows[at - 1].key:
            at -= 1
        return at

    def _drawn(self, row: ChoiceRow, here: bool, width: int) -> Line:
        if not here or not row.key:
            return [("  ", "foreground"), *row.line] if row.key else row.line
        text = "".join(part for part, _tone in row.line)
        return [(fit("> " + text, width), "chosen")]
