"""Metrics by keys: entered, corrected with why, followed by key results, cited; in both languages."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import clock, commands
from store.commands.readings import NewReading as Given
from store.commands.readings import add_readings
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text, typed
from tests.tui.way import SPRING, furnished, go, keyed, meanwhile
from tui import i18n

__all__ = ["furnished"]

#: As the clock of the tests of the screen says.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def counted(pilot: Any, folder: Path) -> None:
    """N-1 has readings of three days and KR-3 follows it; N-2 is stale, N-3 has none."""
    stock = {"title": "Stock", "unit": "pcs", "direction": "down", "target": 4000, "department": "DP-2"}
    meanwhile(pilot, folder, "ana", commands.add, "metric", stock)
    sales = {"title": "Sales", "unit": "元", "direction": "within", "low": 100, "high": 200, "stale_after": 1440}
    meanwhile(pilot, folder, "ana", commands.add, "metric", {**sales, "department": "DP-2"})
    meanwhile(pilot, folder, "ana", commands.add, "metric", {"title": "Lorries"})
    readings = [Given("N-1", value, at(hours), source="till") for hours, value in ((49, 4800), (25, 4400), (1, 4210))]
    readings += [Given("N-2", value, at(hours)) for hours, value in ((50, 150), (26, 88))]
    meanwhile(pilot, folder, "ana", add_readings, readings)
    result = {"title": "Down", "goal": SPRING, "metric": "N-1", "start": 5000, "target": 4000, "direction": "down"}
    meanwhile(pilot, folder, "ana", commands.add, "key-result", result)


@pytest.mark.parametrize(
    ("lang", "stale", "change"),
    [("en", "stale 26 h", "-190 to the last one"), ("zh", "26 小时未更新", "比上次 -190")],
)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_reading_is_entered_by_one_key_from_list_and_page(
    way: Path, opened: Opened, size: tuple[int, int], lang: str, stale: str, change: str
):
    i18n.use(lang)
    async with opened(way, size=size) as pilot:
        counted(pilot, way)
        await go(pilot, "N-2")
        await pilot.pause()
        assert stale in text(pilot)
        await go(pilot, "N-1", "v")
        await keyed(pilot, *"4020", "ctrl+s")
        await go(pilot, "N-1", "enter")
        shown = " ".join(text(pilot).split())
        assert change in shown
        if size[1] > 24:  # they stand further down
            assert "N-1@2026-11-23T09:00" in shown
            assert "N-1@2026-11-23T08:00" in shown
        await go(pilot, "KR-3", "enter")
        assert "4,020 pcs" in text(pilot)
        assert "N-1" in text(pilot)


async def test_a_reading_of_an_earlier_moment_and_what_cannot_be_one(way: Path, opened: Opened):
    async with opened(way, size=(120, 36)) as pilot:
        counted(pilot, way)
        await go(pilot, "N-3", "v")
        await keyed(pilot, "7", "tab")
        await typed(pilot, "yesterday 15:00")
        await keyed(pilot, "ctrl+s")
        await go(pilot, "N-3", "v")
        await keyed(pilot, "8", "tab")
        await typed(pilot, "tomorrow 15:00")
        await keyed(pilot, "ctrl+s")
        assert "still to come" in text(pilot)
        await keyed(pilot, "escape", "escape")
        await go(pilot, "N-3")
        assert "N-3@2026-11-22T15:00" in text(pilot)


async def test_one_is_chosen_and_corrected_with_why_and_what_stood_there_is_kept(way: Path, opened: Opened):
    async with opened(way, size=(120, 36)) as pilot:
        counted(pilot, way)
        await go(pilot, "N-1", "l")
        assert "N-1@2026-11-22T08:00" in text(pilot)
        await keyed(pilot, "down", "enter")
        await keyed(pilot, *"4300", "ctrl+s")
        assert "wants a reason" in text(pilot)
        await typed(pilot, "counted twice")
        await keyed(pilot, "ctrl+s")
        await go(pilot, "N-1")
        shown = " ".join(text(pilot).split())
        assert "4,300 pcs" in shown
        assert "was 4,400" in shown
        assert "counted twice" in shown


async def test_a_check_in_of_what_follows_a_metric_asks_for_no_value(way: Path, opened: Opened):
    async with opened(way, size=(120, 36)) as pilot:
        counted(pilot, way)
        await go(pilot, "KR-3", "v")
        assert "now 4,210 pcs by N-1" in text(pilot)
        await keyed(pilot, "6", "ctrl+s")
    found: Any = record(way, "CI-3")
    assert (found.value, found.confidence) == (4210, 6)


async def test_what_is_cited_stands_beside_what_it_is_now(way: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch):
    async with opened(way, size=(120, 36)) as pilot:
        counted(pilot, way)
        values = {"question": "A second lorry?", "evidence": ("N-1", "N-2")}
        meanwhile(pilot, way, "ana", commands.add, "decision", values)
        made = f"D-{board(pilot).desk.workspace.ledger.highest('decision')}"
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
        meanwhile(pilot, way, "ana", add_readings, [Given("N-1", 4030)])
        await go(pilot, made)
        shown = " ".join(text(pilot).split())
        assert "N-1: 4,210 pcs (now 4,030 pcs), 08:00" in shown
        assert "N-2: 88 元 (stale 27 h)" in shown
        await go(pilot, "N-1")
        assert made in text(pilot)


@pytest.mark.parametrize(("lang", "amber"), [("en", "[amber] Sales"), ("zh", "[黄灯] Sales")])
async def test_amber_is_said_in_the_list_in_words(way: Path, opened: Opened, lang: str, amber: str):
    """Red has a sign before it; of amber the colour said all."""
    i18n.use(lang)
    async with opened(way, size=(80, 24)) as pilot:
        sales = {"title": "Sales", "direction": "up", "target": 100, "amber": 5, "red": 20}
        meanwhile(pilot, way, "ana", commands.add, "metric", sales)
        meanwhile(pilot, way, "ana", add_readings, [Given("N-1", 90, at(1))])
        await go(pilot, "N-1")
        await pilot.pause()
        assert amber in text(pilot)


async def test_a_value_with_more_decimals_than_the_metric_says_as_what_it_is_shown(way: Path, opened: Opened):
    async with opened(way, size=(120, 36)) as pilot:
        counted(pilot, way)
        await go(pilot, "N-1", "v")
        await keyed(pilot, *"40.25", "ctrl+s")
        assert "N-1: 40.25 is kept as it is and shown as 40; its decimals are 0" in " ".join(text(pilot).split())
        await go(pilot, "N-1", "l", "enter")
        await keyed(pilot, *"41.5", "tab", *"why", "ctrl+s")
        assert "N-1: 41.5 is kept as it is and shown as 42" in " ".join(text(pilot).split())
