"""The chosen record, written out for a person to read: one kind, one file."""

from collections.abc import Callable
from typing import Any

from tui.board.detail import (
    action,
    blocker,
    decision,
    department,
    goal,
    key_result,
    lesson,
    milestone,
    person,
    request,
    resource,
    retro,
    team,
)
from tui.board.detail.page import ScreenPage
from tui.parts.lines import Line

WRITERS: dict[str, Callable[[ScreenPage, Any], None]] = {
    "A": action.write,
    "B": blocker.write,
    "D": decision.write,
    "DP": department.write,
    "G": goal.write,
    "KR": key_result.write,
    "L": lesson.write,
    "MS": milestone.write,
    "P": resource.write,
    "PN": person.write,
    "Q": request.write,
    "R": retro.write,
    "S": team.write,
}


def written(page: ScreenPage, id: str) -> list[Line]:
    """The lines for the record with that id; none where there is no such record."""
    record = page.records.find(id)
    if record is None:
        return []
    WRITERS[id.partition("-")[0]](page, record)
    page.unknown(record)
    page.foot(record)
    return page.lines
