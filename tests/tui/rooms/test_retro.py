"""The room of a retrospective, from the first card to the follow-up action."""

from pathlib import Path
from typing import Any

import pytest

import store
from store.kinds import retro
from store.kinds.action import Action
from store.kinds.card import Card
from store.kinds.retro import Retro
from tests.tui.conftest import Opened, text, typed
from tui.rooms.retro import room
from tui.rooms.retro.facts import fact_rows


async def test_a_retrospective_goes_from_cards_over_votes_to_a_follow_up(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        board = pilot.app.screen
        await pilot.press("4")
        board.open("R-2")  # type: ignore[attr-defined]
        await pilot.press("R")
        await pilot.pause()
        assert "Agree the stock feed" in text(pilot)
        await pilot.press("l", "a")
        await pilot.pause()
        await typed(pilot, "Changing prices on Friday")
        await pilot.press("enter")
        await pilot.pause()
        assert "Changing prices" in text(pilot)
        await pilot.press("escape")
        for _ in range(2):
            await pilot.press(">", "enter")
            await pilot.pause()
        assert "You have 3 of 3 votes left" in text(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert "You have 2 of 3 votes left" in text(pilot)
        await pilot.press(">")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "[Discussion]" in text(pilot)
        await pilot.press("a")
        await pilot.pause()
        await typed(pilot, "Fix prices on Thursday")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
    with store.open_workspace(str(folder), "reader") as workspace:
        records = workspace.records
        assert records.one(Retro, "R-2").state == "discuss"
        card = list(records.pointing(Card, "retro", "R-2"))[-1]
        assert (card.column, card.votes) == ("stop", {"PN-1": 1})
        action = list(records.all(Action))[-1]
        assert (action.title, action.source) == ("Fix prices on Thursday", card.id)


async def test_another_s_card_is_counted_while_cards_are_gathered_and_read_afterwards(opened: Opened, folder: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("4")
        pilot.app.screen.open("R-2")  # type: ignore[attr-defined]
        await pilot.press("R")
        await pilot.pause()
        with store.open_workspace(str(folder), "bo") as other:
            other.do(retro.add_card, "R-2", "start", "From somebody else")
        pilot.app.desk.news.deliver()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "From somebody else" not in text(pilot)
        assert "1 card of somebody" in text(pilot)
        await pilot.press(">", "enter")
        await pilot.pause()
        assert "From somebody" in text(pilot)


async def test_facts_are_read_once_however_one_moves_over_them(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    read: list[str] = []

    def counted(*given: Any) -> Any:
        read.append("read")
        return fact_rows(*given)

    monkeypatch.setattr(room, "fact_rows", counted)
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("4")
        pilot.app.screen.open("R-2")  # type: ignore[attr-defined]
        await pilot.press("R", "[")
        await pilot.pause()
        first = text(pilot)
        await pilot.press("j", "j", "k")
        await pilot.pause()
        assert read == ["read"]
        await pilot.press("]", "[", "g")
        await pilot.pause()
        assert text(pilot) == first
