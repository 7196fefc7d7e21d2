"""What is offered in a retrospective that is over, and to those who do not lead one that goes on."""

from pathlib import Path

import pytest

from store import commands
from store.commands import retro_course as course
from store.kinds import retro
from store.workspace import open_workspace
from tests.tui.conftest import Opened, text
from tests.tui.way import desk_of, go, keyed, opened_by
from tui import i18n
from tui.rooms.retro.room import RetroRoom

#: What Enter, on the way out of a retrospective, is asked with.
CLOSES = {"en": "Enter close it", "zh": "Enter 结束复盘"}


@pytest.fixture
def voting(folder: Path) -> Path:
    """R-2 at its votes, led by ana, with the three people of the workspace."""
    with open_workspace(str(folder), "ana") as ana:
        people = [each.id for each in ana.records.of_kind("person")]
        ana.do(commands.edit, "R-2", {"facilitator": people[0], "people": tuple(people)})
        ana.do(retro.move, "R-2", "vote")
    return folder


async def test_help_of_one_that_is_closed_has_no_key_that_is_over(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 36)) as pilot:
        await go(pilot, "R-1", "R")
        room = pilot.app.screen
        assert isinstance(room, RetroRoom)
        assert room.view.closed
        await keyed(pilot, "?")
        shown = text(pilot)
    assert "Keep a lesson" in shown
    assert "The next page" in shown
    for label in ("Put up cards", "Vote for the card", "Go on to the next step", "I am done", "Name the group"):
        assert label not in shown


async def test_what_did_not_come_of_one_that_is_closed_is_not_asked_for(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(retro.move, "R-2", "discuss")
        ana.do(course.close, "R-2", "late")
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-2", "R")
        shown = text(pilot)
    assert "This retrospective is closed" in shown
    assert "a makes one" not in shown
    assert "D says what to try" not in shown


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_closing_is_said_by_what_enter_does(folder: Path, opened: Opened, language: str):
    i18n.use(language)
    with open_workspace(str(folder), "ana") as ana:
        ana.do(retro.move, "R-2", "discuss")
        ana.do(course.set_change, "R-2", "No price on Friday")
        ana.do(course.file_lesson, "R-2", "Prices before flyers", "do", (), ())
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-2", "R", ">")
        assert CLOSES[language] in text(pilot)
        await keyed(pilot, "enter")
        assert desk_of(pilot).records.find("R-2").state == "closed"  # type: ignore[union-attr]


async def test_who_does_not_lead_enters_no_votes_of_others(voting: Path):
    async with opened_by(voting, "li", (80, 24)) as pilot:
        await go(pilot, "R-2", "R", "@")
        seq = desk_of(pilot).workspace.ledger.seq
        for _ in range(2):  # the third one is who looks
            assert "enter a vote" not in text(pilot)
            await keyed(pilot, "v")
            assert "Who takes part" in text(pilot)
            assert "leads R-2; take the lead first" in text(pilot)
            await keyed(pilot, "j")
        assert desk_of(pilot).workspace.ledger.seq == seq


async def test_who_is_done_is_offered_to_be_not_done_yet(voting: Path):
    async with opened_by(voting, "li", (80, 24)) as pilot:
        await go(pilot, "R-2", "R", "@")
        while pilot.app.screen.key != pilot.app.screen.room.view.me:  # type: ignore[attr-defined]
            await keyed(pilot, "j")
        assert ". done" in text(pilot).splitlines()[-1]
        await keyed(pilot, ".")
        assert ". not done yet" in text(pilot).splitlines()[-1]
