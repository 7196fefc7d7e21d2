"""The board through the keyboard: what is pressed is done in the store, what is in the store is on the screen."""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

import store
from tests.tui.conftest import Opened, text
from tui.board.screen import BoardScreen


def board(pilot: Pilot[int]) -> BoardScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, BoardScreen)
    return screen


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def record(place: Path, id: str) -> Any:
    with store.open_workspace(str(place), "eva") as workspace:
        return workspace.records.get(id)


async def test_the_four_panes_and_the_chosen_record_are_there(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        shown = text(pilot)
    for words in ("1 Departments", "2 Goals", "3 Actions", "4 Retros", "FIN", "G-1", "A-1", "R-1", "> plan"):
        assert words in shown


async def test_done_is_done_in_the_store_and_the_row_says_so(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "d")
        await pilot.pause()
        assert record(folder, "A-1").state == "done"
        assert "x A-1" in text(pilot)
        assert board(pilot).pane.chosen == "A-1"


async def test_done_where_it_means_nothing_says_why(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "1", "d")
        assert "FIN: a department is never done" in text(pilot)


async def test_the_footer_has_at_most_six_keys_and_all_fit(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        for pane in "1234":
            await press(pilot, pane)
            last = text(pilot).splitlines()[-1]
            assert last.rstrip().endswith("keys")
            assert len(last) <= 80


async def test_full_width_keys_count_as_their_twins(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "３")
        assert board(pilot).pane.kind == "action"
        pilot.app.post_message(events.Key("right_black_lenticular_bracket", "】"))
        await pilot.pause()
        assert board(pilot).pane.kind == "request"
        await press(pilot, "1", "j", "０")
        assert board(pilot).narrowing.department is None


async def test_tabs_turn_and_keep_their_cursor(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "j", "j", "]", "]")
        assert board(pilot).pane.chosen == "B-1"
        await press(pilot, "[", "[")
        assert board(pilot).pane.chosen == "A-2"


async def test_escape_undoes_the_innermost_and_never_leaves(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "1", "j", "2", "j", "3", "space", "enter")
        here = board(pilot)
        assert (here.reading, len(here.pane.marks)) == (True, 1)
        await press(pilot, "escape")
        assert (here.reading, len(here.pane.marks)) == (False, 1)
        await press(pilot, "escape")
        assert not here.pane.marks
        assert here.narrowing.goal is not None
        await press(pilot, "escape")
        assert (here.narrowing.goal, here.narrowing.department is None) == (None, False)
        await press(pilot, "escape", "escape", "escape")
        assert here.narrowing.department is None
        assert pilot.app.is_running


async def test_the_filter_narrows_while_it_is_typed(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "f", *"PRI")
        while not board(pilot).desk.index.at_rest:
            await pilot.pause(0.01)
        assert list(board(pilot).pane.ids) == ["A-2", "A-4", "A-5"]
        await press(pilot, "enter", "j")
        assert "only PRI" in text(pilot)
        await press(pilot, "escape")
        assert len(board(pilot).pane.ids) == 6


async def test_empty_panes_say_which_key_to_press(empty: Path, opened: Opened):
    async with opened(empty) as pilot:
        shown = text(pilot)
        assert "No departments yet. Press a" in shown
        assert "No goals here. Press a" in shown
        await press(pilot, "e")
        assert "No goals here. Press a to propose one" in text(pilot)


async def test_copy_hands_the_terminal_a_cleaned_line(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "y")
        assert pilot.app.clipboard == "A-1 Stock feed to the shops"


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 10), (80, 24), (300, 90)])
async def test_every_size_is_survived(folder: Path, opened: Opened, size: tuple[int, int]):
    async with opened(folder, size=size) as pilot:
        await press(pilot, "3", "j", "enter", "G", "escape", "z", "1")
        assert pilot.app.is_running


async def test_the_language_changes_while_it_runs(folder: Path, opened: Opened):
    from tui import i18n

    async with opened(folder) as pilot:
        i18n.use("zh")
        pilot.app.lang_changed()  # type: ignore[attr-defined]
        await pilot.pause()
        assert i18n.t("Departments") in text(pilot)


async def test_open_goes_to_a_record_with_the_panes_around_it(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "1", "j")
        board(pilot).desk.open("A-1")
        await pilot.pause()
        assert (board(pilot).pane.kind, board(pilot).pane.chosen) == ("action", "A-1")
        board(pilot).desk.open("C-1")
        await pilot.pause()
        assert board(pilot).pane.chosen == "R-2"
