"""Metrics of a large example and their readings: ten a day of each, of the last four hundred days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from store.demo.maker import Maker
from store.kinds.metric import Metric
from store.kinds.reading_day import KIND, ReadingDay, ReadingItem, time_of

#: So many days of readings, from yesterday back, and so many a day: every two hours from five on.
DAYS, A_DAY = 400, 10


def metric(make: Maker, _number: int) -> Metric:
    """Up, down, or within a band."""
    direction = make.chance.choice(("up", "down", "within"))
    return Metric(
        title=make.phrase("measures", "places"),
        department=make.one("department"),
        owner=make.one("person"),
        unit=("pieces", "件")[make.lang],
        direction=direction,
        target=None if direction == "within" else 500,
        low=400 if direction == "within" else None,
        high=600 if direction == "within" else None,
        stale_after=48 * 60,
    )


def days(metrics: int, today: date) -> Iterator[ReadingDay]:
    """The readings of so many metrics, day by day; the same for the same number."""
    chance, number = Random(f"readings {metrics}"), 0  # noqa: S311 (the same for the same number)
    levels = [500.0] * metrics
    for back in range(DAYS, 0, -1):
        day = today - timedelta(back)
        times = [datetime.combine(day, time(3 + 2 * at), UTC) for at in range(A_DAY)]
        for at in range(metrics):
            values: dict[str, ReadingItem] = {}
            for moment in times:
                levels[at] += chance.randint(-9, 9) + (500 - levels[at]) / 50
                values[time_of(moment)] = ReadingItem(round(levels[at]), source="till", at=moment)
            number += 1
            yield ReadingDay(id=KIND.id(number), metric=f"N-{at + 1}", day=day, values=values)
