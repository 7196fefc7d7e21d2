"""How far a long commit is: one line on a terminal, rewritten in place and gone at the end."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from store.words import Words
from tui import served
from tui.cli.plain_text import crop, terminal_width, width
from tui.i18n import t

if TYPE_CHECKING:
    from tui.cli.call import Call

#: Whoever waits less than this many seconds is told nothing.
PATIENCE = 0.5
#: Seconds between two looks of the line.
PAUSE = 0.1

_SAID = {
    "read": Words("Reading: {done} of {total}"),
    "add": Words("Adding: {done} of {total}"),
    "check": Words("Checking: {done} of {total}"),
    "wait": Words("Waiting until nobody else is writing"),
    "write": Words("Writing"),
}


@contextmanager
def progress(call: "Call") -> Generator[None, None, None]:
    """While it lasts, the workspace's commits say how far they are, to a person at a terminal only.

    Not over a line: it is said under the lock, which a terminal that takes nothing would hold up.
    """
    stream = sys.stderr
    if call.json or stream is None or not stream.isatty() or served.session() is not None:
        yield
        return
    line, ledger = _ProgressLine(stream), call.workspace.ledger
    before = ledger.tell

    def tell(what: str, done: int, of: int) -> None:
        before(what, done, of)
        line.tell(what, done, of)

    ledger.tell = tell
    try:
        yield
    finally:
        ledger.tell = before
        line.clear()


class _ProgressLine:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = 0
        self._what = ""
        self._next = 0.0
        self._patient = time.monotonic() + PATIENCE

    def tell(self, what: str, done: int, of: int) -> None:
        """Say it, if it is time to: what has no count takes a while, so it is said at once."""
        if what not in _SAID or (done % 500 and what == self._what):
            return
        self._what = what
        now = time.monotonic()
        if now >= self._patient and (now >= self._next or not of):
            self._next = now + PAUSE
            self._show(t(_SAID[what].filled(done=f"{done:,}", total=f"{of:,}")))

    def _show(self, text: str) -> None:
        """The text in place of the last one; spaces wipe what it leaves, since not every terminal can be asked to."""
        text = crop(text, terminal_width(self._stream) - 1)
        cells = width(text)
        self._write("\r" + text + " " * max(0, self._shown - cells))
        self._shown = cells

    def clear(self) -> None:
        """Leave the line as if nothing had stood in it."""
        if self._shown:
            self._write("\r" + " " * self._shown + "\r")

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            return  # nobody can read it: the work goes on
