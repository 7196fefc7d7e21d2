"""Readings as rows: many of them out of CSV or JSON lines in one commit, and all of them as CSV or JSON lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec

from store import clock
from store.commands.readings import Entered, NewReading, add_readings
from store.errors import ConcordError, Refused, WrongWords
from store.fields import unknown
from store.fields.moments import read_moment
from store.fields.read_numbers import decimal_mark, read_number
from store.interop import table_file
from store.interop.column_names import ColumnNames, InEach
from store.kinds.metric import PLACES, Metric
from store.kinds.reading_day import Reading, ReadingDay, reading
from store.records import Changes, Records, names
from store.words import Words

#: What a row says.
LABELS = {
    "metric": [Words("Metric")],
    "value": [Words("Value")],
    "at": [Words("At"), Words("Time"), Words("When")],
    "source": [Words("Source")],
    "note": [Words("Note")],
}
_MINUTE = timedelta(minutes=1)
#: What Concord writes besides, and knows by itself.
_KNOWN = ("by", "entered_at", "address", "was")


class ReadingRow(NamedTuple):
    """One reading as somebody wrote it, and in which line; ``value`` is a number, or text.

    ``was``: it says too what stood there before it was corrected, which is not brought in.
    """

    line: int
    metric: str
    value: object
    at: str = ""
    source: str = ""
    note: str = ""
    was: bool = False


def of_objects(objects: Iterable[tuple[int, dict[str, Any]]]) -> list[ReadingRow]:
    """The rows that JSON objects are; raises `WrongWords` with the line for another name, or what is no text there."""
    return [_of_object(line, found) for line, found in objects]


def _of_object(line: int, found: dict[str, Any]) -> ReadingRow:
    for name, value in found.items():
        if name not in LABELS and name not in _KNOWN:
            raise WrongWords(
                "Line {line}: there is no {name} in a reading; there are: {names}",
                "unknown-names",
                line=line,
                name=name[:40],
                names=[*LABELS],
            )
        if name in LABELS and name != "value" and not isinstance(value, str | None):
            raise WrongWords("Line {line}: {name} needs text", "wrong-shape", line=line, name=name)
    if isinstance(found.get("value"), bool | list | dict | None):
        raise WrongWords("Line {line}: value needs a number", "wrong-shape", line=line)
    texts = {name: found.get(name) or "" for name in ("metric", "at", "source", "note")}
    return ReadingRow(line, value=found["value"], **texts, was=bool(found.get("was")))


def passed_over(rows: Iterable[ReadingRow]) -> list[Words]:
    """What has to be said of rows that tell of corrections: whoever makes one says so in Concord."""
    n = sum(row.was for row in rows)
    said = Words("Earlier values of {n} readings", one="Earlier values of one reading", n=n)
    told = Words("Not brought in, since only what is done in Concord brings it about: {fields}", fields=[said])
    return [told] if n else []


class RowsOfTable(NamedTuple):
    """The rows of a table, the decimal sign of their values, and what has to be said of how it was read."""

    rows: list[ReadingRow]
    mark: str
    remarks: list[Words]


def of_table(source: bytes | str, in_each: InEach) -> RowsOfTable:
    """The rows of a table, given as its bytes or a path; raises `FaultyTable`, `WrongWords`, `Failed`."""
    columns = ColumnNames({**LABELS, **{name: [Words(name)] for name in _KNOWN}}, in_each)
    table = table_file.read(source, columns.known, needed=[columns.reaching("value")])
    named = columns.find(table.header, table.header_line, table.faults)
    found, further = named.fields, [table.header[at] for at in named.further]
    if "value" not in found:
        table.faults.add(table.header_line, "", Words("there is no column value", "unknown-column"))
    table.faults.refuse()
    cells = {name: table.columns[at] for name, at in found.items() if name in LABELS}
    was = table.columns[found["was"]] if "was" in found else None
    rows = [
        ReadingRow(
            line,
            **{"metric": "", **{name: column[n].strip() for name, column in cells.items()}},
            was=was is not None and bool(was[n].strip()),
        )
        for n, line in enumerate(table.lines)
    ]
    remarks = [*table.remarks, *([Words("Columns that are passed over: {names}", names=further)] if further else [])]
    return RowsOfTable(rows, decimal_mark(cells["value"]), remarks)


class EnterRows:
    """The command for `Workspace.do` that enters them, all or none; it may run again.

    Where a row names no metric, ``metric`` (an id) is meant. Raises `WrongWords`, `Refused` with the line.
    """

    def __init__(self, rows: Sequence[ReadingRow], metric: str = "", mark: str = "") -> None:
        self._rows, self._metric, self._mark = rows, metric, mark

    def __call__(self, changes: Changes) -> Entered:
        meaning = _ReadingMeaning(changes, self._metric, self._mark)
        given: list[NewReading] = []
        for row in changes.transaction.telling("read", self._rows):
            try:
                given.append(meaning.of(row))
            except ConcordError as error:
                raise _in_line(row.line, error) from None
        return add_readings(changes, given, lambda at, error: _in_line(self._rows[at].line, error))


def _in_line(line: int, error: ConcordError) -> ConcordError:
    sort = Refused if isinstance(error, Refused) else WrongWords
    return sort("Line {line}: {reason}", error.reason, line=line, reason=error.words, details=error.details)


class _ReadingMeaning:
    """What rows mean in one commit; what comes again and again is looked up once."""

    def __init__(self, changes: Changes, metric: str, mark: str) -> None:
        self._changes, self._metric, self._mark = changes, metric, mark
        self._zone, self._calendar = changes.settings.zone, changes.calendar
        self._metrics: dict[str, tuple[str, str]] = {}

    def of(self, row: ReadingRow) -> NewReading:
        """The row with its metric by id, its value as a number, its moment."""
        id, unit = self._known(row.metric or self._metric)
        value = read_number(row.value, unit, self._mark) if isinstance(row.value, str) else row.value
        if not isinstance(value, int | float):
            raise WrongWords("needs a number", "wrong-shape")
        at = read_moment(row.at, self._changes.now, self._zone, self._calendar) if row.at else None
        return NewReading(id, value, at, row.note, row.source)

    def _known(self, word: str) -> tuple[str, str]:
        found = self._metrics.get(word)
        if found is None:
            if not word:
                raise WrongWords("says no metric", "wrong-shape")
            id = names.resolve(self._changes, ("metric",), word, self._changes.who)
            found = self._metrics[word] = id, self._changes.one(Metric, id).unit
        return found


# Out


def all_readings(records: Records, metric: str = "") -> Iterator[Reading]:
    """The readings of a metric, or of all of them, by metric and moment."""
    wanted = [metric] if metric else [each.id for each in records.all(Metric)]
    for id in wanted:
        days: list[tuple[str, int]] = []
        for number in records.numbers_with(PLACES, id):
            raw = records.raw(PLACES.table, number)
            if raw is not None:
                days.append((msgspec.json.decode(raw, type=_OfDay).day, number))
        for _day, number in sorted(days):
            raw = records.raw(PLACES.table, number)
            if raw is not None:
                day = unknown.read(raw, ReadingDay)
                yield from (reading(id, day.day, at, day.values[at]) for at in sorted(day.values))


class _OfDay(msgspec.Struct, gc=False):
    day: str = ""


def as_object(each: Reading, zone: str) -> dict[str, object]:
    """A reading as plain JSON values, as `of_objects` reads it; ``was`` stood there before, the last one last."""
    there = clock.there(each.at, zone)
    if (there.utcoffset() or _MINUTE) % _MINUTE:
        there = each.at  # long ago clocks there were off by seconds too, which no table says
    at = there.isoformat(timespec="seconds" if there.second else "minutes")
    found: dict[str, object] = {"metric": each.metric, "at": at, "value": each.value, "source": each.source}
    was = [
        {"value": one.value, "by": one.by, "at": one.at and clock.stamp(one.at), "why": one.why}
        for one in each.corrected
    ]
    return {**found, "note": each.note, "by": each.by, "was": was}


def as_lines(records: Records, metric: str = "") -> Iterator[bytes]:
    """They all as JSON lines."""
    zone = records.settings.zone
    for each in all_readings(records, metric):
        yield msgspec.json.encode(as_object(each, zone)) + b"\n"


def as_csv(records: Records, metric: str = "") -> Iterator[bytes]:
    """They all as CSV, with a header."""
    from store.interop.csv_file import csv_line  # late: a script enters readings, and writes none
    from store.interop.csv_text import guard  # late: a script enters readings, and writes none

    zone = records.settings.zone
    yield b"metric,at,value,source,note,by,was\n"
    for each in all_readings(records, metric):
        *values, was = as_object(each, zone).values()
        cells = [str(value) if isinstance(value, int | float) else guard(str(value)) for value in values]
        yield csv_line([*cells, guard(msgspec.json.encode(was).decode()) if was else ""]) + b"\n"
