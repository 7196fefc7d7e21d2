"""Why something is red or amber: the reasons, and from each the way to what caused it."""

from pathlib import Path

import pytest

from store import commands
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text
from tests.tui.way import CARD, FIN, RETURNS, SPRING, furnished, go, helped, keyed, lines, meanwhile
from tui import i18n

__all__ = ["furnished"]


async def test_each_reason_names_what_caused_it_and_enter_leads_there(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, SPRING, "w")
        shown = lines(pilot)
        at = next(at for at, line in enumerate(shown) if "B-1 has held A-2 for 9 days" in line)
        assert [shown[at + 1].split()[0], shown[at + 2].split()[0]] == ["B-1", "A-2"]
        assert "MS-3    Shelves" not in text(pilot)
        await keyed(pilot, "j", "j", "enter")
        assert board(pilot).pane.chosen == "B-1"


async def test_from_a_department_over_its_goal_to_the_key_result(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, FIN, "w")
        assert "FIN  Finance: Red because" in text(pilot)
        await keyed(pilot, "j", "j", "enter")
        assert board(pilot).pane.chosen == SPRING
        await keyed(pilot, "w", "enter")
        assert board(pilot).pane.chosen == "KR-2"
        await keyed(pilot, "w")
        assert "Nothing" not in text(pilot)
        assert "confidence" in text(pilot)


async def test_a_reason_goes_when_its_cause_does_here_or_elsewhere(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, SPRING, "w", "j", "j", "d")
        assert "B-1 has held" not in text(pilot)
        assert record(way, "B-1").resolved is not None
        meanwhile(pilot, way, "bo", commands.done, "MS-3")
        assert "MS-3" not in text(pilot)


async def test_where_nothing_is_wrong_it_says_so(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, CARD, "w")
        assert "Nothing is wrong" in text(pilot)
        await keyed(pilot, "enter", "d", "w")
        assert board(pilot).pane.chosen == CARD
        await go(pilot, RETURNS, "w")
        assert "there is nothing to go by yet" in text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_nothing_is_cut_and_help_has_its_own_keys_first(
    way: Path, opened: Opened, lang: str, size: tuple[int, int]
):
    i18n.use(lang)
    async with opened(way, size=size) as pilot:
        await go(pilot, SPRING, "w")
        shown = await helped(pilot)
    assert [line.split()[0] for line in shown[:3]] == [">", "Enter", "Esc"]
