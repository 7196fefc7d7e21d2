"""On which days metrics have readings; what stands in a day is read when somebody asks for it, and only that day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from store.fields import unknown
from store.kinds.metric import PLACES
from store.kinds.reading_day import Reading, ReadingDay, ReadingItem, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import DocumentSource


T = TypeVar("T")


class _DayRow(msgspec.Struct, gc=False):
    metric: str = ""
    day: date = date.min


class _Value(msgspec.Struct, gc=False):
    value: float = 0


class _Values(msgspec.Struct, gc=False):
    """Of a day, as much as a curve needs."""

    values: dict[str, _Value] = {}


class _Items(msgspec.Struct, gc=False):
    """Of a day, its readings as they are stored."""

    values: dict[str, msgspec.Raw] = {}


#: So many readings of the days that were read last are kept.
KEPT = 20_000


class KeptReadings:
    """The readings of all metrics, over a source of documents."""

    table = PLACES.table

    def __init__(self, source: DocumentSource) -> None:
        self._source = source
        #: By metric: the days that have a document, and its number.
        self._days: dict[str, dict[date, int]] | None = None
        self._places: dict[int, tuple[str, date]] = {}
        self._sorted: dict[str, list[date]] = {}
        self._values: dict[int, list[tuple[str, float]]] = {}
        self._n = 0
        self._last: dict[str, Reading | None] = {}
        #: Of a day, by the number of its document, what was found out of its values, by what that is.
        self._found: dict[int, dict[object, Any]] = {}

    def days(self, metric: str) -> list[date]:
        """The days (UTC) of which it has readings, the first one first."""
        if metric not in self._sorted:
            self._sorted[metric] = sorted(self._all().get(metric, ()))
        return self._sorted[metric]

    def values(self, metric: str, day: date) -> list[tuple[str, float]]:
        """(time, value) of a day, in their order."""
        number = self._all().get(metric, {}).get(day)
        if number is None:
            return []
        if number not in self._values:
            raw = self._source.raw(self.table, number)
            found = {} if raw is None else unknown.read(raw, _Values).values
            while self._n > KEPT:
                self._n -= len(self._values.pop(next(iter(self._values))))
            self._values[number] = sorted((at, each.value) for at, each in found.items())
            self._n += len(found)
        return self._values[number]

    def found(self, metric: str, day: date, what: object, make: Callable[[list[tuple[str, float]]], T]) -> T:
        """What ``make`` finds out of the values of a day, kept by ``what`` it is as long as they stay."""
        number = self._all().get(metric, {}).get(day)
        if number is None:
            return make([])
        kept = self._found.setdefault(number, {})
        if what not in kept:
            kept[what] = make(self.values(metric, day))
        return kept[what]

    def last(self, metric: str) -> Reading | None:
        """The latest one, for which no other of its day is read."""
        if metric not in self._last:
            self._last[metric] = next(self._lasts(metric), None)
        return self._last[metric]

    def _lasts(self, metric: str) -> Iterator[Reading]:
        for day in reversed(self.days(metric)):
            raw = self._source.raw(self.table, self._all()[metric][day])
            items = {} if raw is None else unknown.read(raw, _Items).values
            if items:
                at = max(items)
                yield reading(metric, day, at, unknown.read(items[at], ReadingItem))

    def readings(self, metric: str, day: date) -> list[Reading]:
        """Those of a day (UTC), with all that is known of them, in their order."""
        number = self._all().get(metric, {}).get(day)
        raw = None if number is None else self._source.raw(self.table, number)
        if raw is None:
            return []
        items = unknown.read(raw, ReadingDay).values
        return [reading(metric, day, at, items[at]) for at in sorted(items)]

    def back(self, metric: str, until: date) -> Iterator[date]:
        """The days that have readings, from that one on backwards."""
        days = self.days(metric)
        for at in range(bisect_right(days, until) - 1, -1, -1):
            if self.found(metric, days[at], "any", bool):
                yield days[at]

    def take_in(self, table: str, number: int) -> set[str]:
        """Take in a change of a document; the ids of the metrics whose readings it holds, none of another table's."""
        if table != self.table:
            return set()
        if number < 1:
            self.forget()
            return set()
        if self._days is None:
            place = self._place(number)
            return {place[0]} if place else set()
        before, after = self._places.pop(number, None), self._place(number)
        self._n -= len(self._values.pop(number, ()))
        self._found.pop(number, None)
        for each in filter(None, (before, after)):
            self._last.pop(each[0], None)
            if before != after:
                self._sorted.pop(each[0], None)
        if before is not None:
            self._days[before[0]].pop(before[1], None)
        if after is not None:
            self._places[number] = after
            self._days.setdefault(after[0], {})[after[1]] = number
        return {each[0] for each in (before, after) if each}

    def forget(self) -> None:
        """Read all anew when it is needed again."""
        self._days = None
        self._places, self._sorted, self._last = {}, {}, {}
        self._values, self._found, self._n = {}, {}, 0

    def _place(self, number: int) -> tuple[str, date] | None:
        raw = self._source.raw(self.table, number)
        row = None if raw is None else unknown.read(raw, _DayRow)
        return None if row is None else (row.metric, row.day)

    def _all(self) -> dict[str, dict[date, int]]:
        if self._days is None:
            self._days = {}
            for found in unknown.decoded(self._source, self.table, _DayRow):
                for number, row in found.items():
                    self._places[number] = row.metric, row.day
                    self._days.setdefault(row.metric, {})[row.day] = number
        return self._days
