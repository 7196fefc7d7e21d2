"""Two meetings of a weekly series: the first is closed with an action left, the second has an agenda of six items."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store import clock, commands
from store.commands import agenda
from store.commands import meeting_course as course
from store.records import Changes
from store.workspace import open_workspace
from tests.tui.conftest import TODAY

#: Title, sort, who presents, minutes.
ITEMS: tuple[tuple[str, str, str | None, int], ...] = (
    ("Stock, sales, complaints", "inform", "PN-1", 5),
    ("Who owns the dock plan?", "decide", "PN-2", 10),
    ("Second week of the flyers", "discuss", "PN-3", 8),
    ("莱比锡新店开业与周边社区合作推广", "discuss", "PN-1", 8),
    ("Returns desk", "inform", "DP-3", 5),
)


def weekly(changes: Changes) -> None:
    """M-1 of last week, closed, with A-7 left; M-2 of today, open, with what M-1 did not reach as its first item."""
    changes.transaction.exempt = "demo"
    add = lambda kind, **values: commands.add(changes, kind, values).id  # noqa: E731
    departments = ("DP-1", "DP-2", "DP-3")
    series = add("series", title="Weekly coordination", repeats="FREQ=WEEKLY;BYDAY=MO", departments=departments)
    common: dict[str, Any] = {
        "title": "Weekly coordination",
        "series": series,
        "time": "09:00",
        "length": 45,
        "departments": departments,
        "facilitator": "PN-1",
        "note_taker": "PN-2",
        "purpose": "What the departments need of one another this week",
        "quorum": 2,
    }
    for n, on in enumerate((TODAY - timedelta(7), TODAY)):
        add("meeting", **common, on=on, series_day=on, state="open" if n else "draft")
    add("agenda-item", title="Shelf plan", meeting="M-1", minutes=5)
    add("agenda-item", title="Returns desk", meeting="M-1", minutes=5)
    course.begin(changes, "M-1")
    add("action", title="Book the dock", source="AI-1", owner="PN-2", due=TODAY)
    course.next_item(changes, "M-1", "AI-1")
    agenda.carry(changes, "AI-2")
    course.go_to(changes, "M-1", None)
    course.close(changes, "M-1")
    for title, sort, presents, minutes in ITEMS[:-1]:
        add("agenda-item", title=title, meeting="M-2", sort=sort, presents=presents, minutes=minutes)
    changes.say("furnish")


@pytest.fixture
def weekly_folder(folder: Path) -> Path:
    """The furnished workspace with the two meetings."""
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(weekly)
    return folder


def at(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    """So many minutes after the clock of the tests stood still."""
    now = clock.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: now)
