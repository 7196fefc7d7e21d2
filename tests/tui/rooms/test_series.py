"""The room of a series: each key does to one of its days, to all from it on, to its turns, what it says."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store import commands
from store.kinds.meeting import Meeting
from store.workspace import open_workspace
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text
from tests.tui.way import furnished, keyed

__all__ = ["furnished"]


@pytest.fixture
def weekly(way: Path) -> Path:
    """SE-1 on Tuesdays at nine; Ana and Bo lead in turn."""
    values = {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU", "start": date(2026, 11, 24), "time": "09:00"}
    with open_workspace(str(way), "ana") as ana:
        ana.do(commands.add, "series", {**values, "length": 45, "facilitators": ("PN-1", "PN-2")})
    return way


async def at_its_days(pilot: Pilot[int], *keys: str) -> None:
    board(pilot).desk.open("SE-1")
    await pilot.pause()
    await keyed(pilot, "v", *keys)


def meetings(way: Path) -> list[tuple[Any, ...]]:
    with open_workspace(str(way), "ana") as ana:
        found = ana.records.all(Meeting)
        return [(str(each.series_day), str(each.on), each.time, each.state, each.facilitator) for each in found]


async def test_a_day_is_moved_cancelled_taken_back_and_handed_on(weekly: Path, opened: Opened):
    async with opened(weekly, size=(80, 24)) as pilot:
        await at_its_days(pilot)
        assert "Tue 24 Nov 9:00" in text(pilot)
        assert text(pilot).index("ana leads") < text(pilot).index("bo leads")
        await keyed(pilot, "t", *"wed", "ctrl+s")
        assert "Wed 25 Nov 9:00" in text(pilot)
        await keyed(pilot, "j", "x", *"holidays", "ctrl+s")
        assert "cancelled" in text(pilot)
        await keyed(pilot, "j", "o", *"kim", "enter")
        assert meetings(weekly) == [
            ("2026-11-24", "2026-11-25", "09:00", "draft", "PN-1"),
            ("2026-12-01", "2026-12-01", "09:00", "cancelled", "PN-2"),
            ("2026-12-08", "2026-12-08", "09:00", "draft", meetings(weekly)[2][4]),
        ]
        await keyed(pilot, "k", "x", *"we can", "enter")
        assert meetings(weekly)[1][3] == "draft"


async def test_a_change_reaches_one_day_all_from_it_on_or_the_whole_series(weekly: Path, opened: Opened):
    async with opened(weekly, size=(80, 24)) as pilot:
        await at_its_days(pilot, "j", "e", "enter", "enter", *["backspace"] * 5, *"10:00", "ctrl+s")
        assert meetings(weekly) == [("2026-12-01", "2026-12-01", "10:00", "draft", "PN-2")]
        await keyed(pilot, "j", "e", "right", "enter", "enter", *["backspace"] * 5, *"11:00", "ctrl+s")
        series = record(weekly, "SE-1")
        assert (series.time, [str(each.until) for each in series.phases]) == ("11:00", ["2026-12-07"])
        await keyed(pilot, "e", "right", "right", "enter", "enter", *["backspace"] * 5, *"12:00", "ctrl+s")
        assert record(weekly, "SE-1").time == "12:00"
        await keyed(pilot, "e", "enter", *["backspace"] * 20, *"every thu", "ctrl+s")
        assert "One day has no rule of its own" in text(pilot)


async def test_turns_are_passed_and_swapped_and_enter_prepares_the_meeting(weekly: Path, opened: Opened):
    async with opened(weekly, size=(80, 24)) as pilot:
        await at_its_days(pilot, ".")
        assert record(weekly, "SE-1").facilitator_next == "PN-2"
        assert text(pilot).index("bo leads") < text(pilot).index("ana leads")
        await keyed(pilot, "O", *"ana", "enter")
        assert record(weekly, "SE-1").facilitators == ("PN-2", "PN-1")
        await keyed(pilot, "enter")
        assert "Preparation" in text(pilot)
        assert [each[0] for each in meetings(weekly)] == ["2026-11-24"]
