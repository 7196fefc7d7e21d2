"""The RACI matrix of a goal: goal, key results and milestones down, departments and people across; edited in place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.errors import ConcordError
from store.kinds.gates import parties
from store.kinds.goal import Goal
from store.kinds.raci import assign, gaps
from store.names import title
from store.words import Words
from tui import keys
from tui.i18n import t
from tui.parts.cells import fit, right
from tui.parts.dialog import Dialog
from tui.parts.lines import Line, Part
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from store.engine.journal.entry import Entry
    from tui.desk import Desk

#: Cells of a column; the title gets what is left, at least so many.
COLUMN, TITLE = 7, 20
_TONES = {"A": "+accent", "R": "good", "C": "warn", "I": "muted"}


class RaciRoom(Dialog[None]):
    """The cursor belongs to a record and a party; a letter typed there is set at once."""

    widest = 160

    def __init__(self, desk: "Desk", goal: str, chosen: str = "") -> None:
        """``goal`` may be empty: then only the ``chosen`` record is a row."""
        super().__init__(desk, t("RACI of {id}", id=goal or chosen))
        self._desk = desk
        self._goal = goal
        self._chosen = chosen
        self._added: list[str] = []
        self.x = self.y = self.left = self.top = 0
        self._read()
        self.y = self.rows.index(chosen) if chosen in self.rows else 0

    def on_mount(self) -> None:
        self._desk.subscribe(self.heed)
        self._desk.company.enter("raci")

    def on_unmount(self) -> None:
        self._desk.unsubscribe(self.heed)
        self._desk.company.leave()

    def heed(self, _entries: "Sequence[Entry]") -> None:
        """What was committed, here or elsewhere."""
        self._read()
        self.redraw()

    def _read(self) -> None:
        overview, records = self._desk.overview, self._desk.records
        rows = [self._goal or self._chosen]
        if self._goal:
            rows += overview.key_results_of(self._goal)
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
        return dict(getattr(self._desk.records.find(id), "raci", {}))

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """The matrix, and below it what the goal's letters lack."""
        if not self.rows:
            return [[(t("This goal is gone"), "warn")]]
        room = max(1, (width - TITLE - 9) // COLUMN)
        self.left = max(min(self.left, self.x), self.x - room + 1)
        shown = self.parties[self.left : self.left + room]
        wide = width - 9 - COLUMN * len(shown)
        head: list[Part] = [(" " * (9 + wide), "muted")]
        head += [(right(fit(self._called(id), COLUMN - 1).rstrip(), COLUMN), "+foreground") for id in shown]
        faults = self._faults()
        tall = max(3, height - 3 - max(1, len(faults)))
        self.top = max(min(self.top, self.y), self.y - tall + 1)
        lines: list[Line] = [head]
        for y in range(self.top, min(len(self.rows), self.top + tall)):
            lines.append(self._row(y, shown, wide))
        lines.append(())
        if not self.parties:
            lines.append([(t("Nobody is involved yet. + adds a department or a person"), "warn")])
        lines += [[(fit(t(fault), width), "bad")] for fault in faults] or [[(t("Nothing is missing"), "good")]]
        return lines[:height]

    def _row(self, y: int, shown: list[str], wide: int) -> Line:
        id = self.rows[y]
        name = fit(safe(title(self._desk.records, id)), wide)
        line: list[Part] = [("> " if y == self.y else "  ", "accent"), (fit(id, 7), "muted"), (name, "foreground")]
        for party in shown:
            letter = self.raci[id].get(party, "")
            here = y == self.y and party == self.parties[self.x]
            line.append((right(letter or ".", COLUMN), "chosen" if here else _TONES.get(letter, "faint")))
        return line

    def _faults(self) -> list[Words]:
        goal = self._desk.records.find(self._goal) if self._goal else None
        return list(gaps(goal.raci, parties(self._desk.records, goal.raci))) if isinstance(goal, Goal) else []

    def _called(self, id: str) -> str:
        return safe(self._desk.overview.called(id))

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

    async def _set(self, letter: str) -> None:
        if not self.rows or not self.parties:
            return
        id, party = self.rows[self.y], self.parties[self.x]
        try:
            await self._desk.do(assign, id, {party: letter})
        except ConcordError as error:
            self.message = (error.words, "bad")

    async def _add(self) -> None:
        from tui.parts.picker import Picker

        found = await self.app.push_screen_wait(
            Picker(self._desk, t("Who has a part in it?"), ("department", "person"))
        )
        if found:
            self._added.append(found)
            self._read()
            self.x = self.parties.index(found)
            self.redraw()
