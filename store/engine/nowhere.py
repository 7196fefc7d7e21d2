"""A folder that is gone afterwards, for what is only tried, or made there before it goes to its place."""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def nowhere() -> Generator[str]:
    """A folder of one's own that is gone afterwards; one that somebody killed has left behind goes first.

    It is locked as long as it is used: the kernel lets go of it when its user dies.
    """
    top, prefix = tempfile.gettempdir(), f"concord-trial-{os.geteuid()}-"
    for name in os.listdir(top):
        if name.startswith(prefix) and (fd := _locked(os.path.join(top, name))) is not None:
            shutil.rmtree(os.path.join(top, name), ignore_errors=True)
            os.close(fd)
    while (fd := _locked(place := tempfile.mkdtemp(prefix=prefix))) is None or not os.path.isdir(place):
        pass  # somebody has taken it for one that was left behind
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(fd)


def _locked(place: str) -> int | None:
    """A descriptor of the folder with its lock; None where somebody has it, or the folder is not one's own."""
    try:
        fd = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.fstat(fd).st_uid == os.geteuid() and stat.S_ISDIR(os.fstat(fd).st_mode):
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return fd
    except OSError:
        pass
    os.close(fd)
    return None
