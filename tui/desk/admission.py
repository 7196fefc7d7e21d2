"""Whether who came in by a key may still be here: the list of keys is looked at now and then, and their own record."""

from time import monotonic
from typing import TYPE_CHECKING

from store.kinds.person import has_left
from store.words import Words
from store.workspace import keys
from store.workspace.held_key import HeldKey

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
        #: None where sshd does not name the key: nothing is known of it then.
        self._key: HeldKey | None = None
        if session.key:
            owner = keys.WALL if session.wall else session.login
            self._key = HeldKey(workspace.ledger.folder, session.key, owner)

    def ended(self) -> Words | None:
        """Why nobody is served here any more; None as long as somebody is."""
        if monotonic() < self._next:
            return None
        self._next = monotonic() + PAUSE
        if self._key is not None and not self._key.is_listed():
            return Words("The key by which you came in was taken away. Drafts are kept", "key-taken-away")
        person = self._workspace.records.person_of(self._session.login)
        if not self._session.wall and (person is None or has_left(person, self._workspace.today)):
            return Words("You are not among the people here any more. Drafts are kept", "not-a-member")
        return None
