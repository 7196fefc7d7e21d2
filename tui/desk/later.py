"""Something done in a while by the loop that runs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import TimerHandle


def later(seconds: float, do: Callable[[], object]) -> "TimerHandle":
    """Call it after so many seconds; needs a running loop."""
    from asyncio import get_running_loop  # late: the first frame does without it

    return get_running_loop().call_later(seconds, do)
