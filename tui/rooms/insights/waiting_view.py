"""Who waits for whom: departments against departments; the records of a cell below, Enter goes to the chosen one."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from store.insight.waiting import Cell, Wait, answers, answers_words, matrix
from store.records.names import title
from store.words import Words
from tui.desk.insights_kept import insights_of
from tui.faces.department import balance_words
from tui.i18n import t
from tui.rooms.insights.view import View
from tui.rooms.matrix import Matrix
from tui.text.cells import column, fit, lead, right, wrap
from tui.text.insights.insight_page import QUESTIONS
from tui.text.insights.waiting_page import by_weight, cell_facts, cell_said, found_waits, waiting_answer
from tui.text.line import Line, Part
from tui.text.safe import safe
from tui.text.two_days import apart

if TYPE_CHECKING:
    from tui.rooms.insights.room import InsightsRoom

#: Cells of a department's name and of a column at least, of both at most, and where all names fit whole; lines below.
NAME, COLUMN, BROAD, WHOLE, BELOW = 10, 7, 16, 28, 10


class WaitingView(Matrix, View):
    """The cursor belongs to a pair of departments, the keys of the board are for the chosen record below."""

    nothing = Words("Nobody waits there")
    one_by_one = True

    def __init__(self, room: "InsightsRoom") -> None:
        super().__init__(room)
        self.clear()
        self.cells: dict[tuple[str, str], Cell] = {}
        #: What a record is waited for, by who waits for whom.
        self.wanted: dict[tuple[str, str, str], Wait] = {}
        #: What that is read of.
        self._stamp: object = None

    @property
    def ids(self) -> Sequence[str]:
        cell = self.cell
        return cell.ids if cell is not None else ()

    def read(self) -> None:
        """What waits now; the cursor stays on its two departments and its record as long as they wait."""
        overview, stamp = self.desk.overview, (insights_of(self.desk).stamp(), self.room.of)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        pair, chosen = self.pair, self.chosen
        self.question = t(QUESTIONS["waiting"])
        found = found_waits(overview, self.room.of)
        self.cells = matrix(found, overview.today)
        found.sort(key=lambda wait: not wait.late)
        self.wanted = {(wait.who, wait.on, wait.id): wait for wait in reversed(found)}
        worst = [pair for pair, _cell in by_weight(self.cells)]
        self.rows = list(dict.fromkeys(who for who, _on in worst))
        self.columns = list(dict.fromkeys(on for _who, on in worst))
        self.y = _place(self.rows, pair[0], self.y)
        self.x = _place(self.columns, pair[1], self.x)
        if self.cell is not None:
            self.seen = _place(self.cell.ids, chosen, self.seen)

    @property
    def pair(self) -> tuple[str, str]:
        """Who waits for whom under the cursor."""
        return (self.rows[self.y], self.columns[self.x]) if self.rows and self.columns else ("", "")

    @property
    def point(self) -> str:
        names = {"who": self.called(self.pair[0]), "on": self.called(self.pair[1])}
        return t("{who} waits for {on}", **names)

    @property
    def cell(self) -> Cell | None:
        return self.cells.get(self.pair)

    # What is shown

    def measure(self, width: int) -> None:
        """Departments by their names where there is room for all of them, in the answer too."""
        for self.in_full, most in ((True, WHOLE), (True, BROAD), (False, BROAD)):
            self._name = column(map(self.called, self.rows), NAME, most)
            self._wide = column([*map(self.called, self.columns), *map(cell_said, self.cells.values())], COLUMN, most)
            if self._name + 4 + self._wide * len(self.columns) <= width:
                break
        self.answer, self.tone = waiting_answer(self.called, self.cells)

    def body(self, width: int, height: int) -> list[Line]:
        """The matrix, and below it what the cell holds and how the department answers."""
        if not self.cells:
            return []
        wide = self._wide
        shown = self.in_sight(max(1, (width - self._name - 4) // wide))
        tall = max(3, height - BELOW)
        top = max(0, self.y - tall + 1)
        lines = self.drawn(fit(t("waits for"), self._name + 1), shown, wide, range(top, top + tall))
        if said := apart(self.desk.overview):
            lines += [[(line, "warn")] for line in wrap(said, width)]
        lines.append(())
        lines += self._below(width, height - len(lines))
        legend: Line = [(fit(t("3 !1 stands for 3 open, 1 of them late"), width).rstrip(), "faint")]
        return [*lines, (), legend] if len(lines) + 2 <= height else lines

    def lead_of(self, row: str) -> Sequence[Part]:
        return [(lead(self.called(row), self._name), "foreground")]

    def cell_of(self, row: str, column: str) -> Part:
        cell = self.cells.get((row, column))
        return (".", "faint") if cell is None else (cell_said(cell), "bad" if cell.late else "warn")

    def _below(self, width: int, height: int) -> list[Line]:
        """What waits there, the chosen record in sight; and how the department answers."""
        who, on = self.pair
        cell = self.cell
        names = {"who": self.called(who), "on": self.called(on)}
        foot = [(), *self._answers(on, width)]
        if cell is None:
            return [[(t("{who} waits for nothing from {on}", **names), "muted")], *foot]
        head: list[Part] = [(self.point + "  ", "+foreground")]
        head.append((cell_facts(cell), "bad" if cell.late else "warn"))
        return [head, *self._records(cell, self.records_in_sight(max(1, height - 1 - len(foot))), width - 2), *foot]

    def _records(self, cell: Cell, shown: range, width: int) -> Iterator[Line]:
        """Each with what is wanted and for how long."""
        ids = column(cell.ids, 7)
        waits = [self.wanted[*self.pair, id] for id in cell.ids]
        wanted = column((t(wait.what) for wait in waits), most=width // 3)
        lasts = [self._lasts(wait) for wait in waits]
        long = column(lasts)
        for at in shown:
            here, wait = at == self.seen, waits[at]
            name = fit(safe(title(self.desk.records, wait.id)), max(8, width - ids - wanted - long - 2)) + "  "
            yield [
                ("> " if here else "  ", "accent"),
                (lead(wait.id, ids) + name, "strong" if here else "foreground"),
                (lead(t(wait.what), wanted), "muted"),
                (right(lasts[at], long - 1), "bad" if wait.late else "warn"),
            ]

    def _lasts(self, wait: Wait) -> str:
        n = wait.days(self.desk.overview.today)
        return t("for {n} days", one="for {n} day", n=n) if n else t("since today")

    def _answers(self, on: str, width: int) -> list[Line]:
        """What the department promises and does; how often it is asked and asks."""
        found = answers(self.desk.overview, on)
        slow = found.median is not None and found.median > found.promised
        said = t(answers_words(found, self.called(on)))
        balance = t(balance_words(found.asked, found.asks))
        lines: list[Line] = [[(line, "bad" if slow else "muted")] for line in wrap(said, width)]
        return [*lines, [(balance, "muted")]]

    @property
    def cursor(self) -> tuple[int, ...]:
        return self.x, self.y, self.seen

    def put(self, cursor: tuple[int, ...]) -> None:
        self.x, self.y, self.seen = cursor

    def stepped(self, name: str) -> bool:
        moved = super().stepped(name)
        if moved:
            self.seen = 0
        return moved


def _place(among: Sequence[str], wanted: str, at: int) -> int:
    """Where that one is now; where it is not any more, what has come into its place."""
    return among.index(wanted) if wanted in among else min(at, max(0, len(among) - 1))
