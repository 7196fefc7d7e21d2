"""Whether the home of the journal can be reached: what is said where it cannot, and what is found out once it can."""

from datetime import datetime
from typing import TYPE_CHECKING

from store.errors import ConcordError, Failed
from store.words import Words

if TYPE_CHECKING:
    from asyncio import Future

    from tui.desk.desk import Desk


class Reach:
    """``lost`` is since when it cannot, as far as that was said; None while it can."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self.lost: datetime | None = None

    @property
    def refusal(self) -> Failed | None:
        """Why nothing is even tried to be saved: whoever has typed it is to have it still, and now."""
        if self.lost is None:
            return None
        return Failed("Nothing was saved: cut off from the database since {time}. Try again later", time=self.since)

    @property
    def since(self) -> str:
        """Since when, as clocks here show it."""
        from tui.text.days import lately  # late: the board starts without it

        return lately(self.lost, self._desk.zone, self._desk.today) if self.lost is not None else ""

    def look(self) -> None:
        """Say it where that is otherwise than it was."""
        desk, before = self._desk, self.lost
        self.lost = desk.workspace.ledger.home.lost
        if self.lost == before:
            return
        if self.lost is None:
            desk.say(Words("The workspace is there again"), "good")
            self._settle()
        elif before is None:
            said = Words(
                "Cut off from the database since {time}: you can read on, nothing can be saved", time=self.since
            )
            desk.say(said, "bad")
        desk.listeners.status_changed()

    def _settle(self) -> None:
        """Find out what became of what was being saved when the answer was lost."""
        ledger = self._desk.workspace.ledger
        if ledger.unsettled:
            op = ledger.unsettled
            self._desk.writer.begin(lambda: ledger.home.arrived(op)).add_done_callback(self._settled)

    def _settled(self, done: "Future[bool]") -> None:
        desk, error = self._desk, None if done.cancelled() else done.exception()
        if done.cancelled() or isinstance(error, ConcordError):
            return  # lost once more: it is asked again
        desk.workspace.ledger.unsettled = ""
        desk.saving.know()
        if done.result():
            desk.say(Words("What was being saved as the connection broke has arrived"), "good")
        else:
            desk.say(Words("What was being saved as the connection broke did not arrive. Save it again"), "warn")
