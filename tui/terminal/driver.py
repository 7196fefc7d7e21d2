"""The terminal driver, made safe: bytes that are no characters, absurd sizes, lines that drop, and no idle waking up.

Textual's own reads with a strict decoder (one stray byte ends the program), believes any size, looks for keys in what
was pasted, wakes ten times a second and spins when the line is gone.
"""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui import served
from tui.terminal import shell
from tui.terminal.pastes import Pastes, Piece
from tui.terminal.sizes import clamped
from tui.terminal.taking import ENTER

if TYPE_CHECKING:
    from textual.app import App

    from tui.terminal.key_queue import Keyboard
    from tui.terminal.taking import Taken

#: So many keys wait for the app at most, before more are read: what is sent without end fills the line, not the memory.
MOST_TYPED = 1_000
#: What a hang-up ends the program with: 128 + SIGHUP.
HUNG_UP = 129


class _SafeLine:
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


class _Parser(XTermParser):
    """The mouse is in cells: in pixels, those of a terminal that says it has none would be divided by nothing."""

    def parse_mouse_code(self, code: str) -> Message | None:
        """A click or the wheel, in cells."""
        self.mouse_pixels = False
        return super().parse_mouse_code(code)

    def end_sequence(self) -> Iterator[Message]:
        """Nothing more belongs to what was begun."""
        if self._timeout_time is not None:
            self._timeout_time = 0.0
        yield from self.tick()


class SafeDriver(LinuxDriver):
    """As Textual's for Linux and macOS, otherwise than the module says."""

    def __init__(self, app: "App[Any]", **values: Any) -> None:
        super().__init__(app, **values)
        self._file = cast("IO[str]", _SafeLine(self._file))  # type: ignore[arg-type]
        self._wake: tuple[int, int] | None = None
        self._size = self._size or self._get_terminal_size()  # the app would ask for it by itself
        #: The terminal, where it shows the first frame already.
        self._taken: Taken | None = getattr(app, "taken", None)
        self._stay()

    def start_application_mode(self) -> None:
        """Go on from the first frame; what the terminal was before that, it will be again."""
        super().start_application_mode()
        self._stay()
        if self._taken is not None and self._writer_thread is not None:
            self.attrs_before = self._taken.before
            self._taken.held = False
            self._taken = None

    def _stay(self) -> None:
        """Textual lets itself be stopped."""
        if served.session() is not None:
            shell.stay()

    def write(self, data: str) -> None:
        if data != ENTER or self._taken is None:  # to enter the other screen again would clear it
            super().write(data)

    def _get_terminal_size(self) -> tuple[int, int]:
        return clamped(*super()._get_terminal_size())

    def _enable_mouse_support(self) -> None:
        """Clicks and the wheel; every movement of the mouse would be told otherwise, and nothing here needs it."""
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1006h")
            self.flush()

    def _enable_mouse_pixels(self) -> None:
        """Cells are enough."""

    def process_message(self, message: Message) -> None:
        """Sizes that the terminal tells by itself are clamped like those that it is asked for."""
        if isinstance(message, events.Resize):
            size = Size(*clamped(*message.size))
            if size != message.size:
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
        parser, pastes = _Parser(self._debug), Pastes()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            # An escape may be a key or begin a sequence, and a paste may not end: only then does waiting have an end.
            ready = selector.select(0.02 if pastes.waits or parser._timeout_time is not None else None)
            if any(key.fd == wake for key, _mask in ready):
                self.exit_event.wait(1.0)
            elif ready:
                data = self._read()
                if not data:
                    self._hang_up()
                    return
                for piece in pastes.take(decode(data)):
                    self._heard(parser, piece)
                self._keep_pace()
            for piece in pastes.tick():
                self._heard(parser, piece)
                for message in parser.end_sequence():
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _keep_pace(self) -> None:
        keyboard: Keyboard | None = getattr(self._app, "keyboard", None)
        while keyboard is not None and keyboard.behind > MOST_TYPED and not self.exit_event.wait(0.05):
            continue

    def _heard(self, parser: XTermParser, piece: Piece) -> None:
        for message in [events.Paste(piece.text)] if piece.pasted else parser.feed(piece.text):
            self.process_message(message)

    def _read(self) -> bytes:
        """What was typed; nothing when the line is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""
