"""Concord with all of it loaded, for sshd to start: each command in a copy of this process.

To load Python and Concord anew for each of hundreds of commands would take most of the time of all tests.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NoReturn

import store
import store.commands
import store.insight
import store.interop
import store.kinds
import tui.cli
import tui.faces
import tui.text
from store.kinds import KINDS
from tests.service.program import be_the_program
from tests.sshd import ROOT

#: What commands load of the program, beside what these import.
_PACKAGES = (store.kinds, store.commands, store.insight, store.interop, tui.cli, tui.faces, tui.text)


class Loaded:
    """It waits in the folder ``place``; its account's home is ``home``."""

    def __init__(self, place: Path, home: Path) -> None:
        self.place, self.home = place, home
        if not (place / "asked").exists():
            os.mkfifo(place / "asked")

    def line(self, words: str) -> str:
        """What sshd is to start for a key, in place of `concord` with these words: its shell asks, and ends so."""
        back = self.place / f"ended-{words.split()[1]}"
        os.mkfifo(back)
        return f"exec 3<&0 4>&1; echo $$ {back} {words} >{self.place}/asked; read code <{back}; exit $code"

    def serve(self) -> NoReturn:
        """One after the other, until it is killed."""
        gc.freeze()
        with open(os.open(self.place / "asked", os.O_RDWR), "rb") as asked:
            while True:
                asking, back, *words = next(asked).decode().split()
                code = self._run(Path("/proc") / asking, words)
                with open(back, "w") as ended:
                    ended.write(f"{code}\n")

    def _run(self, asking: Path, words: list[str]) -> int:
        variables = (each.split(b"=", 1) for each in (asking / "environ").read_bytes().split(b"\0") if b"=" in each)
        env = dict(variables)
        child = os.fork()
        if child == 0:
            ways = {3: os.O_RDONLY, 4: os.O_WRONLY, 2: os.O_WRONLY}  # 0 and 1 are its own while it asks and waits
            be_the_program(words, env, [os.open(asking / f"fd/{n}", way) for n, way in ways.items()], self.home)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def waiting(place: Path, home: Path, workspace: Path) -> Iterator[Loaded]:
    """One that waits until then; it has looked around in that workspace."""
    found = Loaded(place, home)
    words = [sys.executable, "-m", __name__, str(place), str(home), str(workspace)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.DEVNULL) as process:
        try:
            yield found
        finally:
            process.kill()


def main(place: str, home: str, workspace: str) -> NoReturn:
    """Serve whoever asks there, until it is killed."""
    for package in _PACKAGES:
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    with store.open_workspace(workspace, "root") as opened:
        for kind in KINDS.values():
            list(opened.records.all(kind.record))
    Loaded(Path(place), Path(home)).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
