"""A matrix of records, with a cursor over its rows and columns; and a room that is one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.rooms.room import Room
from tui.text.cells import fit, right
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host
    from tui.desk.desk import Desk

LEFT, RIGHT, DOWN, UP = (-1, 0), (1, 0), (0, 1), (0, -1)
WAYS = {"h": LEFT, "left": LEFT, "l": RIGHT, "right": RIGHT, "j": DOWN, "down": DOWN, "k": UP, "up": UP}


class Matrix:
    """``x`` is the column of the cursor, ``y`` its row; ``left`` the first column in sight."""

    desk: "Desk"

    def clear(self) -> None:
        """No row and no column, the cursor at the first of both."""
        self.rows: list[str] = []
        self.columns: list[str] = []
        self.x = self.y = self.left = 0
        #: Departments and people stand there in full.
        self.in_full = True

    def lead_of(self, row: str) -> Sequence[Part]:
        """What stands before the cells of a row."""
        raise NotImplementedError

    def cell_of(self, row: str, column: str) -> Part:
        """What stands in a cell."""
        raise NotImplementedError

    def stepped(self, name: str) -> bool:
        """Move the cursor as that key does; False where it is none of these keys."""
        if name not in WAYS:
            return False
        x, y = WAYS[name]
        self.x = max(0, min(len(self.columns) - 1, self.x + x))
        self.y = max(0, min(len(self.rows) - 1, self.y + y))
        return True

    def in_sight(self, room: int) -> list[str]:
        """As many columns as there is room for, that of the cursor among them."""
        self.left = max(min(self.left, self.x), self.x - room + 1)
        return self.columns[self.left : self.left + room]

    def drawn(self, corner: str, shown: Sequence[str], wide: int, rows: range) -> list[Line]:
        """The head, with a sign where there are more columns at the left or the right, and those rows."""
        before, after = "<" if self.left else " ", " >" if self.left + len(shown) < len(self.columns) else ""
        names = [right(fit(self.called(each), wide - 1).rstrip(), wide) for each in shown]
        head: Line = [(corner, "muted"), (before, "accent"), *((name, "+foreground") for name in names)]
        return [[*head, (after, "accent")], *(self._row(y, shown, wide) for y in rows if y < len(self.rows))]

    def _row(self, y: int, shown: Sequence[str], wide: int) -> Line:
        row = self.rows[y]
        line: list[Part] = [("> " if y == self.y else "  ", "accent"), *self.lead_of(row)]
        for column in shown:
            said, tone = self.cell_of(row, column)
            here = y == self.y and column == self.columns[self.x]
            line.append((right(said, wide), "chosen" if here else tone))
        return line

    def called(self, id: str) -> str:
        """A department or a person by their name where there is room for the names of all, else by the short one."""
        overview = self.desk.overview
        return safe(overview.names.of(id) if self.in_full else overview.called(id))


class MatrixRoom(Matrix, Room):
    """Nothing else stands in it."""

    widest = 160

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.clear()
