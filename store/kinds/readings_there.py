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
    return next((each for each in _of_day(records, metric, at.date()) if each.at == at), None)


def latest(records: Records, metric: str, until: datetime) -> Reading | None:
    """The last reading of a metric up to that moment, or to where the clocks of others are then."""
    until = until.astimezone(UTC) + AHEAD
    for back in range(NEAR):
        if found := [each for each in _of_day(records, metric, until.date() - timedelta(back)) if each.at <= until]:
            return found[-1]
    found = [each for day in days_of(records, metric) for each in _readings(day) if each.at <= until]
    return found[-1] if found else None


def days_of(records: Records, metric: str) -> list[ReadingDay]:
    """All the readings of a metric, by day."""
    found = (records.raw(PLACES.table, number) for number in records.numbers_with(PLACES, metric))
    return sorted((unknown.read(raw, ReadingDay) for raw in found if raw is not None), key=lambda each: each.day)


def day_of(records: Records, metric: str, day: date) -> ReadingDay | None:
    """The readings of a metric of a day, UTC; None where there are none."""
    for number in records.numbers_with(PLACES, place(metric, day)):
        raw = records.raw(PLACES.table, number)
        return None if raw is None else unknown.read(raw, ReadingDay)
    return None


def _of_day(records: Records, metric: str, day: date) -> list[Reading]:
    found = day_of(records, metric, day)
    return [] if found is None else _readings(found)


def _readings(day: ReadingDay) -> list[Reading]:
    return [reading(day.metric, day.day, at, day.values[at]) for at in sorted(day.values)]
