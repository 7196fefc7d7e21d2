"""What stands in the readings of a metric, for whoever commits: commands and rights know no overview."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from store.fields import unknown
from store.kinds.metric import PLACES, place
from store.kinds.reading_day import AHEAD, Reading, ReadingDay, reading

if TYPE_CHECKING:
    from store.records import Records

#: So many days are looked for one by one, from today on backwards, before those of a metric are all looked through.
NEAR = 60


def at_moment(records: Records, metric: str, at: datetime) -> Reading | None:
    """The reading of that very moment."""
    at = at.astimezone(UTC).replace(microsecond=0)
    found = _of_day(records, metric, at.date())
    return next((each for each in found if each.at == at), None)


def latest(records: Records, metric: str, until: datetime) -> Reading | None:
    """The last reading of a metric up to that moment, or to where the clocks of others are then."""
    until = until.astimezone(UTC) + AHEAD
    for back in range(NEAR):
        if found := [each for each in _of_day(records, metric, until.date() - timedelta(back)) if each.at <= until]:
            return found[-1]
    days = (_day(records, number) for number in records.numbers_with(PLACES, metric))
    found = [each for day in days if day is not None for each in _readings(day) if each.at <= until]
    return max(found, key=lambda each: each.at, default=None)


def _of_day(records: Records, metric: str, day: date) -> list[Reading]:
    days = (_day(records, number) for number in records.numbers_with(PLACES, place(metric, day)))
    return [each for found in days if found is not None for each in _readings(found)]


def _day(records: Records, number: int) -> ReadingDay | None:
    raw = records.raw(PLACES.table, number)
    return None if raw is None else unknown.read(raw, ReadingDay)


def _readings(day: ReadingDay) -> list[Reading]:
    return [reading(day.metric, day.day, at, day.values[at]) for at in sorted(day.values)]
