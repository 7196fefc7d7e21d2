"""The terminal taken before Textual is loaded: what is drawn stays until its driver goes on from there."""

import os
import signal
import sys
import termios
from contextlib import suppress
from typing import Any, NoReturn

#: Textual's driver writes the same at its start, and at its end: another screen, no cursor, pastes told from keys.
ENTER = "\x1b[?1049h"
_BEGIN, _HOME, _LEAVE = f"{ENTER}\x1b[?25l\x1b[?2004h", "\x1b[1;1H", "\x1b[?2004l\x1b[?1049l\x1b[?25h"
#: The places of what is changed in what `termios.tcgetattr` gives.
_IFLAG, _LFLAG, _CC = 0, 3, 6
_KEYS, _SCREEN = 0, 2
#: What no key is.
_NO_KEY = b"\0"


class Taken:
    """``before`` is how the terminal was; ``held`` until it is given back or a driver has it."""

    def __init__(self, before: list[Any]) -> None:
        self.before = before
        self.held = True

    def give_back(self) -> None:
        """As it was, unless a driver has it by now."""
        if self.held:
            self.held = False
            with suppress(OSError, termios.error):
                termios.tcsetattr(_KEYS, termios.TCSANOW, self.before)
                _write(_LEAVE)

    def heed(self, *numbers: int) -> None:
        """Give it back and end when these come. Raised in the midst of an import, an error may become another one."""
        for number in numbers:
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                signal.signal(number, self._end)

    def keep_interrupts(self) -> None:
        """From now on Ctrl-C is a key as others, kept for whoever reads them."""
        with suppress(termios.error):
            now = termios.tcgetattr(_KEYS)
            now[_LFLAG] &= ~termios.ISIG
            termios.tcsetattr(_KEYS, termios.TCSANOW, now)

    def unheed(self) -> None:
        """Whoever runs the app hears of interrupts from now on."""
        if signal.getsignal(signal.SIGINT) == self._end:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _end(self, number: int, _frame: object) -> NoReturn:
        self.give_back()
        os._exit(128 + number)


def take(drawn: str, *, interruptible: bool = False) -> Taken | None:
    """Show what was drawn on a screen of its own, keys kept for whoever reads them; None where there is no terminal.

    Where it is ``interruptible``, Ctrl-C ends the program until `Taken.keep_interrupts`.
    """
    if not (os.isatty(_KEYS) and os.isatty(_SCREEN)):
        return None
    try:
        before = termios.tcgetattr(_KEYS)
        now = termios.tcgetattr(_KEYS)
        now[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        now[_IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        now[_CC][termios.VMIN] = 1
        if interruptible:
            now[_CC][termios.VQUIT] = now[_CC][termios.VSUSP] = _NO_KEY
        else:
            now[_LFLAG] &= ~termios.ISIG
        termios.tcsetattr(_KEYS, termios.TCSANOW, now)
    except termios.error:
        return None
    taken = Taken(before)
    taken.heed(signal.SIGTERM, signal.SIGINT)  # until the app does
    try:
        _write(_BEGIN + drawn + _HOME)
    except OSError:
        taken.give_back()
        return None
    except BaseException:
        taken.give_back()
        raise
    return taken


def _write(text: str) -> None:
    """At once, and past what Python keeps back: a signal may come in the midst of it, which writes too."""
    stream = sys.__stderr__
    assert stream is not None
    data = text.encode(stream.encoding, stream.errors or "strict")
    while data:
        data = data[os.write(_SCREEN, data) :]
