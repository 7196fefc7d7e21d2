"""Who is here: the count on the status line, the list by the palette, and going there."""

from pathlib import Path

from store.workspace.presence import Presence
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, text


async def test_others_are_counted_and_found(folder: Path, opened: Opened):
    bo = Presence(str(folder), "bo", "pts/7")
    bo.tell("retro", "R-1")
    async with opened(folder) as pilot:
        desk = board(pilot).desk
        if desk.company.look():
            desk.listeners.status_changed()
        await pilot.pause()
        assert "2 here" in text(pilot)
        await press(pilot, ":", *"who is", "enter")
        await pilot.pause()
        shown = text(pilot)
        assert "bo  Bo" in shown
        assert "in the retrospective R-1" in shown
        assert "pts/7" in shown
        await press(pilot, "enter")
        await pilot.pause()
        assert board(pilot).pane.chosen == "R-1"
        bo.close()
        desk.company.look_now()
        desk.listeners.status_changed()
        await pilot.pause()
        assert "here" not in text(pilot).splitlines()[0]


async def test_where_i_am_is_told_to_others_and_costs_no_commit(folder: Path, opened: Opened):
    bo = Presence(str(folder), "bo")
    async with opened(folder) as pilot:
        desk = board(pilot).desk
        seq = desk.workspace.ledger.seq
        board(pilot).desk.open("A-2")
        await pilot.pause()
        desk.company.look()
        assert [(here.who, here.record) for here in bo.others()] == [("ana", "A-2")]
        await press(pilot, "H")
        desk.company.look()
        assert bo.others()[0].room == "news"
        await press(pilot, "escape")
        await pilot.pause()
        desk.company.look()
        assert (bo.others()[0].room, bo.others()[0].record) == ("", "A-2")
        assert desk.workspace.ledger.seq == seq
    assert bo.others() == []
