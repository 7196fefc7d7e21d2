"""The terminal driver, made safe: bytes that are no characters, absurd sizes, lines that drop, and no idle waking up.

Textual's own reads with a strict decoder (one stray byte ends the program), believes any size, wakes ten times a second
and spins when the line is gone.
"""

import os
import selectors
from codecs import getincrementaldecoder
from typing import IO, TYPE_CHECKING, Any, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

#: No screen is larger; a pty may claim 65,535 × 65,535, which costs gigabytes.
MOST_COLUMNS, MOST_ROWS = 500, 200
#: What a hang-up ends the program with: 128 + SIGHUP.
HUNG_UP = 129


class _Line:
    """The terminal's file; what is written after it has gone is dropped, once it has been noticed."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.gone = False

    def write(self, text: str) -> None:
        if not self.gone:
            try:
                self._file.write(text)
            except OSError:
                self.gone = True

    def flush(self) -> None:
        if not self.gone:
            try:
                self._file.flush()
            except OSError:
                self.gone = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class SafeDriver(LinuxDriver):
    """As Textual's for Linux and macOS, otherwise than the module says."""

    def __init__(self, app: "App[Any]", **values: Any) -> None:
        super().__init__(app, **values)
        self._file = cast("IO[str]", _Line(self._file))  # type: ignore[arg-type]
        self._wake: tuple[int, int] | None = None

    def _get_terminal_size(self) -> tuple[int, int]:
        width, height = super()._get_terminal_size()
        return max(1, min(width, MOST_COLUMNS)), max(1, min(height, MOST_ROWS))

    def _enable_mouse_support(self) -> None:
        """Clicks and the wheel; every movement of the mouse would be told otherwise, and nothing here needs it."""
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1006h")
            self.flush()

    def process_message(self, message: Message) -> None:
        """Sizes that the terminal tells by itself are clamped like those that it is asked for."""
        if isinstance(message, events.Resize):
            width, height = message.size
            if width > MOST_COLUMNS or height > MOST_ROWS:
                size = Size(min(width, MOST_COLUMNS), min(height, MOST_ROWS))
                message = events.Resize(size, size)
        super().process_message(message)

    def disable_input(self) -> None:
        """Wake the thread that waits for keys, so that it can end."""
        if self._wake is not None and not self.exit_event.is_set():
            os.write(self._wake[1], b"x")
        super().disable_input()

    def _hang_up(self) -> None:
        self._loop.call_soon_threadsafe(lambda: self._app.exit(HUNG_UP, return_code=HUNG_UP))
        self.exit_event.wait(10.0)

    def run_input_thread(self) -> None:
        """Wait for keys until there are some, or until it is time to end."""
        self._wake = os.pipe()
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                selector.register(self._wake[0], selectors.EVENT_READ)
                self._read_keys(selector, self._wake[0])
        finally:
            reading, writing = self._wake
            self._wake = None
            os.close(reading)
            os.close(writing)

    def _read_keys(self, selector: selectors.BaseSelector, wake: int) -> None:
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            # An escape may be a key or begin a sequence: only then does waiting have an end.
            ready = selector.select(None if parser._timeout_time is None else 0.02)
            if any(key.fd == wake for key, _mask in ready):
                self.exit_event.wait(1.0)
            elif ready:
                data = self._read()
                if not data:
                    self._hang_up()
                    return
                text = decode(data)
                if text:
                    for message in parser.feed(text):
                        self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        """What was typed; nothing when the line is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""
