"""On the page of a meeting, or of a series, a adds what belongs to it: an item of its agenda, of its backlog."""

from pathlib import Path

from store.commands import add, meeting_course
from store.workspace import open_workspace
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened
from tests.tui.way import furnished, keyed

__all__ = ["furnished"]


async def test_an_item_is_added_to_what_is_read(way: Path, opened: Opened):
    with open_workspace(str(way), "ana") as workspace:
        workspace.do(add, "series", {"title": "Weekly", "repeats": "FREQ=WEEKLY"})
        for title in ("First", "Second", "Third"):
            id = workspace.do(add, "meeting", {"title": title}).id
            if title != "Third":
                workspace.do(meeting_course.cancel, id, "nobody has time")
    async with opened(way, size=(80, 24)) as pilot:
        await keyed(pilot, "4", "right_square_bracket", "enter", "a", *"Dock", "ctrl+s")
        await keyed(pilot, "escape", "right_square_bracket", "enter", "a", *"Lockers", "ctrl+s")
    assert [(each.title, each.meeting, each.series) for each in (record(way, "AI-1"), record(way, "AI-2"))] == [
        ("Dock", "M-3", None),
        ("Lockers", None, "SE-1"),
    ]
