"""What is marked is changed together, as one commit."""

from datetime import date
from pathlib import Path
from typing import Any

from store import commands
from store.workspace import open_workspace
from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, text, typed
from tests.tui.way import opened_by
from tui.acts.acts import Acts
from tui.board.screen import BoardScreen


async def test_done_on_the_marked_is_one_commit(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        before = board(pilot).desk.workspace.ledger.seq
        await press(pilot, "3", "space", "space", "space")
        assert "3 marked" in text(pilot)
        await press(pilot, "d")
        await pilot.pause()
        assert "What becomes of what is open?" in text(pilot)  # A-1 is blocked: its blocker is over with it
        await press(pilot, "right", "ctrl+s")
        await pilot.pause()
        assert record(folder, "B-1").resolved is not None
        assert [record(folder, id).state for id in ("A-1", "A-2", "A-6", "A-3")] == ["done", "done", "done", "todo"]
        assert board(pilot).desk.workspace.ledger.seq == before + 1
        assert not board(pilot).pane.marks


async def test_all_or_none(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await press(pilot, "3", "G", "space", "k", "space", "d")
        await pilot.pause()
        assert record(folder, "A-4").state == "todo"
        assert "done already" in text(pilot)


async def test_the_owner_of_all_that_is_marked(folder: Path, opened: Opened, monkeypatch: Any):
    async with opened(folder) as pilot:

        async def choose(_acts: Acts, _dialog: object) -> str:
            return "PN-1"

        monkeypatch.setattr(Acts, "show", choose)
        await press(pilot, "3", "space", "space", "o")
        await pilot.pause()
        assert {record(folder, id).owner for id in ("A-1", "A-6")} == {"PN-1"}


async def test_moving_due_days_asks_why_once(folder: Path, opened: Opened, monkeypatch: Any):
    async with opened(folder) as pilot:
        answers: list[Any] = [date(2026, 12, 11), "the printer is late"]

        async def answer(_acts: Acts, _dialog: object) -> Any:
            return answers.pop(0)

        monkeypatch.setattr(Acts, "show", answer)
        await press(pilot, "3", "space", "space", "t")
        await pilot.pause()
        assert record(folder, "A-6").due == date(2026, 12, 11)
        assert record(folder, "A-1").due_log[-1].why == "the printer is late"
        assert not answers


async def test_a_week_more_counts_from_the_day_of_each(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "3", "space", "space", "t")
        for letter in "+1w":
            await pilot.press(letter)
        assert "+1w, each from its own day" in text(pilot)
        await press(pilot, "enter", *"late", "enter")
        assert "2 are due +1w, each from its own day" in text(pilot)
        assert [record(folder, id).due for id in ("A-1", "A-6")] == [date(2026, 11, 28), date(2026, 11, 30)]


async def test_a_week_more_counts_from_the_day_that_stands(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        board(pilot).desk.open("A-3")
        await press(pilot, "t", *"+1w")
        assert "Wed 9 Dec, 7 days later" in text(pilot)
        await press(pilot, "enter", *"late", "enter")
        assert "A-3 is due Wed 9 Dec, 7 days later" in text(pilot)
        await press(pilot, "e")
        while board(pilot).app.screen.answer.field.name != "due":  # type: ignore[attr-defined]
            await pilot.press("tab")
        await press(pilot, *"-2d", "ctrl+s", *"soon", "enter")
        assert "A-3 is due Mon 7 Dec, 2 days earlier" in text(pilot)
        assert record(folder, "A-3").due == date(2026, 12, 7)


async def test_the_marked_go_to_another_goal_which_is_not_closed(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(commands.drop, "G-3", "no money")
    async with opened(folder, size=(80, 24)) as pilot:
        before = board(pilot).desk.workspace.ledger.seq
        await press(pilot, "3", "space", "space", "O")
        assert "Move these 2 to a goal" in text(pilot)
        assert "G-3" not in text(pilot)
        await press(pilot, *"Loyal", "enter")
        assert "2 are on G-2 now; u takes it back" in text(pilot)
        assert {record(folder, id).goal for id in ("A-1", "A-6")} == {"G-2"}
        assert board(pilot).desk.workspace.ledger.seq == before + 1
        assert not board(pilot).pane.marks
        await press(pilot, "u", "enter")
        assert [record(folder, id).goal for id in ("A-1", "A-6")] == ["G-1", None]


async def test_the_marked_take_a_tag_and_lose_it_again(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        await press(pilot, "3", "space", "space", "#", *"print shop", "enter")
        assert "2 are tagged; u takes it back" in text(pilot)
        assert {record(folder, id).tags for id in ("A-1", "A-6")} == {("print", "shop")}
        board(pilot).desk.open("A-1")
        await typed(pilot, "＃-shop")
        await press(pilot, "enter")
        assert "A-1, Tags: print" in text(pilot)
        assert [record(folder, id).tags for id in ("A-1", "A-6")] == [("print",), ("print", "shop")]


async def test_a_viewer_neither_moves_nor_tags(folder: Path):
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(commands.edit, "PN-2", {"role": "viewer"})
    async with opened_by(folder, "bo", (80, 24)) as pilot:
        for key in ("O", "#"):
            await press(pilot, "3", key)
            assert isinstance(pilot.app.screen, BoardScreen)
            assert "wants the role Member, yours is Viewer" in text(pilot)


async def test_a_goal_is_dropped_once_it_is_said_what_becomes_of_what_is_open_on_it(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        desk = board(pilot).desk
        before = desk.workspace.ledger.seq
        board(pilot).open("G-1")
        await press(pilot, "x", *"late", "enter")
        await pilot.pause()
        assert "What becomes of what is open?  G-1" in text(pilot)
        await press(pilot, "escape")
        await pilot.pause()
        assert "things are still open on G-1; it was left as it is" in text(pilot)
        assert desk.workspace.ledger.seq == before
        await press(pilot, "x", *"late", "enter")
        await pilot.pause()
        await press(pilot, "right", "ctrl+s")  # elsewhere, and nobody has said where
        assert "name what goes on with it" in text(pilot)
        await press(pilot, *"G-1", "enter", "ctrl+s")
        await pilot.pause()
        assert "G-1 ends itself; move what is open to something that goes on" in text(pilot)
        assert desk.workspace.ledger.seq == before
        await press(pilot, *["up"] * 8, "left", "ctrl+s")
        await pilot.pause()
        assert (record(folder, "G-1").outcome, desk.workspace.ledger.seq) == ("dropped", before + 1)
        assert record(folder, "A-1").state == "dropped"
        await press(pilot, "u")
        await pilot.pause()
        assert (record(folder, "G-1").outcome, record(folder, "A-1").state) == ("", "todo")


async def test_a_goal_that_is_moved_says_beforehand_whom_it_asks_again(folder: Path, opened: Opened):
    async with opened(folder, size=(80, 24)) as pilot:
        board(pilot).desk.open("G-1")
        await press(pilot, "t", *"+1w", "enter")
        assert "Why is the due day moved? This asks 2 departments again" in text(pilot)
        await press(pilot, "escape", "t", *"+1w", "enter", *"fair", "enter")
        goal = record(folder, "G-1")
        assert ([(move.before, move.why) for move in goal.due_log], goal.due) == (
            [(date(2026, 12, 30), "fair")], date(2027, 1, 6),
        )  # fmt: skip


async def test_the_form_asks_why_a_target_is_moved(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        board(pilot).desk.open("KR-1")
        await press(pilot, "e")
        form: Any = pilot.app.screen
        form.field("title").line.put("!")
        form.field("target").line.text = "80"
        await press(pilot, "ctrl+s")
        assert "Why is the target moved? This asks 2 departments again" in text(pilot)
        await press(pilot, "escape")
        assert "Moving it wants a reason" in text(pilot)
        assert record(folder, "KR-1").target == 90
        await press(pilot, "ctrl+s", *"two shops close", "enter")
        assert [(move.after, move.why) for move in record(folder, "KR-1").target_log] == [(80, "two shops close")]
        assert "90 % > 80 %  two shops close" in text(pilot)
