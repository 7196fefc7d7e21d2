"""A check-in is asked under what is known of the key result: the last value with its day, the target, the way to it."""

from datetime import date
from pathlib import Path

import pytest

from store import commands
from store.kinds import key_result
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened, text, typed
from tests.tui.way import SPRING, furnished, go, keyed, meanwhile
from tui import i18n

__all__ = ["furnished"]


def shown_about(shown: str) -> str:
    return " ".join(shown.split())


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize(("lang", "said"), [("en", "Last 12 % (Fri 20 Nov), target 90 %"), ("zh", "目标 90%")])
async def test_the_last_value_its_day_and_the_target_stand_above(
    way: Path, opened: Opened, size: tuple[int, int], lang: str, said: str
):
    i18n.use(lang)
    async with opened(way, size=size) as pilot:
        meanwhile(pilot, way, "bo", commands.add, "key-result", {"title": "Shelves", "goal": SPRING, "target": 90})
        await go(pilot, "KR-3", "v")
        assert ("No check-in yet, target 90 %" if lang == "en" else "目标 90%") in shown_about(text(pilot))
        meanwhile(pilot, way, "bo", key_result.check_in, "KR-3", 12, None, "", date(2026, 11, 20))
        await pilot.pause()
        assert said in shown_about(text(pilot))  # while the form stands open too
        await keyed(pilot, "2", "0", "ctrl+s")
    assert record(way, "CI-4").value == 20


async def test_a_band_is_told_from_its_lower_end(way: Path, opened: Opened):
    band = {"title": "Complaints", "goal": SPRING, "start": 40, "target": 0, "unit": "", "direction": "within"}
    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", commands.add, "key-result", band)
        await go(pilot, "KR-3", "v")
        assert "band 0 to 40" in text(pilot)


@pytest.mark.parametrize(
    ("lang", "both", "other"),
    [
        ("en", '"1.200" may be 1,200 or 1.2. Write 1200 or 1.2', '"5 kg": it is counted in 元, not in kg'),
        ("zh", "“1.200”可能是 1,200，也可能是 1.2。请写 1200 或 1.2", "“5 kg”：这里的单位是“元”，不是“kg”"),
    ],
)
async def test_a_number_is_said_back_as_one_types(way: Path, opened: Opened, lang: str, both: str, other: str):
    i18n.use(lang)
    async with opened(way, size=(80, 24)) as pilot:
        sales = {"title": "Sales", "goal": SPRING, "target": 7200000, "unit": "元"}
        meanwhile(pilot, way, "bo", commands.add, "key-result", sales)
        await go(pilot, "KR-3", "v")
        await typed(pilot, "45万")
        assert "450,000" in text(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "1.200")
        assert both in text(pilot)
        await pilot.press("ctrl+s", "ctrl+u")
        await typed(pilot, "5 kg")
        await pilot.press("enter")
        assert other in text(pilot)
        await pilot.press("up", "ctrl+u")
        await typed(pilot, "2.999.999,5 元")
        await pilot.press("tab")
        assert "2,999,999.5" in text(pilot)
        await keyed(pilot, "ctrl+s")
    assert record(way, "CI-3").value == 2999999.5


async def test_what_is_written_into_a_form_is_read_back(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        target = {"title": "Flow", "goal": SPRING, "target": 12.345, "start": 87654321, "direction": "down", "unit": ""}
        meanwhile(pilot, way, "bo", commands.add, "key-result", target)
        await go(pilot, "KR-3", "e")
        assert "12.3450" in text(pilot)
        assert "87654321" in text(pilot)
        await keyed(pilot, "ctrl+s")
    assert (record(way, "KR-3").target, record(way, "KR-3").start) == (12.345, 87654321)
