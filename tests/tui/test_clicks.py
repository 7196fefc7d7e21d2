"""The mouse: a click on a tab goes there, a click on a hint does what the key does, wherever hints stand."""

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text
from tests.tui.way import keyed
from tui import i18n
from tui.parts.form import Form
from tui.parts.help import Help
from tui.rooms.my_day import MyDay
from tui.search.screen import SearchScreen


async def click(pilot: Pilot[int], words: str, y: int | None = None) -> None:
    """Click in the middle of these words, in the last line or in that row."""
    shown = text(pilot).splitlines()
    y = pilot.app.size.height - 1 if y is None else y
    assert words in shown[y], shown[y]
    before, _, _ = shown[y].partition(words)
    await pilot.click(offset=(cell_len(before) + cell_len(words) // 2, y))
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_tab_goes_there_from_another_pane_too(folder: Path, opened: Opened, size: tuple[int, int], lang: str):
    i18n.use(lang)
    async with opened(folder, size=size) as pilot:
        pane = board(pilot).panes[1]
        await click(pilot, i18n.t("Milestones")[:3], pane.region.y)
        assert (pane.kind, board(pilot).pane) == ("milestone", pane)
        await click(pilot, i18n.t("Goals"), pane.region.y)
        assert pane.kind == "goal"
        other = board(pilot).panes[2]
        await click(pilot, i18n.t("Actions"), other.region.y)
        assert board(pilot).pane is other
        await click(pilot, i18n.t("Requests")[:3], other.region.y)
        assert (board(pilot).pane, other.kind) == (other, "request")
        await click(pilot, i18n.t("Requests"), other.region.y)
        assert other.kind == "request"


async def test_a_hint_does_what_the_key_does_on_the_board(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await keyed(pilot, "3", "g")
        await click(pilot, "done")
        assert record(folder, board(pilot).pane.chosen or "").state == "done"
        assert "u takes it back" in text(pilot)
        await click(pilot, "takes it back")
        await click(pilot, "? keys")
        assert isinstance(pilot.app.screen, Help)
        await click(pilot, "Esc leave")
        assert pilot.app.screen is board(pilot)
        await click(pilot, "search")
        assert isinstance(pilot.app.screen, SearchScreen)


async def test_beside_the_hints_nothing_happens(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        for x in (0, 118):
            await pilot.click(offset=(x, 35))
        assert pilot.app.screen is board(pilot)


async def test_a_filter_that_is_typed_gets_no_letter_of_it(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await keyed(pilot, "3", "f", *"print")
        await click(pilot, "keep the filter")
        assert (board(pilot).pane.listing.filter, board(pilot).pane.typing) == ("print", None)
        await click(pilot, "? keys")
        assert board(pilot).pane.listing.filter == "print"
        assert isinstance(pilot.app.screen, Help)
        await keyed(pilot, "escape", "f", "x")
        await click(pilot, "no filter")
        assert (board(pilot).pane.listing.filter, board(pilot).pane.typing) == ("", None)


async def test_in_rooms_forms_and_dialogs(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await keyed(pilot, "m")
        await click(pilot, "comment")
        form: Any = pilot.app.screen
        assert isinstance(form, Form)
        await click(pilot, "leave")
        assert isinstance(pilot.app.screen, MyDay)
        await click(pilot, "leave")
        await keyed(pilot, "3", "a", *"Lamps")
        await click(pilot, "next")
        assert pilot.app.screen.answer.field.name != "title"  # type: ignore[attr-defined]
        await click(pilot, "Ctrl-S")
        assert any(each.title == "Lamps" for each in board(pilot).desk.records.all(type(record(folder, "A-1"))))


async def test_of_several_keys_in_one_hint_the_one_under_the_mouse(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await keyed(pilot, "3", "e")
        form: Any = pilot.app.screen
        while not form.answer.turned:
            await keyed(pilot, "tab")
        before = form.answer.shown()
        await click(pilot, "Right")
        assert form.answer.shown() != before
        await click(pilot, "Left")
        assert form.answer.shown() == before
