"""What a page is narrowed to: a department or a goal."""

from typing import TYPE_CHECKING

from store.records.names import title
from tui.i18n import t

if TYPE_CHECKING:
    from store.insight.overview import Overview


def is_goal(overview: "Overview", id: str) -> bool:
    """Whether that is a goal, and no department."""
    return id in overview.goals.rows


def scope(overview: "Overview", of: str) -> dict[str, str]:
    """What a trend is narrowed to, as it is told."""
    return {"goal": of} if is_goal(overview, of) else {"department": of}


def goal_of(overview: "Overview", id: str) -> str:
    """The goal that a record is about: itself, that of its field, or of what it holds up; "" where there is none."""
    if is_goal(overview, id):
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
    """What is said of it, as the titles of the board's panes say it: in Marketing, on G-12; "" where it is not."""
    if not of:
        return ""
    if is_goal(overview, of):
        return t("on {id}", id=f"{of}  {title(overview.reading, of)}")
    return t("in {name}", name=overview.names.of(of))
