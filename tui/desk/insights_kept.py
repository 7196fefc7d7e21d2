"""The pages of insights that were computed, kept for as long as nothing has changed, whoever leaves the room."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from store.insight.trends.past_weeks import PastWeeks
from tui.i18n import lang
from tui.text.insights.insight_page import PAGES, InsightPage, Sources, page, reads, warmed

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: So many pages are kept, each of its narrowing and its weeks.
MOST = 24
#: Seconds between two pieces of what is computed ahead of a key.
BREATH = 0.01
#: Seconds after which whoever answers keys gets the interpreter back from the thread that goes back, and else.
QUICK, USUAL = 0.0005, sys.getswitchinterval()
#: Where there are fewer documents, and entries, weeks are gone back through sooner than a thread begins.
SMALL = 2_000


class AskedPage(NamedTuple):
    """Which page: its name, the department or the goal that it is narrowed to, over how many weeks."""

    name: str
    of: str
    weeks: int


class InsightsKept:
    """``left`` is from where in the room one went to a record: there one comes back to."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._past = PastWeeks(desk.workspace.ledger)
        self._pages: dict[AskedPage, tuple[object, InsightPage]] = {}
        self.left: object | None = None

    def found(self, asked: AskedPage) -> tuple[InsightPage | None, bool]:
        """The page as it was computed last, and whether nothing has changed since."""
        stamp, kept = self._pages.get(asked, (None, None))
        return kept, stamp == self.stamp()

    def at_once(self, asked: AskedPage) -> bool:
        """Whether the page is computed without going back through more of the journal than nobody notices."""
        return self._past.knows(reads(asked.name), self._desk.overview.today, asked.weeks) or self._is_small

    @property
    def _is_small(self) -> bool:
        ledger = self._desk.workspace.ledger
        return sum(map(ledger.count, ledger.tables())) < SMALL and ledger.seq < SMALL

    async def know(self, asked: AskedPage) -> None:
        """Find out how the past weeks ended, for all pages at one go, on a thread: keys are answered meanwhile.

        Nobody waits for that thread: whoever leaves Concord leaves at once.
        """
        loop = asyncio.get_running_loop()
        known: asyncio.Future[None] = loop.create_future()
        asked_of, today = [each for name in PAGES for each in reads(name)], self._desk.overview.today

        def tell(error: Exception | None) -> None:
            if known.cancelled():
                return
            if error is None:
                known.set_result(None)
            else:
                known.set_exception(error)

        def go_back() -> None:
            failed: Exception | None = None
            sys.setswitchinterval(QUICK)
            try:
                self._past.know(asked_of, today, asked.weeks)
            except Exception as error:  # noqa: BLE001 (it is that of whoever asked)
                failed = error
            finally:
                sys.setswitchinterval(USUAL)
            with suppress(RuntimeError):  # the screen has been left
                loop.call_soon_threadsafe(tell, failed)

        threading.Thread(target=go_back, name="insights", daemon=True).start()
        await known

    def steps(self, asked: AskedPage) -> Iterator[None]:
        """What computes the page, in pieces between which keys are answered; the last one keeps it."""
        yield from warmed(asked.name, self._desk.overview)
        stamp = self.stamp()
        made = page(asked.name, Sources(self._desk.overview, self._past), asked.weeks, asked.of)
        self._pages.pop(asked, None)
        self._pages[asked] = stamp, made
        while len(self._pages) > MOST:
            del self._pages[next(iter(self._pages))]

    async def prepare(self, asked: AskedPage) -> None:
        """Where the workspace is large, have the other pages ready before they are turned up; keys go first."""
        if self._is_small:
            return
        await self.know(asked)
        for name in PAGES:
            each = asked._replace(name=name)
            if each != asked and not self.found(each)[1]:
                for _piece in self.steps(each):
                    await asyncio.sleep(BREATH)

    def stamp(self) -> object:
        """Other than it was wherever anything has changed that pages tell."""
        overview = self._desk.overview
        return self._desk.workspace.ledger.seq, overview.today, overview.stale_after, id(overview), lang()


def insights_of(desk: "Desk") -> InsightsKept:
    """Those of that desk."""
    if desk.insights is None:
        desk.insights = InsightsKept(desk)
    return desk.insights
