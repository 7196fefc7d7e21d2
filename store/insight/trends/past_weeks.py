"""The ends of the last weeks, and what was true at each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from store import clock
from store.engine.garbage import uncollected
from store.insight.overview import Overview
from store.insight.trends.earlier_documents import EarlierDocuments
from store.insight.trends.earlier_overview import EarlierOverview
from store.records import Records

if TYPE_CHECKING:
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
    """What was true at the ends of past weeks in the workspace of that ledger, kept once it is known.

    May be asked from any thread. Nothing that was true changes any more, but where clocks were wrong and where the
    workspace's zone is another.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._known: dict[tuple[Read[Any], date], Any] = {}
        #: For which state of the journal, and which zone, that is known.
        self._stands: tuple[int, str] = (-1, "")
        self._seq = 0

    def over(self, read: Read[T], overview: Overview, weeks: int = WEEKS) -> tuple[T, ...]:
        """What ``read`` says at the end of each week, the earliest first; ``overview`` is that of today.

        Where it is not known yet all of what has changed in these weeks is gone back through: see `know`.
        """
        known = self.know((read,), overview.today, weeks)
        *past, now = ends(overview.today, weeks)
        return (*(known[read, each.end] for each in past), read(overview, now))

    def knows(self, reads: Iterable[Read[Any]], today: date, weeks: int = WEEKS) -> bool:
        """Whether all of that is known, so that it is told at once."""
        known = self._standing()
        return not any(self._lacking(known, reads, today, weeks).values())

    def know(self, reads: Iterable[Read[Any]], today: date, weeks: int = WEEKS) -> Mapping[tuple[Read[Any], date], Any]:
        """Find out what is not known yet of the weeks before this one; what is known of them then."""
        asked = list(reads)
        while True:
            known = self._standing()
            if not any(self._lacking(known, asked, today, weeks).values()):
                return known
            with self._lock:
                epoch, known = self._ledger.epoch, self._standing()
                lacking = {end: reads for end, reads in self._lacking(known, asked, today, weeks).items() if reads}
                with uncollected():
                    found = self._found(lacking) if lacking else {}
                if self._ledger.epoch == epoch:
                    known.update(found)

    def _lacking(
        self, known: Mapping[tuple[Read[Any], date], Any], reads: Iterable[Read[Any]], today: date, weeks: int
    ) -> dict[WeekEnd, list[Read[Any]]]:
        """By the ends of weeks, the last one first."""
        asked = list(reads)
        past = reversed(ends(today, weeks)[:-1])
        return {each: [read for read in asked if (read, each.end) not in known] for each in past}

    def _standing(self) -> dict[tuple[Read[Any], date], Any]:
        """What is known, as long as nothing says otherwise."""
        ledger, zone = self._ledger, self._zone
        stands, seq, known = (ledger.epoch, zone), ledger.seq, self._known
        if stands == self._stands and seq == self._seq:
            return known
        last = max((end for _read, end in known), default=None)
        late = last is not None and any(each.at < _over(last, zone) for each in ledger.glances(self._seq))
        if stands != self._stands or late:
            known = self._known = {}
        self._stands, self._seq = stands, seq
        return known

    @property
    def _zone(self) -> str:
        return Records(self._ledger).settings.zone

    def _found(self, lacking: Mapping[WeekEnd, Iterable[Read[Any]]]) -> dict[tuple[Read[Any], date], Any]:
        found: dict[tuple[Read[Any], date], Any] = {}
        documents = EarlierDocuments(self._ledger)
        overview = EarlierOverview(documents)
        for week, reads in lacking.items():
            documents.back_to(_over(week.end, self._zone))
            for read in reads:
                overview.come_to(week.end)
                found[read, week.end] = read(overview, week)
                while overview.come_to(week.end):
                    found[read, week.end] = read(overview, week)
        return found


def as_at(ledger: Ledger, end: date) -> Overview:
    """What is computed over everything as it was at the end of that day, in the workspace's zone."""
    documents = EarlierDocuments(ledger)
    documents.back_to(_over(end, Records(ledger).settings.zone))
    overview = EarlierOverview(documents)
    overview.come_to(end)
    return overview


def _over(end: date, zone: str) -> str:
    """The moment at which a day is over, as the journal writes it."""
    return clock.stamp(clock.begins(end + DAY, zone))
