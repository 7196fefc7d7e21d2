"""What trends have to say, in the plain way: the journal is replayed up to the end of each week, all is computed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

import msgspec

from store import clock
from store.engine.changes import apply
from store.engine.journal.entry import Entry
from store.engine.ledger import Ledger
from store.insight.overview import Overview
from store.insight.trends.past_weeks import WeekEnd
from store.records import Records

T = TypeVar("T")


class Replayed:
    """Plain documents, as a journal's entries made them."""

    def __init__(self, entries: list[Entry]) -> None:
        self._tables: dict[str, dict[int, dict[str, Any]]] = {}
        for change in (change for entry in entries for change in entry.changes):
            documents = self._tables.setdefault(change["t"], {})
            if "new" in change:
                documents[change["n"]] = msgspec.json.decode(msgspec.json.encode(change["new"]))
            elif "old" in change:
                del documents[change["n"]]
            elif "did" not in change:
                apply(documents[change["n"]], change["set"], change["was"])

    def raw(self, table: str, number: int) -> bytes | None:
        document = self._tables.get(table, {}).get(number)
        return None if document is None else msgspec.json.encode(document)

    def items(self, table: str) -> list[tuple[int, Any]]:
        return [(number, msgspec.json.encode(each)) for number, each in sorted(self._tables.get(table, {}).items())]

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        yield {number: msgspec.json.decode(raw, type=kind) for number, raw in self.items(table)}


def then(ledger: Ledger, end: date) -> Overview:
    """The overview as it would have been when that day was over."""
    entries = list(ledger.entries())
    over = clock.begins(end + timedelta(1), Records(ledger).settings.zone)
    before = [clock.moment(entry.at) < over for entry in entries]
    standing = 0  # entries; the last one that is dated before then, as most of it and the eight before it are
    for at in range(len(entries)):
        window = before[max(0, at - 8) : at + 1]
        if before[at] and sum(window) * 2 > len(window):
            standing = at + 1
    source = Replayed(entries[:standing])
    records = Records(source)
    return Overview(source, end, records.settings.stale_after, records.calendar)


def sundays(today: date, weeks: int) -> list[WeekEnd]:
    """The ends of the weeks before today's."""
    days = [today - timedelta(n) for n in range(1, 7 * weeks + 7)]
    return [WeekEnd(day, is_over=True) for day in days if day.weekday() == 6][: weeks - 1][::-1]
