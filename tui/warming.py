"""What the first keys need is loaded while nobody types: a first dialog opens as quickly as a second one.

Start-up loads only the board. Whoever is quicker than this loads it with the key.
"""

from collections.abc import Callable, Iterator
from importlib import import_module

from store.engine.garbage import give_back
from tui.board.detail import WRITERS

#: Calls something after so many seconds, unless the app has ended by then.
Later = Callable[[float, Callable[[], None]], object]

#: In the order in which people need them, each with all that it loads in turn.
MODULES = (
    *(f"tui.board.detail.{name}" for name in WRITERS.values()),
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


def begin(later: Later, may: Callable[[], bool]) -> None:
    """Load them all, each only when ``may`` says so."""
    later(BEGIN, lambda: _load(iter(MODULES), later, may))


def _load(left: Iterator[str], later: Later, may: Callable[[], bool]) -> None:
    if may():
        name = next(left, None)
        if name is None:
            give_back()  # what reading the records and all of these has left
            return
        import_module(name)
    later(BREATH, lambda: _load(left, later, may))
