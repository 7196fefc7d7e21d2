"""Readings of a metric, those of a day (UTC) in one document: what stood when, who entered it, what was corrected.

Its kind is a part of another (`store.kinds.PARTS`): no list, face or search knows of it; what is to be told of its
readings is told of the metric, and a reading is named by `store.insight.metrics.address`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from store.errors import Fault
from store.fields import LINE_LIMIT, line, mapping, moment, number, ref, rows, text
from store.fields import day as of_day
from store.fields.numbers import BEYOND
from store.fields.rights import ONCE, Claim, Right
from store.kinds.base import Kind, Record
from store.kinds.metric import PLACES, Metric, place
from store.kinds.metric_rights import answers, enters
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: So many readings a day are kept of a metric: one every twenty seconds.
MOST = 5_000
#: Clocks of machines differ by so much.
AHEAD = timedelta(minutes=2)
#: Nothing is a reading of a day before this one: it is a date gone wrong.
FIRST = date(1970, 1, 1)
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:(0[1-9]|[1-5][0-9]))?"


class Earlier(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a reading was before it was corrected; when, by whom and why it was."""

    value: Annotated[int | float, number("Value")] = 0
    by: Annotated[str, line("Corrected by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Corrected on")] = None
    why: Annotated[str, text("Why")] = ""


class ReadingItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reading: ``at`` is when it was entered, by whom; ``was`` what stood there before, the last one last."""

    value: Annotated[int | float, number("Value")]
    by: Annotated[str, line("Reported by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Reported on")] = None
    source: Annotated[str, line("Source")] = ""
    note: Annotated[str, line("Note")] = ""
    was: Annotated[tuple[Earlier, ...], rows("Earlier values")] = ()


TOO_LONG_AGO = Words("{day} is too long ago; readings are of days since 1970", "out-of-range")

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


def _goes(claim: Claim, before: ReadingDay, _after: None) -> bool:
    metric = claim.records.maybe(Metric, before.metric)
    return claim.undoing is not None or claim.again or metric is None or answers(claim, metric)


LEFT_OUT = Right(Words("whose number it is leaves readings out, their department, or a coordinator"), _goes)


class ReadingDay(Record, frozen=True):
    """``values`` are by the time, UTC: "08:30", with the seconds where there are any, "08:30:05"."""

    metric: Annotated[str, ref("Metric", "metric", names=True, right=ONCE)]
    day: Annotated[date, of_day("Day", right=ONCE)] = date.min
    values: Annotated[dict[str, ReadingItem], mapping("Readings", bulky=True, most=MOST, right=ENTERED)] = {}


class Reading(msgspec.Struct, frozen=True):
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


def moment_of(day: date, at: str) -> datetime:
    """The moment of a reading, UTC; raises ValueError for a time that is none."""
    return datetime.combine(day, time.fromisoformat(at), UTC)


def time_of(at: datetime) -> str:
    """The name of a moment among those of its day, which is to be in UTC."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def faults(readings: ReadingDay, before: ReadingDay | None, records: Records) -> Iterator[Fault]:
    """Times are times, values numbers, texts short, and a metric has one document a day."""
    old: dict[str, ReadingItem] = {} if before is None else before.values
    for at, item in readings.values.items():
        if old.get(at) == item:
            continue
        if re.fullmatch(_TIME, at) is None:
            yield Fault("values", Words('"{value}" is not a time such as 09:30', "wrong-shape", value=at))
        for fault in item_faults(item):
            yield Fault(f"values.{at}.{fault.field}", fault.words)
    if before is not None:
        return
    if readings.day < FIRST - timedelta(1):  # by the clocks of the workspace it may be that day
        yield Fault("day", TOO_LONG_AGO.filled(day=readings.day))
    others = records.numbers_with(PLACES, place(readings.metric, readings.day))
    if any(KIND.id(number) != readings.id for number in others):
        yield Fault("day", Words("there are readings of that day already", "there-already"))


def item_faults(item: ReadingItem) -> Iterator[Fault]:
    """What is wrong with one reading, by its fields."""
    if not isfinite(item.value) or abs(item.value) > BEYOND:
        yield Fault("value", Words("is too large a number", "out-of-range"))
    for name, said in (("source", item.source), ("note", item.note)):
        if len(said) > LINE_LIMIT:
            yield Fault(name, Words("is longer than {n} characters", "too-long", n=LINE_LIMIT))


# Taking back


def taken_apart(changes: Changes, change: dict[str, Any]) -> dict[str, Any]:
    """The readings that came or went with a document, one by one: others may have entered some of that day since."""
    whole = change.get("new") or change.get("old")
    if whole is None:
        return change
    document: dict[str, Any] = msgspec.json.decode(whole) if isinstance(whole, bytes | msgspec.Raw) else whole
    items = {f"values.{at}": item for at, item in document["values"].items()}
    if "new" in change:
        return {"t": change["t"], "n": change["n"], "set": items, "was": {}}
    others = changes.numbers_with(PLACES, place(document["metric"], document["day"]))
    return {"t": change["t"], "n": others[0], "set": {}, "was": items} if others else change


def emptied(changes: Changes, _before: ReadingDay, after: ReadingDay | None) -> None:
    """A day of which nothing is left goes."""
    if after is not None and not after.values:
        changes.transaction.delete(KIND.name, int(after.id.partition("-")[2]))


KIND = Kind(
    name="reading-day",
    prefix="ND",
    label="Readings of a day",
    plural="Readings",
    record=ReadingDay,
    writer="member",
    part_of="metric",
    known_as=lambda readings: f"{readings.metric}@{readings.day}",
    taken_apart=taken_apart,
    on_back=emptied,
    stays=LEFT_OUT,
    faults=faults,
    owned_by=(),
)
