"""What becomes of what a session saves: under way, waiting for somebody, arrived, or not."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.errors import ConcordError, NotFound, OutcomeUnknown, Refused, WrongWords
from store.words import Words
from tui.desk.later import later

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from store import Ledger

#: Seconds between two looks at who is waited for.
LOOK = 0.25
#: After so many of them the person is told in a whole sentence.
PATIENCE = 4


class Saving:
    """``changed`` is called whenever there is another answer, ``say`` with the sentence about a long wait."""

    def __init__(self, ledger: "Ledger", changed: Callable[[], None], say: Callable[[Words, str], None]) -> None:
        self._ledger = ledger
        self._changed, self._say = changed, say
        self._under_way = self._looks = 0
        self._timer: TimerHandle | None = None
        #: Who is waited for, empty where nobody knows; None where nobody is.
        self.waits_for: str | None = None
        #: Why the last save did not arrive.
        self.failure: ConcordError | None = None

    @property
    def busy(self) -> bool:
        """Something is to be written and is not yet."""
        return self._under_way > 0

    @property
    def unknown(self) -> bool:
        """Nobody knows whether the last save arrived."""
        return isinstance(self.failure, OutcomeUnknown)

    def begin(self) -> None:
        """One more is to be written."""
        self._under_way += 1
        self.failure = None
        if self._timer is None:
            self._looks = 0
            self._timer = later(LOOK, self._look)
        self._changed()

    def end(self, error: BaseException | None) -> None:
        """It is written, or has failed."""
        self._under_way -= 1
        if isinstance(error, ConcordError):
            self.failure = error
        if not self._under_way:
            self.waits_for = None
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        self._changed()

    @property
    def refused(self) -> bool:
        """The last save was refused by a rule, which was said where it was asked for."""
        return isinstance(self.failure, Refused | WrongWords | NotFound)

    def was_read(self) -> None:
        """A key was pressed: what a rule refused has been read, and nothing of it is left to save."""
        if self.refused:
            self.failure = None
            self._changed()

    def know(self) -> None:
        """What became of the last save has been said."""
        self.failure = None
        self._changed()

    def _look(self) -> None:
        self._timer = later(LOOK, self._look)
        holder = self._ledger.home.holder()
        self._looks += 1
        waits_for = None if holder is None else holder[1]
        if waits_for != self.waits_for:
            self.waits_for = waits_for
            self._changed()
        if holder is not None and self._looks == PATIENCE:
            self._say(_sentence(*holder), "warn")


def _sentence(pid: int, user: str, terminal: str) -> Words:
    if not user:
        return Words("Somebody else is writing; waiting for them")
    if not terminal:
        return Words("{user} (process {pid}) is writing; waiting for them", user=user, pid=pid)
    return Words(
        "{user} (process {pid} on {terminal}) is writing; waiting for them", user=user, pid=pid, terminal=terminal
    )
