"""The lock on the journal: waited for with a bound, and named when somebody else keeps it.

It is `flock` on the journal itself: the kernel lets go of it when its holder dies, so nothing stale is left behind.
"""

import fcntl
import os
import time
from typing import Any

from store.errors import Busy

#: For this long the lock is tried at once, then in steps of up to `STEP` seconds.
EAGER = 0.020
STEP = 0.008

#: The descriptors for whose lock somebody here waits.
_waited: set[int] = set()


def acquire(fd: int, wait: float, *, shared: bool = False) -> None:
    """Take the lock within ``wait`` seconds, alone or ``shared``; raises `Busy` with the name of who holds it."""
    begin = time.monotonic()
    step = 0.0005
    try:
        while True:
            try:
                fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                _waited.add(fd)
                waited = time.monotonic() - begin
                if waited >= wait:
                    raise _busy(fd, waited) from None
                if waited > EAGER:
                    step = min(step * 1.5, STEP)
                time.sleep(min(step, wait - waited))
    finally:
        _waited.discard(fd)


def release(fd: int) -> None:
    """Let go of the lock; said in so many words, since closing alone leaves it with a forked child."""
    fcntl.flock(fd, fcntl.LOCK_UN)


def _busy(fd: int, waited: float) -> Busy:
    who = holder(fd)
    if who is None:
        return Busy("Somebody else has been writing for {seconds} s. Try again", seconds=round(waited, 1))
    pid, user, terminal = who
    details = {"user": user, "pid": pid, "terminal": terminal}
    values: dict[str, Any] = {**details, "seconds": round(waited, 1), "details": details}
    if not terminal:
        return Busy("{user} (process {pid}) has been writing for {seconds} s. Try again", **values)
    return Busy(
        "{user} (process {pid} on {terminal}) has been writing for {seconds} s. Try again, or ask there", **values
    )


def waited_for(fd: int) -> tuple[int, str, str] | None:
    """Process, user and terminal of whoever is waited for here, empty where unknown; None where nobody waits."""
    if fd not in _waited:
        return None
    try:
        return holder(fd) or (0, "", "")
    except OSError:
        return 0, "", ""


def holder(file: int | str) -> tuple[int, str, str] | None:
    """Process, user and terminal of whoever holds the lock on a descriptor or path, as far as the system tells."""
    info = os.stat(file)
    mark = f"{os.major(info.st_dev):02x}:{os.minor(info.st_dev):02x}:{info.st_ino}"
    try:
        with open("/proc/locks", encoding="ascii") as locks:
            lines = [line.split() for line in locks]
    except OSError:
        return None
    for words in lines:
        if len(words) >= 6 and words[1] == "FLOCK" and words[3] == "WRITE" and words[5] == mark:
            pid = int(words[4])
            return pid, _user(pid), _terminal(pid)
    return None


def _user(pid: int) -> str:
    import pwd  # late: not every system has it

    try:
        return pwd.getpwuid(os.stat(f"/proc/{pid}").st_uid).pw_name
    except (OSError, KeyError):
        return "?"


def _terminal(pid: int) -> str:
    """The terminal of a process, whatever it reads from and whosever it is; empty where it has none."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            number = int(stat.read().rpartition(b")")[2].split()[4])
    except (OSError, ValueError, IndexError):
        return ""
    major, minor = os.major(number), os.minor(number)
    if 136 <= major <= 143:
        return f"pts/{minor + (major - 136) * 256}"
    return f"tty{minor}" if major == 4 and minor < 64 else ""
