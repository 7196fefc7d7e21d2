"""What a new record is filled in with: what the panes are narrowed to is what it most likely belongs to."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen


def filled(board: "BoardScreen", kind: str) -> dict[str, Any]:
    """Values by field for a new record of that kind."""
    department, goal = board.narrowing
    if kind == "goal":
        return {"departments": (department,)} if department else {}
    if kind == "person":
        return {"department": department} if department else {}
    if kind in ("action", "key-result"):
        found = {"goal": goal, "department": department}
        return {name: id for name, id in found.items() if id}
    if kind == "retro":
        found = {"goal": goal, "departments": _departments(board, goal, department), "on": board.desk.today}
        return {name: value for name, value in found.items() if value}
    if kind == "blocker":
        return {"since": board.desk.today}
    return {}


def _departments(board: "BoardScreen", goal: str | None, department: str | None) -> tuple[str, ...]:
    record: Any = board.desk.records.find(goal) if goal else None
    if record is not None:
        return record.departments
    return (department,) if department else ()
