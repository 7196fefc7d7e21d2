"""Values that can be drawn; the lists draw some too, and load nothing else of charts for it."""

import math


def known(value: float | None) -> float | None:
    """The value, if it is one that can be drawn."""
    return value if value is not None and math.isfinite(value) else None
