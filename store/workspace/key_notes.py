"""What is noted of keys beside them: who gave whom which key when, and when each was used last.

``keys.log`` has a line for each gift and each taking away: moment, who, what, login, fingerprint, and is only
appended to. When a key was used last is the time of a small file of its own in ``key-uses``: no login waits
for another.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime

import msgspec

from store import clock
from store.engine.journal import place, system

LOG, USES = "keys.log", "key-uses"


class KeyNote(msgspec.Struct, frozen=True):
    """Who did what with whose key when; ``did`` is add or remove."""

    at: str
    who: str
    did: str
    login: str
    fingerprint: str


def note(folder: str, who: str, did: str, keys: Iterable[tuple[str, str]]) -> None:
    """Add what was done with keys, each a login and a fingerprint; under the journal's lock. Raises OSError."""
    at = clock.stamp(clock.now())
    data = "".join(f"{at} {who} {did} {login} {fingerprint}\n" for login, fingerprint in keys).encode()
    path = os.path.join(folder, LOG)
    try:
        fd = place.open_regular(path, os.O_WRONLY | os.O_APPEND)
    except FileNotFoundError:
        place.write_new(path, data)
        return
    try:
        if system.write(fd, data) != len(data):
            raise OSError(28, os.strerror(28))  # ENOSPC
        system.fsync(fd)
    finally:
        os.close(fd)


def notes(folder: str) -> list[KeyNote]:
    """All that was noted, the oldest first; lines that are none are passed over."""
    lines = (place.read_regular(os.path.join(folder, LOG)) or b"").decode(errors="replace").splitlines()
    return [KeyNote(*words) for line in lines if len(words := line.split()) == len(KeyNote.__struct_fields__)]


def used(folder: str, fingerprint: str) -> None:
    """Note that somebody comes by a key now; where that cannot be noted, they come all the same."""
    path = _use(folder, fingerprint)
    with suppress(OSError):
        if not os.path.isdir(os.path.dirname(path)):
            place.make_folder(os.path.dirname(path))
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE))
        moment = clock.now().timestamp()
        os.utime(path, (moment, moment), follow_symlinks=False)


def last_used(folder: str, fingerprint: str) -> datetime | None:
    """When somebody came by a key last; None where nobody has yet, as far as is known."""
    try:
        return datetime.fromtimestamp(os.stat(_use(folder, fingerprint), follow_symlinks=False).st_mtime, UTC)
    except OSError:
        return None


def forget(folder: str, fingerprint: str) -> None:
    """The key is not there any more."""
    with suppress(OSError):
        os.unlink(_use(folder, fingerprint))


def _use(folder: str, fingerprint: str) -> str:
    """Its file: a fingerprint has slashes in it."""
    return os.path.join(folder, USES, hashlib.sha256(fingerprint.encode()).hexdigest()[:32])
