"""Who is here, where the journal lives in a database: a few words that the home tells the other sessions."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from store import clock
from store.workspace.presence import Here

#: What the home tells the others, and gives back of theirs: logins and words.
Meet = Callable[[str], list[tuple[str, str]] | None]
#: In the place of what is empty.
_NOTHING = "."


class PresenceBySigns:
    """This session among the others, as `store.workspace.presence.Presence` is in a folder."""

    #: Nobody waits for a look at it.
    at_hand = True

    def __init__(self, meet: Meet, who: str, terminal: str = "") -> None:
        self._meet = meet
        #: Whether it is known who is here.
        self.knows = False
        self.me = Here(who, terminal, since=clock.now())

    def tell(self, room: str, record: str) -> None:
        """Where this session is now."""
        self.me = msgspec.structs.replace(self.me, room=room, record=record)
        self._meet(_sign(self.me))

    def others(self) -> list[Here]:
        """The other sessions that live, those here longest first."""
        signs = self._meet(_sign(self.me))
        self.knows = signs is not None
        found = [here for login, sign in signs or () if (here := _read(login, sign)) is not None]
        return sorted(found, key=lambda here: (here.since or clock.now(), here.who))

    def close(self) -> None:
        """It is gone with the connection."""


def _sign(here: Here) -> str:
    since = int(here.since.timestamp()) if here.since else 0
    words = (here.room, here.record, here.terminal)
    return " ".join((f"{since:x}", *(word.replace(" ", "") or _NOTHING for word in words)))


def _read(login: str, sign: str) -> Here | None:
    words = [word if word != _NOTHING else "" for word in sign.split(" ")]
    try:
        since = datetime.fromtimestamp(int(words[0], 16), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    room, record, terminal = (*words[1:4], "", "", "")[:3]
    return Here(login, terminal, room, record, since)
