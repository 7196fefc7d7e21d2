"""The first line: which workspace, which day, who, and whether everything is saved."""

from rich.cells import cell_len

from tui.desk import Desk
from tui.i18n import t
from tui.parts.cells import fit
from tui.parts.days import long
from tui.parts.lines import Line, Lines, Part
from tui.parts.text_safe import safe


class StatusLine(Lines):
    """Says ``place`` after the name of the workspace, where a room has one."""

    def __init__(self, desk: Desk, *, place: str = "", id: str | None = "status") -> None:
        super().__init__(id=id)
        self.desk = desk
        self.place = place
        self.note = ""
        self._person: str | None = None

    def forget(self) -> None:
        """Who one is and what the workspace is called are asked again."""
        self._person = None
        super().forget()

    def line(self, y: int, width: int) -> Line:  # noqa: ARG002
        """Left the workspace, right day, person, saved."""
        desk = self.desk
        tail: list[Part] = [(long(desk.today, desk.today) + "  ", "foreground"), (self._who() + "  ", "foreground")]
        refusal = desk.workspace.read_only
        if desk.company.people > 1:
            here = t("{n} here", n=desk.company.people)
            tail.append((here + "  ", "foreground"))
        if desk.busy:
            tail.append((t("saving"), "warn"))
        elif desk.fault is not None:
            tail.append((t("cut off"), "bad"))
        elif refusal is not None:
            tail.append((t("read only"), "bad"))
        else:
            tail.append((t("saved"), "muted"))
        size = sum(cell_len(text) for text, _ in tail) + 1
        name = safe(desk.records.settings.name or desk.workspace.ledger.header.name)
        rest = self.place or self.note
        space = max(0, width - size - 10)
        head: list[Part] = [(" Concord  ", "+accent")]
        if rest:
            name += "  "
        named = min(cell_len(name), space)
        head.append((fit(name, named), "foreground"))
        head.append((fit(rest, space - named), "muted"))
        return [*head, *tail, (" ", "foreground")]

    def _who(self) -> str:
        if self._person is None:
            self._person = self._said()
        return self._person

    def _said(self) -> str:
        from store.kinds.department import Department
        from store.kinds.person import Person

        who = self.desk.who
        for person in self.desk.records.all(Person):
            if person.login == who:
                department = self.desk.records.find(person.department or "")
                if isinstance(department, Department):
                    return safe(f"{who} ({department.code or department.name})")
                break
        return safe(who)
