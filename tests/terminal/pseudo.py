"""A program on a pseudo-terminal, as a person at a keyboard sees it: type, wait for words, read the screen."""

import contextlib
import fcntl
import math
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte

from tests.quick_screen import QuickByteStream, QuickScreen

#: What a terminal answers when it is asked who it is, where its cursor is, whether it draws in one go.
ANSWERS = {
    rb"\x1b\[0?c": b"\x1b[?62;22c",
    rb"\x1b\[6n": b"\x1b[1;1R",
    rb"\x1b\[\?2026\$p": b"\x1b[?2026;2$y",
    rb"\x1b\[\?2048\$p": b"\x1b[?2048;0$y",
}
#: Sequences that the emulator would print as text.
UNKNOWN = re.compile(
    rb"\x1b\[[<>=?][\d;:]*[uqmcspt]|\x1b\[\?[\d;]*\$[py]|\x1bP.*?\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)", re.DOTALL
)
UNFINISHED = re.compile(rb"\x1b(?:\[[\d;:<>=?$ ]*|\][^\x07\x1b]*|P[^\x1b]*)?$", re.DOTALL)
KEPT = ("PATH", "HOME", "USER", "VIRTUAL_ENV", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "PYTHONPATH")

#: Told by Textual's driver at its start.
MOUSE = b"\x1b[?1006h"


class Terminal:
    """``columns`` × ``rows`` cells around a command; ``env`` is added to a minimal environment."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        shown: tuple[int, int] | None = None,
        answers: Mapping[bytes, bytes] | None = None,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """``shown``: what is seen of it, where it claims to be larger. ``answers``: to other questions, or others."""
        self._answers = [(re.compile(question), answer) for question, answer in (ANSWERS | dict(answers or {})).items()]
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(env or {})}
        self.screen = QuickScreen(*(shown or (columns, rows)))
        self._stream = QuickByteStream(self.screen)
        self._left = b""
        self.written = 0
        self.raw = bytearray()
        self.status: int | None = None
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            if cwd is not None:
                os.chdir(cwd)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # which whoever runs the tests may ignore, and no login does
            os.execvpe(command[0], list(command), environment)

    def read(self, seconds: float) -> bool:
        """Take in what the program writes within that time; False when it wrote nothing."""
        if not select.select([self.fd], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            self._reap(5.0)
            return False
        self.written += len(data)
        self.raw += data
        for question, answer in self._answers:
            for _ in question.finditer(data):
                os.write(self.fd, answer)
        self._draw(data)
        return True

    def _draw(self, data: bytes) -> None:
        data = self._left + data
        cut = UNFINISHED.search(data[-4096:])
        keep = len(data) if cut is None else len(data) - len(data[-4096:]) + cut.start()
        data, self._left = data[:keep], data[keep:]
        self._stream.feed(UNKNOWN.sub(b"", data))

    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def cells(self) -> list[list[pyte.screens.Char]]:
        """The screen cell by cell: letter, colours, attributes; of a blank only what is seen."""
        return self.screen.cells()

    def cursor(self) -> tuple[int, int]:
        """The column and the row of the cursor, where an input method shows what is being composed."""
        return self.screen.cursor.x, self.screen.cursor.y

    def until(self, holds: Callable[[], bool], seconds: float = 20.0) -> bool:
        """Read until that holds; False where it did not within that time."""
        end = time.perf_counter() + seconds
        while not holds():
            left = end - time.perf_counter()
            if left <= 0 or self.status is not None:
                return False
            self.read(min(left, 0.05))
        return True

    def ready(self) -> None:
        """Read until the program answers keys: what it had to ask a terminal at its start, it has asked."""
        assert self.until(lambda: MOUSE in self.raw), self.text()
        self.settle()

    def wait_for(self, pattern: str, seconds: float = 20.0) -> float:
        """Read until the screen matches; the moment of it. Raises AssertionError with the screen otherwise."""
        if not self.until(lambda: re.search(pattern, self.text()) is not None, seconds):
            raise AssertionError(f"{pattern!r} did not appear (exit {self.status}):\n{self.text()}")
        return time.perf_counter()

    def settle(self, quiet: float = 0.25, seconds: float = 10.0) -> float:
        """Read until nothing was written for ``quiet`` seconds by a program at rest; the moment of the last byte."""
        last = time.perf_counter()
        end = last + seconds
        while time.perf_counter() < end and self.status is None:
            before = self._worked()
            if self.read(quiet):
                last = time.perf_counter()
            elif abs(self._worked() - before) <= 1:
                break
        return last

    def _worked(self) -> float:
        """The processor's ticks it has had; infinite while it waits for more, as it does on a machine under load.

        Source: proc(5), a thread's state and times. A system that has no ``/proc`` is taken to be at rest.
        """
        ticks = 0.0
        for path in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with contextlib.suppress(OSError):  # a thread that has just ended
                thread = path.read_text().rpartition(")")[2].split()
                ticks += math.inf if thread[0] in "RD" else int(thread[11]) + int(thread[12])
        return ticks

    def send(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self.fd, keys.encode() if isinstance(keys, str) else keys)

    def garble(self, data: bytes) -> None:
        """Show what the program has not written: what somebody else wrote, or the line made of it."""
        self._stream.feed(data)

    def resize(self, columns: int, rows: int, *, shown: tuple[int, int] | None = None) -> None:
        """Drag the corner of the window; ``shown`` is what is seen of it."""
        width, height = shown or (columns, rows)
        self.screen.resize(height, width)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _reap(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while self.status is None and time.perf_counter() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(0.01)

    def wait(self, seconds: float = 10.0) -> int | None:
        """The exit status once the program has ended; negative for a signal, None if it has not."""
        end = time.perf_counter() + seconds
        while self.status is None and time.perf_counter() < end:
            self.read(0.05)
            self._reap(0.0 if self.status is not None else 0.02)
        while self.fd >= 0 and self.read(0.0):
            continue  # its last words may still be on the line
        return self.status

    def hang_up(self) -> None:
        """Close the line, as a dropped connection does."""
        os.close(self.fd)
        self.fd = -1

    def close(self) -> None:
        """End the program, if it still runs, and the line."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._reap(5.0)
        if self.fd >= 0:
            self.hang_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
