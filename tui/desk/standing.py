"""Whether what is on the screen stands: in the journal as it is now, and in a workspace that can be written."""

from datetime import date
from typing import TYPE_CHECKING

from store.words import Words

if TYPE_CHECKING:
    from store import Ledger


class Standing:
    """Each answer is given once, when it has changed."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._epoch, self._refusal = ledger.epoch, ledger.read_only

    def begins_anew(self) -> bool:
        """Whether everything was read anew since the last look."""
        before, self._epoch = self._epoch, self._ledger.epoch
        return before != self._epoch

    def put_back(self, zone: str, here: date) -> Words:
        """Why it was."""
        from tui.text.days import moment  # late: the board starts without it

        when = moment(self._ledger.put_back_to, zone, here)
        return Words("The workspace was put back to {when}; what you see is that", when=when)

    def written(self) -> tuple[Words, str] | None:
        """Whether it can be written, and how bad that is, where it is otherwise than before."""
        before, self._refusal = self._refusal, self._ledger.read_only
        if self._refusal == before:
            return None
        if self._refusal is None:
            return Words("The workspace can be written again"), "good"
        return Words("The workspace is read-only: {reason}", reason=self._refusal), "bad"
