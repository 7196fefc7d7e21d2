"""The start of the installed `concord`: its own `tui` and `store` are taken, whatever else is called so on the way.

The only name of Concord's that nobody else has; it needs nothing of the two to say that they are not there.
"""

import os
import sys
from typing import NoReturn

_HERE = os.path.dirname(os.path.abspath(__file__))


def start() -> NoReturn:
    """The process: take our own parts, and go on as `tui.__main__` does."""
    try:
        if os.environ.get("PYTHONPATH"):  # else nothing comes before where Concord is installed
            _take_ours()
        from tui.__main__ import start as begin

        begin()
    except ImportError as error:
        sys.stderr.write(
            f"concord: this installation is not whole, or another package took its place ({error}). To have it anew "
            "and by itself: pipx install --force ./concord\n"
        )
        sys.exit(1)


def _take_ours() -> None:
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    for name in ("store", "tui"):
        spec = PathFinder.find_spec(name, [_HERE])
        if spec is not None and spec.loader is not None:
            sys.modules[name] = module = module_from_spec(spec)
            spec.loader.exec_module(module)
