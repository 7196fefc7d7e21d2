"""Reading many documents: no garbage is looked for meanwhile, and what it leaves behind is given back to the system.

There is none to be found, and looking takes as long as reading.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager, suppress


@contextmanager
def uncollected() -> Generator[None, None, None]:
    """Garbage is collected again afterwards, where it was before."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def give_back() -> None:
    """Give memory that nothing is in back to the system, where the C library can: it does not by itself."""
    import ctypes  # late: nothing else here needs it, and nothing before the first paint

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
