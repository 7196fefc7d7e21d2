"""Where on the board a record is seen that has no list of its own: a card at its retrospective, a check-in likewise."""

from typing import TYPE_CHECKING, Any

from store.kinds import split_id

if TYPE_CHECKING:
    from store.records import Records


def place_of(records: "Records", id: str) -> str:
    """The id to go to for that id; empty where its record is seen alone, or is not there."""
    for _ in range(4):
        record, place = records.find(id), split_id(id)
        if record is None or place is None:
            return ""
        if place[0].seen_at is None:
            return id
        id = next(filter(None, (getattr(record, name, None) for name in place[0].seen_at)), "")
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
