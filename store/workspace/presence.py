"""Who is here: a small file for each session, locked as long as it lives. Nothing of it goes into the journal.

The kernel lets go of the lock when a session dies, however it dies; whoever sees a file that nobody holds removes it.
"""

import fcntl
import os
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from store import clock
from store.engine.home.home_at import is_address
from store.engine.journal import place
from store.errors import Damaged

if TYPE_CHECKING:
    from store.engine.ledger import Ledger
    from store.workspace.presence_by_signs import PresenceBySigns

FOLDER = "sessions"
#: A file is at most so long.
LIMIT = 300


class Here(msgspec.Struct, frozen=True, omit_defaults=True):
    """A session: who, on which terminal, in which room, on which record, since when."""

    who: str
    terminal: str = ""
    room: str = ""
    record: str = ""
    since: datetime | None = None


class Presence:
    """This session's file among those of the workspace in ``folder``. Where it cannot be written, one only looks."""

    #: It is known who is here; it takes a look into a folder.
    knows, at_hand = True, False

    def __init__(self, folder: str, who: str, terminal: str = "") -> None:
        self._folder = os.path.join(folder, FOLDER)
        self._name = os.urandom(8).hex()
        self._fd = -1
        self.me = Here(_short(who), _short(terminal), since=clock.now())
        try:
            if not os.path.isdir(self._folder):
                place.make_folder(self._folder)
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
            self._fd = os.open(os.path.join(self._folder, self._name), flags, place.FILE_MODE)
            os.fchmod(self._fd, place.FILE_MODE)
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._forget()
        else:
            self._write()

    def tell(self, room: str, record: str) -> None:
        """Where this session is now; written only where that is new."""
        now = msgspec.structs.replace(self.me, room=_short(room), record=_short(record))
        if now != self.me:
            self.me = now
            self._write()

    def _write(self) -> None:
        if self._fd < 0:
            return
        # In one write of one length: who reads meanwhile reads the old or the new.
        data = msgspec.json.encode(self.me)[:LIMIT].ljust(LIMIT)
        try:
            os.pwrite(self._fd, data, 0)
        except OSError:
            self._forget()

    def others(self) -> list[Here]:
        """The other sessions that live, those here longest first; the files of dead ones are taken away."""
        try:
            names = os.listdir(self._folder)
        except OSError:
            return []
        found = [here for name in names if name != self._name and (here := self._look(name)) is not None]
        return sorted(found, key=lambda here: (here.since or self.me.since or clock.now(), here.who))

    def _look(self, name: str) -> Here | None:
        path = os.path.join(self._folder, name)
        try:
            fd = place.open_regular(path, os.O_RDONLY)
        except (OSError, Damaged):
            return None
        try:
            try:
                fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return msgspec.json.decode(os.pread(fd, LIMIT, 0), type=Here)
            if _is_ours(name) and clock.now().timestamp() - os.fstat(fd).st_mtime > 1:
                os.unlink(path)
        except (OSError, msgspec.MsgspecError):
            return None
        finally:
            os.close(fd)
        return None

    def close(self) -> None:
        """Leave."""
        if self._fd >= 0:
            with suppress(OSError):  # swept by whoever looks next
                os.unlink(os.path.join(self._folder, self._name))
        self._forget()

    def _forget(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def presence_of(ledger: "Ledger", terminal: str) -> "Presence | PresenceBySigns":
    """That of the session of a ledger, wherever its journal lives."""
    if not is_address(ledger.folder):
        return Presence(ledger.folder, ledger.who, terminal)
    from store.workspace.presence_by_signs import PresenceBySigns  # late: few have a database

    return PresenceBySigns(ledger.home.meet, ledger.who, terminal)


def _short(text: str) -> str:
    """A text that leaves room for the others: at most 40 bytes."""
    return text.encode("utf-8", "replace")[:40].decode("utf-8", "ignore")


def _is_ours(name: str) -> bool:
    """Whether that is how a session's file is called: nothing else is taken away."""
    return len(name) == 16 and not name.translate(dict.fromkeys(map(ord, "0123456789abcdef")))
