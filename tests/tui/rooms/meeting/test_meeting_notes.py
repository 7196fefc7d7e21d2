"""Notes on an item by their keys: lines that are typed or pasted, changed, made an action, and never lost."""

from datetime import date
from pathlib import Path

import pytest
from textual import events

from store.commands import agenda
from store.commands import meeting_course as course
from store.workspace import open_workspace
from tests.tui.board.test_board import board
from tests.tui.conftest import Opened, text
from tests.tui.rooms.meeting.test_meeting_room import get, keys, room, running

__all__ = ["running"]


async def test_notes_are_lines_that_are_said_otherwise_taken_out_or_made_an_action(running: Path, opened: Opened):
    async with opened(running) as pilot:
        await keys(pilot, "M", "i", "Two plans?", "enter", "One :since the move", "enter", "x", "enter", "escape")
        assert [each.text for each in get(pilot, "AI-3").notes] == ["Two plans?", "One :since the move", "x"]
        await keys(pilot, "tab", "G", "x", "e", " in May", "enter")
        assert [each.text for each in get(pilot, "AI-3").notes] == ["Two plans?", "One :since the move in May"]
        await keys(pilot, "g", "a", "ctrl+s")
        assert (get(pilot, "A-8").title, get(pilot, "AI-3").notes[0].became) == ("Two plans?", "A-8")


async def test_a_line_that_names_who_and_by_when_is_an_action_by_one_key_and_never_unasked(
    running: Path, opened: Opened
):
    async with opened(running, size=(80, 24)) as pilot:
        await keys(pilot, "M", "i", "@bo price list !fri", "enter")
        assert not get(pilot, "AI-3").notes[0].became
        await keys(pilot, "@li dock plan by friday")
        assert "Ctrl-S an action: li, Fri" in text(pilot)
        await keys(pilot, "ctrl+s")
        made = get(pilot, "A-8")
        assert (made.title, made.owner, made.due, made.source) == ("dock plan", "PN-3", date(2026, 11, 27), "AI-3")
        assert get(pilot, "AI-3").notes[1].became == "A-8"
        await keys(pilot, "only a note", "ctrl+s")
        assert len(get(pilot, "AI-3").notes) == 2
        await keys(pilot, "enter", "escape", "tab", "a")
        assert (get(pilot, "A-9").title, get(pilot, "AI-3").notes[0].became) == ("price list", "A-9")


async def test_what_is_pasted_is_a_note_for_each_of_its_lines_in_one_commit(running: Path, opened: Opened):
    async with opened(running, size=(80, 24)) as pilot:
        await keys(pilot, "M", "i", "First: ")
        seq = board(pilot).desk.workspace.ledger.seq
        pilot.app.screen.post_message(events.Paste("two plans\r\n\n  @li dock plan by friday \n"))
        await keys(pilot, "!")
        assert "Note on 1 > First: two plans\n" in "\n".join(line.rstrip() for line in text(pilot).splitlines())
        assert "Enter keep 2 lines   Esc" in text(pilot)
        await keys(pilot, "enter")
        notes = get(pilot, "AI-3").notes
        assert [each.text for each in notes] == ["First: two plans", "@li dock plan by friday!"]
        assert ([each.id for each in notes], board(pilot).desk.workspace.ledger.seq) == (["1", "2"], seq + 1)
        pilot.app.screen.post_message(events.Paste("three\nfour"))
        await keys(pilot, "escape", "escape", "M", "i")  # what is not kept yet is there again, line by line
        await keys(pilot, "enter")
        assert [each.text for each in get(pilot, "AI-3").notes][2:] == ["three", "four"]


async def test_what_is_typed_survives_news_another_item_a_resize_and_a_dropped_line(running: Path, opened: Opened):
    with open_workspace(str(running), "bo") as bo:
        async with opened(running) as pilot:
            await keys(pilot, "M", "i", "half a li")
            bo.do(agenda.note, "AI-3", "Bo was quicker")
            bo.do(course.next_item, "M-2", "AI-3")
            board(pilot).desk.news.deliver()
            await pilot.resize_terminal(80, 24)
            await keys(pilot, "ne")
            assert room(pilot).key == "AI-4"  # it follows; the line is still of the item for which it was begun
            assert "Note on 1 > half a line" in text(pilot)
    async with opened(running) as pilot:  # the line has dropped: another session of the same person
        await keys(pilot, "M", "k", "i")
        assert "half a line" in text(pilot)
        await keys(pilot, "enter", "escape", "i")
        assert [each.text for each in get(pilot, "AI-3").notes] == ["Bo was quicker", "half a line"]
        assert "half a line" not in text(pilot).splitlines()[-3]


async def test_a_note_that_is_refused_is_typed_again(running: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch):
    from store.errors import Refused

    def refuse(*_args: object) -> None:
        raise Refused("Not now", "busy")

    async with opened(running) as pilot:
        await keys(pilot, "M", "i")
        with monkeypatch.context() as patch:
            patch.setattr(agenda, "note", refuse)
            await keys(pilot, "kept", "enter")
        assert "Note on 1 > kept" in text(pilot)
        await keys(pilot, "enter")
        assert [each.text for each in get(pilot, "AI-3").notes] == ["kept"]
