"""The pages of insights that were computed, kept for as long as nothing has changed, whoever leaves the room."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from store.insight.trends.past_weeks import PastWeeks
from tui.i18n import lang
from tui.text.insights.insight_page import InsightPage, Sources, page, reads

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: So many pages are kept, each of its narrowing and its weeks.
MOST = 24


class Asked(NamedTuple):
    """Which page: its name, the department or the goal that it is narrowed to, over how many weeks."""

    name: str
    of: str
    weeks: int


class InsightsKept:
    """``left`` is from where in the room one went to a record: there one comes back to."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._past = PastWeeks(desk.workspace.ledger)
        self._pages: dict[Asked, tuple[object, InsightPage]] = {}
        self.left: object | None = None

    def found(self, asked: Asked) -> tuple[InsightPage | None, bool]:
        """The page as it was computed last, and whether nothing has changed since."""
        stamp, kept = self._pages.get(asked, (None, None))
        return kept, stamp == self._stamp()

    def steps(self, asked: Asked) -> Iterator[None]:
        """What computes it, week by week back from today, so that keys are answered in between; the last one keeps it.

        Weeks that are over are read once, whichever page tells of them and whatever happens since.
        """
        overview = self._desk.overview
        for read in reads(asked.name):
            for weeks in range(1, asked.weeks + 1):
                self._past.over(read, overview, weeks)
                yield
        stamp = self._stamp()
        made = page(asked.name, Sources(self._desk.overview, self._past), asked.weeks, asked.of)
        self._pages.pop(asked, None)
        self._pages[asked] = stamp, made
        while len(self._pages) > MOST:
            del self._pages[next(iter(self._pages))]

    def _stamp(self) -> object:
        overview = self._desk.overview
        return self._desk.workspace.ledger.seq, overview.today, overview.stale_after, id(overview), lang()
