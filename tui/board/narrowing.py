"""What the panes are narrowed to: a department, a goal, both, or nothing."""

from typing import NamedTuple


class Narrowing(NamedTuple):
    """Ids. Goals are narrowed by the department; actions and retrospectives by the goal, or else the department."""

    department: str | None = None
    goal: str | None = None

    def widened(self) -> "Narrowing":
        """Without the innermost."""
        return Narrowing(self.department) if self.goal else Narrowing()
