"""Readings of a metric, those of a day (UTC) in one document: what stood when, who entered it, what was corrected.

Its kind is a part of another (`store.kinds.PARTS`): no list, face or search knows of it; what is to be told of its
readings is told of the metric, and a reading is named by `store.insight.metrics.address`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import msgspec

from store.errors import Fault
from store.fields import Field, day, line, moment, number, ref, text
from store.fields.indexes import RecordIndex
from store.fields.rights import ONCE, Claim, Right
from store.kinds.base import Kind, Record
from store.kinds.metric import Metric
from store.kinds.metric_rights import answers, enters
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records

#: Clocks of machines differ by so much.
AHEAD = timedelta(minutes=2)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:(0[1-9]|[1-5][0-9]))?")


class Earlier(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a reading was before it was corrected; when, by whom and why it was."""

    value: Annotated[int | float, number("Value")] = 0
    by: Annotated[str, line("Corrected by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Corrected on")] = None
    why: Annotated[str, text("Why")] = ""


class ReadingItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reading: ``at`` is when it was entered, by whom; ``was`` what stood there before, the last one last."""

    value: Annotated[int | float, number("Value")]
    by: Annotated[str, line("Entered by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Entered on")] = None
    source: Annotated[str, line("Source")] = ""
    note: Annotated[str, line("Note")] = ""
    was: Annotated[tuple[Earlier, ...], Field(label=Words("Earlier values"), type="rows", asked=False)] = ()


# Who may


def _entered(claim: Claim, before: ReadingDay | None, after: ReadingDay) -> bool:
    """By whoever may, each as what it is: entered now, of a moment that has come; corrected with what it was."""
    metric = claim.records.maybe(Metric, after.metric) or claim.after.maybe(Metric, after.metric)
    if metric is None or not enters(claim, metric):
        return False
    if claim.with_past:
        return True
    old: dict[str, ReadingItem] = {} if before is None else before.values
    if old.keys() - after.values.keys() and not answers(claim, metric):
        return False
    return all(_is_right(claim, after.day, at, old.get(at), item) for at, item in after.values.items())


def _is_right(claim: Claim, on: date, at: str, was: ReadingItem | None, now: ReadingItem) -> bool:
    if was is None:
        entered = now.by == claim.who and claim.is_now(now.at) and not now.was
        return (entered or claim.again) and moment_of(on, at) <= claim.now + AHEAD
    if now == was:
        return True
    last = now.was[-1] if now.was else None
    told = last is not None and (last.value, last.by) == (was.value, claim.who) and claim.is_now(last.at)
    return told and now.was[:-1] == was.was and (now.by, now.at) == (was.by, was.at)


ENTERED = Right(
    Words("whose number it is enters readings, their department, or whom the metric names for that"),
    _entered,
)


class ReadingDay(Record, frozen=True):
    """``values`` are by the time, UTC: "08:30", with the seconds where there are any, "08:30:05"."""

    metric: Annotated[str, ref("Metric", "metric", names=True, right=ONCE)]
    day: Annotated[date, day("Day", right=ONCE)] = date.min
    values: Annotated[
        dict[str, ReadingItem], Field(label=Words("Readings"), type="map", asked=False, bulky=True, right=ENTERED)
    ] = {}


class Reading(NamedTuple):
    """One reading, by itself: ``at`` is the moment of which it is, UTC; ``corrected`` what stood there before."""

    metric: str
    at: datetime
    value: float
    note: str = ""
    source: str = ""
    by: str = ""
    corrected: tuple[Earlier, ...] = ()


def reading(metric: str, day: date, at: str, item: ReadingItem) -> Reading:
    """An item of a day by itself."""
    return Reading(metric, moment_of(day, at), item.value, item.note, item.source, item.by, item.was)


class _Place(msgspec.Struct, gc=False):
    metric: str = ""
    day: str = ""


#: The document of a metric and day.
PLACES: RecordIndex[Any] = RecordIndex("reading-day", _Place, lambda row: (place(row.metric, row.day),))


def place(metric: str, day: date | str) -> str:
    """The key of a metric's day among all of them."""
    return f"{metric} {day}"


def moment_of(day: date, at: str) -> datetime:
    """The moment of a reading, UTC; raises ValueError for a time that is none."""
    return datetime.combine(day, time.fromisoformat(at), UTC)


def time_of(at: datetime) -> str:
    """The name of a moment among those of its day, which is to be in UTC."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def faults(readings: ReadingDay, before: ReadingDay | None, records: Records) -> Iterator[Fault]:
    """Times are times, and a metric has one document a day."""
    old: dict[str, ReadingItem] = {} if before is None else before.values
    for at in readings.values.keys() - old.keys():
        if _TIME.fullmatch(at) is None:
            yield Fault("values", Words('"{value}" is not a time such as 09:30', "wrong-shape", value=at))
    if before is not None:
        return
    others = records.numbers_with(PLACES, place(readings.metric, readings.day))
    if any(KIND.id(number) != readings.id for number in others):
        yield Fault("day", Words("there are readings of that day already", "there-already"))


KIND = Kind(
    name="reading-day",
    prefix="ND",
    label="Readings of a day",
    plural="Readings",
    record=ReadingDay,
    writer="member",
    part_of="metric",
    faults=faults,
    owned_by=(),
)
