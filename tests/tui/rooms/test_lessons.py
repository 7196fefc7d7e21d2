"""The lessons that fit a record and the words that departments understand differently, on the screen."""

from pathlib import Path

import pytest

import store
from store import commands
from store.commands.meanings import set_meaning
from store.kinds.lesson import Lesson
from tests.tui.conftest import Opened, text
from tests.tui.way import desk_of, go
from tui.keys import shown

FIN, MKT = "DP-1", "DP-2"


@pytest.fixture
def taught(folder: Path) -> Path:
    """Two lessons that fit the first goal, and a word that Finance and Marketing mean otherwise."""
    with store.open_workspace(str(folder), "ana") as w:
        w.do(commands.add, "lesson", {"title": "Agree the price list first", "departments": [MKT]})
        w.do(commands.add, "lesson", {"title": "Sell the spring stock early", "departments": [MKT]})
        w.do(commands.add, "term", {"word": "stock", "instead": "pieces or cost"})
        w.do(set_meaning, "W-1", FIN, "what it cost")
        w.do(set_meaning, "W-1", MKT, "pieces in the shops")
    return folder


async def test_one_key_says_that_a_lesson_is_used_another_that_it_did_not_help(taught: Path, opened: Opened):
    async with opened(taught) as pilot:
        await go(pilot, "G-1")
        await pilot.press(shown("lessons"))
        assert "They fit" in text(pilot)
        chosen = pilot.app.screen.chosen  # type: ignore[attr-defined]
        await pilot.press("+")
        assert desk_of(pilot).records.one(Lesson, chosen).used_in == ("G-1",)
        assert "Used here" in text(pilot)
        await pilot.press("-")
        lesson = desk_of(pilot).records.one(Lesson, chosen)
        assert (lesson.used_in, lesson.no_help_in) == ((), ("G-1",))
        await pilot.press("-")
        assert desk_of(pilot).records.one(Lesson, chosen).no_help_in == ()
        assert "They fit" in text(pilot)


async def test_a_word_that_departments_mean_otherwise_is_underlined_and_shown_by_a_key(taught: Path, opened: Opened):
    async with opened(taught) as pilot:
        await go(pilot, "G-1")
        await pilot.press("enter")
        lines = pilot.app.screen.detail.lines  # type: ignore[attr-defined]
        marked = [part for line in lines for part, tone in line if tone.startswith("_")]
        assert marked == ["stock", "stock"], "in why, and at the foot by name"
        await pilot.press(shown("dictionary"))
        said = text(pilot)
        assert "FIN: what it cost" in said
        assert "Say instead: pieces or cost" in said
