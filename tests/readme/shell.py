"""One shell for all blocks of a page."""

import subprocess
from collections.abc import Sequence
from pathlib import Path


class Shell:
    """What one block exports, the next has; folders as eva sees them."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self.home = home
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def run(self, typed: str) -> tuple[int, str]:
        """Exit code and output."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{{ {typed}\n}} </dev/null; printf '\\n\\001%d\\n' $?\n")
        self.process.stdin.flush()
        said = ""
        for line in self.process.stdout:
            if line.startswith("\x01"):
                return int(line[1:]), said[:-1].replace(str(self.home), "/home/eva")
            said += line
        raise AssertionError(f"the shell has ended:\n{said}")

    def close(self) -> None:
        """Leave it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)
