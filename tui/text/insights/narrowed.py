"""What a page is narrowed to: a department or a goal."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.insight.overview import Overview


def goal_of(overview: "Overview", id: str) -> str:
    """The goal that a record is about: itself, that of its field, or of what it holds up; "" where there is none."""
    if id.startswith("G-"):
        return id
    row = overview.row(id)
    if goal := getattr(row, "goal", None):
        return goal
    return next((found for held in getattr(row, "holds", ()) if (found := goal_of(overview, held))), "")


def concerned(overview: "Overview", of: str) -> set[str] | None:
    """The departments that a page tells of: that one, those of a goal; None for all."""
    if not of:
        return None
    goal = overview.goals.get(of)
    return {of} if goal is None else set(goal.departments)


def narrowing_words(overview: "Overview", of: str) -> str:
    """What the heading says of it: the name of a department, id and title of a goal."""
    return overview.names.of(of)
