"""What a shell says at a login: a line at most, whatever is the matter, soon, and never a reason for it to end badly.

A script asks with ``--json``, and is told how it ended. It takes no lock, writes no checkpoint, and nothing at all for
whoever is not among the people.
"""

import os
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from store.errors import ConcordError, Damaged, Failed, NotFound, WrongWords
from store.words import Words
from tui import served
from tui.cli.opening import opening
from tui.i18n import t
from tui.personal import own_language

if TYPE_CHECKING:
    from store.workspace import Workspace
    from tui.cli.call import Call

#: What takes longer than so many seconds is given up in silence: a disk that does not answer.
SECONDS = 5


def at_login(call: "Call", tell: "Callable[[Call], None]") -> None:
    """What ``tell`` says, or in a sentence why it cannot; raises only where the words are wrong."""
    with _given_up_late():
        try:
            if _opened(call):
                tell(call)
            call.output.flush()
        except (WrongWords, NotFound):
            raise
        except ConcordError as error:
            call.output.error(error, call.said)
        except OSError as error:
            from tui.cli import of_system  # late: it is the verb that runs there

            call.output.error(of_system(error))
        except Exception as error:  # noqa: BLE001 (the last net, and no log of it: nothing is written at a login)
            call.output.error(Failed("Concord failed ({name}). `concord today` tells more", name=type(error).__name__))
        except KeyboardInterrupt:
            return
        finally:
            call.close()


@contextmanager
def _given_up_late() -> Generator[None]:
    """A thread that ends the process also where it waits for a disk; a signal would wait with it.

    Only where the process has nothing else to do: whoever calls `main` with words of their own lives on.
    """
    if "--brief" not in sys.argv:
        yield
        return
    timer = threading.Timer(SECONDS, os._exit, (0,))
    timer.daemon = True
    with suppress(RuntimeError):  # no more processes are to be had; it is quick all the same
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _opened(call: "Call") -> bool:
    """Open the workspace; False where there is none that whoever logs in would ask about."""
    from tui.cli import look_around  # late: it is the verb that runs there

    look_around(call)
    place = call.place()
    why = place.absence
    if why is not None and _is_nothing_to_them(place.named_by, why.kind):
        return False
    try:
        with opening(call):
            workspace = call.opened = served.opened(call.folder(), wait=call.wait)
    except Failed as error:
        if place.is_address and _is_nothing_to_them(place.named_by, str(error.details.get("why"))):
            return False
        raise
    workspace.ledger.keeps = False
    own_language.otherwise_of(workspace)
    if workspace.ledger.damage is not None:
        raise Damaged("The workspace is read-only: {reason}", reason=workspace.ledger.damage)
    return True


def _is_nothing_to_them(named_by: str, why: str) -> bool:
    """Nobody named one, or the machine did for others."""
    return (named_by == "default" and why in ("missing", "astray")) or (named_by == "machine" and why == "closed")


def how_to_join(workspace: "Workspace") -> Words | None:
    """What whoever is not among the people does about it; None for whoever is."""
    from store.workspace import roles  # late: most are among them

    records, who = workspace.records, workspace.who
    if records.person_of(who) is not None:
        return None
    why, settings = roles.no_guest(records, who), records.settings
    if why.reason == "may-join" and workspace.read_only is None:
        return Words(
            "Concord: you are not among the people of {name} yet. `concord` asks for your name and department, {who}",
            name=settings.name,
            who=who,
        )
    if why.reason == "may-join":
        why = Words("You are not among the people here yet. Ask a coordinator to add {who}", who=who)
    return Words("Concord, {name}: {reason}", name=settings.name, reason=why)


def say_how_to_join(call: "Call") -> bool:
    """Whether that was to be said, and is."""
    words = how_to_join(call.workspace)
    if words is None:
        return False
    if call.json:
        joining = call.workspace.records.settings.joining
        call.output.object({"login": call.workspace.who, "joining": joining, "message": t(words)})
    else:
        call.output.line(t(words))
    return True
