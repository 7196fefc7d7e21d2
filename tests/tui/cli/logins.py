"""Somebody who logs in to a machine: next to nothing in their environment, and a workspace that somebody else made."""

import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from store import commands
from store.engine import identity
from store.workspace import Workspace, open_workspace
from store.workspace.founding import found_workspace

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "tui", "today", "--brief"]
#: Somebody else who has an account here.
ADMIN = next(each.pw_name for each in pwd.getpwall() if each.pw_uid != os.getuid())
NOTHING = "Concord today: nothing presses\n"


class Login:
    """Whoever logs in: an environment of its own with next to nothing in it, a home, a workspace that others made."""

    def __init__(self, place: Path) -> None:
        self.place, self.home, self.folder = place, place / "home", place / "acme"
        self.home.mkdir(mode=0o700)
        self.env = {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        self.env |= {"PYTHONDONTWRITEBYTECODE": "1", "CONCORD_WORKSPACE": str(self.folder)}
        found_workspace(self.folder, "Acme", ADMIN, department="Office").close()

    def work(self, work: Callable[[Workspace], object]) -> None:
        with open_workspace(str(self.folder), ADMIN) as workspace:
            work(workspace)

    def join(self, **fields: object) -> None:
        given = {"name": "Me", "login": identity.os_user(), **fields}
        self.work(lambda workspace: workspace.do(commands.add, "person", given))

    def files(self) -> dict[str, tuple[int, bytes | None]]:
        """All there is below the home and the workspace."""
        found = (path for top in (self.home, self.folder) for path in sorted(top.rglob("*")))
        return {
            str(path): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
            for path in found
            if not path.is_dir()
        }

    def run(self, *words: str, before: str = "") -> tuple[int, str, str]:
        """Exit code and what was said, as the line of a shell; ``before`` is what it does first."""
        line = f'{before}exec "$@"'
        ran = subprocess.run(
            ["/bin/sh", "-c", line, "sh", *COMMAND, *words],
            env=self.env,
            cwd=self.place,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
        return ran.returncode, ran.stdout.decode(), ran.stderr.decode()
