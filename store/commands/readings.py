"""Readings of metrics: one, many at once, and what was wrong put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from store import clock
from store.errors import ConcordError, Invalid, NotFound, Refused
from store.fields.clean_text import clean
from store.fields.numbers import digits
from store.kinds.base import fields_of
from store.kinds.metric import Metric
from store.kinds.reading_day import (
    AHEAD,
    FIRST,
    TOO_LONG_AGO,
    Earlier,
    Reading,
    ReadingDay,
    ReadingItem,
    item_faults,
    moment_of,
    reading,
    time_of,
)
from store.kinds.readings_there import day_of, days_of
from store.words import measured

if TYPE_CHECKING:
    from store.records import Changes


_DAY = 24 * 60
_SECOND = timedelta(seconds=1)


class NewReading(NamedTuple):
    """What somebody enters: of which metric, ``at`` which moment (None: now)."""

    metric: str
    value: float
    at: datetime | None = None
    note: str = ""
    source: str = ""


#: Says of a refusal which of many, by its place, it is about.
Called = Callable[[int, ConcordError], ConcordError]


class Entered(NamedTuple):
    """What came of it: the readings as they stand now, and how many of them are new."""

    readings: list[Reading]
    new: int


def add_reading(
    changes: Changes, metric: str, value: float, at: datetime | None = None, note: str = "", source: str = ""
) -> Reading:
    """One reading, of now where no moment is given. The same once more changes nothing.

    Raises `Refused` for a moment that is still to come, where another value stands there, and of a retired metric.
    """
    return add_readings(changes, [NewReading(metric, value, at, note, source)]).readings[0]


def add_readings(changes: Changes, given: Sequence[NewReading], called: Called = lambda _at, error: error) -> Entered:
    """Many readings, of several metrics too, all or none; ``called`` says of a refusal which of them it is about."""
    days, found, new = _Days(changes), list[Reading](), 0
    for at, each in enumerate(given):
        try:
            made, is_new = days.enter(each)
        except ConcordError as error:
            raise called(at, error) from None
        found.append(made)
        new += is_new
    days.put()
    metrics = list(dict.fromkeys(each.metric for each in found))
    if len(found) == 1:
        changes.say("reading", id=metrics[0], at=found[0].at.isoformat(), value=found[0].value)
    else:
        changes.say("reading", ids=metrics, n=new)
    return Entered(found, new)


def correct_reading(
    changes: Changes, metric: str, at: datetime, value: float, why: str, note: str | None = None
) -> Reading:
    """Another value of that moment; what stood there is kept with the reason. Raises `Refused` without one."""
    days = _Days(changes)
    made = days.correct(metric, at, value, clean(why), note)
    days.put()
    changes.say("correct", id=metric, at=made.at.isoformat(), value=value)
    return made


class Thinned(NamedTuple):
    """Of how many readings before a moment how many stay, and how many are left out."""

    stay: int
    gone: int


def thin(changes: Changes, metric: str, every: int, before: datetime) -> Thinned:
    """Leave out readings before a moment, all but the last one of every so many minutes.

    What somebody has corrected, or said something about, stays. The journal keeps all of them.
    """
    zone = clock.zone_called(changes.settings.zone)
    days = [day for day in days_of(changes, changes.one(Metric, metric).id) if moment_of(day.day, "00:00") < before]
    old = [(moment_of(day.day, at), day, at) for day in days for at in day.values]
    old = sorted((each for each in old if each[0] < before), key=lambda each: each[0])
    last = {_part(moment.astimezone(zone), every): (day.id, at) for moment, day, at in old}
    kept = set(last.values())
    gone: dict[str, set[str]] = {}
    for _moment, day, at in old:
        item = day.values[at]
        if (day.id, at) not in kept and not item.was and not item.note:
            gone.setdefault(day.id, set()).add(at)
    for day in days:
        if day.id in gone:
            changes.change(day, values={at: item for at, item in day.values.items() if at not in gone[day.id]})
    n = sum(map(len, gone.values()))
    changes.say("thin", id=metric, n=n)
    return Thinned(len(old) - n, n)


def _part(there: datetime, every: int) -> tuple[int, int]:
    """The part of time, of so many minutes, in which a moment lies by the clocks there: days from their beginning."""
    if every >= _DAY:
        return there.toordinal() // (every // _DAY), 0
    return there.toordinal(), (there.hour * 60 + there.minute) // every


def _hold(metric: Metric, item: ReadingItem) -> None:
    """Raises `Invalid`, which names the field."""
    if wrong := [*item_faults(item)]:
        raise Invalid(metric.id, wrong, fields_of(ReadingItem))


class _Days:
    """The days that a command writes into, each read and written once."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._metrics: dict[str, Metric] = {}
        self._days: dict[tuple[str, date], tuple[ReadingDay, dict[str, ReadingItem]]] = {}

    def enter(self, given: NewReading) -> tuple[Reading, bool]:
        """The reading, and whether it is new."""
        metric = self._metric(given.metric)
        at = self._moment(given.at)
        values = self._values(metric.id, at)
        item = ReadingItem(
            value=given.value or 0,  # never less than nothing of nothing
            by=self._changes.who,
            at=self._changes.now,
            source=clean(given.source),
            note=clean(given.note),
        )
        _hold(metric, item)
        stands = values.get(time_of(at))
        if stands is not None and stands.value != given.value and given.at is None:
            at = self._free(metric.id, given.value)  # another one within a minute
            values = self._values(metric.id, at)
            stands = values.get(time_of(at))
        if stands is None:
            values[time_of(at)] = item
        elif stands.value != given.value:
            raise Refused(
                "{id} was {value} at that moment; another value of it is a correction",
                "reading-stands",
                id=metric.id,
                value=measured(digits(stands.value), metric.unit),
            )
        return reading(metric.id, at.date(), time_of(at), stands or item), stands is None

    def correct(self, metric_id: str, at: datetime, value: float, why: str, note: str | None) -> Reading:
        """The reading as it is now."""
        metric = self._metric(metric_id)
        at = at.astimezone(UTC).replace(microsecond=0)
        values, name = self._values(metric.id, at), time_of(at)
        was = values.get(name)
        if was is None:
            raise NotFound("There is no reading of {id} at that moment", id=metric.id)
        if not why:
            raise Refused("Correcting a reading wants a reason; say why", "wants-reason")
        if was.value != value or note not in (None, was.note):
            earlier = Earlier(was.value, self._changes.who, self._changes.now, why)
            said = was.note if note is None else clean(note)
            values[name] = msgspec.structs.replace(was, value=value or 0, note=said, was=(*was.was, earlier))
            _hold(metric, values[name])
        return reading(metric.id, at.date(), name, values[name])

    def put(self) -> None:
        """Store what has changed."""
        for day, values in self._days.values():
            if values != day.values:
                ordered = msgspec.structs.replace(day, values=dict(sorted(values.items())))
                if day.id:
                    self._changes.put(ordered)
                else:
                    self._changes.add(ordered)

    def _metric(self, id: str) -> Metric:
        if id not in self._metrics:
            metric = self._changes.one(Metric, id)
            if metric.state == "retired":
                raise Refused("{id} is retired; reopen it first", "closed", id=id)
            self._metrics[id] = metric
        return self._metrics[id]

    def _moment(self, at: datetime | None) -> datetime:
        if at is None:
            return self._changes.now.replace(second=0, microsecond=0)
        if at > self._changes.now + AHEAD:
            there = clock.there(at, self._changes.settings.zone)
            raise Refused(
                "{day} {time} is still to come; a reading is of a moment up to now",
                "still-to-come",
                day=there.date(),
                time=f"{there:%H:%M}",
            )
        # Of the first day that there is no zone has a day before.
        day = at.date() if at.year < FIRST.year - 1 else clock.there(at, self._changes.settings.zone).date()
        if day < FIRST:
            raise Refused.of(TOO_LONG_AGO.filled(day=day))
        return at.astimezone(UTC).replace(microsecond=0)

    def _free(self, metric: str, value: float) -> datetime:
        """The first second from now on of which there is no other value: several sessions may enter one at once."""
        at, last = self._changes.now.replace(microsecond=0), self._changes.now + AHEAD - _SECOND
        while (stands := self._values(metric, at).get(time_of(at))) and stands.value != value and at < last:
            at += _SECOND
        return at

    def _values(self, metric: str, at: datetime) -> dict[str, ReadingItem]:
        key = metric, at.date()
        if key not in self._days:
            day = day_of(self._changes, metric, at.date()) or ReadingDay(metric=metric, day=at.date())
            self._days[key] = day, dict(day.values)
        return self._days[key][1]
