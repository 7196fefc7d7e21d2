"""Whatever is pressed, in whatever order and however quickly: the screen goes on, and the workspace is sound.

After every burst the terminal shows, cell by cell, what a drawing from nothing would. Seeds are fixed;
`CONCORD_LONG` presses 20,000 keys in all.
"""

import os
import random
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

import store
from store.engine.checkup import verify
from tests.tui.board.test_board import board
from tests.tui.conftest import painted
from tests.tui.emulator import differences
from tui import i18n
from tui.app import ConcordApp
from tui.board.palette_commands import commands_of
from tui.config import Options
from tui.desk.desk import Desk

pytestmark = pytest.mark.usefixtures("no_seconds")
KEYS = [
    *"abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789/?:][+-=.,;!@#",
    *("enter", "escape", "down", "up", "tab", "ctrl+s", "space") * 8,
    *("left", "right", "backspace", "delete", "home", "end", "pageup", "pagedown", "f2", "shift+tab"),
    *("ctrl+u", "ctrl+d", "ctrl+j", "ctrl+c", "ctrl+w", "ctrl+k", "ctrl+r", "ctrl+x", "ctrl+n"),
]
WORDS = ["bo", "+1w", "today", "2026-12-01", "fin", "价格", "spring", "-", "60", "G-2", "none", '"x', "is:open", "a:b",
         "😀", "e\u0301", "x" * 300, "two\nlines"]  # fmt: skip
MAIN = [(80, 24), (120, 36)]
SIZES = [*MAIN * 3, (60, 15), (30, 8), (200, 50)]
KEYS_EACH = 5_000 if os.environ.get("CONCORD_LONG") else 300
#: No way in is deeper; who has got so far goes back.
DEEP = 6


def send(pilot: Pilot[int], dice: random.Random) -> int:
    """Some keys in one burst, now and then a word or pasted text; how many."""
    app, count = pilot.app, dice.randint(1, 12)
    for _ in range(count):
        chance = dice.random()
        if chance < 0.02:
            app.post_message(events.Paste(dice.choice(WORDS)))
        elif chance < 0.08:
            for letter in dice.choice(WORDS):
                app.post_message(events.Key(_character_to_key(letter), letter))
        else:
            key = dice.choice(KEYS)
            character = key if len(key) == 1 else " " if key == "space" else None
            app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))
    return count


@pytest.mark.parametrize(("size", "lang"), [*zip(MAIN, ("zh", "en"), strict=True)], ids=["folded-zh", "wide-en"])
async def test_any_keys_do_no_harm_and_all_is_drawn(folder: Path, size: tuple[int, int], lang: str):
    dice, pressed = random.Random(f"{size}{lang}"), 0
    while pressed < KEYS_EACH:  # whoever has left comes again
        i18n.use(lang)
        desk = Desk(store.open_workspace(str(folder), dice.choice(["ana", "bo", "li", "new"])), Options())
        try:
            async with ConcordApp(desk).run_test(size=size) as pilot:
                await painted(pilot)
                pressed += await at_random(pilot, dice, KEYS_EACH - pressed)
        finally:
            desk.close()
    assert verify(str(folder)).clean


async def turn(pilot: Pilot[int], dice: random.Random) -> None:
    """Now and then the window is another, or the language, the theme, what lines are drawn with."""
    chance = dice.random()
    if chance < 0.06:
        await pilot.resize_terminal(*dice.choice(SIZES))
    elif chance < 0.12:
        language, *rest = commands_of(board(pilot))[-3:]
        dice.choice([language, *rest] if len(pilot.app.screen_stack) == 1 else [language]).run()
        await pilot.pause()


async def at_random(pilot: Pilot[int], dice: random.Random, most: int) -> int:
    """So many keys, or until they have led out of the program; how many there were."""
    pressed = 0
    while pressed < most and pilot.app.is_running:
        pressed += send(pilot, dice)
        await pilot.pause()
        assert pilot.app._exception is None
        if pilot.app.is_running:
            await turn(pilot, dice)
            found = differences(pilot)
            assert not found, "\n".join(found)
        while len(pilot.app.screen_stack) > DEEP:
            await pilot.press("escape")
    return pressed
