"""What the workspace says of itself counts on the screen at once; the days of stamps are those of its time zone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import clock, commands
from store.fields.calendar import Day
from store.kinds import consensus
from store.kinds import workspace as settings
from store.records import Changes
from store.workspace import Workspace, open_workspace
from tests.store.begun import begun
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, day, text, typed
from tests.tui.parts.test_conflict import until

#: Half past seven on Wednesday in Shanghai; in UTC it is still Tuesday.
EARLY = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


@pytest.fixture
def folder(folder: Path) -> Path:
    """With the workspace's own record, and a request that waits since Thursday."""
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(settings.found, "Nordwind Retail")
        asked = {"title": "Ledger code", "asker": "DP-2", "department": "DP-1", "goal": "G-1"}
        workspace.do(begun, "request", {**asked, "sent": day(11, 19)})
    return folder


def change(folder: Path, pilot: Pilot[int], **values: object) -> None:
    """Another session says something else of the workspace."""
    with open_workspace(str(folder), "ana") as other:
        other.do(commands.edit, "WS-1", values)
    board(pilot).desk.news.deliver()


async def test_days_off_change_how_long_an_answer_takes(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "]")
        assert "none for 2 working days, 3 promised" in text(pilot)
        assert "2 days" in board(pilot).pane.listing.read("Q-1").when
        change(folder, pilot, days={"2026-11-20": Day("Bridge day")})
        await pilot.pause()
        assert "none for 1 working day, 3 promised" in text(pilot)
        assert board(pilot).pane.listing.read("Q-1").when == "1 day"
        change(folder, pilot, working_days="1234567", days={})
        await pilot.pause()
        assert "none for 4 working days, 3 promised" in text(pilot)
        assert board(pilot).pane.listing.read("Q-1").mark == "!"


async def test_what_is_stale_follows_the_settings(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(commands.edit, "CI-1", {"on": day(11, 14)})
    async with opened(folder) as pilot:
        board(pilot).desk.open("G-1")
        await pilot.pause()
        assert "no check-in for 9 days" not in text(pilot)
        change(folder, pilot, stale_after=8)
        await pilot.pause()
        assert "no check-in for 9 days" in text(pilot)


async def test_another_time_zone_is_another_day(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        board(pilot).desk.open("A-6")
        assert board(pilot).pane.listing.read("A-6").when == "today"
        change(folder, pilot, zone="Pacific/Pago_Pago")
        await pilot.pause()
        assert board(pilot).desk.today == board(pilot).desk.overview.today == day(11, 22)
        assert board(pilot).pane.listing.read("A-6").when == "tomorrow"


# Early in Shanghai


@pytest.fixture
def early(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What was done this morning, in a workspace of Shanghai; Ana is in Berlin."""
    monkeypatch.setattr(clock, "now", lambda: EARLY)
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(commands.edit, "WS-1", {"zone": "Asia/Shanghai"})
        workspace.do(this_morning)
    return folder


def this_morning(changes: Changes) -> None:
    changes.transaction.exempt = "demo"
    commands.add(changes, "action", {"title": "Count the lanterns", "owner": "PN-1"})
    goal = commands.add(changes, "goal", {"title": "Lanterns", "departments": ("DP-1", "DP-2"), "step": "meet"})
    consensus.take_stance(changes, goal.id, "DP-1", "objects", "no room")
    commands.comment(changes, "A-7", "there are many")


async def test_what_was_done_this_morning_was_done_today(early: Path, opened: Opened):
    async with opened(early, size=(120, 60)) as pilot:
        board(pilot).desk.open("A-7")
        await pilot.pause()
        assert "made by Ana today" in text(pilot)
        assert "Ana  today" in text(pilot)  # the comment
        board(pilot).desk.open("G-4")
        await pilot.pause()
        assert "asked today" in text(pilot)
        assert 'objects: "no room" (Ana, today)' in text(pilot)


async def test_u_asks_about_what_was_done_elsewhere_today(early: Path, opened: Opened):
    async with opened(early) as pilot:
        await press(pilot, "u")
        assert "Elsewhere, today" in text(pilot)
        await press(pilot, "escape")
        await pilot.pause()


async def test_a_hit_without_a_list_was_changed_today(early: Path, opened: Opened):
    async with opened(early) as pilot:
        await press(pilot, "/")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "SearchScreen")
        await until(pilot, lambda: board(pilot).desk.index.at_rest)
        await typed(pilot, "there are many")
        assert next(line for line in text(pilot).splitlines() if "CM-2" in line).rstrip(" │").endswith("today")


@pytest.mark.parametrize(
    ("zone", "when"),
    [("", "07:30"), ("Asia/Tokyo", "08:30"), ("Europe/Berlin", "00:30"), ("America/New_York", "18:30")],
)
async def test_the_time_of_day_is_that_of_whoever_looks(early: Path, opened: Opened, zone: str, when: str):
    with open_workspace(str(early), "ana") as workspace:
        workspace.do(commands.edit, "PN-1", {"zone": zone})
    async with opened(early) as pilot:
        board(pilot).desk.open("A-7")
        await press(pilot, "h")
        assert next(line for line in text(pilot).splitlines() if "added A-7" in line).endswith(when)


async def test_the_last_days_begin_at_midnight_in_shanghai(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    def add(workspace: Workspace, hour: int, title: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 25, hour, tzinfo=UTC))
        workspace.do(commands.add, "action", {"title": title})

    with open_workspace(str(folder), "bo") as bo, open_workspace(str(folder), "ana") as ana:
        ana.do(commands.edit, "WS-1", {"zone": "Asia/Shanghai"})
        bo.ledger.catch_up()
        add(bo, 15, "Before midnight")
        add(bo, 16, "After midnight")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 3, 1, tzinfo=UTC))
    async with opened(folder) as pilot:
        await press(pilot, "H", "]")
        assert "After midnight" in text(pilot)
        assert "Before midnight" not in text(pilot)
