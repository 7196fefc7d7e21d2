"""A few fields of all records of a kind, read when they are first needed and kept up to date change by change.

All of it is in the order of the records' numbers, whatever the way by which it came to be: two sessions show the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, KeysView
from contextlib import suppress
from operator import attrgetter
from typing import Any, Generic, TypeVar

import msgspec

from store.engine.garbage import uncollected
from store.fields import unknown
from store.kinds import KINDS, split_id
from store.records import DocumentSource

#: What a row counts for: (for whom, as what).
Points = tuple[tuple[str, str], ...]
Row = TypeVar("Row", bound=msgspec.Struct)
Few = TypeVar("Few", bound=msgspec.Struct)
Value = TypeVar("Value")


def number_of(id: str) -> int:
    """The number in an id; 0 in an empty one."""
    return int(id.rpartition("-")[2] or 0)


def _by_number(by_id: dict[str, Value]) -> dict[str, Value]:
    return dict(sorted(by_id.items(), key=lambda pair: number_of(pair[0])))


def _is_last(id: str, by_id: dict[str, Any]) -> bool:
    return not by_id or number_of(next(reversed(by_id))) < number_of(id)


class Projection(Generic[Row]):
    """The rows of one kind: ``row`` is a struct with only the fields that are needed."""

    def __init__(self, source: DocumentSource, kind: str, row: type[Row]) -> None:
        self._source = source
        self.row = row
        self._rows: dict[str, Row] | None = None
        self._heard: list[Callable[[str, Row | None, Row | None], None]] = []
        self._forgot: list[Callable[[], None]] = []
        self.kind = KINDS[kind]

    @property
    def rows(self) -> dict[str, Row]:
        """The rows by id."""
        if self._rows is None:
            self._rows = self._read(self.row)
        return self._rows

    def fewer(self, fields: type[Few]) -> dict[str, Few] | dict[str, Row]:
        """The rows, or where they are not read yet something with only those fields, which is read more quickly."""
        return self._read(fields) if self._rows is None else self._rows

    @uncollected()
    def _read(self, row: type[Few]) -> dict[str, Few]:
        prefix, rows, last, is_sorted = self.kind.prefix, dict[str, Few](), 0, True
        for found in unknown.decoded(self._source, self.kind.name, row):
            rows.update(zip([f"{prefix}-{number}" for number in found], found.values(), strict=True))
            numbers = [last, *found]
            last, is_sorted = numbers[-1], is_sorted and numbers == sorted(numbers)
        return rows if is_sorted else _by_number(rows)

    def get(self, id: str) -> Row | None:
        """The row with that id."""
        return self.rows.get(id)

    def one(self, id: str) -> Row | None:
        """The same, for which not all are read; what is made of it has to be forgotten with that very record."""
        return self._one(id) if self._rows is None else self._rows.get(id)

    def _one(self, id: str) -> Row | None:
        named = split_id(id)
        raw = self._source.raw(self.kind.name, named[1]) if named and named[0] is self.kind else None
        with suppress(msgspec.ValidationError):
            return None if raw is None else unknown.read(raw, self.row)
        return None

    def hear(self) -> None:
        """Tell changes from now on, also where no row was needed yet."""
        self._rows = self.rows

    @property
    def is_read(self) -> bool:
        """Whether the rows were ever needed."""
        return self._rows is not None

    def peek(self, id: str) -> Row | None:
        """The row with that id, if the rows were ever needed."""
        return None if self._rows is None else self._rows.get(id)

    def listen(self, changed: Callable[[str, Row | None, Row | None], None], forgotten: Callable[[], None]) -> None:
        """Call ``changed(id, before, after)`` for each change and ``forgotten()`` when all has to be read anew."""
        self._heard.append(changed)
        self._forgot.append(forgotten)

    def watch(self, field: str, forget: Callable[[], None]) -> None:
        """Call ``forget()`` when that field of a row is no more what it was, or all has to be read anew."""
        value = attrgetter(field)

        def changed(_id: str, before: Row | None, after: Row | None) -> None:
            if (before and value(before)) != (after and value(after)):
                forget()

        self.listen(changed, forget)

    def update(self, number: int) -> None:
        """Take in the change of one record."""
        if self._rows is None:
            return
        id = self.kind.id(number)
        before, after = self._rows.get(id), self._one(id)
        if after is None:
            self._rows.pop(id, None)
        elif before is not None or _is_last(id, self._rows):
            self._rows[id] = after
        else:
            self._rows = _by_number(self._rows | {id: after})
        for changed in self._heard:
            changed(id, before, after)

    def forget(self) -> None:
        """Read all anew when it is needed again."""
        self._rows = None
        for forgotten in self._forgot:
            forgotten()


#: So many groups are looked for in the rows before all are sorted into groups, which takes ten times as long.
FEW = 4


class Groups(Generic[Row]):
    """A part's rows by the value of a field, e.g. actions by goal, or by several values that ``by`` makes of a row."""

    def __init__(self, part: Projection[Row], by: str | Callable[[Row], Iterable[str | None]]) -> None:
        self.part = part
        #: The field whose value it goes by, "" where ``by`` makes several.
        self.field = "" if callable(by) else by
        self._value: Callable[[Row], str | None] | None = attrgetter(self.field) if self.field else None
        self._several = by if callable(by) else None
        self._groups: dict[str, dict[str, Row]] | None = None
        self._few: dict[str, dict[str, Row]] = {}
        part.listen(self._changed, self.forget)

    def of(self, key: str) -> Iterator[tuple[str, Row]]:
        """(id, row) of each row in the group."""
        group = self._group(key)
        return iter(tuple(group.items())) if group else iter(())

    def ids(self, key: str) -> tuple[str, ...]:
        """The ids of the rows in the group."""
        group = self._group(key)
        return tuple(group) if group else ()

    def _group(self, key: str) -> dict[str, Row] | None:
        if self._groups is not None:
            return self._groups.get(key)
        if key in self._few:
            return self._few[key]
        value = self._value
        if value is None or len(self._few) >= FEW:
            return self._all().get(key)
        rows = self.part.rows
        ids = [id for id, each in zip(rows, map(value, rows.values()), strict=True) if each == key]
        self._few[key] = {id: rows[id] for id in ids}
        return self._few[key]

    def __contains__(self, key: str) -> bool:
        """Whether the group has any rows."""
        return key in (self._groups if self._groups is not None else self._all())

    def keys(self) -> KeysView[str]:
        """The groups that have rows."""
        return self._all().keys()

    def _all(self) -> dict[str, dict[str, Row]]:
        if self._groups is None:
            rows = self.part.rows
            with uncollected():
                self._groups = self._grouped(rows)
            self._few = {}
        return self._groups

    def _grouped(self, rows: dict[str, Row]) -> dict[str, dict[str, Row]]:
        groups: dict[str, dict[str, Row]] = {}
        if self._value is not None:  # most are; forty thousand rows are sorted in half the time
            for id, row, each in zip(rows, rows.values(), map(self._value, rows.values()), strict=True):
                if each is None:
                    continue
                group = groups.get(each)
                if group is None:
                    groups[each] = {id: row}
                else:
                    group[id] = row
            return groups
        for id, row in rows.items():
            for each in self._several(row) if self._several else ():
                if each is not None:
                    groups.setdefault(each, {})[id] = row
        return groups

    def _keys(self, row: Row) -> list[str]:
        """What it belongs to; nobody asks for what belongs to nothing."""
        keys = self._several(row) if self._several else (self._value(row),) if self._value else ()
        return [each for each in keys if each is not None]

    def _changed(self, id: str, before: Row | None, after: Row | None) -> None:
        if self._groups is None:
            self._few = {}
            return
        new: Iterable[str] = () if after is None else self._keys(after)
        for key in () if before is None else self._keys(before):
            if key not in new and id in (group := self._groups.get(key, {})):
                del group[id]
                if not group:
                    del self._groups[key]
        if after is None:
            return
        for key in new:
            group = self._groups.setdefault(key, {})
            if id in group or _is_last(id, group):
                group[id] = after
            else:
                self._groups[key] = _by_number(group | {id: after})

    def forget(self) -> None:
        """Group all anew when it is needed again."""
        self._groups, self._few = None, {}


class Latest(Generic[Row]):
    """Of a part's rows with the same value of ``field`` the one that is last by ``order``, then by its number."""

    def __init__(self, part: Projection[Row], field: str, order: Callable[[Row], Any]) -> None:
        self._part = part
        self._field: Callable[[Row], str | None] = attrgetter(field)
        self._order = order
        self._found: dict[str | None, Row] | None = None
        self._few: dict[str, Row | None] = {}
        part.listen(self._changed, self.forget)

    def of(self, key: str) -> Row | None:
        """The last row with that value."""
        if self._found is None and key in self._few:
            return self._few[key]
        if self._found is None and len(self._few) < FEW:
            rows = self._part.rows.values()
            mine = [row for row, each in zip(rows, map(self._field, rows), strict=True) if each == key]
            self._few[key] = last = max(reversed(mine), key=self._order, default=None)
            return last
        if self._found is None:
            self._found = found = dict[str | None, Row]()
            rows, highest = self._part.rows.values(), dict[str | None, Any]()
            for row, each, at in zip(rows, map(self._field, rows), map(self._order, rows), strict=True):
                if each not in found or at >= highest[each]:
                    found[each], highest[each] = row, at
        return self._found.get(key)

    def forget(self) -> None:
        """Look for the last ones anew when one is needed again."""
        self._found, self._few = None, {}

    def _changed(self, id: str, before: Row | None, after: Row | None) -> None:
        if self._found is None:
            self._few = {}
            return
        if before is None and after is not None and id == next(reversed(self._part.rows)):
            last = self._found.get(key := self._field(after))
            if last is None or self._order(after) >= self._order(last):
                self._found[key] = after
        else:  # it may have been the last one
            self.forget()


class RunningTally(Generic[Row]):
    """How many of a part's rows count for something: ``points(id, row)`` names what a row counts for."""

    def __init__(self, part: Projection[Row], points: Callable[[str, Row], Points]) -> None:
        self._part = part
        self._points = points
        self._counts: dict[tuple[str, str], int] = {}
        self._given: dict[str, Points] | None = None
        part.listen(self._changed, self.forget)

    def count(self, of: str, what: str) -> int:
        """How many rows count as ``what`` for ``of``."""
        if self._given is None:
            with uncollected():
                self._given = self._all()
        return self._counts.get((of, what), 0)

    def _all(self) -> dict[str, Points]:
        points = self._points
        given = {id: each for id, row in self._part.rows.items() if (each := points(id, row))}
        alike = {id(each): each for each in given.values()}  # which is quicker than to compare them
        for each, n in Counter(map(id, given.values())).items():
            for point in alike[each]:
                self._counts[point] = self._counts.get(point, 0) + n
        return given

    def refresh(self, id: str) -> None:
        """Count one row again, since what it counts for depends on something that changed."""
        if self._given is not None:
            self._set(self._given, id, self._part.get(id))

    def forget(self) -> None:
        """Count all again when it is needed again."""
        self._given = None
        self._counts = {}

    def _changed(self, id: str, _before: Row | None, after: Row | None) -> None:
        if self._given is not None:
            self._set(self._given, id, after)

    def _set(self, given: dict[str, Points], id: str, row: Row | None) -> None:
        for point in given.pop(id, ()):
            self._counts[point] -= 1
        if row is None:
            return
        points = self._points(id, row)
        if points:
            given[id] = points
            for point in points:
                self._counts[point] = self._counts.get(point, 0) + 1
