"""How old the readings are that are too old: time goes on by itself, and what rests on them has to say so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from store.kinds.reading_day import moment_of
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def age_of(age: timedelta) -> tuple[int, timedelta]:
    """An age as it is told: so many minutes, hours, from two days on days."""
    unit = _MINUTE if age < _HOUR else _HOUR if age < 2 * _DAY else _DAY
    return age // unit, unit


def stale_for(age: timedelta, id: str) -> Words:
    """That the latest reading of a metric is too old."""
    n, unit = age_of(age)
    if unit == _MINUTE:
        return Words("{id} is stale for {n} minutes", one="{id} is stale for {n} minute", id=id, n=n)
    if unit == _HOUR:
        return Words("{id} is stale for {n} hours", one="{id} is stale for {n} hour", id=id, n=n)
    return Words("{id} is stale for {n} days", one="{id} is stale for {n} day", id=id, n=n)


class Ages:
    """``grown`` is asked now and then."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._known: dict[str, tuple[int, timedelta] | None] = {}

    def grown(self) -> bool:
        """Whether one tells another age than before; what rests on it is found out anew then."""
        overview, now = self._overview, self._overview.now
        rows = overview.metrics.rows if overview.metrics.is_read else {}
        found = {
            id: self._age(id, now, timedelta(minutes=row.stale_after))
            for id, row in rows.items()
            if row.stale_after is not None and row.is_live
        }
        other = [id for id, age in found.items() if age != self._known.get(id)]
        self._known = found
        for id in other:
            overview.let_go({id, *overview.followers(id)})
        return bool(other)

    def _age(self, id: str, now: datetime, after: timedelta) -> tuple[int, timedelta] | None:
        readings = self._overview.readings
        for day in readings.back(id, date.max):
            age = now - moment_of(day, readings.values(id, day)[-1][0])
            return age_of(age) if age > after else None
        return None
