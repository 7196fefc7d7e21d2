"""Whether who came in by a key may still be here: the list of keys is looked at now and then, and their own record."""

from time import monotonic
from typing import TYPE_CHECKING

from store.errors import ConcordError
from store.kinds.person import has_left
from store.words import Words
from store.workspace import keys

if TYPE_CHECKING:
    from store.workspace import Workspace
    from tui.served import Served

#: Seconds between two looks.
PAUSE = 2.0


class Admission:
    """``ended`` is asked often, and looks every two seconds."""

    def __init__(self, workspace: "Workspace", session: "Served") -> None:
        self._workspace = workspace
        self._session = session
        self._next = 0.0
        self._seen: object = self  # no state of a file
        self._listed = True

    def ended(self) -> Words | None:
        """Why nobody is served here any more; None as long as somebody is."""
        if monotonic() < self._next:
            return None
        self._next = monotonic() + PAUSE
        if not self._has_key():
            return Words("The key by which you came in was taken away. Drafts are kept", "key-taken-away")
        person = self._workspace.records.person_of(self._session.login)
        if not self._session.wall and (person is None or has_left(person, self._workspace.today)):
            return Words("You are not among the people here any more. Drafts are kept", "not-a-member")
        return None

    def _has_key(self) -> bool:
        """Whether the key is listed, by the file as it is; of one that sshd does not name nothing is known."""
        session, folder = self._session, self._workspace.ledger.folder
        if not session.key:
            return True
        state = keys.state_of(folder)
        if state != self._seen:
            try:
                login = keys.WALL if session.wall else session.login
                self._listed = keys.is_listed(folder, session.key, login)
                self._seen = state
            except ConcordError:  # it cannot be read now: that takes nobody's key away
                return self._listed
        return self._listed
