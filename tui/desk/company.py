"""Who else is here: told to the others by a small file, looked up every few seconds, never written to the journal."""

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.workspace import Workspace
    from store.workspace.presence import Here, Presence
    from tui.desk.listener import Listener

#: Seconds between two looks at the others.
PAUSE = 3.0


class Company:
    """``others`` are the sessions seen last. Begins with the first look, so that nothing of it delays the start."""

    def __init__(self, workspace: "Workspace", listeners: "Listener") -> None:
        """``listeners`` are the screens that are open, and say where I am."""
        self._workspace = workspace
        self._listeners = listeners
        self._presence: Presence | None = None
        self._next = 0.0
        self.others: list[Here] = []

    @property
    def people(self) -> int:
        """How many people are here, me included."""
        return len({here.who for here in self.others} | {self._workspace.who})

    @property
    def looked(self) -> bool:
        """Whether anybody has looked yet."""
        return self._presence is not None

    def look(self) -> bool:
        """Tell where I am if that is new, and look who is here if it is time; whether the others have changed."""
        if self._presence is None:
            from store.workspace.presence import Presence  # late: the board starts without it

            ledger = self._workspace.ledger
            self._presence = Presence(ledger.folder, ledger.who, _terminal())
        self._presence.tell(*(self._listeners.whereabouts() or ("", "")))
        if time.monotonic() < self._next:
            return False
        return self.look_now()

    def look_now(self) -> bool:
        """Look who is here; whether that has changed."""
        self._next = time.monotonic() + PAUSE
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
