"""Whether what this process has loaded is compiled for the next one: where it is not, each start compiles it anew.

That is three times the work of a command, at each of them. It comes of an installation that was not compiled (uv, or
pip with --no-compile), in folders in which whoever starts Concord cannot write; `python -m compileall` mends it.
"""

import os
import sys


def uncompiled() -> list[str]:
    """The folders of packages that have no compiled files; whoever could write them has, by loading them."""
    found: set[str] = set()
    for name, module in list(sys.modules.items()):
        compiled, source = getattr(module, "__cached__", None), getattr(module, "__file__", None)
        if compiled and source and source != compiled and not os.path.exists(compiled):
            inside = name.count(".") + (os.path.basename(source) == "__init__.py")
            for _ in range(inside):
                source = os.path.dirname(source)
            found.add(source)
    return sorted(found)
