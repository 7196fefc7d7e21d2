"""A served screen that watches itself: `python served_screen.py REPORT FOLDER LOGIN`, on a terminal.

What it opens for writing, moves or takes away outside the workspace and the person's own state, and whatever it starts
or connects to, is written into REPORT and ends it there and then.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: Events of the interpreter (its table of audit events), and which of their arguments are places that change.
CHANGES = {"os.rename": 2, "os.link": 2, "os.symlink": 2, "os.mkdir": 1, "os.remove": 1, "os.rmdir": 1, "os.chmod": 1,
           "os.truncate": 1, "os.chown": 1, "os.utime": 1, "shutil.rmtree": 1}  # fmt: skip
STARTS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.forkpty",
          "pty.spawn", "socket.connect", "socket.bind", "webbrowser.open")  # fmt: skip
#: Ends it where it did what it must not.
CAUGHT = 99


def watch(report: int, *allowed: str) -> Callable[[str, tuple[Any, ...]], None]:
    """A hook that lets nothing be changed outside these folders."""

    def fine(place: object) -> bool:
        if isinstance(place, int) or place == os.devnull:
            return True
        path = os.path.realpath(os.fsdecode(place))  # type: ignore[arg-type]
        return any(path == each or path.startswith(each + os.sep) for each in allowed)

    def hook(event: str, found: tuple[Any, ...]) -> None:
        if event == "open":
            bad = bool(found[2] & WRITES) and not fine(found[0])
        elif event in CHANGES:
            bad = not all(map(fine, found[: CHANGES[event]]))
        else:
            bad = event in STARTS
        if bad:
            os.write(report, f"{event} {found!r}\n".encode())
            os._exit(CAUGHT)

    return hook


def main(report: str, folder: str, login: str) -> int:
    from tui import i18n, served, session
    from tui.personal import own_language
    from tui.terminal import environment

    served.begin(served.Served(login))
    i18n.use(own_language.wanted)
    environment.scrub()
    written = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    state = os.path.realpath(os.environ["XDG_STATE_HOME"])
    sys.addaudithook(watch(written, os.path.realpath(folder), state))
    return session.run(folder)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
