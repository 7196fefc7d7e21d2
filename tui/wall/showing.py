"""A wall: the workspace is opened in nobody's name, only to be read, and shown until q is pressed or the line drops."""

import gc
from typing import TYPE_CHECKING

from store.words import Words
from store.workspace import open_workspace
from tui import served
from tui.config import Options
from tui.desk.company import Company
from tui.desk.desk import Desk
from tui.personal import own_language
from tui.session import ended
from tui.terminal import environment, shell

if TYPE_CHECKING:
    from store.workspace import Workspace

#: Seconds for which a sheet is shown; at least, and at most.
EVERY, LEAST, MOST = 20, 3, 3600
WHY = Words("what hangs on a wall is only looked at")


class _NobodyThere(Company):
    """A wall looks at nobody, and nobody is told of it."""

    def look(self) -> bool:
        return False


class WallDesk(Desk):
    """What a wall shows; nothing is committed over it, nor remembered of whoever looks."""

    def __init__(self, workspace: "Workspace") -> None:
        workspace.only_read(WHY)
        super().__init__(workspace, Options.of_person())
        self.company = _NobodyThere(workspace, self.listeners)


def run(folder: str, every: float = EVERY, *, wait: float = 10.0) -> int:
    """Show the workspace in ``folder``, each sheet for so many seconds; the exit code.

    Raises what opening the workspace raises, and what ended the app where that was not a person.
    """
    gc.disable()
    if served.session() is not None:
        shell.stay()
    environment.scrub()
    desk = WallDesk(open_workspace(folder, "", wait=wait))
    try:
        own_language.otherwise_of(desk.workspace)
        from tui.terminal.driver import SafeDriver  # late: the environment is made safe first
        from tui.wall.screen_on_wall import WallApp  # late: as above

        app = WallApp(desk, every=every, driver_class=SafeDriver)
        code = app.run()
        if app.failure is not None:
            raise app.failure
        return ended(code or 0)
    finally:
        desk.close()
