"""Who waits for whom: the matrix, the records of a cell, the way to them, the keys on them."""

from pathlib import Path

import pytest

from store import commands
from store.kinds import request
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text
from tests.tui.way import MKT, OPS, furnished, keyed, lines, meanwhile, opened_by
from tui import i18n
from tui.rooms.insights.waiting_view import WaitingView

__all__ = ["furnished"]


async def test_the_matrix_counts_and_the_cell_names_its_records(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await keyed(pilot, "I")
        shown = lines(pilot)
        assert shown[2].split() == ["Who", "waits", "for", "whom?"]
        said = "Operations waits longest for Marketing: 3 open, 1 late, oldest 14 days"  # as they stand beside it
        assert shown[3].strip() == said
        assert shown[5].split() == ["waits", "for", "Marketing", "Finance", "Logistics"]
        assert shown[6].split() == [">", "Operations", "3", "!1", ".", "."]
        assert "Operations waits for Marketing  3 open, 1 late, oldest 14 days" in text(pilot)
        for words in ("> Q-1    Prices for the outlet", "Q-3    Photos of the shelves"):
            assert words in text(pilot)
        (asked,) = [line for line in shown if "Q-1 " in line]
        assert asked.split()[-5:] == ["an", "answer", "for", "10", "days"]
        assert "Marketing answers within 5 working days (median); it promises 3;" in text(pilot)


async def test_columns_stand_under_their_heads(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await keyed(pilot, "I")
        head, row = lines(pilot)[5:7]
    for name in ("Marketing", "Finance", "Logistics"):
        assert row[head.index(name) + len(name) - 1] in "1."


async def test_moving_and_tab_and_enter_lead_to_the_record(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await keyed(pilot, "I", "tab")
        assert "> Q-3 " in text(pilot)
        await keyed(pilot, "shift+tab", "shift+tab", "tab", "tab", "enter")
        assert board(pilot).pane.chosen == "Q-3"
        await keyed(pilot, "I", "j", "j", "j", "l")
        assert "Marketing waits for Finance" in text(pilot)
        await keyed(pilot, "enter")
        assert board(pilot).pane.chosen == "Q-5"


async def test_where_nobody_waits_it_says_so_and_keys_do_nothing(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await keyed(pilot, "I", "l")
        assert "Operations waits for nothing from Finance" in text(pilot)
        await keyed(pilot, "d")
        assert "There is nothing chosen here" in text(pilot)
        await keyed(pilot, "enter")
        assert "Nobody waits there" in text(pilot)


async def test_the_keys_of_the_board_answer_the_chosen_record(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await keyed(pilot, "I", "v", "ctrl+s")
        assert "Q-1 is accepted and has become A-10" in text(pilot)
        await keyed(pilot, "d")
        assert "Operations waits for Marketing  2 open" in text(pilot)
    assert record(way, "Q-1").state == "delivered"


async def test_the_cursor_stays_on_its_departments_when_a_colleague_answers(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await keyed(pilot, "I", "tab")
        meanwhile(pilot, way, "ana", request.decline, "Q-1", "no prices yet")
        assert "Operations waits for Marketing  2 open" in text(pilot)
        assert "Q-1" not in text(pilot)
        assert "> Q-3" in text(pilot)


async def test_more_than_fit_are_scrolled_to(way: Path, opened: Opened):
    def many(changes):
        for n in range(20):
            commands.add(changes, "request", {"title": f"Shelf {n}", "department": MKT, "asker": OPS})

    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", many)
        await keyed(pilot, "I", "shift+tab")
        view = pilot.app.screen.view  # type: ignore[attr-defined]
        assert isinstance(view, WaitingView)
        assert f"  > {view.ids[-1]} " in text(pilot)
        assert f" {view.ids[0]} " not in text(pilot)
        assert "Operations waits for Marketing  23 open" in text(pilot)
        assert "it promises 3" in text(pilot)


async def test_nobody_waits_in_an_empty_workspace(empty: Path):
    async with opened_by(empty, "ana", (80, 24)) as pilot:
        await keyed(pilot, "escape", "I")
        assert "No department waits for another" in text(pilot)
        await keyed(pilot, "j", "l", "tab", "enter", "I")
        assert board(pilot).is_current


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_nothing_is_cut_and_help_has_its_own_keys_first(
    way: Path, opened: Opened, lang: str, size: tuple[int, int]
):
    i18n.use(lang)
    async with opened(way, size=size) as pilot:
        await keyed(pilot, "I")
        assert not [line for line in lines(pilot) if line.endswith("..")]
        await keyed(pilot, "?")
        shown = lines(pilot)
    first = next(at for at, line in enumerate(shown) if i18n.t("In this room") in line)
    assert [line.split()[0] for line in shown[first + 1 : first + 6]] == [">", "1", "h", "PgDn", "Tab"]
