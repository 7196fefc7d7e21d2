"""Who else is here: told to the others by a small file, or by the database's connections; looked up every few seconds,
never written to the journal."""

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.workspace import Workspace
    from store.workspace.presence import Here, Presence
    from store.workspace.presence_by_signs import PresenceBySigns
    from tui.desk.listener import Listener

#: Seconds between two looks at the others.
PAUSE = 3.0


class Company:
    """``others`` are the sessions seen last. Begins with the first look, so that nothing of it delays the start."""

    def __init__(self, workspace: "Workspace", listeners: "Listener") -> None:
        """``listeners`` are the screens that are open, and say where I am."""
        self._workspace = workspace
        self._listeners = listeners
        self._presence: Presence | PresenceBySigns | None = None
        self._next, self._pause = 0.0, PAUSE
        self.others: list[Here] = []

    @property
    def people(self) -> int:
        """How many people are here, me included."""
        return len({here.who for here in self.others} | {self._workspace.who})

    @property
    def looked(self) -> bool:
        """Whether it is known who is here."""
        return self._presence is not None and self._presence.knows

    def look(self) -> bool:
        """Tell where I am if that is new, and look who is here if it is time; whether the others have changed."""
        if self._presence is None:
            from store.workspace.presence import presence_of  # late: the board starts without it

            self._presence = presence_of(self._workspace.ledger, _terminal())
            if self._presence.at_hand:
                self._pause = 0.0
        self._presence.tell(*(self._listeners.whereabouts() or ("", "")))
        if time.monotonic() < self._next:
            return False
        return self.look_now()

    def look_now(self) -> bool:
        """Look who is here; whether that has changed."""
        self._next = time.monotonic() + self._pause
        before, self.others = self.others, [] if self._presence is None else self._presence.others()
        return before != self.others

    def close(self) -> None:
        if self._presence is not None:
            self._presence.close()


def _terminal() -> str:
    try:
        return os.ttyname(0).removeprefix("/dev/")
    except OSError:
        return ""
