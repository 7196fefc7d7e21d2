"""Whatever is pressed, in whatever order and however quickly: the screen goes on, and the workspace is sound.

Seeds are fixed; `CONCORD_LONG` presses a hundred times as many keys.
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
from tests.tui.conftest import painted, text
from tui import i18n
from tui.app import ConcordApp
from tui.desk import Desk, Options

KEYS = [
    *"abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789/?:][+-=.,;!@#",
    *("enter", "escape", "down", "up", "tab", "ctrl+s", "space") * 8,
    *("left", "right", "backspace", "delete", "home", "end", "pageup", "pagedown", "f2", "shift+tab"),
    *("ctrl+u", "ctrl+d", "ctrl+j", "ctrl+c", "ctrl+w", "ctrl+k", "ctrl+r", "ctrl+x", "ctrl+n"),
]
WORDS = ["bo", "+1w", "today", "2026-12-01", "fin", "价格", "spring", "-", "60", "G-2", "none", '"x', "is:open", "a:b",
         "😀", "e\u0301", "x" * 300, "two\nlines"]  # fmt: skip
SIZES = [(80, 24), (120, 36), (60, 15), (30, 8), (200, 50)]
KEYS_EACH = 60_000 if os.environ.get("CONCORD_LONG") else 600
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


@pytest.mark.parametrize("seed", range(4))
async def test_any_keys_do_no_harm(folder: Path, seed: int):
    dice, pressed = random.Random(seed), 0
    while pressed < KEYS_EACH:  # whoever has left comes again
        i18n.use(dice.choice(["en", "zh"]))
        desk = Desk(store.open_workspace(str(folder), dice.choice(["ana", "bo", "li", "new"])), Options())
        try:
            async with ConcordApp(desk).run_test(size=dice.choice(SIZES)) as pilot:
                await painted(pilot)
                pressed += await at_random(pilot, dice, KEYS_EACH - pressed)
        finally:
            desk.close()
    assert verify(str(folder)).clean


async def at_random(pilot: Pilot[int], dice: random.Random, most: int) -> int:
    """So many keys, or until they have led out of the program; how many there were."""
    pressed = 0
    while pressed < most and pilot.app.is_running:
        pressed += send(pilot, dice)
        await pilot.pause()
        assert pilot.app._exception is None
        if dice.random() < 0.02:
            await pilot.resize_terminal(*dice.choice(SIZES))
        text(pilot)
        while len(pilot.app.screen_stack) > DEEP:
            await pilot.press("escape")
    return pressed
