"""Teams: shares of time, and what a person has promised over all of them, with all that waits for them."""

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from store import commands
from store.kinds import team
from store.kinds.ending import ALL, DROP, with_rest
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened, text
from tests.tui.way import ANA, BO, EVA, LI, SPRING, furnished, go, keyed, lines, meanwhile
from tui import i18n
from tui.theme import Tones

__all__ = ["furnished"]


async def test_somebody_gets_a_share_and_what_they_would_have_promised_is_seen_before(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "S-1", "v", *"eva", "enter")
        assert "eva would have promised 50 % in all, 0 % to others" in text(pilot)
        await keyed(pilot, *"80", "ctrl+s")
        assert record(way, "S-1").members[EVA] == 80
        await go(pilot, "S-2", "v", *"eva", "enter")
        assert "eva would have promised 130 % in all, 80 % to others" in text(pilot)


async def test_who_is_in_it_begins_with_their_share_and_zero_takes_them_out(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "S-1", "v", *"bo", "enter")
        assert "bo would have promised 120 % in all, 50 % to others" in text(pilot)
        assert "Share of time  70" in text(pilot)
        await keyed(pilot, "0", "ctrl+s")
        assert "1 person" in text(pilot)
        await keyed(pilot, "v", *"li", "enter", "0", "ctrl+s")
        assert "li is not in S-1; a share from 1 to 100 takes somebody in" in text(pilot)
    assert record(way, "S-1").members == {ANA: 50}


async def test_a_person_s_page_shows_the_load_over_all_teams_and_actions(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, BO)
        shown = lines(pilot)
        at = next(at for at, line in enumerate(shown) if "120 % promised to 2 teams" in line)
        assert shown[at + 1].split("│")[1].split() == ["S-1", "Shelf", "squad", "G-1", "70", "%", "until", "18", "Dec"]
        assert shown[at + 2].split("│")[1].split() == ["S-2", "Card", "crew", "G-2", "50", "%", "until", "20", "Dec"]
        assert toned(pilot, at, "120 %") == Tones(pilot.app.theme_variables)["bad"].color
        assert "1 open · 1 late" in text(pilot)
        meanwhile(pilot, way, "ana", team.set_share, "S-2", BO, 30)
        await pilot.pause()
        assert "100 % promised to 2 teams" in text(pilot)
        assert toned(pilot, at, "100 %") == Tones(pilot.app.theme_variables)["good"].color


def toned(pilot, y: int, words: str):
    """The colour in which these words stand in that line."""
    strip = pilot.app.screen._compositor.render_strips()[y]
    return next(segment.style.color for segment in strip if segment.style and words in segment.text)


async def test_a_person_s_page_shows_what_waits_for_them(way: Path, opened: Opened):
    async with opened(way, size=(160, 45)) as pilot:
        await go(pilot, ANA)
        shown = lines(pilot)
        at = next(at for at, line in enumerate(shown) if "Waits for Ana" in line)
        assert shown[at].endswith("8")
        assert shown[at + 1].endswith("an answer to the objection of OPS")
        asked = next(line for line in shown if "Prices for the outlet" in line and "Q-1" in line)
        assert asked.endswith("to answer")
        await go(pilot, LI)
        assert "waits on FIN" in text(pilot)
        await go(pilot, EVA)
        assert "the stance of LOG" in text(pilot)


async def test_a_team_ends_by_itself_with_its_day_or_its_goal(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "S-1")
        assert "team  running" in text(pilot)
        meanwhile(pilot, way, "bo", with_rest, {ALL: DROP}, commands.drop, SPRING, "no money")
        await pilot.pause()
        assert "team  ended" in text(pilot)
        assert "x S-1" in text(pilot)
        await go(pilot, BO)
        assert "50 % promised to 1 team" in text(pilot)
        await go(pilot, "S-2", "t", *"2026-11-20", "enter")
        assert "team  ended" in text(pilot)
        await go(pilot, BO)
        assert "promised" not in text(pilot)
    assert record(way, "S-2").end == date(2026, 11, 20)


async def test_a_team_to_come_says_so_and_counts_nothing_yet(way: Path, opened: Opened):
    values = {"name": "Spring crew", "start": date(2026, 12, 1), "members": {EVA: 90}}
    async with opened(way) as pilot:
        meanwhile(pilot, way, "bo", commands.add, "team", values)
        await go(pilot, "S-3")
        assert "team  to come" in text(pilot)
        assert "90 %" in text(pilot)
        await go(pilot, EVA)
        assert "promised" not in text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_in_chinese_too_nothing_is_cut(way: Path, opened: Opened, size: tuple[int, int]):
    i18n.use("zh")
    async with opened(way, size=size) as pilot:
        for id in ("S-1", BO):
            await go(pilot, id, "enter")
            detail = [line.split("│")[-1] for line in lines(pilot)[1:-1]]
            assert not [line for line in detail if ".." in line]
        rows = [line for line in detail if "S-1" in line or "S-2" in line]
        assert len({cell_len(row) for row in rows}) == 1
        assert "已向 2 个小组承诺 120%" in text(pilot)
