"""Metrics: a number that a department shares, what it should be, and from when on it is too old to go by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.engine.lookups import NumberedSource
from store.errors import Fault, Refused
from store.fields import choice, line, minutes, number, ref, refs, text, unknown
from store.fields.indexes import RecordIndex
from store.fields.numbers import digits
from store.fields.rights import Claim, Right
from store.kinds.base import Kind, Record, ended_by
from store.kinds.department_rights import HANDED_ON
from store.kinds.metric_rights import ANSWERED
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


#: So many of the last documents are looked at before all of them.
NEWEST = 64


class _OfMetric(msgspec.Struct, gc=False):
    metric: str = ""
    day: str = ""


class _DayPlaces(RecordIndex[_OfMetric]):
    """There are very many of them, and whoever enters one reading asks for one."""

    def look(self, source: NumberedSource, key: str, /) -> list[int]:
        metric, _, day = key.partition(" ")
        newest = source.highest(self.table) if day else 0
        for n in range(newest, max(0, newest - NEWEST), -1):  # a reading is mostly of today
            raw = source.raw(self.table, n)
            if raw is not None and key in self.keys(raw):
                return [n]
        return [
            number
            for found in unknown.decoded(source, self.table, _OfMetric)
            for number, row in found.items()
            if row.metric == metric and day in ("", row.day)
        ]


#: The documents of a metric's readings: all of them, and that of a day.
PLACES = _DayPlaces("reading-day", _OfMetric, lambda row: (row.metric, place(row.metric, row.day)))


def place(metric: str, day: date | str) -> str:
    """The key of a metric's day among all of them."""
    return f"{metric} {day}"


#: A number is looked at again within two years, or it is never too old.
LONGEST = 2 * 366 * 24 * 60


def _has_none(claim: Claim, metric: Metric, _after: None) -> bool:
    return not claim.after.numbers_with(PLACES, metric.id)


READ_OF = Right(Words("there are readings of it, which stay; it is retired instead", "stays"), _has_none, firm=True)


class Metric(Record, frozen=True):
    """Its value is that of its latest reading (`store.kinds.reading_day`); without one it is not known.

    ``amber`` and ``red`` are how many percent of the target, or of the nearer edge of the band, it is off by.
    """

    title: Annotated[str, line("Title", names=True)]
    department: Annotated[str | None, ref("Department", "department", right=HANDED_ON, duty=True)] = None
    owner: Annotated[str | None, ref("Owner", "person", sign="@", right=HANDED_ON, duty=True, wanted=True)] = None
    unit: Annotated[str, line("Unit", right=ANSWERED, hint="pieces, EUR, %")] = ""
    decimals: Annotated[int, number("Decimals", least=0, most=6, unit=None, right=ANSWERED)] = 0
    direction: Annotated[
        str, choice("Direction", ("up", "Up"), ("down", "Down"), ("within", "Within a band"), right=ANSWERED)
    ] = "up"
    target: Annotated[int | float | None, number("Target", unit_from="unit", right=ANSWERED)] = None
    low: Annotated[int | float | None, number("Band from", unit_from="unit", right=ANSWERED)] = None
    high: Annotated[int | float | None, number("Band to", unit_from="unit", right=ANSWERED)] = None
    amber: Annotated[int | float, number("Amber from", least=0, most=1000, unit="%", right=ANSWERED)] = 0
    red: Annotated[int | float, number("Red from", least=0, most=1000, unit="%", right=ANSWERED)] = 10
    stale_after: Annotated[
        int | None,
        minutes("Too old after", most=LONGEST, right=ANSWERED, hint="Such as 30m, 26h or 2d; empty: it never is"),
    ] = None
    entered_by: Annotated[
        tuple[str, ...],
        refs(
            "Also entered by", "person", "department", right=ANSWERED, hint="Who else enters readings, such as a script"
        ),
    ] = ()
    note: Annotated[str, text("Note")] = ""
    state: Annotated[
        str,
        choice(
            "State",
            ("live", Words("Live", context="metric")),
            ("retired", Words("Retired", context="metric")),
            later=True,
            right=ANSWERED,
        ),
    ] = "live"
    reason: Annotated[str, line("Reason", later=True)] = ""


# Rules


def faults(metric: Metric, _before: Metric | None, _records: Records) -> Iterator[Fault]:
    """The band has two edges in order, what is red is amber first."""
    low, high = metric.low, metric.high
    if metric.direction == "within":
        for name, value in (("low", low), ("high", high)):
            if value is None:
                yield Fault(name, Words("is wanted for a band", "wants-band"))
    if low is not None and high is not None and low > high:
        words = Words("{high} is under where the band begins, {low}", "wrong-way", high=digits(high), low=digits(low))
        yield Fault("high", words)
    if metric.amber > metric.red:
        words = Words(
            "{red}% is less than what makes it amber, {amber}%",
            "wrong-way",
            red=digits(metric.red),
            amber=digits(metric.amber),
        )
        yield Fault("red", words)


# Words


def as_shown(metric: Metric, *values: float) -> Words | None:
    """That values have more decimals than their metric: each is kept and compared as it is; None where none has."""
    finer = [each for each in values if isinstance(each, float) and round(each, metric.decimals) != each]
    if not finer:
        return None
    if len(values) > 1:
        return Words(
            "{n} values of {id} have more than its {decimals} decimals: they are kept as they are, shown rounded",
            one="One value of {id} has more than its {decimals} decimals: it is kept as it is, shown rounded",
            n=len(finer),
            id=metric.id,
            decimals=metric.decimals,
        )
    shown = digits(round(finer[0], metric.decimals))
    return Words(
        "{id}: {value} is kept as it is and shown as {shown}; its decimals are {decimals}",
        id=metric.id,
        value=digits(finer[0]),
        shown=shown,
        decimals=metric.decimals,
    )


# Steps


def retire(_changes: Changes, metric: Metric, why: str) -> Metric:
    """It takes no readings any more; those that there are stay."""
    if metric.state == "retired":
        raise Refused("{id} is retired already", "there-already", id=metric.id)
    return msgspec.structs.replace(metric, state="retired", reason=" ".join(why.split()))


def restore(_changes: Changes, metric: Metric, _why: str) -> Metric:
    """It takes readings again."""
    if metric.state != "retired":
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=metric.id)
    return msgspec.structs.replace(metric, state="live", reason="")


KIND = Kind(
    name="metric",
    prefix="N",
    label="Metric",
    plural="Metrics",
    record=Metric,
    asks=("department", "owner", "unit", "direction", "target", "low", "high", "stale_after"),
    writer="member",
    faults=faults,
    drop=retire,
    reopen=restore,
    no_done=Words("a metric is never done; give it a reading, or retire it", "never-done"),
    standing=ended_by("state", retired="dropped"),
    stands_by=("state",),
    stays=READ_OF,
)
