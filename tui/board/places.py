"""Where on the board a record is seen that has no list of its own: a card at its retrospective, a check-in likewise."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.records import Records

#: Kinds without a list, and the field that names where they are seen.
_AT = {"C": "retro", "CI": "key_result", "CM": "on", "AL": "resource", "SU": "person", "SR": "facilitator"}


def place_of(records: "Records", id: str) -> str:
    """The id to go to for that id; empty where there is none."""
    for _ in range(4):
        record: Any = records.find(id)
        if record is None:
            return ""
        field = _AT.get(id.partition("-")[0])
        if field is None:
            return id
        id = getattr(record, field) or ""
    return ""


def goal_of(records: "Records", id: str) -> str:
    """The goal that a record is about: that of its own field, or of what it holds up; empty where there is none."""
    record: Any = records.find(id)
    if id.startswith("G-") and record is not None:
        return id
    goal = getattr(record, "goal", None)
    if goal:
        return goal
    return next((found for held in getattr(record, "holds", ()) if (found := goal_of(records, held))), "")
