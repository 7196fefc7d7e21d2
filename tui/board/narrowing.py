"""What the panes are narrowed to: a department, a goal, both, or nothing."""

from typing import TYPE_CHECKING, NamedTuple

from tui.i18n import t
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.records import Records


class Narrowing(NamedTuple):
    """Ids. Goals are narrowed by the department; actions and retrospectives by the goal, or else the department."""

    department: str | None = None
    goal: str | None = None

    def widened(self) -> "Narrowing":
        """Without the innermost."""
        return Narrowing(self.department) if self.goal else Narrowing()

    def said(self, records: "Records") -> str:
        """What the title of a pane says: in MKT, on G-12."""
        if self.goal:
            return t("on {id}", id=self.goal)
        if self.department:
            record = records.find(self.department)
            code = getattr(record, "code", "") or getattr(record, "name", self.department)
            return t("in {name}", name=safe(code))
        return ""
