"""A session at the screen: the workspace is opened, the board is there, and then what makes it answer is loaded."""

import gc
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from store.errors import Forbidden
from tui import served
from tui.board import first_frame
from tui.board.board_drawing import lists_of
from tui.config import Options
from tui.desk.desk import Desk
from tui.i18n import t
from tui.personal import own_language

if TYPE_CHECKING:
    from tui.app import MakeApp
    from tui.board.first_frame import FirstFrame


def _own_app() -> "MakeApp":
    from tui.app import ConcordApp  # late: the first frame does not wait for it

    return ConcordApp


def run(
    folder: str,
    *,
    wait: float = 10.0,
    note: str = "",
    state: str | None = None,
    maker: "Callable[[], MakeApp]" = _own_app,
) -> int:
    """The board on the workspace in ``folder`` until somebody leaves; the exit code.

    ``state`` is where the session's memory goes if the workspace is thrown away afterwards. ``maker`` gives what makes
    the app; it is asked once the first frame is there.

    Raises what opening the workspace raises, and what ended the app where that was not a person.
    """
    gc.disable()
    if served.session() is not None:
        from tui.terminal import shell  # late: at home a shell may stop it

        shell.stay()
    desk = Desk(served.opened(folder, wait=wait, at_once=True), Options.of_person(), state=state)
    try:
        own_language.otherwise_of(desk.workspace)
        first = first_frame.show(desk)
        try:
            if not _arrived(desk, first):
                desk.close()
                desk = Desk(served.opened(folder, wait=wait), desk.options, state=state)
                if first is not None:
                    first.lists = lists_of(desk)
            return _run(desk, first, note, maker)
        finally:
            if first is not None and first.taken is not None:
                first.taken.give_back()
    finally:
        desk.close()


def _arrived(desk: Desk, first: "FirstFrame | None") -> bool:
    """Go on with the workspace as it is now; whoever does not want to wait for that may interrupt it.

    False where it is another one than what the first frame shows as it was.
    """
    ledger, arrive = desk.workspace.ledger, desk.workspace.arrive
    if arrive is None:
        return True
    shown = ledger.epoch, ledger.seq
    arrived = arrive()
    if first is not None and first.taken is not None:
        first.taken.keep_interrupts()
    if not arrived:
        return False
    ledger.home.watch(ledger.position)
    desk.news.deliver()
    if first is not None and (ledger.epoch, ledger.seq) != shown:
        first.lists = lists_of(desk)
    return True


def _run(desk: Desk, first: "FirstFrame | None", note: str, maker: "Callable[[], MakeApp]") -> int:
    make = maker()
    from tui.terminal.driver import SafeDriver  # late: the first frame does not wait for it

    app = make(desk, note=note or _risk(desk), first=first, driver_class=SafeDriver)
    if first is not None and first.taken is not None:
        first.taken.unheed()
    code = app.run()
    if app.failure is not None:
        raise app.failure
    if desk.ended is not None:
        raise Forbidden.of(desk.ended)
    return ended(code or 0)


def _risk(desk: Desk) -> str:
    """Why what counts as saved could be lost all the same, as it is told at the start."""
    risk = desk.workspace.risk()
    return "" if risk is None else t(risk)


def ended(code: int) -> int:
    """The exit code; where the line has dropped, nothing is left to be written to it at the very end."""
    if code == 128 + signal.SIGHUP:
        nothing = os.open(os.devnull, os.O_WRONLY)
        for number in (1, 2):
            os.dup2(nothing, number)
        os.close(nothing)
    return code
