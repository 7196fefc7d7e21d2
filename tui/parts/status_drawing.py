"""The first line: which workspace, which day, who, and whether everything is saved."""

from typing import Any

from rich.cells import cell_len

from store.kinds.naming import short_name
from tui.desk.desk import Desk
from tui.i18n import t
from tui.parts.drawing import Drawing, size_of
from tui.parts.saved_sign import how_saved
from tui.text.cells import fit
from tui.text.days import long
from tui.text.joined import noted
from tui.text.line import Line, Part
from tui.text.safe import safe

#: So many cells are left to the name of the workspace.
LEAST = 12
GAP = 2


class StatusDrawing(Drawing):
    """The workspace at the left, the rest at the right."""

    def __init__(self, desk: Desk, **values: Any) -> None:
        super().__init__(**values)
        self.desk = desk
        self._person: str | None = None

    def forget(self) -> None:
        """Who one is and what the workspace is called are asked again."""
        self._person = None
        super().forget()

    def line(self, y: int, width: int) -> Line:  # noqa: ARG002
        desk = self.desk
        name = safe(desk.records.settings.name or desk.workspace.ledger.header.name)
        head: list[Part] = [(" Concord  ", "+accent")]
        least = min(cell_len(name), LEAST) + GAP
        tail = self._tail(width - size_of(head) - least)
        if width - size_of(head) - size_of(tail) < least:
            head = [(" ", "foreground")]
        space = max(0, width - size_of(head) - size_of(tail))
        return [*head, (fit(name, space - GAP) + " " * min(GAP, space), "foreground"), *tail]

    def _tail(self, room: int) -> list[Part]:
        """Day, person, how many are here, whether all is saved: what matters least is left out first."""
        desk = self.desk
        day: Part = (long(desk.today, desk.today) + "  ", "foreground")
        who: Part = (self._who() + "  ", "foreground")
        here = [(t("{n} here", n=desk.company.people) + "  ", "foreground")] if desk.company.people > 1 else []
        state = [how_saved(desk), (" ", "foreground")]
        tails: list[list[Part]] = [[day, who, *here, *state], [day, who, *state], [who, *state], state]
        return next((tail for tail in tails if size_of(tail) <= room), state)

    def _who(self) -> str:
        if self._person is None:
            who, records = self.desk.who, self.desk.records
            person = records.person_of(who)
            department = None if person is None else records.find(person.department or "")
            self._person = safe(who if department is None else noted(who, short_name(department)))
        return self._person
