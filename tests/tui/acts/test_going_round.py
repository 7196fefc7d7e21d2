"""A question goes to departments and back on the screen; a decision is looked at again; a C is heard by answering."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import store
from store import commands
from store.commands.circulating import circulate, take_stance
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened, text
from tests.tui.way import FIN, LOG, OPS, SPRING, furnished, go, keyed, lines, opened_by
from tui import i18n

__all__ = ["furnished"]


def asked(pilot: Pilot[int]) -> list[str]:
    """The fields of the form that is open, as it stands."""
    form: Any = pilot.app.screen
    return [each.field.name for each in form.answers]


#: Fields of the dialog by which a question goes round: to whom, until when, what is proposed.
ASKED = (*["backspace"] * 8, *"FIN, LOG", "enter", *"fri", "tab", *"Jones", "ctrl+s")


async def test_a_question_goes_round_and_is_decided_all_the_same(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "D-1", "A")
        assert "Put D-1 to departments" in text(pilot)
        await keyed(pilot, *ASKED)
        assert "FIN, LOG are asked about D-1 until Fri 27 Nov" in text(pilot)
        assert "(0 of 2 agree)" in text(pilot)
    async with opened_by(way, "li", (80, 24)) as pilot:
        await go(pilot, "D-1", "v")
        assert "Jones" in text(pilot)
        await keyed(pilot, "tab", "right", "right", "tab", *"too dear", "ctrl+s")
        await go(pilot, "D-1", "enter")
        assert 'objects: "too dear"' in text(pilot)
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "D-1", "D")
        for said in ("FIN objects", "LOG has not answered", 'FIN objects: "too dear"'):
            assert said in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "say why it is decided" in text(pilot)
        await keyed(pilot, *"no other printer", "ctrl+s")
        assert "D-1 is kept" in text(pilot)
    made = record(way, "D-1")
    assert (made.chosen, made.despite, made.stances[FIN].reason) == ("Jones", "no other printer", "too dear")
    assert made.circulated_until == date(2026, 11, 27)


async def test_with_nobody_left_to_ask_it_is_withdrawn(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "D-1", "A", *ASKED)
        assert {*record(way, "D-1").stances} == {FIN, LOG}
        await go(pilot, "D-1", "A", *["backspace"] * 8, "ctrl+s")
        assert "D-1 goes to no department any more" in text(pilot)
        await keyed(pilot, "u")
        assert {*record(way, "D-1").stances} == {FIN, LOG}


@pytest.mark.parametrize(("size", "lang"), [((80, 24), "en"), ((80, 24), "zh"), ((120, 36), "zh")])
async def test_several_c_are_heard_one_by_one_or_by_answering(
    way: Path, opened: Opened, size: tuple[int, int], lang: str
):
    i18n.use(lang)
    with store.open_workspace(str(way), "ana") as workspace:
        letters = {"PN-1": "A", FIN: "C", OPS: "C", LOG: "C", "PN-4": "C"}
        workspace.do(commands.edit, SPRING, {"raci": letters})
        workspace.do(commands.edit, "D-1", {"goal": SPRING})
        workspace.do(circulate, "D-1", [FIN], workspace.today, "Jones")
    with store.open_workspace(str(way), "li") as workspace:
        workspace.do(take_stance, "D-1", FIN, "agrees")
    async with opened(way, size=size) as pilot:
        await go(pilot, "D-1", "D")
        shown = text(pilot)
        assert [f"{each} (C)" in shown or f"{each}（C）" in shown for each in ("FIN", "OPS", "LOG", "kim")] == [
            False, True, True, True,
        ]  # fmt: skip
        assert not [line for line in lines(pilot) if ".." in line]
        fields = {*asked(pilot)}
        await keyed(pilot, "tab", "tab", "tab", "left", "tab", *"away", "tab", "left", "tab", "tab", "left")
        assert {*asked(pilot)} - fields == {f"waived {each}" for each in (LOG, OPS, "PN-4")}
        assert "despite" not in asked(pilot)  # all who were asked agree
        await keyed(pilot, "tab", *"ill", "ctrl+s")
    made = record(way, "D-1")
    assert (made.chosen, {id: (each.state, each.why) for id, each in made.consulted.items()}) == (
        "Jones",
        {OPS: ("waived", "away"), LOG: ("waived", "away"), "PN-4": ("waived", "ill")},
    )


async def test_why_all_the_same_is_asked_as_soon_as_another_thing_is_chosen_than_was_agreed_to(
    way: Path, opened: Opened
):
    with store.open_workspace(str(way), "ana") as workspace:
        workspace.do(circulate, "D-1", [FIN], workspace.today, "Jones")
    with store.open_workspace(str(way), "li") as workspace:
        workspace.do(take_stance, "D-1", FIN, "agrees")
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "D-1", "D")
        assert "despite" not in asked(pilot)
        await keyed(pilot, "tab", "tab", *" & Co")
        assert "despite" in asked(pilot)
        await keyed(pilot, "ctrl+s")
        assert "decided all the same" in text(pilot)
        await keyed(pilot, *"cheaper", "ctrl+s")
    assert (record(way, "D-1").chosen, record(way, "D-1").despite) == ("Jones & Co", "cheaper")


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_page_tells_how_it_came_about(way: Path, opened: Opened, lang: str):
    i18n.use(lang)
    async with opened(way, size=(120, 36)) as pilot:
        desk = pilot.app.desk  # type: ignore[attr-defined]
        values = {"options": "Smith\n+ near\n- dear\nJones\n~ as large", "chosen": "Smith", "known_by": "no smudges"}
        await desk.do(
            commands.edit, "D-1", {**values, "consequences": "+ early\n- no colour", "review_on": "2026-11-20"}
        )
        await go(pilot, "D-1", "enter")
        shown = text(pilot)
        for words in ("x  Smith", "+  near", "-  dear", "~  as large", "+  early", "-  no colour", "no smudges"):
            assert words in shown
        await keyed(pilot, "v", "right", "right", "tab", *"smudged", "ctrl+s")
        assert "smudged" in text(pilot)
    made = record(way, "D-1")
    assert (made.result, made.result_note, made.reviewed) == ("worse", "smudged", date(2026, 11, 23))
