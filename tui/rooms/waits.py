"""Who waits for whom: departments against departments; the records of a cell below, Enter goes to the first."""

from typing import TYPE_CHECKING

from store.insight.waiting import Cell, answers, matrix, waits
from store.names import title
from store.words import Words
from tui import keys
from tui.i18n import t
from tui.parts.cells import fit, right
from tui.parts.dialog import Dialog
from tui.parts.lines import Line, Part
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.engine.journal.entry import Entry
    from tui.desk import Desk

#: Cells of a department's name, and of a column.
NAME, COLUMN = 10, 7


class WaitsRoom(Dialog[str]):
    """Dismissed with the id of a record, or None. The cursor belongs to a pair of departments."""

    widest = 160

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk, t("Who waits for whom"))
        self._desk = desk
        self.x = self.y = self.left = self.at = 0
        self._read()

    def on_mount(self) -> None:
        self._desk.subscribe(self.heed)
        self._desk.company.enter("waits")

    def on_unmount(self) -> None:
        self._desk.unsubscribe(self.heed)
        self._desk.company.leave()

    def heed(self, _entries: "Sequence[Entry]") -> None:
        """What was committed, here or elsewhere."""
        self._read()
        self.redraw()

    def _read(self) -> None:
        overview = self._desk.overview
        self.cells: dict[tuple[str, str], Cell] = matrix(waits(overview), overview.today)
        worst = sorted(self.cells.items(), key=lambda each: (-each[1].late, -each[1].oldest))
        self.rows = list(dict.fromkeys(who for (who, _on), _cell in worst))
        self.columns = list(dict.fromkeys(on for (_who, on), _cell in worst))
        self.x, self.y = min(self.x, max(0, len(self.columns) - 1)), min(self.y, max(0, len(self.rows) - 1))

    @property
    def cell(self) -> Cell | None:
        """The one under the cursor."""
        if not self.rows or not self.columns:
            return None
        return self.cells.get((self.rows[self.y], self.columns[self.x]))

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """The matrix, and below it what the cell holds and how the department answers."""
        if not self.cells:
            return [[(t("No department waits for another"), "good")]]
        room = max(1, (width - NAME - 2) // COLUMN)
        self.left = max(min(self.left, self.x), self.x - room + 1)
        shown = self.columns[self.left : self.left + room]
        head: list[Part] = [(fit(t("waits for"), NAME + 2), "muted")]
        head += [(right(fit(self._called(on), COLUMN - 1).rstrip(), COLUMN), "+foreground") for on in shown]
        top = max(0, self.y - max(3, height - 14) + 1)
        lines: list[Line] = [head]
        for y in range(top, min(len(self.rows), top + max(3, height - 14))):
            lines.append(self._row(y, shown))
        lines += [(), *self._below(width)]
        return lines[:height]

    def _row(self, y: int, shown: list[str]) -> Line:
        who = self.rows[y]
        line: list[Part] = [("> " if y == self.y else "  ", "accent"), (fit(self._called(who), NAME), "foreground")]
        for on in shown:
            cell = self.cells.get((who, on))
            text = "." if cell is None else f"{cell.open} !{cell.late}" if cell.late else str(cell.open)
            tone = "faint" if cell is None else "bad" if cell.late else "warn"
            here = y == self.y and on == self.columns[self.x]
            line.append((right(text, COLUMN), "chosen" if here else tone))
        return line

    def _below(self, width: int) -> list[Line]:
        who, on = self.rows[self.y], self.columns[self.x]
        cell = self.cell
        names = {"who": self._called(who), "on": self._called(on)}
        if cell is None:
            lines: list[Line] = [[(t("{who} waits for nothing from {on}", **names), "muted")]]
        else:
            late = t("{n} late", n=cell.late) if cell.late else ""
            oldest = t("oldest {n} days", one="oldest {n} day", n=cell.oldest)
            head = t("{who} waits for {on}", **names)
            tail = ", ".join(filter(None, (str(cell.open), late, oldest)))
            lines = [[(head + "  ", "+foreground"), (tail, "bad" if cell.late else "warn")]]
            self.at = min(self.at, len(cell.ids) - 1)
            for at, id in enumerate(cell.ids[:7]):
                text = fit(f"{id:7}{safe(title(self._desk.records, id))}", width - 4)
                lines.append(
                    [("> " if at == self.at else "  ", "accent"), (text, "strong" if at == self.at else "foreground")]
                )
        found = answers(self._desk.overview, on)
        if found.median is None:
            said = t("{on} promises an answer within {n} working days", on=names["on"], n=found.promised)
        else:
            said = t(
                "{department} answers within {n} working days (median); it promises {promised}",
                department=names["on"],
                n=f"{found.median:g}",
                promised=found.promised,
            )
        balance = t("asked {n} times, asks {m} times", n=found.asked, m=found.asks)
        slow = found.median is not None and found.median > found.promised
        return [*lines, (), [(said, "bad" if slow else "muted")], [(balance, "muted")]]

    def _called(self, id: str) -> str:
        return safe(self._desk.overview.called(id))

    def offers(self) -> list[tuple[str, str]]:
        """Move, go there."""
        return [("h j k l", t("move")), ("Tab", t("next of these")), ("Enter", t("open")), ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        """Move over the matrix, and over the records of a cell."""
        name = keys.pressed(key, character)
        ways = {"h": (-1, 0), "left": (-1, 0), "l": (1, 0), "right": (1, 0), "j": (0, 1), "down": (0, 1)}
        x, y = {**ways, "k": (0, -1), "up": (0, -1)}.get(name, (0, 0))
        if x or y:
            self.x = max(0, min(len(self.columns) - 1, self.x + x))
            self.y = max(0, min(len(self.rows) - 1, self.y + y))
            self.at = 0
        elif name == "tab" and self.cell is not None:
            self.at = (self.at + 1) % min(7, len(self.cell.ids))
        elif name == "enter" and self.cell is not None:
            self.dismiss(self.cell.ids[self.at])
        elif name in ("escape", "q", "I"):
            self.leave()
        elif name == "enter":
            self.message = (Words("Nobody waits there"), "muted")
