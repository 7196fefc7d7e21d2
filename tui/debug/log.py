"""The file of `--debug`: a JSON object a line, private to the person, in which nothing stands that anybody typed.

What is written are names of the program (verbs, kinds, classes, its own sentences without what fills them), ids,
counts and milliseconds. Each line is one write to the end of the file: a session that is killed loses none, several
may share the file, and where it was put away meanwhile (logrotate) a new one is begun.
"""

import os
import stat
import sys
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from store import clock
from store.errors import ConcordError, Failed
from store.interop.outside_workspaces import workspace_around
from store.kinds import KINDS
from store.words import Words
from tui import __version__, i18n

if TYPE_CHECKING:
    from types import TracebackType

    from store import Ledger, News

#: So many ids of a commit are named.
NAMED = 20

Value = str | int | float | bool | Sequence[str] | None


class DebugLog:
    """An open log. Writing never raises: ``failure`` says why it ended early."""

    def __init__(self, path: str) -> None:
        """Open it, to be added to. Raises `Failed` where it cannot be written, is not private, or is in a workspace."""
        self.path = os.path.abspath(path)
        self.failure: OSError | None = None
        around = workspace_around(self.path)
        if around is not None:
            raise Failed("{path} lies inside the workspace {folder}. Name one outside of it", path=path, folder=around)
        self._fd = _opened(self.path)
        self._began = time.monotonic()
        self._writing = threading.Lock()  # commits run on a thread of their own
        python = ".".join(map(str, sys.version_info[:3]))
        self.write("start", pid=os.getpid(), concord=__version__, python=python, cpu_ms=_ms(time.process_time()))

    def write(self, what: str, **values: Value) -> None:
        """Add a line; none of the values may come from a person."""
        line = {"at": clock.stamp(clock.now()), "ms": _ms(time.monotonic() - self._began), "what": what, **values}
        with self._writing:
            if self.failure is not None:
                return
            try:
                self._follow()
                os.write(self._fd, msgspec.json.encode(line) + b"\n")
            except OSError as error:
                self.failure = error

    def _follow(self) -> None:
        """Go on in a new file where the old one does not have its name any more."""
        try:
            there, here = os.stat(self.path), os.fstat(self._fd)
            if (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino):
                return
        except FileNotFoundError:
            pass
        try:
            fresh = _opened(self.path)
        except Failed:
            return  # what took its place is not ours: better in the old one than nowhere
        os.close(self._fd)
        self._fd = fresh

    def failed(self, error: BaseException) -> None:
        """What was refused or failed: its class, where in the program, and the sentence without what fills it."""
        code, reason, says = "", "", ""
        if isinstance(error, ConcordError):
            code, reason, says = error.code, error.reason, _template(error.words)
        self.write(
            "error", name=type(error).__name__, code=code, reason=reason, where=_where(error.__traceback__), says=says
        )

    def alarmed(self, words: Words) -> None:
        """What a session says of itself: the workspace is gone or there again, somebody else is writing."""
        self.write("alarm", says=_template(words))

    def news(self, entries: "Sequence[News]", own: Sequence[int]) -> None:
        """Commits of this session and of others: which records they touched; ``own`` are the numbers of its own.

        Not those that do not say by whom: that it was here, or at what time, would.
        """
        for entry in (each for each in entries if each.who):
            touched = entry.touched()
            tables = sorted({table if table in KINDS else "other" for table, _n in touched})
            ids = [KINDS[table].id(n) for table, n in touched[:NAMED] if table in KINDS]
            self.write("news", seq=entry.seq, own=entry.seq in own, tables=tables, ids=ids, records=len(touched))

    def opened(self, ledger: "Ledger") -> None:
        """A workspace was opened: note of each commit how long it waits, runs, and is written and synced."""
        self.write("opened", seq=ledger.seq, read_only=ledger.read_only is not None)
        before, moments = ledger.tell, dict[str, float]()

        def tell(what: str, done: int, of: int) -> None:
            """It waits for its turn, runs the command, writes, or is done; the other words are of long commands."""
            before(what, done, of)
            now = moments[what] = time.monotonic()
            if what == "done":
                wait, run, write = (moments.get(each, now) for each in ("wait", "run", "write"))
                self.write("commit", wait_ms=_ms(run - wait), run_ms=_ms(write - run), write_ms=_ms(now - write))

        ledger.tell = tell

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._fd)
        self._fd = -1


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _opened(path: str) -> int:
    """The file, to be added to, made where it is missing. Raises `Failed`."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        fd = os.open(path, flags, 0o600)
    except OSError as error:
        raise Failed("The log {path} cannot be written: {reason}", path=path, reason=error.strerror) from None
    found = os.fstat(fd)
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        os.close(fd)
        raise Failed(
            "The log {path} would not be private: name a new file, or one that is yours alone (0600)", path=path
        )
    return fd


def _template(words: Words) -> str:
    """The sentence without what fills it, where it is one of the program's."""
    return words.template if words.key in i18n.catalogue("zh") else ""


def _where(traceback: "TracebackType | None") -> str:
    """The innermost place in Concord: module and line."""
    where = ""
    while traceback is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] in ("store", "tui"):
            where = f"{module}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return where
