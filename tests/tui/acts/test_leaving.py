"""Whoever leaves hands over on the screen, nothing new goes to them unasked, and two that are the same become one."""

from datetime import date
from pathlib import Path

from store import commands
from tests.tui.board.test_board import record
from tests.tui.conftest import TODAY, Opened, text
from tests.tui.way import BO, LI, SPRING, furnished, go, keyed, meanwhile

__all__ = ["furnished"]


async def test_marking_somebody_left_names_what_is_open_and_hands_it_over(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, LI, "e", *["down"] * 6, *"today", "ctrl+s")
        shown = text(pilot)
        assert "Open with li 李雷" in shown
        assert "Price list" in shown
        await keyed(pilot, "enter", *"bo", "enter")
        assert "of li are bo's now" in text(pilot)
        assert record(way, LI).left_on == TODAY
        assert (record(way, "DP-1").lead, record(way, "A-2").owner) == (BO, BO)
        await keyed(pilot, "u")
        assert (record(way, "DP-1").lead, record(way, "A-2").owner) == (LI, LI)
        await keyed(pilot, "o", "space", "enter", *"bo", "enter")
        assert record(way, "DP-1").lead == BO
        assert record(way, "A-2").owner == LI


async def test_what_would_go_to_somebody_who_has_left_is_asked_about(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "ana", commands.edit, LI, {"left_on": date(2026, 11, 20)})
        await go(pilot, "A-1", "o", *"li")
        assert "李雷 (has left)" in text(pilot)
        await keyed(pilot, "enter")
        assert "li left on Fri 20 Nov. Give it to them all the same?" in " ".join(text(pilot).split())
        await keyed(pilot, "escape")
        assert "li left on" in text(pilot)
        assert record(way, "A-1").owner == BO
        await keyed(pilot, "o", *"li", "enter", "enter")
        assert record(way, "A-1").owner == LI


async def test_the_letters_of_the_matrix_ask_too(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, SPRING, "r", "+", *"LOG", "enter")
        meanwhile(pilot, way, "ana", commands.edit, "DP-5", {"active": False})
        await keyed(pilot, "x", "r")
        assert "LOG is not active any more" in " ".join(text(pilot).split())
        await keyed(pilot, "y")
        assert record(way, SPRING).raci["DP-5"] == "R"


async def test_two_that_are_the_same_become_one_by_the_commands(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, LI, ":", *"merge", "enter", *"bo", "enter")
        assert "li 李雷 goes, bo Bo stays" in text(pilot)
        await keyed(pilot, "enter")
        assert record(way, "A-2").owner == BO
        assert record(way, BO).other_names == ("li", "李雷")
        await keyed(pilot, "u")
        assert record(way, "A-2").owner == LI
