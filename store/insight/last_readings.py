"""The last readings of a metric, the latest first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.kinds.reading_day import Reading


def last_readings(overview: Overview, id: str, most: int) -> list[Reading]:
    """At most so many; no more days are read than they are of."""
    found: list[Reading] = []
    for day in overview.readings.back(id, date.max):
        found += reversed(overview.readings.readings(id, day))
        if len(found) >= most:
            break
    return found[:most]
