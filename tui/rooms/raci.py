"""The RACI matrix of a goal: goal, key results and milestones down, departments and people across; edited in place."""

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from store.commands.dry_run import somebody
from store.errors import ConcordError
from store.kinds.gates import raci_faults
from store.kinds.goal import Goal
from store.kinds.raci import LETTER, assign
from store.records.names import title
from store.words import Words
from tui import keys
from tui.i18n import t
from tui.keys import HERE, OUT, Key
from tui.parts.picker import Picker
from tui.rooms.room import Room
from tui.text import cells
from tui.text.cells import fit, right, wrap
from tui.text.joined import labelled
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

#: Cells of an id at least; of a column at least and at most; of a title at least.
ID, NARROW, BROAD, TITLE = 7, 5, 12, 16
#: So many faults are told.
FAULTS = 6
_TONES = {"A": "+accent", "R": "good", "C": "warn", "I": "muted"}
LETTERS = {each.value: each.label for each in LETTER.choices}


class RaciRoom(Room):
    """The cursor belongs to a record and a party; a letter typed there is set at once."""

    widest = 160
    place = "raci"
    own = (
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
        record = self.at.records.get(id)
        self._goal: str = id if isinstance(record, Goal) else getattr(record, "goal", None) or ""
        self._added: list[str] = []
        self.rows: list[str] = []
        self.parties: list[str] = []
        self.x = self.y = self.left = self.top = 0
        self.read()
        self.y = self.rows.index(id) if id in self.rows else 0

    @property
    def chosen(self) -> str:
        """The record of the row."""
        return self.rows[self.y] if self.y < len(self.rows) else ""

    def read(self) -> None:
        """The letters as they are now."""
        self.heading = t("RACI of {id}", id=self._goal or self.about)
        overview, records = self.at.overview, self.at.records
        rows = [self._goal or self.about]
        if self._goal:
            rows += overview.results_of_goal.ids(self._goal)
            rows += [id for id, _row in overview.milestones_of(self._goal)]
        self.rows = [id for id in rows if records.find(id) is not None]
        self.raci: dict[str, dict[str, str]] = {id: self._letters(id) for id in self.rows}
        goal: Any = records.find(self._goal) if self._goal else None
        involved = [*goal.departments, *([goal.owner] if goal.owner else ())] if goal is not None else []
        named = [party for letters in self.raci.values() for party in letters]
        self.parties = list(dict.fromkeys([*involved, *named, *self._added]))
        self.parties.sort(key=lambda party: not party.startswith("DP-"))
        self.y = min(self.y, max(0, len(self.rows) - 1))
        self.x = min(self.x, max(0, len(self.parties) - 1))

    def _letters(self, id: str) -> dict[str, str]:
        return dict(getattr(self.at.records.find(id), "raci", {}))

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """The matrix, below it what is under the cursor and what the letters lack."""
        if not self.rows:
            return [[(t("This goal is gone"), "warn")]]
        names = [self._called(party) for party in self.parties]
        self._lead = lead = 2 + cells.column(self.rows, ID)
        column = max(NARROW, min(BROAD, max(map(cell_len, names), default=0) + 2))
        room = max(1, (width - lead - TITLE - 2) // column)
        self.left = max(min(self.left, self.x), self.x - room + 1)
        shown = self.parties[self.left : self.left + room]
        titles = [cell_len(safe(title(self.at.records, id))) for id in self.rows]
        wide = max(TITLE, min(max(titles), width - lead - 2 - column * len(shown)))
        below = self._below(width)
        tall = max(3, height - 2 - len(below))
        self.top = max(min(self.top, self.y), self.y - tall + 1)
        lines: list[Line] = [self._head(names, room, column, wide)]
        for y in range(self.top, min(len(self.rows), self.top + tall)):
            lines.append(self._row(y, shown, column, wide))
        return [*lines, (), *below][:height]

    def _head(self, names: list[str], room: int, column: int, wide: int) -> Line:
        """Who the columns are; whether there are more of them at the left or the right."""
        lead, before, after = self._lead, "<" if self.left else " ", " >" if self.left + room < len(names) else ""
        head: list[Part] = [(" " * (lead + wide - 1), "muted"), (before, "accent")]
        for name in names[self.left : self.left + room]:
            cut = fit(name, column - 1).rstrip() if cell_len(name) >= column else name
            head.append((right(cut, column), "+foreground"))
        return [*head, (after, "accent")]

    def _row(self, y: int, shown: list[str], column: int, wide: int) -> Line:
        id = self.rows[y]
        name = fit(safe(title(self.at.records, id)), wide)
        line: list[Part] = [("> " if y == self.y else "  ", "accent"), (fit(id, self._lead - 2), "muted")]
        line.append((name, "foreground"))
        for party in shown:
            letter = self.raci[id].get(party, "")
            here = y == self.y and party == self.parties[self.x]
            line.append((right(letter or ".", column), "chosen" if here else _TONES.get(letter, "faint")))
        return line

    def _below(self, width: int) -> list[Line]:
        """Whose cell it is and what its letter means; then the faults."""
        if not self.parties:
            return [[(t("Nobody is involved yet. + adds a department or a person"), "warn")]]
        id, party = self.rows[self.y], self.parties[self.x]
        letter = self.raci[id].get(party, "")
        said = t(LETTERS[letter]) if letter else t("no part in it")
        who = safe(title(self.at.records, party))
        head: list[Part] = [(fit(labelled(who, said), width).rstrip(), _TONES.get(letter, "muted"))]
        faults = self._faults()
        lines: list[Line] = [[(line, "bad")] for fault in faults[:FAULTS] for line in wrap(safe(t(fault)), width, 2)]
        if len(faults) > FAULTS:
            lines.append([(t("and {n} more", n=len(faults) - FAULTS), "bad")])
        return [head, (), *(lines or [[(t("Nothing is missing"), "good")]])]

    def _faults(self) -> list[Words]:
        goal = self.at.records.find(self._goal) if self._goal else None
        if not isinstance(goal, Goal):
            return []
        found = raci_faults(goal, self.at.overview.reading)
        return [words if id == goal.id else Words("{id}: {reason}", id=id, reason=words) for id, words in found]

    def _called(self, id: str) -> str:
        return safe(self.at.overview.called(id))

    def offers(self) -> list[tuple[str, str]]:
        """Letters, adding a party."""
        letters = [("r a c i", t("set")), ("x", t("clear"))]
        return [("h j k l", t("move")), *letters, ("+", t("add who")), ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        """Move; set a letter; add a party."""
        name = keys.pressed(key, character)
        ways = {"h": (-1, 0), "left": (-1, 0), "l": (1, 0), "right": (1, 0), "j": (0, 1), "down": (0, 1)}
        x, y = {**ways, "k": (0, -1), "up": (0, -1)}.get(name, (0, 0))
        if x or y:
            self.x = max(0, min(len(self.parties) - 1, self.x + x))
            self.y = max(0, min(len(self.rows) - 1, self.y + y))
        elif name.upper() in ("R", "A", "C", "I"):
            await self._set(name.upper())
        elif name in ("x", "space", "-", "delete", "backspace"):
            await self._set("")
        elif name == "+":
            self.run_worker(self._add(), exit_on_error=True)
        elif name in ("escape", "q"):
            self.leave()
        else:
            self.act(name)

    async def _set(self, letter: str) -> None:
        if not self.rows or not self.parties:
            return
        id, party = self.rows[self.y], self.parties[self.x]
        try:
            await self.at.do(assign, id, {party: letter})
        except ConcordError as error:
            self.message = (error.words, "bad")

    async def _add(self) -> None:
        workspace = self.at.workspace
        try:
            workspace.foresee(assign, self.chosen, {somebody(workspace): "I"})
        except ConcordError as error:
            self.at.refuse(error.words, "bad")
            return
        found = await self.app.push_screen_wait(Picker(self.at, t("Who has a part in it?"), ("department", "person")))
        if found:
            self._added.append(found)
            self.read()
            self.x = self.parties.index(found)
            self.redraw()
