"""What stands on the terminal is what there is to say, whatever was hidden, covered, turned or resized before."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import tui.terminal.screen_diff
from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, painted, text
from tests.tui.emulator import differences
from tui import i18n
from tui.board.palette_commands import commands_of

pytestmark = pytest.mark.usefixtures("no_seconds")
SMALL, LARGE = (80, 24), (120, 36)
#: Keys that hide, show, cover and turn; a number is one of the last three commands of the palette, a pair a window.
WAY: tuple[Any, ...] = (
    *("3", "g", "enter", "escape", "j", "enter", "J", "escape", "z", "j", "enter", "k", "escape", "escape", "2"),
    *("enter", "1", "enter", "j", "escape", "]", "]", "3", "a", "x", "escape", "escape", "v", "escape", "d", "enter"),
    *((100, 30), "escape", "?", "escape", SMALL, "/", "s", (60, 15), "escape", "escape", LARGE, "S", "?", "escape"),
    *("escape", "2", "T", "right", "+", "escape", 0, "R", SMALL, "escape", "enter", 1, 2, "escape", "H", "j", "escape"),
    *("m", (30, 8), (80, 24), "escape", "enter", 0, LARGE, "z", "3", "enter", "h", "escape", "W", "escape", "escape"),
)  # fmt: skip


async def go(pilot: Pilot[int], step: Any) -> None:
    """One step of the way."""
    if isinstance(step, tuple):
        await pilot.resize_terminal(*step)
    elif isinstance(step, int):
        commands_of(board(pilot))[step - 3].run()
        await pilot.pause()
    else:
        await press(pilot, step)


@pytest.mark.parametrize(("size", "lang"), [(SMALL, "zh"), (LARGE, "en")], ids=["folded-zh", "wide-en"])
async def test_after_every_key_all_is_drawn(folder: Path, opened: Opened, size: tuple[int, int], lang: str):
    i18n.use(lang)
    async with opened(folder, size=size) as pilot:
        for at, step in enumerate(WAY):
            await go(pilot, step)
            assert not differences(pilot), WAY[: at + 1]


@pytest.mark.parametrize("keys", [("3", "g"), ("3", "g", "z"), ("2", "z", "3", "g")])
@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["folded", "wide"])
async def test_enter_shows_the_record_that_is_chosen(folder: Path, opened: Opened, size: tuple[int, int], keys: Any):
    async with opened(folder, size=size) as pilot:
        await press(pilot, *keys, "enter")
        assert ">A-1  Stock feed" in text(pilot)
        await press(pilot, "escape", "j", "enter")
        assert ">A-6  Sign the lease" in text(pilot)
        assert not differences(pilot)
        await press(pilot, "d")
        assert record(folder, "A-6").state == "done"
        assert record(folder, "A-1").state == "todo"


async def test_what_a_colleague_does_to_a_hidden_record_is_there_when_it_is_shown(folder: Path, opened: Opened):
    from tests.tui.parts.test_conflict import change

    async with opened(folder, size=SMALL) as pilot:
        await press(pilot, "3", "g", "enter", "escape")
        change(folder, title="Another title")
        board(pilot).desk.news.deliver()
        await press(pilot, "G", "k", "enter", "escape")
        assert "Another title" in text(pilot)
        assert not differences(pilot)


async def test_a_window_that_is_as_it_was_again_is_drawn_again(folder: Path, opened: Opened):
    async with opened(folder, size=SMALL) as pilot:
        driver: Any = pilot.app._driver
        for size in ((40, 10), SMALL):  # the terminal is quicker than the news of it
            driver._size = size
        await pilot.resize_terminal(*SMALL)
        assert not differences(pilot)


async def test_the_cursor_of_the_terminal_stands_where_one_types(folder: Path, opened: Opened):
    async with opened(folder, size=SMALL) as pilot:
        await press(pilot, "3", "a", "价", "b", "left", "left", "home", "end", "tab", "shift+tab")
        assert not differences(pilot)


@pytest.mark.parametrize("short", [(1, 0), (0, 1)], ids=["at the begin", "at the end"])
async def test_one_cell_too_few_is_seen(folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, short: Any):
    whole = tui.terminal.screen_diff._differing

    def less(*pieces: Any) -> tuple[int, int]:
        first, last = whole(*pieces)
        return (first + short[0], last - short[1]) if last - first > 1 else (first, last)

    monkeypatch.setattr(tui.terminal.screen_diff, "_differing", less)
    async with opened(folder, size=SMALL) as pilot:
        await press(pilot, "3", "g", "j")
        assert differences(pilot)


async def test_the_drawing_from_nothing_mends_nothing(folder: Path, opened: Opened):
    async with opened(folder, size=SMALL) as pilot:
        await press(pilot, "3", "g")
        board(pilot).pane.cursor += 1  # and nobody draws it
        found = differences(pilot)
        assert found
        await painted(pilot)
        assert differences(pilot) == found
        await press(pilot, "j")
        assert not differences(pilot)


async def test_what_a_long_message_covered_is_there_again(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 12)) as pilot:
        await press(pilot, "2", "j", "enter")
        board(pilot).footer.say("A long message, " * 12)
        await painted(pilot)
        assert not differences(pilot)
        board(pilot).footer.clear()
        await painted(pilot)
        assert not differences(pilot)


async def test_a_dialog_is_told_again_over_a_room_of_another_size(folder: Path, opened: Opened):
    async with opened(folder, size=LARGE) as pilot:
        await press(pilot, "3", "g", "S", "escape", "escape", "m")
        await pilot.resize_terminal(30, 8)
        await press(pilot, "c")
        await pilot.resize_terminal(*LARGE)
        assert len(pilot.app.screen_stack) == 3
        commands_of(board(pilot))[-3].run()
        await pilot.pause()
        assert not differences(pilot)
