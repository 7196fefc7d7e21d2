"""The ends of the last weeks, and what was true at each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from store import clock
from store.engine.changes import apply
from store.engine.transaction import Encoded
from store.insight.overview import Overview
from store.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.engine.ledger import Ledger

T = TypeVar("T")

#: So many weeks are told of where nobody says how many.
WEEKS = 12
DAY, WEEK = timedelta(1), timedelta(7)


class WeekEnd(NamedTuple):
    """The last day of a week: a Sunday that ``is_over``, or today, which is not."""

    end: date
    is_over: bool

    @property
    def monday(self) -> date:
        """The day on which that week began."""
        return self.end - timedelta(self.end.weekday())


#: What is true at the end of a week, of an overview as it would have been then.
Read = Callable[[Overview, WeekEnd], T]


def ends(today: date, weeks: int = WEEKS) -> tuple[WeekEnd, ...]:
    """The ends of the last weeks, the earliest first: Sundays before today, then today itself."""
    sunday = today - timedelta(today.weekday() + 1)
    past = (WeekEnd(sunday - WEEK * n, is_over=True) for n in range(weeks - 1))
    return (*reversed([*past]), WeekEnd(today, is_over=False))


class PastWeeks:
    """What was true at the ends of past weeks in the workspace of that ledger, kept once it is known."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[tuple[Read[Any], date], Any] = {}

    def over(self, read: Read[T], overview: Overview, weeks: int = WEEKS) -> tuple[T, ...]:
        """What ``read`` says at the end of each week, the earliest first; ``overview`` is that of today."""
        found: list[T] = []
        for each in ends(overview.today, weeks):
            if each.is_over:
                if (read, each.end) not in self._known:
                    self._known[read, each.end] = read(self._then(each.end), each)
                found.append(self._known[read, each.end])
            else:
                found.append(read(overview, each))
        return tuple(found)

    def _then(self, end: date) -> Overview:
        moment = clock.begins(end + DAY, Records(self._ledger).settings.zone)
        source = _Replayed()
        for entry in self._ledger.entries():
            if clock.moment(entry.at) >= moment:
                break
            source.take_in(entry.changes)
        records = Records(source)
        return Overview(source, end, records.settings.stale_after, records.calendar)


class _Replayed:
    def __init__(self) -> None:
        self._tables: dict[str, dict[int, Encoded]] = {}

    def take_in(self, changes: list[dict[str, Any]]) -> None:
        for change in changes:
            documents = self._tables.setdefault(change["t"], {})
            if "new" in change:
                documents[change["n"]] = msgspec.json.encode(change["new"])
            elif "old" in change:
                del documents[change["n"]]
            elif "did" not in change:
                document = msgspec.json.decode(documents[change["n"]])
                apply(document, change.get("set", {}), change.get("was", {}))
                documents[change["n"]] = msgspec.json.encode(document)

    def raw(self, table: str, number: int) -> Encoded | None:
        return self._tables.get(table, {}).get(number)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        return sorted(self._tables.get(table, {}).items())

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        yield {number: msgspec.json.decode(raw, type=kind) for number, raw in self.items(table)}
