"""Imports a module without another one that it can do without, where that costs more than it does itself.

What the standard library has by now, msgspec takes from typing_extensions where it is installed: a fifth of the start
of a command. asyncio loads OpenSSL, which no screen needs.
"""

import sys
from importlib import import_module


def without(costly: str, name: str) -> None:
    """Have the module of that name imported, as if ``costly`` were not installed, unless somebody has imported it."""
    if costly in sys.modules or name in sys.modules:
        return
    sys.modules[costly] = None  # type: ignore[assignment]  # which is how Python is told that there is no such module
    try:
        import_module(name)
    except ImportError:
        return  # a version that insists on it: imported as it comes, then
    finally:
        del sys.modules[costly]
