"""The RACI matrix of a goal: goal, key results and milestones down, departments and people across; edited in place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from store.commands.dry_run import somebody
from store.kinds.ending import takes_changes
from store.kinds.gates import raci_faults
from store.kinds.goal import Goal
from store.kinds.raci import LETTER, assign
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, Key, pressed
from tui.parts.picker import Picker
from tui.rooms.matrix import MatrixRoom
from tui.served import writes
from tui.text import cells
from tui.text.cells import fit, wrap
from tui.text.joined import labelled
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

#: Cells of an id at least; of a column at least and at most; of a title at least.
ID, NARROW, BROAD, TITLE = 7, 5, 15, 16
#: So many faults are told.
FAULTS = 6
_TONES = {"A": "+accent", "R": "good", "C": "warn", "I": "muted"}
LETTERS = {each.value: each.label for each in LETTER.choices}


class RaciRoom(MatrixRoom):
    """The cursor belongs to a record and a party; a letter typed there is set at once."""

    place = "raci"
    own = writes(
        Key("move", ("h", "j", "k", "l"), Words("Move over the matrix"), HERE),
        Key("letter", ("r", "a", "c", "i"), Words("Responsible, accountable, consulted, informed"), HERE),
        Key("clear", ("x",), Words("Take the letter away"), HERE),
        Key("party", ("+",), Words("Add a department or a person"), HERE),
        OUT,
    )
    taken = "RACI"

    def __init__(self, host: "Host", id: str = "") -> None:
        """Of the goal of that record; where it has none, the record is the only row. Raises `NotFound`."""
        super().__init__(host, id)
        record = self.desk.records.get(id)
        self._goal: str = id if isinstance(record, Goal) else getattr(record, "goal", None) or ""
        self._added: list[str] = []
        self.top = 0
        self.read()
        self.y = self.rows.index(id) if id in self.rows else 0

    @property
    def chosen(self) -> str:
        return self.rows[self.y] if self.y < len(self.rows) else ""

    def read(self) -> None:
        self.heading = t("RACI of {id}", id=self._goal or self.about)
        overview, records = self.desk.overview, self.desk.records
        rows = [self._goal or self.about]
        if self._goal:
            rows += overview.results_of_goal.ids(self._goal)
            rows += [id for id, _row in overview.milestones_of(self._goal)]
        self.rows = [id for id in rows if records.find(id) is not None]
        self.raci: dict[str, dict[str, str]] = {id: dict(getattr(records.find(id), "raci", {})) for id in self.rows}
        goal: Any = records.find(self._goal) if self._goal else None
        involved = [*goal.departments, *([goal.owner] if goal.owner else ())] if goal is not None else []
        named = [party for letters in self.raci.values() for party in letters]
        self.columns = list(dict.fromkeys([*involved, *named, *self._added]))
        self.columns.sort(key=lambda party: not party.startswith("DP-"))
        self.y = min(self.y, max(0, len(self.rows) - 1))
        self.x = min(self.x, max(0, len(self.columns) - 1))

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """The matrix, below it what is under the cursor and what the letters lack."""
        if not self.rows:
            return [[(t("This goal is gone"), "warn")]]
        self._lead = 2 + cells.column(self.rows, ID)
        for self.in_full in (True, False):
            wide = max(NARROW, min(BROAD, max(map(cell_len, map(self.called, self.columns)), default=0) + 2))
            if self._lead + TITLE + 2 + wide * len(self.columns) <= width:
                break
        shown = self.in_sight(max(1, (width - self._lead - TITLE - 2) // wide))
        titles = [cell_len(safe(title(self.desk.records, id))) for id in self.rows]
        self._title = max(TITLE, min(max(titles), width - self._lead - 2 - wide * len(shown)))
        below = self._below(width)
        tall = max(3, height - 2 - len(below))
        self.top = max(min(self.top, self.y), self.y - tall + 1)
        corner = " " * (self._lead + self._title - 1)
        lines = [*self.drawn(corner, shown, wide, range(self.top, self.top + tall)), (), *below]
        said = " · " if not self.desk.options.ascii_only else " - "
        legend = said.join(f"{letter} {t(LETTERS[letter]).lower()}" for letter in "RACI")
        return [*lines, (), [(fit(legend, width).rstrip(), "faint")]][:height]

    def lead_of(self, row: str) -> Sequence[Part]:
        name = fit(safe(title(self.desk.records, row)), self._title)
        return [(fit(row, self._lead - 2), "muted"), (name, "foreground")]

    def cell_of(self, row: str, column: str) -> Part:
        letter = self.raci[row].get(column, "")
        return letter or ".", _TONES.get(letter, "faint")

    def _below(self, width: int) -> list[Line]:
        """Whose cell it is and what its letter means; then the faults."""
        if not self.columns:
            return [[(t("Nobody is involved yet. + adds a department or a person"), "warn")]]
        id, party = self.rows[self.y], self.columns[self.x]
        letter = self.raci[id].get(party, "")
        said = t(LETTERS[letter]) if letter else t("no part in it")
        who = safe(title(self.desk.records, party))
        head: list[Part] = [(fit(labelled(who, said), width).rstrip(), _TONES.get(letter, "muted"))]
        faults = self._faults()
        lines: list[Line] = [[(line, "bad")] for fault in faults[:FAULTS] for line in wrap(safe(t(fault)), width, 2)]
        if len(faults) > FAULTS:
            lines.append([(t("and {n} more", n=len(faults) - FAULTS), "bad")])
        return [head, (), *(lines or [[(t("Nothing is missing"), "good")]])]

    def _faults(self) -> list[Words]:
        goal = self.desk.records.find(self._goal) if self._goal else None
        if not isinstance(goal, Goal):
            return []
        found = raci_faults(goal, self.desk.overview.reading, self.desk.today)
        return [words if id == goal.id else Words("{id}: {reason}", id=id, reason=words) for id, words in found]

    def offers(self) -> list[tuple[str, str]]:
        record = self.desk.records.find(self.chosen)
        goes_on = record is not None and takes_changes(self.desk.records, record)
        sets = [("r a c i", t("set"))] if goes_on and self.columns else []
        clears = [("x", t("clear"))] if sets and self.raci[self.chosen].get(self.columns[self.x]) else []
        adds = [("+", t("add who"))] if goes_on else []
        return [("h j k l", t("move")), *sets, *clears, *adds, ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if self.stepped(name):
            return
        if name.upper() in ("R", "A", "C", "I"):
            self.start(self._set(name.upper()))
        elif name in ("x", "space", "-", "delete", "backspace"):
            self.start(self._set(""))
        elif name == "+":
            self.start(self._add())
        elif name in ("escape", "q"):
            self.leave()
        else:
            self.act(name)

    async def _set(self, letter: str) -> None:
        if not self.rows or not self.columns:
            return
        id, party = self.rows[self.y], self.columns[self.x]
        await self.desk.do(assign, id, {party: letter})

    async def _add(self) -> None:
        workspace = self.desk.workspace
        workspace.foresee(assign, self.chosen, {somebody(workspace): "I"})
        found = await self.app.push_screen_wait(Picker(self.desk, t("Who has a part in it?"), ("department", "person")))
        if found:
            self._added.append(found)
            self.read()
            self.x = self.columns.index(found)
            self.redraw()
