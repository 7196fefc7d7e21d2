"""The start of `concord`: the command line, which opens the screen where no verb is given."""

import gc
import sys
from collections.abc import Sequence


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
    from tui import environment

    environment.hold_standard_streams()
    found = environment.foreign_store()
    if found is not None:
        sys.stderr.write(
            f"concord: another package named `store` is in the way ({found!a}). Install concord-workspace by "
            "itself: pipx install concord-workspace\n"
        )
        return 1
    from tui.cli import run

    return run(argv)


if __name__ == "__main__":
    sys.exit(main())
