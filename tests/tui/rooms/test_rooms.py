"""A room is its file, a line among the rooms and a line among the keys."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from store.words import Words
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text
from tui import keys
from tui.keys import FIND, Key
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.list_room import ListRoom
from tui.rooms.rooms import ROOMS, Door


class Nook(ListRoom):
    """One record, of which it is told."""

    place = "nook"
    letter = "M"

    def find(self, width: int) -> Sequence[ChoiceRow]:
        self.heading = f"The nook of {self.about}"
        return [ChoiceRow("A-2", [("the other one", "foreground")]), ChoiceRow(self.about, [("it", "foreground")])]


@pytest.fixture
def nook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROOMS, "nook", Door(__name__, "Nook", Words("in the nook")))
    monkeypatch.setitem(keys._BY_KEY, "M", [Key("nook", ("M",), Words("Nook"), FIND, any_record=True)])


@pytest.mark.usefixtures("nook")
async def test_a_room_is_opened_by_its_key_about_the_record_and_what_is_chosen_there_is_opened(
    folder: Path, opened: Opened
):
    async with opened(folder) as pilot:
        await press(pilot, "3")
        about = board(pilot).pane.chosen
        await press(pilot, "M")
        assert f"The nook of {about}" in text(pilot)
        desk = board(pilot).desk
        assert desk.listeners.whereabouts() == ("nook", "")
        await press(pilot, "enter")
        await pilot.pause()
        assert board(pilot).pane.chosen == "A-2"
        assert desk.listeners.whereabouts() == ("", "A-2")


@pytest.mark.usefixtures("nook")
async def test_the_keys_of_the_board_work_in_it_and_a_message_is_said_there(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "M", "p")
        assert "Priority of A-2" in text(pilot)
        await press(pilot, "escape")
        board(pilot).desk.say("the printer is late")
        await pilot.pause()
        shown = text(pilot)
        assert "the printer is late" in shown
        assert "The nook of" in shown
        await press(pilot, "escape")
        assert "The nook of" not in text(pilot)
