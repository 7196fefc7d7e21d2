"""The room of insights: its pages, the cursor over their points, the records of each, and what others change."""

from pathlib import Path

import pytest

from store import commands
from store.commands.readings import add_reading
from store.kinds import blocker, key_result
from tests.tui.board.test_board import board
from tests.tui.conftest import Opened, text
from tests.tui.rooms.insights.weeks import CARD, COUNT, SPRING, STOCK, lived
from tests.tui.way import FIN, MKT, desk_of, go, keyed, lines, meanwhile, opened_by
from tui import i18n
from tui.desk.insights_kept import AskedPage, insights_of
from tui.rooms.insights.room import NAMES, InsightsRoom
from tui.text.insights.insight_page import PAGES

__all__ = ["lived"]
SIZES = [(80, 24), (120, 36)]


def room_of(pilot) -> InsightsRoom:
    room = pilot.app.screen
    assert isinstance(room, InsightsRoom)
    return room


def point(pilot) -> str:
    """The point under the cursor in words, which stand on the screen."""
    said = room_of(pilot).view.point
    assert said in text(pilot)
    return said


async def test_pages_are_turned_and_come_round(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I")
        seen = []
        for _ in NAMES:
            assert f"[{i18n.t(PAGES[room_of(pilot).turned])}]" in lines(pilot)[0]
            seen.append(room_of(pilot).turned)
            await keyed(pilot, "]")
        assert tuple(seen) == NAMES
        assert room_of(pilot).turned == NAMES[0]
        await keyed(pilot, "[", "3")
        assert room_of(pilot).turned == "promises"
        await keyed(pilot, "[")
        assert room_of(pilot).turned == "goals"


async def test_each_week_says_what_it_is_made_of(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "3")
        assert point(pilot) == "week to 22 Nov: 1 of 2 kept"
        assert "1 of 2 promises kept in the last full week, 67 % over 12 weeks" in text(pilot)
        await keyed(pilot, "h", "h", "h")
        assert point(pilot) == "week to 1 Nov: 2 of 2 kept"
        await keyed(pilot, "h")
        assert point(pilot) == "week to 25 Oct: 1 of 2 kept"
        await keyed(pilot, "l", "l", "l", "l", "l", "l")
        assert point(pilot) == "week to 22 Nov: 1 of 2 kept"
        await keyed(pilot, "j")
        assert point(pilot) == "FIN: 3 of 6 kept"
        await keyed(pilot, "j", "j")
        assert point(pilot) == "OPS: 5 of 6 kept"
        await keyed(pilot, "pageup")
        assert point(pilot) == "week to 22 Nov: 1 of 2 kept"


async def test_enter_lists_what_a_point_is_made_of_and_the_room_is_left_as_it_was(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "2")
        assert point(pilot).startswith("G-1, this week so far: red")
        await keyed(pilot, "h", "tab")
        chosen, place = room_of(pilot).chosen, room_of(pilot).view.cursor
        assert chosen != SPRING
        await keyed(pilot, "enter")
        assert lines(pilot)[0].strip().startswith("G-1, week to 22 Nov: red")
        assert any(line.startswith("  >") and chosen in line for line in lines(pilot))
        await keyed(pilot, "escape")
        assert (room_of(pilot).chosen, room_of(pilot).view.cursor) == (chosen, place)
        await keyed(pilot, "enter", "enter")
        assert board(pilot).pane.chosen == chosen
        await keyed(pilot, "I")
        assert (room_of(pilot).turned, room_of(pilot).view.cursor) == ("goals", place)


async def test_one_record_is_gone_to_at_once(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "7", "enter")
        assert board(pilot).is_current
        await keyed(pilot, "I")
        assert room_of(pilot).turned == "numbers"
        await keyed(pilot, "escape", "I")
        assert room_of(pilot).turned == "waiting"


async def test_it_is_narrowed_from_where_one_comes_and_here(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "5")
        assert "FIN 7" in text(pilot)
        await keyed(pilot, "f", *"loyalty", "enter", "2")
        assert room_of(pilot).of == CARD
        assert lines(pilot)[2].endswith("on G-2  Loyalty card")
        assert SPRING not in text(pilot)
        await keyed(pilot, "escape")
        assert SPRING in text(pilot)
        await keyed(pilot, "escape")
        await go(pilot, CARD, "I", "2")
        assert room_of(pilot).of == CARD
        await keyed(pilot, "0")
        assert room_of(pilot).of == ""
        assert SPRING in text(pilot)
        await keyed(pilot, "escape")
        assert board(pilot).is_current


async def test_more_weeks_and_fewer(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "3", "+", "+")
        assert "80 % over 4 weeks" not in text(pilot)
        assert "over 4 weeks" in text(pilot)
        await keyed(pilot, "-")
        assert "over 8 weeks" in text(pilot)


async def test_what_others_change_is_there_and_the_cursor_stays(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "2", "j", "h")
        before = point(pilot)
        assert before.startswith("G-2, week to 22 Nov: green")
        meanwhile(pilot, lived, "ana", key_result.check_in, STOCK, 80, confidence=9)
        meanwhile(pilot, lived, "ana", blocker.block, ["A-4"], "No paper", MKT, cause="technical")
        await pilot.pause()
        assert point(pilot) == before
        await keyed(pilot, "k", "l")
        assert "89 % done" in point(pilot)
        assert "confidence 9 of 10" in point(pilot)


async def test_a_reading_by_a_script_is_on_the_page(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "7")
        assert "N-1 Stock in the shops: 3,820 pieces, -4 % on yesterday, 4 % under" in text(pilot)
        meanwhile(pilot, lived, "bo", add_reading, COUNT, 4120)
        await pilot.pause()
        assert "None of 2 numbers is off" in text(pilot)
        assert "N-1 Stock in the shops: 4,120 pieces" in text(pilot)


async def test_the_keys_of_the_board_work_on_the_record_of_a_point(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "6", "G")
        id = room_of(pilot).chosen
        assert id.startswith("A-")
        await keyed(pilot, "c", *"look", "ctrl+s")
        assert [each.text for each in desk_of(pilot).records.of_kind("comment") if each.on == id] == ["look"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
async def test_every_point_leads_to_records_that_are_there(lived: Path, name: str, size: tuple[int, int]):
    async with opened_by(lived, "ana", size) as pilot:
        await keyed(pilot, "I", str(NAMES.index(name) + 1), "g")
        records = desk_of(pilot).records
        for _ in range(12):
            for _week in range(3):
                view = room_of(pilot).view
                assert all(records.find(id) is not None for id in view.ids)
                if name != "waiting":
                    assert point(pilot)
                await keyed(pilot, "h")
            await keyed(pilot, "j")


async def test_a_viewer_reads_it_all(lived: Path):
    async with opened_by(lived, "kim", (80, 24)) as pilot:
        await keyed(pilot, "I")
        for name in NAMES:
            assert room_of(pilot).turned == name
            assert room_of(pilot).view.answer
            await keyed(pilot, "]")


async def test_an_empty_workspace_says_what_would_fill_each_page(empty: Path):
    async with opened_by(empty, "ana", (80, 24)) as pilot:
        await keyed(pilot, "escape", "I")
        for name in NAMES[1:]:
            await keyed(pilot, "]", "j", "l", "tab", "enter", "g")
            assert room_of(pilot).turned == name
            assert "on the board leads there" in text(pilot)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_other_sizes_show_the_same_point(lived: Path, lang: str):
    i18n.use(lang)
    async with opened_by(lived, "ana", (120, 36)) as pilot:
        await keyed(pilot, "I", "2", "h", "h")
        before = point(pilot)
        for size in ((80, 24), (50, 16), (200, 60), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert lines(pilot)
            assert before[:20] in text(pilot)


async def test_plain_ascii_is_enough(lived: Path, opened: Opened):
    async with opened(lived, size=(80, 24), ascii_only=True) as pilot:
        await keyed(pilot, "I")
        for _ in NAMES:
            assert text(pilot).isascii() or "李雷" in text(pilot)
            await keyed(pilot, "]")


async def test_what_is_computed_is_kept_and_only_what_changed_is_computed_anew(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "2", "escape")
        kept = insights_of(desk_of(pilot))
        asked = next(asked for asked in kept._pages if asked.name == "goals")
        page, fresh = kept.found(asked)
        assert fresh
        await keyed(pilot, "I", "2")
        assert kept.found(asked)[0] is page
        meanwhile(pilot, lived, "bo", commands.comment, SPRING, "Soon")
        assert kept.found(asked)[1] is False or kept.found(asked)[0] is not page
        await pilot.pause()
        assert kept.found(asked)[1]


async def test_who_waits_is_the_first_page_and_narrowed_too(lived: Path):
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I")
        assert "Marketing waits longest for Finance" in text(pilot)
        await keyed(pilot, "f", *"operations", "enter")
        assert room_of(pilot).of == "DP-3"
        assert "Operations waits longest for Marketing" in text(pilot)
        assert FIN not in room_of(pilot).view.chosen


async def test_a_long_journal_is_gone_back_through_beside_the_keys(lived: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.desk.insights_kept.SMALL", 0)
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "2")
        view = room_of(pilot).view
        assert "How do the goals do" in text(pilot)  # at once, whatever is known by now
        while not view.ids:
            await pilot.pause(0.02)
        assert point(pilot).startswith("G-1, this week so far: red")
        await keyed(pilot, "3")
        assert "1 of 2 promises kept in the last full week" in text(pilot)  # known with the first of them


async def test_in_a_large_workspace_the_other_pages_are_ready_before_they_are_turned_up(
    lived: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.desk.insights_kept.SMALL", 0)
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        kept = insights_of(desk_of(pilot))

        async def ready(of: str, weeks: int) -> None:
            asked = [AskedPage(name, of, weeks) for name in PAGES if name != "waiting"]
            for _ in range(500):
                if all(kept.found(each)[1] for each in asked):
                    return
                await pilot.pause(0.02)
            pytest.fail(f"not ready: {[each for each in asked if not kept.found(each)[1]]}")

        await keyed(pilot, "I")
        await ready("", 12)
        monkeypatch.setattr(kept, "steps", None)  # nothing is computed with the key
        await keyed(pilot, "]")
        assert point(pilot).startswith("G-1, this week so far: red")
        monkeypatch.undo()
        monkeypatch.setattr("tui.desk.insights_kept.SMALL", 0)
        await keyed(pilot, "f", *"operations", "enter")
        await ready("DP-3", 12)
        await keyed(pilot, "-")
        await ready("DP-3", 26)


async def test_whoever_leaves_meanwhile_has_left(lived: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.desk.insights_kept.SMALL", 0)
    async with opened_by(lived, "ana", (80, 24)) as pilot:
        await keyed(pilot, "I", "2", "escape")
        assert board(pilot).is_current
        await keyed(pilot, "I", "3", "2", "[")
        assert room_of(pilot).turned == "waiting"


@pytest.mark.parametrize("size", SIZES)
async def test_the_chosen_one_of_the_records_of_a_point_is_told_whole(lived: Path, size: tuple[int, int]):
    async with opened_by(lived, "ana", size) as pilot:
        await keyed(pilot, "I", "2", "enter")
        rows = [line for line in lines(pilot)[2:-1] if line.strip()]
        assert len(rows) > 1
        for at in range(1, len(rows)):
            chosen = lines(pilot)[1 + at]
            assert chosen.startswith("  > ")
            await keyed(pilot, "j")
            assert lines(pilot)[1 + at].split() == chosen.replace(">", " ", 1).split()
