"""Whether the home of the journal can be reached: what is said where it cannot, and what is found out once it can."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from store.errors import ConcordError, Failed, OutcomeUnknown
from store.words import Words

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Awaitable

    from tui.desk.desk import Desk

_NOT_ARRIVED = Words("What was being saved as the connection broke did not arrive. Save it again")


class Reach:
    """``lost`` is since when it cannot, as far as that was said; None while it can."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self.lost: datetime | None = None
        #: Whether what was being saved has arrived, for whoever waits for that: None where nothing tells.
        self._outcome: Future[bool | None] | None = None

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

    async def told(self, given: "Awaitable[Any]") -> Any:
        """What a command gives; where the connection broke it is waited for, as `outcome` says.

        Nobody is to do it again who need not.
        """
        try:
            return await given
        except OutcomeUnknown as unknown:
            return await self.outcome(unknown)

    async def outcome(self, unknown: OutcomeUnknown) -> Any:
        """What a command gives of which nobody knows whether it was saved, once the home is there again.

        Raises ``unknown`` where that is not what keeps it from being known, `Failed` where it did not arrive.
        """
        from asyncio import get_running_loop, shield  # late: the first frame does without it

        self.look()
        if unknown.gives is None or self.lost is None:
            raise unknown
        if self._outcome is None:
            self._outcome = get_running_loop().create_future()
        arrived = await shield(self._outcome)
        if arrived is None:
            raise unknown
        if not arrived:
            raise Failed.of(_NOT_ARRIVED)
        return unknown.gives[0]

    def _settle(self) -> None:
        """Find out what became of what was being saved when the answer was lost."""
        ledger = self._desk.workspace.ledger
        if ledger.unsettled:
            op = ledger.unsettled
            self._desk.writer.begin(lambda: ledger.home.arrived(op)).add_done_callback(self._settled)

    def _settled(self, done: "Future[bool]") -> None:
        desk, error = self._desk, None if done.cancelled() else done.exception()
        arrived = None if done.cancelled() or isinstance(error, ConcordError) else done.result()
        if arrived is None and desk.workspace.ledger.home.lost is not None:
            return  # lost once more: it is asked again
        if arrived is not None:
            desk.workspace.ledger.unsettled = ""
            desk.saving.know()
            said = Words("What was being saved as the connection broke has arrived") if arrived else _NOT_ARRIVED
            desk.say(said, "good" if arrived else "warn")
        if self._outcome is not None and not self._outcome.done():
            self._outcome.set_result(arrived)
        self._outcome = None
