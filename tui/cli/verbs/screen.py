"""No verb: the screen on the workspace, or the way there where nobody sits at a terminal."""

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from store import light_import
from store.errors import WrongWords
from store.words import Words
from tui import config
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.served import WRITES
from tui.terminal import environment

if TYPE_CHECKING:
    from tui.app import MakeApp


def need_terminal(instead: Words) -> None:
    """Raise `WrongWords` with what to use instead unless both ends are a terminal that can show a screen."""
    for stream in (sys.stdin, sys.stdout):
        if stream is None or not stream.isatty():
            raise WrongWords("The screen needs a terminal on both ends. Without one: {instead}", instead=instead)
    if os.environ.get("TERM") == "dumb":
        raise WrongWords(
            "This terminal says that it cannot place what it shows (TERM=dumb). Set TERM to what it is, such as "
            "xterm-256color, or do without the screen: {instead}",
            instead=instead,
        )


def _screen(call: Call) -> int:
    call.take(0)
    need_terminal(Words("`concord list action`, `concord --help`"))

    place = call.place()
    # At the first run the screen offers the example or a new workspace.
    why = place.absence if place.named_by == "default" else None
    first = why is not None and why.kind in ("missing", "astray")
    folder = "" if first else call.folder()
    environment.scrub()
    if first:
        make = maker(call)
        from tui.welcome import welcome

        return welcome(call.wait, make)
    # What was said before the screen opened, nobody sees there.
    odd = [t(each.words) for each in config.look(call.options.get("workspace"), os.environ)]
    from tui.cli.opening import opening

    with opening(call):
        return run(call, folder, wait=call.wait, note=odd[0] if odd else "")


def run(call: Call, folder: str, **values: Any) -> int:
    """The screen on that folder, with the log that the call has; the exit code."""
    from tui import session

    return session.run(folder, maker=partial(maker, call), **values)


def maker(call: Call) -> "MakeApp":
    """What makes the app: one that writes to the log, where the call has one."""
    light_import.without("ssl", "asyncio")  # which Textual imports: a screen needs no encryption
    from tui.app import ConcordApp

    if call.log is None:
        return ConcordApp

    from tui.logged_app import LoggedApp

    return partial(LoggedApp, log=call.log)


VERBS = {
    "": Verb("[--workspace DIR]", Words("Opens the screen"), ("concord",), _screen, touches=WRITES),
}
