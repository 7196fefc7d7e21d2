"""A process that serves somebody, with nothing of what they sent along: its variables, limits, descriptors, signals.

What the account keeps for a person (drafts, what was read, kept searches, the language) is kept by login.
"""

import hashlib
import os
import pwd
import re
import resource
import signal
from collections.abc import Mapping

from tui import config, private
from tui.terminal import shell

_MIB = 1024 * 1024
#: What a session has at most: memory, the size of a file that it writes, open files; it leaves no core behind.
_LIMITS = {
    resource.RLIMIT_AS: 4096 * _MIB,
    resource.RLIMIT_FSIZE: 4096 * _MIB,
    resource.RLIMIT_NOFILE: 256,
    resource.RLIMIT_CORE: 0,
}
#: Threads and processes of the account at most, those of all sessions together.
_PROCESSES = 4096
#: Seconds of the processor that one command may take.
_SECONDS = 600
#: What a terminal may say of itself, and the languages that somebody reads.
_TERM = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._-]{0,39}")
_COLORS = re.compile("truecolor|24bit")
_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?(\.[A-Za-z0-9-]{1,16})?(@[a-z]{1,16})?|C(\.UTF-?8)?|POSIX")


def confine() -> pwd.struct_passwd:
    """Give up what came along; the account that serves."""
    account = pwd.getpwuid(os.geteuid())
    kept = environment(os.environ, account.pw_dir)
    os.environ.clear()
    os.environ.update(kept)
    os.umask(0o077)
    os.chdir("/")
    os.closerange(3, max(4, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
    for what, most in _LIMITS.items():
        _limit(what, most)
    _limit(resource.RLIMIT_NPROC, _PROCESSES)
    shell.stay()
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    return account


def environment(sent: Mapping[str, str], home: str) -> dict[str, str]:
    """The variables of a session: nothing but how its terminal is and what its person reads is taken over."""
    locale = next(filter(None, (sent.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    said = (
        ("TERM", sent.get("TERM", ""), _TERM),
        ("COLORTERM", sent.get("COLORTERM", ""), _COLORS),
        ("LANG", locale, _LOCALE),
    )
    kept = {name: value for name, value, allowed in said if allowed.fullmatch(value)}
    return {"HOME": home, "PATH": "/usr/bin:/bin", **kept}


def keep_apart(login: str) -> str:
    """From now on what is kept by the account is kept for that login alone: where."""
    own = os.path.join(config.state_folder(), "served", _folder_of(login))
    for kind in ("config", "state", "data", "cache"):
        os.environ[f"XDG_{kind.upper()}_HOME"] = os.path.join(own, kind)
    return own


def _folder_of(login: str) -> str:
    """A name of its own for each login, whatever it is made of."""
    plain = re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}", login)
    return login if plain else "=" + hashlib.sha256(login.encode()).hexdigest()[:32]


def limit_command() -> None:
    """What is not the screen ends sooner or later, whatever it was asked."""
    _limit(resource.RLIMIT_CPU, _SECONDS)


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def take_seat(own: str) -> bool:
    """Whether one of the person's sessions is free, which is held from now on; their number is bounded.

    Where nothing can be kept for them, nobody counts.
    """
    import fcntl  # late: once in a session

    for number in range(SEATS):
        path = os.path.join(own, f"session.{number}")
        try:
            private.make_folder(own)
            seat = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError:
            return True
        try:
            fcntl.flock(seat, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError:
            os.close(seat)
    return False


#: So many sessions and commands at once are a person's.
SEATS = 16
