"""Whether what is on the screen stands: in the journal as it is now, and in a workspace that can be written."""

from typing import TYPE_CHECKING

from store.words import Words

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class Standing:
    """Says once, on whatever is in sight, when either has changed."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        ledger = desk.workspace.ledger
        self._epoch, self._refusal = ledger.epoch, ledger.read_only

    def look(self) -> bool:
        """Whether everything was read anew since the last look, and is shown so now."""
        ledger = self._desk.workspace.ledger
        anew = ledger.epoch != self._epoch
        self._epoch = ledger.epoch
        if anew:
            self._desk.begin_anew()
            self._say_when(ledger.put_back_to)
        self._say_whether_written(ledger.read_only)
        return anew

    def _say_when(self, stamp: str) -> None:
        from tui.text.days import moment

        when = moment(stamp, self._desk.zone, self._desk.here)
        self._desk.alarm(Words("The workspace was put back to {when}; what you see is that", when=when), "warn")

    def _say_whether_written(self, refusal: Words | None) -> None:
        before, self._refusal = self._refusal, refusal
        if refusal == before:
            return
        if refusal is None:
            self._desk.alarm(Words("The workspace can be written again"), "good")
        else:
            self._desk.alarm(Words("The workspace is read-only: {reason}", reason=refusal), "bad")
        self._desk.on_company()
