"""What a new record is filled in with: what the panes are narrowed to is what it most likely belongs to."""

from typing import TYPE_CHECKING, Any

import msgspec

from store.kinds import KINDS

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen


def filled(board: "BoardScreen", kind: str) -> dict[str, Any]:
    """Values by field for a new record of that kind."""
    record = KINDS[kind].record
    defaults = {
        each.name: each.default for each in msgspec.structs.fields(record) if each.default is not msgspec.NODEFAULT
    }
    found = {name: value for name, value in _around(board, kind).items() if value}
    asked = {name for name, field in KINDS[kind].fields.items() if field.asked}
    return {name: value for name, value in (defaults | found).items() if name in asked and value is not None}


def _around(board: "BoardScreen", kind: str) -> dict[str, Any]:
    department, goal = board.narrowing
    if kind == "goal":
        return {"departments": (department,) if department else ()}
    if kind in ("person", "resource"):
        return {"department": department}
    if kind in ("action", "key-result", "milestone"):
        return {"goal": goal, "department": department}
    if kind in ("request", "decision", "team"):
        return {"goal": goal}
    if kind in ("retro", "lesson"):
        departments = _departments(board, goal, department)
        return {"goal": goal, "departments": departments} | ({"on": board.desk.today} if kind == "retro" else {})
    if kind == "blocker":
        return {"since": board.desk.today}
    return {}


def _departments(board: "BoardScreen", goal: str | None, department: str | None) -> tuple[str, ...]:
    record: Any = board.desk.records.find(goal) if goal else None
    if record is not None:
        return record.departments
    return (department,) if department else ()
