"""What comes in one burst, as on a slow line, does what it would do key by key; and what was begun is done."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from store import commands
from store.errors import Refused
from store.records import Changes
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text, typed
from tui.parts.confirm import Confirm


def burst(pilot: Pilot[int], *keys: str) -> None:
    """All keys at once, before the app has looked at the first."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_what_is_typed_before_the_form_is_there_goes_into_it(folder: Path, opened: Opened):
    """Without waiting, S would open the stand-up and d mark something done."""
    async with opened(folder) as pilot:
        before = board(pilot).desk.workspace.ledger.seq
        burst(pilot, "3", "a", *"Sand", "ctrl+s")
        await pilot.pause()
        assert record(folder, "A-7").title == "Sand"
        assert board(pilot).desk.workspace.ledger.seq == before + 1


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (("3", "c", *"Soon", "ctrl+s"), "Comment saved"),
        (("/", *"lease", "enter"), "Sign the lease"),
        ((":", *"chinese", "enter"), "部门"),
        (("2", "j", "?", *"object", "enter"), "Stance on G-1"),
        (("3", "x", *"not", "enter"), "A-1 is dropped"),
        (("3", "t", *"+1d", "enter", *"ill", "enter"), "A-1 is due"),
        (("2", "j", "r", "escape", "T"), "Timeline of G-1"),
        (("3", "d", "u"), "Taken back"),
        (("3", "b", *"No desk", "enter", *"FIN", "enter", "ctrl+s"), "B-2"),
    ],
)
async def test_a_burst_does_what_its_keys_do(folder: Path, opened: Opened, keys: tuple[str, ...], shown: str):
    async with opened(folder) as pilot:
        burst(pilot, *("space" if key == " " else key for key in keys))
        await pilot.pause()
        assert shown in text(pilot)


async def test_pasted_text_stays_in_its_place_among_the_keys(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        burst(pilot, "3", "c")
        pilot.app.post_message(events.Paste("Pasted "))
        burst(pilot, *"and", "ctrl+s")
        await pilot.pause()
        assert record(folder, "CM-2").text == "Pastedand"


async def test_keys_wait_for_what_is_being_written(folder: Path, opened: Opened):
    """`:close`, Enter and out: the stand-up is closed before the room is left."""
    async with opened(folder) as pilot:
        burst(pilot, "S", "ctrl+s", "L", ":", *"close", "enter", "escape", "escape")
        await pilot.pause()
        assert record(folder, "SR-1").closed is not None
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("keys", [("3", "d"), ("1", "d"), ("2", "j", "T", "p")])
async def test_what_was_typed_behind_a_key_that_was_refused_does_nothing(
    folder: Path, empty: Path, opened: Opened, keys: tuple[str, ...]
):
    """There is nothing to be done in an empty list, no department is ever done, a goal has no priority."""
    async with opened(empty if keys[0] == "3" else folder) as pilot:
        seq = board(pilot).desk.workspace.ledger.seq
        burst(pilot, *keys, *"Sand", "ctrl+s", "3", "d")
        await pilot.pause()
        assert board(pilot).desk.workspace.ledger.seq == seq
        assert len(pilot.app.screen_stack) == 1 + ("T" in keys)
        await pilot.press("?")  # what is typed once that has been said counts again
        assert "Keys that work here" in text(pilot)


async def test_keys_do_not_wait_for_ever(folder: Path, opened: Opened):
    """Whoever waits for another's lock may look around meanwhile."""
    async with opened(folder) as pilot:
        free = threading.Event()
        desk = board(pilot).desk
        writing = asyncio.create_task(desk.run(lambda: free.wait(20)))
        burst(pilot, *"jk" * 20, "3")
        async with asyncio.timeout(10):
            await pilot.pause()
        assert desk.saving.busy
        assert board(pilot).pane.kind == "action"
        free.set()
        await writing
        burst(pilot, "c", *"Sand", "ctrl+s")
        await pilot.pause()
        assert record(folder, "CM-2").text == "Sand"


@pytest.mark.parametrize("refused", [False, True])
async def test_what_was_begun_in_a_room_that_was_left_is_done_or_its_refusal_said(
    folder: Path, opened: Opened, refused: bool
):
    async with opened(folder) as pilot:
        await pilot.press("2", "j", "T")
        desk, free = board(pilot).desk, threading.Event()
        room = pilot.app.screen

        def rename(changes: Changes) -> None:
            if refused:
                raise Refused("Not with me")
            commands.edit(changes, "A-1", {"title": "Renamed"})

        async def act() -> Any:
            return await desk.run(lambda: free.wait(20) and desk.workspace.do(rename))

        worker = room.run_worker(act(), exit_on_error=False)
        await asyncio.sleep(0.01)
        room.dismiss(None)
        for _ in range(200):
            if worker.is_cancelled:
                break
            await asyncio.sleep(0.01)
        assert desk.saving.busy
        free.set()
        while desk.saving.busy:
            await asyncio.sleep(0.01)
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1
        assert ("Not with me" in text(pilot)) is refused
        assert (record(folder, "A-1").title == "Renamed") is not refused


async def test_a_dialog_may_ask_another(folder: Path, opened: Opened):
    """An act that has been answered goes on before the next key is handed on."""
    async with opened(folder) as pilot:
        asked: list[Any] = []
        desk = board(pilot).desk

        async def ask() -> None:
            for words in ("One?", "Two?"):
                asked.append(await pilot.app.push_screen_wait(Confirm(desk, words, "Yes")))
                await asyncio.sleep(0.05)

        pilot.app.screen.run_worker(ask(), exit_on_error=True)
        burst(pilot, "enter", "escape")
        await pilot.pause()
        assert asked == [True, False]
        await typed(pilot, "3")
        assert board(pilot).pane.kind == "action"


async def test_a_key_that_comes_just_as_the_one_before_is_done_does_not_wait_for_another(folder: Path, opened: Opened):
    """Whenever it comes: one key at a time, after every number of turns of the loop that one may take."""
    async with opened(folder) as pilot:
        await pilot.press("3", "c")
        keyboard = pilot.app.keyboard  # type: ignore[attr-defined]
        dialog: Any = pilot.app.screen
        for turns in range(40):
            keyboard.take(events.Key("x", "x"))
            for _ in range(turns):
                await asyncio.sleep(0)
            keyboard.take(events.Key("y", "y"))
            while not keyboard.at_rest:
                await asyncio.sleep(0)
            assert dialog.answer.line.text == "xy" * (turns + 1)


async def test_what_is_typed_once_a_refusal_is_there_counts(folder: Path, opened: Opened):
    """However soon: the dialog that it opened may be in sight before the key that led to it is done with."""
    async with opened(folder) as pilot:
        keyboard = pilot.app.keyboard  # type: ignore[attr-defined]
        handed, answered = keyboard._hand_on, asyncio.Event()

        async def hand_on(event: events.Key) -> None:
            if event.key == "d":
                keyboard.take(events.Key("j", "j"))
                await asyncio.sleep(0.001)
                board(pilot).desk.refuse("Not now")
                await asyncio.sleep(0.001)
                keyboard.take(events.Key("3", "3"))
            else:
                if event.key == "3":
                    answered.set()
                assert event.key != "j"
                await handed(event)

        keyboard._hand_on = hand_on
        burst(pilot, "d")
        await asyncio.wait_for(answered.wait(), 10)
        await pilot.pause()
        assert board(pilot).pane.kind == "action"


async def test_a_refusal_that_no_key_has_caused_drops_nothing(folder: Path, opened: Opened):
    """It came when nothing was typed: the keys of later count."""
    async with opened(folder) as pilot:
        board(pilot).desk.refuse("Not now")
        burst(pilot, "3", "c", *"Sand", "ctrl+s")
        await pilot.pause()
        assert record(folder, "CM-2").text == "Sand"


@pytest.mark.parametrize("keys", [(), (*"Sand", "tab", *"MKT")])
async def test_what_was_typed_behind_a_form_that_was_refused_does_nothing(
    folder: Path, opened: Opened, keys: tuple[str, ...]
):
    """A department without a name, or with the code of another; the rest was for the board."""
    async with opened(folder) as pilot:
        burst(pilot, "1", "a", *keys, "ctrl+s", *"xd")
        await pilot.pause()
        form: Any = pilot.app.screen
        assert form.answer.line.text == ("MKT" if keys else "")
