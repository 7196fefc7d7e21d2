"""What the first keys need is loaded while nobody types: a first dialog opens as quickly as a second one.

Start-up loads only the board. Whoever is quicker than this loads it with the key.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from time import monotonic, process_time

from store.workspace import give_back
from tui.rooms.rooms import ROOMS

#: Calls something after so many seconds, unless the app has ended by then.
Later = Callable[[float, Callable[[], None]], object]

#: In the order in which people need them, each after what it stands on, so that no step is long.
MODULES = (
    "tui.board.navigation",
    "store.commands",
    "tui.parts.form",
    "tui.parts.ask",
    "tui.parts.confirm",
    "tui.parts.picker",
    "tui.parts.palette",
    "tui.parts.help",
    "tui.board.board_acts",
    "tui.acts.record",
    "tui.acts.by_kind",
    "tui.rooms.standup.my_entry",
    "tui.desk.index_reader",
    "store.search.index",
    "tui.search.screen",
    *dict.fromkeys(door.module for door in ROOMS.values()),
)
#: Seconds after the board was drawn, and between two modules.
BEGIN, BREATH = 0.15, 0.01
#: A step that comes so many seconds late without our doing says that others need the processor, where everybody begins
#: at once for their first paint: they have it for so long.
LATE, BUSY = 0.05, 1.0


def begin(later: Later, may: Callable[[], bool]) -> None:
    """Load them all, each only when ``may`` says so and nobody else needs the processor."""
    _wait(BEGIN, iter(MODULES), later, may)


def _wait(seconds: float, left: Iterator[str], later: Later, may: Callable[[], bool]) -> None:
    due, worked = monotonic() + seconds, process_time()
    later(seconds, lambda: _load(left, later, may, late=monotonic() - due - (process_time() - worked)))


def _load(left: Iterator[str], later: Later, may: Callable[[], bool], *, late: float) -> None:
    if late > LATE:
        _wait(BUSY, left, later, may)
        return
    if may():
        name = next(left, None)
        if name is None:
            give_back()  # what reading the records and all of these has left
            return
        import_module(name)
    _wait(BREATH, left, later, may)
