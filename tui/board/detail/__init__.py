"""The chosen record, written out for a person to read: one kind, one file."""

from importlib import import_module

from tui.board.detail.page import Page
from tui.parts.lines import Line

#: The module that writes a record, by the letters of its id; loaded with the first of its kind that is shown.
WRITERS = {
    "A": "action",
    "B": "blocker",
    "D": "decision",
    "DP": "department",
    "G": "goal",
    "KR": "key_result",
    "L": "lesson",
    "MS": "milestone",
    "P": "resource",
    "PN": "person",
    "Q": "request",
    "R": "retro",
    "S": "team",
}


def written(page: Page, id: str) -> list[Line]:
    """The lines for the record with that id; none where there is no such record."""
    record = page.records.find(id)
    if record is None:
        return []
    import_module(f"{__name__}.{WRITERS[id.partition('-')[0]]}").write(page, record)
    page.unknown(record)
    page.foot(record)
    return page.lines
