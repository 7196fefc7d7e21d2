"""v on an update: understood with one more key, a question, the answer; what is open stands in my day until then."""

from pathlib import Path

import pytest

from store.commands import add
from store.kinds.acknowledging import said
from store.kinds.update import ask
from store.workspace import open_workspace
from tests.tui.board.test_board import record
from tests.tui.conftest import text, typed
from tests.tui.way import FIN, LOG, MKT, furnished, keyed, opened_by
from tui import i18n

__all__ = ["furnished"]


@pytest.fixture
def shared(way: Path) -> Path:
    """U-1 is a risk that ana tells FIN, which li leads, and LOG, of which only eva is."""
    with open_workspace(str(way), "ana") as workspace:
        values = {"title": "Labels are late", "sort": "risk", "departments": [FIN, LOG], "department": MKT}
        workspace.do(add, "update", {**values, "text": "Two weeks, says the printer"})
    return way


WORDS = {
    "en": ("a risk that FIN is to acknowledge", "FIN: read and understood"),
    "zh": ("有一项风险待 FIN 知悉", "FIN：已知悉"),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", WORDS)
async def test_v_says_that_it_is_understood(shared: Path, size: tuple[int, int], lang: str):
    i18n.use(lang)
    why, label = WORDS[lang]
    async with opened_by(shared, "li", size) as pilot:
        await keyed(pilot, "m")
        assert why in text(pilot)
        while "> U-1" not in text(pilot):
            await keyed(pilot, "j")
        await keyed(pilot, "v")
        assert "Two weeks, says the printer" in text(pilot)
        assert f"> {label}" in text(pilot)
        assert "LOG" not in text(pilot).split(label)[1], "li says nothing for others"
        await keyed(pilot, "enter")
        assert why not in text(pilot)
        word = said(record(shared, "U-1"), FIN)
        assert (word.state, word.by) == ("understood", "li")
        await keyed(pilot, "u")
    assert said(record(shared, "U-1"), FIN).state == "open"


async def test_v_asks_and_answers(shared: Path):
    async with opened_by(shared, "eva") as pilot:
        await keyed(pilot, "3", "[")
        assert "> ? U-1" in text(pilot)
        await keyed(pilot, "v", "down", "enter")
        await typed(pilot, "Which week?")
        await keyed(pilot, "ctrl+s")
    assert said(record(shared, "U-1"), LOG).question == "Which week?"
    async with opened_by(shared, "ana") as pilot:
        await keyed(pilot, "3", "[", "v")
        assert 'LOG asks: "Which week?"' in text(pilot)
        await keyed(pilot, "enter")
        await typed(pilot, "Week 14")
        await keyed(pilot, "ctrl+s")
    assert said(record(shared, "U-1"), LOG).answer == "Week 14"


async def test_what_another_says_meanwhile_is_on_the_page_at_once(shared: Path):
    async with opened_by(shared, "li") as pilot:
        await keyed(pilot, "3", "[", "enter")
        assert "Which week?" not in text(pilot)
        with open_workspace(str(shared), "eva") as other:
            other.do(ask, "U-1", LOG, "Which week?")
        await pilot.pause(0.6)
        assert 'asks: "Which week?"' in text(pilot)


async def test_nobody_says_it_for_a_department_of_others(shared: Path):
    async with opened_by(shared, "kim") as pilot:
        await keyed(pilot, "3", "[")
        assert "? U-1" not in text(pilot)
        await keyed(pilot, "v")
        assert "speaks for FIN" in text(pilot)


@pytest.mark.parametrize(("lang", "told"), [("en", "FIN has understood 2 updates"), ("zh", "FIN 已知悉 2 条通报")])
async def test_v_says_that_all_that_are_marked_are_understood(shared: Path, lang: str, told: str):
    i18n.use(lang)
    with open_workspace(str(shared), "ana") as workspace:
        workspace.do(add, "update", {"title": "New prices", "departments": [FIN], "department": MKT})
        workspace.do(add, "update", {"title": "For others", "departments": [LOG], "department": MKT})
        seq = workspace.ledger.seq
    async with opened_by(shared, "li") as pilot:
        await keyed(pilot, "3", "[", "space", "space", "space", "v")
        assert all(title in text(pilot) for title in ("Labels are late", "New prices"))
        await keyed(pilot, "enter")
        assert told in text(pilot)
        assert [said(record(shared, id), FIN).state for id in ("U-1", "U-2")] == ["understood", "understood"]
        assert said(record(shared, "U-3"), LOG).state == "open"
        with open_workspace(str(shared), "li") as workspace:
            assert workspace.ledger.seq == seq + 1
        await keyed(pilot, "u")
    assert {said(record(shared, id), FIN).state for id in ("U-1", "U-2")} == {"open"}


async def test_v_on_marked_ones_that_wait_for_others_says_who_speaks_for_them(shared: Path):
    with open_workspace(str(shared), "ana") as workspace:
        workspace.do(add, "update", {"title": "New prices", "departments": [FIN], "department": MKT})
    async with opened_by(shared, "kim") as pilot:
        await keyed(pilot, "3", "[", "space", "space", "v")
        assert "speaks for FIN" in text(pilot)


@pytest.mark.parametrize(("lang", "said_then"), [("en", "U-1 is as it was"), ("zh", "U-1 没有变化")])
async def test_what_is_saved_as_it_was_is_not_said_to_be_changed(shared: Path, lang: str, said_then: str):
    i18n.use(lang)
    async with opened_by(shared, "ana") as pilot:
        await keyed(pilot, "3", "[", "e", "x", "backspace", "ctrl+s")
        assert said_then in text(pilot)


async def test_the_page_names_v_only_to_whoever_can_say_something(shared: Path):
    with open_workspace(str(shared), "eva") as workspace:
        workspace.do(ask, "U-1", LOG, "Which week?")
    for who, size, says, answers in (
        ("ana", (120, 36), True, True),
        ("eva", (80, 24), True, False),
        ("kim", (80, 24), False, False),
    ):
        async with opened_by(shared, who, size) as pilot:
            await keyed(pilot, "3", "[", "enter")
            shown = text(pilot)
            assert "no answer yet" in shown
            assert ("v says that it is understood" in shown, "no answer yet, v answers" in shown) == (says, answers)
            assert ("v understood, or ask" in shown) == says
