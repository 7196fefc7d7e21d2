"""What two departments have each said of the same thing becomes one where they are made one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


def stronger(kept: S, other: S, field: str, order: Sequence[str]) -> S:
    """The one whose word in ``field`` comes first in ``order``; where both say the same, all that either has."""
    words = [getattr(each, field) for each in (kept, other)]
    places = [order.index(word) if word in order else len(order) for word in words]
    if places[0] != places[1]:
        return kept if places[0] < places[1] else other
    blank: dict[str, Any] = {
        name: value for name in kept.__struct_fields__ if (value := getattr(other, name)) and not getattr(kept, name)
    }
    return msgspec.structs.replace(kept, **blank)
