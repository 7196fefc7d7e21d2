"""What the first keys need is loaded while nobody types: a first dialog opens as quickly as a second one.

Start-up loads only the board. Whoever is quicker than this loads it with the key.
"""

import asyncio
from collections.abc import Callable, Iterator
from importlib import import_module

#: In the order in which people need them, each with all that it loads in turn.
MODULES = (
    "tui.board.kind_acts",
    "tui.rooms.standup.entry",
    "tui.rooms.standup.room",
    "tui.search.screen",
    "store.search",
    "tui.parts.form",
    "tui.parts.help",
    "tui.parts.palette",
    "tui.parts.picker",
    "tui.parts.ask",
    "tui.rooms.my_day",
    "tui.rooms.history",
    "tui.rooms.gate",
    "tui.rooms.timeline.room",
    "tui.rooms.raci",
    "tui.rooms.waits",
    "tui.rooms.why",
)
#: Seconds after the board was drawn, and between two modules.
BEGIN, BREATH = 0.15, 0.01


def begin(may: Callable[[], bool]) -> None:
    """Load them all, each only when ``may`` says so. Needs a running loop."""
    asyncio.get_running_loop().call_later(BEGIN, _load, iter(MODULES), may)


def _load(left: Iterator[str], may: Callable[[], bool]) -> None:
    if may():
        name = next(left, None)
        if name is None:
            return
        import_module(name)
    asyncio.get_running_loop().call_later(BREATH, _load, left, may)
