"""The start of `concord`: the command line, which opens the screen where no verb is given."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the words ask (those of the process where none are given) and return the exit code."""
    collecting = gc.isenabled()
    gc.disable()  # a short life with little garbage: looking for cycles costs more than it frees
    try:
        return _run(list(sys.argv[1:] if argv is None else argv))
    finally:
        if collecting and argv is not None:
            gc.enable()


def _run(argv: list[str]) -> int:
    from tui.terminal import environment  # late: whoever imports this runs nothing yet

    environment.hold_standard_streams()
    found = environment.foreign_store()
    if found is not None:
        from tui.terminal.in_the_way import sentence  # late: mostly nothing is

        sys.stderr.write(f"concord: {sentence(found, dict(os.environ))}\n")
        return 1
    from tui.cli import run  # late: another `store` may be in the way

    return run(argv)


def start() -> NoReturn:
    """The process: do what its words ask, and end it there and then.

    Everything is closed by then; taking the interpreter apart object by object is a fifth of a short command's time.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    start()
