"""Reading the records into the search's index between keys, in slices that nobody notices."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: Seconds of reading between two looks at the keyboard, and the pause after each.
SLICE, BREATH = 0.006, 0.002
#: Where keys are being answered, it is read in so many seconds later.
WHILE_TYPING = 0.02
#: Whoever waits for the index is told after so many records.
TELL = 4_000


class IndexReader:
    """Reads as soon as somebody waits for it, and on until all is read: one slice at a time, whoever comes and goes."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._told: list[Callable[[], None]] = []
        self._reading = False

    def begin(self, told: Callable[[], None]) -> None:
        """Read; ``told`` is called now and then, and when all records are in the index."""
        if self._desk.index.at_rest:
            return
        self._told.append(told)
        if not self._reading:
            self._reading = True
            asyncio.get_running_loop().call_later(BREATH, self._read)

    def no_more(self, told: Callable[[], None]) -> None:
        """Whoever that was needs not be told any more."""
        if told in self._told:
            self._told.remove(told)

    def _read(self) -> None:
        if self._desk.is_typing():
            asyncio.get_running_loop().call_later(WHILE_TYPING, self._read)
            return
        index = self._desk.index
        whole, before = index.complete, len(index)
        index.step(SLICE)
        if (index.complete and not whole) or before // TELL != len(index) // TELL:
            for told in tuple(self._told):
                told()
        if index.at_rest:
            self._told.clear()
            self._reading = False
        else:
            asyncio.get_running_loop().call_later(BREATH, self._read)
