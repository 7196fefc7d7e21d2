"""The stand-up by its keys: my entry in a few of them, the room that everybody sees change, the lead, the end."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from store import commands
from store.commands import standup
from store.kinds.blocker import block, raise_again
from store.kinds.standup import Line
from store.workspace import open_workspace
from store.workspace.presence import Presence
from tests.store.begun import past
from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, text
from tui import i18n
from tui.rooms.standup.my_entry import EntryScreen
from tui.rooms.standup.room import StandupRoom


async def shown(pilot: Pilot[int], words: str) -> None:
    """What was saved is drawn when it has come back from the writer's thread."""
    for _ in range(200):
        if words in text(pilot):
            return
        await pilot.pause(0.01)
    assert words in text(pilot)


async def keys(pilot: Pilot[int], *pressed: str) -> None:
    await press(pilot, *pressed)
    while board(pilot).desk.saving.busy:  # what is in the store is told on the screen a moment later
        await pilot.pause(0.01)
    await pilot.pause()


def entry_of(folder: Path, id: str = "SU-1") -> list[tuple[str, str | None, str]]:
    found: Any = record(folder, id)
    return [(line.section, line.on, line.text) for line in found.lines]


def room(pilot: Pilot[int]) -> StandupRoom:
    found = pilot.app.screen
    assert isinstance(found, StandupRoom)
    return found


def news(pilot: Pilot[int]) -> None:
    board(pilot).desk.news.deliver()


# My entry


async def test_a_usual_day_is_two_keys(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await keys(pilot, "S")
        assert isinstance(pilot.app.screen, EntryScreen)
        await keys(pilot, "ctrl+s")
        said = [(section, on) for section, on, _text in entry_of(folder)]
        assert said[-2:] == [("next", "A-3"), ("next", "A-4")]
        assert said[0] == ("done", "A-5")
        assert isinstance(pilot.app.screen, StandupRoom)
        assert "1 of 3 posted" in text(pilot)


async def test_what_i_did_is_proposed_and_lines_are_dropped_reworded_and_added(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.done, "A-4")
    async with opened(folder) as pilot:
        await keys(pilot, "S")
        assert re.search(r"\[x\] .*A-4", text(pilot))
        await keys(pilot, "space")
        pilot.app.screen.hold(pilot.app.screen.rows, "next A-3")  # type: ignore[attr-defined]
        await keys(pilot, "e")
        await keys(pilot, "ctrl+u", *"Shelves first", "enter")
        await keys(pilot, "a")
        await keys(pilot, *"Ring the printer", "ctrl+s")
        await keys(pilot, "ctrl+s")
        said = entry_of(folder)
        assert ("next", "A-3", "Shelves first") in said
        assert len([on for _section, on, _text in said if on in ("A-4", "A-5")]) == 1
        made = next(on for _section, on, words in said if words == "Ring the printer")
        assert record(folder, made or "").owner == "PN-1"


async def test_what_was_changed_is_not_left_by_one_esc(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await keys(pilot, "S", "space", "escape")
        assert isinstance(pilot.app.screen, EntryScreen)
        assert "Esc again leaves without posting" in text(pilot)
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, StandupRoom)


async def test_an_entry_is_amended_from_the_room(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await keys(pilot, "S", "ctrl+s")
        await keys(pilot, "g", "v")
        assert "Amend my entry" in text(pilot)
        await keys(pilot, "space", "ctrl+s")
        assert "A-5" not in [on for _section, on, _text in entry_of(folder)]


# The room


async def enter(pilot: Pilot[int]) -> None:
    await keys(pilot, "S", "ctrl+s")


async def test_blockers_first_then_late_then_the_walk(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot)
        shown = text(pilot)
        order = [shown.index(words) for words in ("Missing", "Blocked", "B-1", "Late and due", "A-1", "Finance ─")]
        assert order == sorted(order)
        assert "9 d" in shown
        assert "FIN waits on FIN" in shown


async def test_a_colleague_s_entry_is_there_at_once(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot)
        with open_workspace(str(folder), "bo") as bo:
            bo.do(standup.post, [Line(section="next", on="A-1"), Line(section="note", text="off at four")])
        news(pilot)
        await pilot.pause()
        assert "2 of 3 posted" in text(pilot)
        assert "next A-1 Stock feed to the shops · off at four · nothing in the way" in text(pilot)


async def test_rows_act_in_place(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await enter(pilot)
        room(pilot).open("B-1")
        await keys(pilot, "n")
        await keys(pilot, *"Ask tom", "tab", *"bo", "enter", *"fri", "ctrl+s")
        assert record(folder, "B-1").next_step == "Ask tom"
        assert "next: Ask tom" in text(pilot)
        room(pilot).open("A-1")
        await keys(pilot, "d")
        assert record(folder, "A-1").state == "done"
        assert room(pilot).chosen == "A-1"
        await shown(pilot, ">x")
        await keys(pilot, "escape", "S")
        assert "A-1" not in [row.key for row in room(pilot).rows], "opened anew, it is gone"


async def test_it_is_begun_walked_and_closed_with_a_digest(folder: Path, opened: Opened):
    async with opened(folder, size=(100, 40)) as pilot:
        await enter(pilot)
        await keys(pilot, "L", "]")
        assert room(pilot).walked == "DP-1"
        assert record(folder, "SR-1").facilitator == "PN-1"
        await keys(pilot, ":", *"close", "enter")
        assert record(folder, "SR-1").closed is not None
        shown = text(pilot)
        assert "Digest of" in shown
        assert "B-1" in shown
        await keys(pilot, "y")
        assert "B-1" in pilot.app.clipboard
        await keys(pilot, "escape")
        assert "This stand-up is closed" in text(pilot)


async def test_the_digest_is_saved_and_overwrites_nothing(folder: Path, opened: Opened, tmp_path: Path):
    async with opened(folder) as pilot:
        await enter(pilot)
        await keys(pilot, ":", *"digest", "enter")
        await keys(pilot, "ctrl+s")
        await keys(pilot, "ctrl+u", *str(tmp_path / "d.md"), "enter")
        assert "B-1" in (tmp_path / "d.md").read_text("utf-8")
        (tmp_path / "d.md").write_text("mine", "utf-8")
        await keys(pilot, "ctrl+s")
        await keys(pilot, "ctrl+u", *str(tmp_path / "d.md"), "enter")
        assert "is there already" in text(pilot)
        assert (tmp_path / "d.md").read_text("utf-8") == "mine"


async def test_promises_kept_are_a_number_for_everyone(folder: Path, opened: Opened):
    with open_workspace(str(folder), "bo") as bo:
        bo.do(standup.post, [Line(section="next", on="A-1")], date(2026, 11, 19))
    async with opened(folder) as pilot:
        await enter(pilot)
        assert "promises 1: 0 kept, 1 slipped" in text(pilot)
        await keys(pilot, ":", *"promises", "enter")
        assert re.search(r"Operations .* 0/1 .* 0 %", text(pilot))


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "promises 1: 0 kept, 1 going"), ("zh", "承诺 1 项：兑现 0，进行中 1")]
)
async def test_a_promise_of_today_is_not_slipped_before_the_day_is_over(
    folder: Path, opened: Opened, lang: str, said: str
):
    with open_workspace(str(folder), "bo") as bo:
        bo.do(standup.post, [Line(section="next", on="A-1")], date(2026, 11, 20))
    i18n.use(lang)
    async with opened(folder, size=(80, 24)) as pilot:
        await enter(pilot)
        assert said in text(pilot)


async def test_the_closing_digest_has_the_next_steps_and_decisions_of_the_room(folder: Path, opened: Opened):
    with open_workspace(str(folder), "bo") as bo:
        bo.do(commands.add, "action", {"title": "Labels", "owner": "PN-2"})
        bo.do(block, ["A-1"], "No labels")
    async with opened(folder, size=(100, 40)) as pilot:
        await enter(pilot)
        room(pilot).open("B-1")
        await keys(pilot, "n")
        await keys(pilot, *"Ask tom", "tab", *"bo", "enter", *"fri", "ctrl+s")
        room(pilot).open("B-2")
        await keys(pilot, "D")
        await keys(pilot, *"Whose?", "tab", "tab", *"Those of ops", "ctrl+s")
        await keys(pilot, "L", ":", *"close", "enter")
        shown = text(pilot)
        assert "next: Ask tom" in shown
        assert "B-2 No labels: resolved" in shown
        assert "D-1 Whose?: Those of ops, B-2" in shown


async def test_what_came_up_again_without_progress_keeps_it_open(folder: Path, opened: Opened):
    with open_workspace(str(folder), "bo") as bo:
        bo.do(raise_again, "B-1")
        bo.do(past(commands.edit), "B-1", {"raised": [{"id": "2026-11-19"}, {"id": "2026-11-20"}]})
    async with opened(folder, size=(100, 40)) as pilot:
        await enter(pilot)
        assert "wants a decision" in text(pilot)
        await keys(pilot, "L", ":", *"close", "enter")
        assert record(folder, "SR-1").closed is None
        assert "B-1: raised again without progress" in text(pilot)
        assert "(n next step, E escalate, D decide)" in " ".join(text(pilot).split())
        room(pilot).open("B-1")
        await keys(pilot, "n")
        await keys(pilot, *"Ask tom", "tab", *"bo", "enter", *"fri", "ctrl+s")
        await keys(pilot, ":", *"close", "enter")
        assert record(folder, "SR-1").closed is not None


async def test_a_long_next_step_leaves_a_narrow_row_room_for_what_is_blocked(folder: Path, opened: Opened):
    with open_workspace(str(folder), "bo") as bo:
        bo.do(commands.edit, "B-1", {"title": "Customs papers are lost", "next_step": "Ring them in the morning",
                                       "next_owner": "PN-2", "next_by": date(2026, 11, 24)})  # fmt: skip
    async with opened(folder, size=(80, 24)) as pilot:
        await enter(pilot)
        shown = text(pilot)
    assert "Customs papers" in shown
    assert "next: Ring them" in shown


async def test_who_follows_sees_what_the_leader_opens_until_they_look_around(folder: Path, opened: Opened):
    with open_workspace(str(folder), "bo") as bo:
        bo.do(standup.open_round)
    leader = Presence(str(folder), "bo")
    leader.tell("standup", "DP-3")
    async with opened(folder) as pilot:
        await enter(pilot)
        desk = board(pilot).desk
        desk.company.look()  # Nobody is seen before one has said where one is.
        desk.company.look_now()
        desk.listeners.status_changed()
        await pilot.pause()
        assert room(pilot).walked == "DP-3"
        assert "bo leads and you follow" in text(pilot)
        await keys(pilot, "]")
        leader.tell("standup", "DP-2")
        desk.company.look_now()
        desk.listeners.status_changed()
        assert room(pilot).walked != "DP-2"
        await keys(pilot, "0", "0")
        desk.listeners.status_changed()
        assert room(pilot).walked == "DP-2"
    leader.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12), (20, 6)])
async def test_it_fits_any_terminal(folder: Path, opened: Opened, size: tuple[int, int], lang: str):
    i18n.use(lang)
    async with opened(folder, size=size) as pilot:
        for pressed in (("S",), ("ctrl+s",), ("]",), ("L",), ("?",)):
            await keys(pilot, *pressed)
            assert all(cell_len(line) <= size[0] for line in text(pilot).splitlines())


async def test_enter_on_an_entry_amends_mine_and_a_coordinator_s_hand_that_of_others(folder: Path, opened: Opened):
    with open_workspace(str(folder), "bo") as bo:
        bo.do(standup.post, [Line(section="note", text="off at four")])
    async with opened(folder) as pilot:
        await enter(pilot)
        room(pilot).open("SU-1")
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, EntryScreen)
        assert "off at four" in text(pilot)
        screen = pilot.app.screen
        screen.hold(screen.rows, next(row.key for row in screen.rows if row.key.startswith("note")))
        await keys(pilot, "space", "a")
        await keys(pilot, *"back at nine", "down", "right", "right", "right", "ctrl+s")
        await keys(pilot, "ctrl+s")
        said = [words for _section, _on, words in entry_of(folder)]
        assert ("back at nine" in said, "off at four" in said) == (True, False)


async def test_the_week_so_far_is_shown(folder: Path, opened: Opened):
    async with opened(folder, size=(100, 40)) as pilot:
        await enter(pilot)
        await keys(pilot, ":", *"week so", "enter")
        assert "The week up to Mon 23 Nov" in text(pilot)
        assert "Departments" in text(pilot)


async def test_what_updates_wait_for_stands_in_one_column(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(past(commands.add), "update", {"title": "Snow", "sort": "risk", "departments": ["DP-1"]})
        values = {"title": "The gate is repaired", "sort": "change", "departments": ["DP-1", "DP-3"]}
        workspace.do(past(commands.add), "update", values)
    async with opened(folder, size=(80, 24)) as pilot:
        await keys(pilot, "S", "ctrl+s")
        rows = [line for line in text(pilot).splitlines() if "waits for" in line]
        assert len(rows) == 2
        assert rows[0].index("waits for") == rows[1].index("waits for")
