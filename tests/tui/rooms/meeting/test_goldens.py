"""The room of a meeting in each of its states, in both languages. `CONCORD_GOLDENS=write` writes them anew."""

from pathlib import Path

import pytest

from store import commands
from store.commands import agenda
from store.commands import meeting_course as course
from store.kinds.decision import decide
from store.records import Changes
from store.workspace import open_workspace
from tests.tui.conftest import TODAY, Opened, same_as_golden, text
from tests.tui.rooms.meeting.conftest import at
from tests.tui.rooms.meeting.test_meeting_room import keys
from tui import i18n


def held(changes: Changes) -> None:
    """M-2 runs, at its third item, with what came of it; one department sends a delegate, one is missing."""
    course.begin(changes, "M-2")
    course.look_back(changes, "M-2", "A-7", "carried")
    course.attend(changes, "M-2", "DP-2", "present", "PN-1")
    course.attend(changes, "M-2", "DP-3", "delegate", "Eva", "PN-2")
    course.attend(changes, "M-2", "DP-1", "absent")
    commands.edit(
        changes, "AI-5", {"text": "Two plans since the move. OPS has the people, MKT has the keys.", "goal": "G-1"}
    )
    course.go_to(changes, "M-2", "AI-3", "")
    course.next_item(changes, "M-2", "AI-3")
    course.next_item(changes, "M-2", "AI-4")
    agenda.note(changes, "AI-5", "Nobody books the dock on Fridays")
    agenda.note(changes, "AI-5", "市场部负责钥匙")
    commands.edit(changes, "M-2", {"quorum": 9})
    decide(changes, "Who owns the dock plan?", "OPS owns it from Monday", source="AI-5")
    values = {"title": "Merge the two plans", "owner": "PN-2", "due": TODAY, "source": "AI-5"}
    commands.add(changes, "action", values)
    commands.add(changes, "action", {"title": "Ask the landlord", "source": "AI-5"})


#: By state: the keys that lead to what is drawn, from the board.
STATES = {
    "draft": ("M",),
    "running": ("M", "tab"),
    "outcomes": ("M",),
    "closing": ("M", ":", "enter", "enter"),
    "projector": ("M", "z"),
    "there": ("M", "@"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["wide", "folded"])
@pytest.mark.parametrize("state", STATES)
async def test_the_room_looks_as_it_did(
    weekly_folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, state: str, size: tuple[int, int], lang: str
):
    with open_workspace(str(weekly_folder), "ana") as ana:
        if state == "draft":
            ana.do(commands.edit, "M-2", {"state": "open", "length": 30})
            ana.do(course.come, "M-2", "DP-2", "yes", "PN-1")
            ana.do(course.prepare, "M-2", "DP-2")
        elif state == "running":
            ana.do(course.begin, "M-2")
        else:
            ana.do(held)
            ana.do(commands.edit, "M-2", {"quorum": 2})
    at(monkeypatch, 12.2)
    i18n.use(lang)
    async with opened(weekly_folder, size=size) as pilot:
        await keys(pilot, *STATES[state])
        shown = text(pilot) + "\n"
    same_as_golden(f"meeting-{state}-{size[0]}-{lang}", shown, size[0])
