"""Who hears the desk: all hear what happens, the screen in sight says and opens."""

from pathlib import Path
from typing import Any

import pytest

from store.words import Words
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text
from tui.desk.listener import Listener, Listeners
from tui.parts.dialog import Dialog


class Screen(Listener):
    def __init__(self, name: str, told: list[str], place: tuple[str, str] | None = None) -> None:
        self.name, self.told, self.place = name, told, place

    def heed(self, entries: Any, /) -> None:
        self.told.append(f"{self.name} heard")

    def retell(self) -> None:
        self.told.append(f"{self.name} retold")

    def status_changed(self) -> None:
        self.told.append(f"{self.name} looked again")

    def looked(self) -> None:
        self.told.append(f"{self.name} forgot")

    def say(self, words: Words | str, tone: str = "plain") -> None:
        self.told.append(f"{self.name} said {words}")

    def open(self, id: str) -> None:
        self.told.append(f"{self.name} opened {id}")

    def whereabouts(self) -> tuple[str, str] | None:
        return self.place


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def open_screens(told: list[str]) -> Listeners:
    found = Listeners()
    for name, place in (("board", ("", "A-1")), ("room", ("gate", "")), ("form", None)):
        found.enter(Screen(name, told, place))
    return found


def test_all_hear_what_happens_the_lowest_first(open_screens: Listeners, told: list[str]):
    open_screens.heed(())
    open_screens.retell()
    open_screens.status_changed()
    open_screens.looked()
    words = ("heard", "retold", "looked again", "forgot")
    assert told == [f"{name} {what}" for what in words for name in ("board", "room", "form")]


def test_only_the_one_in_sight_says_and_opens(open_screens: Listeners, told: list[str]):
    open_screens.say("so")
    open_screens.open("A-2")
    assert told == ["form said so", "form opened A-2"]


def test_one_that_leaves_below_the_top_leaves_the_top_where_it_is(told: list[str]):
    found = Listeners()
    below, above = Screen("below", told), Screen("above", told)
    for screen in (below, above, below):
        found.enter(screen)
    found.leave(below)
    found.say("so")
    assert told == ["above said so"]
    found.leave(above)
    found.say("so")
    assert told == ["above said so"]


def test_where_i_am_is_the_highest_place(open_screens: Listeners):
    assert open_screens.whereabouts() == ("gate", "")


async def test_what_there_is_to_say_is_said_on_the_dialog_in_sight_and_then_below_it(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        desk = board(pilot).desk
        await press(pilot, "3", "c")
        desk.say("the printer is late")
        await pilot.pause()
        assert "the printer is late" in text(pilot)
        await press(pilot, "escape")
        assert "the printer is late" not in text(pilot)
        desk.say("and the ink")
        await pilot.pause()
        assert "and the ink" in text(pilot)


async def test_a_dialog_that_is_left_hears_no_more_at_once(folder: Path, opened: Opened):
    """Whoever waits for its answer says what came of it before it is taken off the screen."""
    async with opened(folder) as pilot:
        await press(pilot, "3", "c")
        dialog = pilot.app.screen
        assert isinstance(dialog, Dialog)
        dialog.dismiss(None)
        dialog.desk.say("said below")
        await pilot.pause()
        assert "said below" in text(pilot)
