"""Key results whose value is the latest reading of a metric: both count in one unit, a check-in says the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from store import clock
from store.errors import Fault, Refused
from store.fields.numbers import digits
from store.kinds.metric import Metric
from store.kinds.metric import faults as own_faults
from store.kinds.readings_there import latest
from store.words import Words, measured

if TYPE_CHECKING:
    from store.kinds.key_result import KeyResult
    from store.records import Changes, Records

#: What a key result counts in as long as nobody says it.
USUAL = "%"


def faults(key_result: KeyResult, before: KeyResult | None, records: Records) -> Iterator[Fault]:
    """It follows a metric that goes on, in its unit."""
    metric = records.maybe(Metric, key_result.metric)
    if metric is None:
        return
    if metric.unit != key_result.unit:
        unit = metric.unit or Words("a mere number")
        words = Words("{metric} counts in {unit}; it has to as well", "other-unit", metric=metric.id, unit=unit)
        yield Fault("unit", words)
    if metric.state == "retired" and (before is None or before.metric != metric.id):
        yield Fault("metric", Words("{id} is retired; follow one that goes on", "closed", id=metric.id))


def metric_faults(metric: Metric, before: Metric | None, records: Records) -> Iterator[Fault]:
    """Those of a metric; its unit is that of the key results that follow it."""
    from store.kinds.key_result import KeyResult  # late: it asks for these rules

    yield from own_faults(metric, before, records)
    if before is None or metric.unit == before.unit:
        return
    ids = [each.id for each in records.pointing(KeyResult, "metric", metric.id) if each.unit != metric.unit]
    if ids:
        words = Words("{ids} follow it and count otherwise", "other-unit", one="{ids} follows it and counts otherwise")
        yield Fault("unit", words.filled(ids=ids, n=len(ids)))


def in_its_unit(changes: Changes, key_result: KeyResult) -> KeyResult:
    """A new key result counts as its metric does, unless it says otherwise."""
    metric = changes.maybe(Metric, key_result.metric)
    if metric is None or key_result.unit != USUAL:
        return key_result
    return msgspec.structs.replace(key_result, unit=metric.unit)


def checked(changes: Changes, key_result: KeyResult, value: float | None, on: date | None) -> float:
    """The value of a check-in: the last reading by that day of the metric that is followed. Raises `Refused`."""
    until = changes.now if on is None else clock.begins(on + timedelta(1), changes.settings.zone)
    last = latest(changes, key_result.metric, until) if key_result.metric else None
    if last is None:
        if value is None:
            raise Refused("Say which value {id} has", "wants-value", id=key_result.id)
        return value
    if value is not None and value != last.value:
        if changes.one(Metric, last.metric).state == "retired":
            raise Refused(
                "{key_result} follows {id}, which is retired; reopen that, or follow none any more",
                "closed",
                key_result=key_result.id,
                id=last.metric,
            )
        raise Refused(
            "{id} follows {metric}, which is at {value}; give the number to the metric, a check-in takes it from there",
            "follows-metric",
            id=key_result.id,
            metric=last.metric,
            value=measured(digits(last.value), key_result.unit),
        )
    return last.value
