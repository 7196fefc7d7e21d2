"""How a reading is named: `N-3@2026-11-23T09:30`, by its metric and its moment as the workspace's clocks show it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from store import clock

if TYPE_CHECKING:
    from store.kinds.reading_day import Reading

_ADDRESS = re.compile(
    r"(N-[1-9]\d{0,14})@(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?", re.IGNORECASE | re.ASCII
)


def address(reading: Reading, zone: str) -> str:
    """Its name: with the seconds where there are any, with the offset where the hour comes twice."""
    there = clock.there(reading.at, zone)
    said = f"{there:%Y-%m-%dT%H:%M:%S}" if there.second else f"{there:%Y-%m-%dT%H:%M}"
    return f"{reading.metric}@{said}{_offset(there) if _is_twice(there) else ''}"


def read_address(text: str, zone: str) -> tuple[str, datetime] | None:
    """The metric and the moment that an address names, UTC; None where it is none."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return None
    id, day, time, offset = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time}{(offset or '').upper()}")
        there = moment if offset else moment.replace(tzinfo=clock.zone_called(zone))
        return id.upper(), there.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_twice(there: datetime) -> bool:
    return there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()


def _offset(there: datetime) -> str:
    said = f"{there:%z}"
    return f"{said[:3]}:{said[3:5]}"
