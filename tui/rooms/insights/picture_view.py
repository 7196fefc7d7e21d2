"""A page of pictures on the screen: a cursor over their points, below them the point in words and its records."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui import keys
from tui.desk.insights_kept import AskedPage, insights_of
from tui.i18n import t
from tui.rooms.insights.shares import shares
from tui.rooms.insights.view import View
from tui.rooms.matrix import WAYS
from tui.text.cells import right, wrap
from tui.text.charts.chart import Spot
from tui.text.insights.insight_page import QUESTIONS, InsightPage
from tui.text.insights.picture_lines import picture_lines
from tui.text.insights.points import PicturePoints, points_of
from tui.text.joined import labelled, told
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.rooms.insights.room import InsightsRoom

#: Lines of the records below the pictures, at most; where a screen is low.
BELOW, FEW, LOW = 6, 2, 24
#: The last column there is.
LAST = 1 << 20
ENDS = {"g": -1, "home": -1, "G": 1, "end": 1}
#: Over the pictures, whatever rows each of them has.
LEAPS = {"pagedown": 1, "ctrl+d": 1, "pageup": -1, "ctrl+u": -1}


class PictureView(View):
    """``at`` is the picture that has the cursor, ``spot`` where in it."""

    def __init__(self, room: "InsightsRoom", name: str) -> None:
        super().__init__(room)
        self._name = name
        self._kept = insights_of(room.desk)
        self._page: InsightPage | None = None
        self._points: list[PicturePoints] = []
        self._steps: Iterator[None] | None = None
        self._coming = False
        self.at = 0
        self.spot = Spot(0, LAST)
        #: The last column it was in, in a picture that has some.
        self._column = LAST

    # What is known

    @property
    def _asked(self) -> AskedPage:
        return AskedPage(self._name, self.room.of, self.room.weeks)

    def read(self) -> None:
        """As it was known last, at once; what is known now once that is on the screen."""
        page, fresh = self._kept.found(self._asked)
        self._take(page)
        self._steps = None if fresh else self._kept.steps(self._asked)
        if self._steps is not None and not self._coming:
            self._coming = True
            self.room.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Where the journal is long, weeks that are over are read first, beside the keys."""
        if self._kept.at_once(self._asked):
            self._step()
        else:
            self.room.start(self._know())

    async def _know(self) -> None:
        try:
            await self._kept.know(self._asked)
        finally:
            self._coming = False
        self._step()

    def _step(self) -> None:
        """The next of what computes it; keys that were pressed meanwhile are answered before the one after it."""
        self._coming = False
        if self._steps is None or not self.room.is_mounted or self.room.view is not self:
            return
        if not self._kept.at_once(self._asked):  # other weeks are asked for by now
            self.read()
            return
        for _step in self._steps:
            self._coming = True
            self.room.call_later(self._step)
            return
        self._steps = None
        self._take(self._kept.found(self._asked)[0])
        self.room.redraw()

    def _take(self, page: InsightPage | None) -> None:
        """The cursor stays on its day and its row."""
        before = self._where
        self._page = page
        self._points = [points_of(page, at) for at in range(len(page.parts))] if page is not None else []
        self.answer, self.tone = (page.answer, page.tone) if page is not None else (t("Counting"), "muted")
        self.question = t(QUESTIONS[self._name])
        if not self._points:
            return
        self.at = min(self.at, len(self._points) - 1)
        points = self._points[self.at]
        self.spot = points.again(before) if before is not None else points.near(self.spot)

    @property
    def _where(self) -> tuple[object, object] | None:
        points = self._points[self.at] if self.at < len(self._points) else None
        return points.named(self.spot) if points is not None else None

    # The point

    @property
    def ids(self) -> Sequence[str]:
        return self._points[self.at].ids(self.spot) if self._points else ()

    @property
    def point(self) -> str:
        return self._points[self.at].words(self.spot) if self._points else ""

    @property
    def cursor(self) -> tuple[int, ...]:
        return self.at, *self.spot

    def put(self, cursor: tuple[int, ...]) -> None:
        self.at, self.spot = cursor[0], Spot(*cursor[1:])

    def stepped(self, name: str) -> bool:
        if name not in WAYS and name not in ENDS and name not in LEAPS:
            return False
        self.seen = 0
        if not self._points:
            return True
        if name in ENDS:
            self._into(0 if ENDS[name] < 0 else len(self._points) - 1, ENDS[name])
        elif name in LEAPS:
            self._into(self.at + LEAPS[name], -1)
        else:
            across, down = WAYS[name]
            there = self._points[self.at].beside(self.spot, across, down)
            if there is not None:
                self.spot = there
            else:
                self._into(self.at + down, -down)
        return True

    def _into(self, at: int, end: int) -> None:
        """Into that picture, at its first row or its last one, in the column nearest to the one before."""
        if 0 <= at < len(self._points):
            if self._points[self.at].has_columns:
                self._column = self.spot.at
            self.at = at
            self.spot = self._points[at].end(Spot(0, self._column), end)

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        page = self._page
        if page is None:
            return []
        if not page.parts:
            return self._empty(page, width)
        foot = self._foot(width, FEW if height < LOW else BELOW)
        tall = height - len(foot) - 1
        lines: list[Line] = []
        shown = shares(page.parts, self.at, tall)
        for at, share in shown.items():
            lines += [()] if lines else []
            spot = self.spot if at == self.at else None
            ascii_only = self.desk.options.ascii_only
            lines += picture_lines(page.parts[at], width, share, ascii_only, spot)
        lines += [()] * (tall - len(lines))
        return [*lines[:tall], self._beyond(shown, width), *foot]

    def _beyond(self, shown: dict[int, int], width: int) -> Line:
        """How many pictures are above what is in sight, and below it."""
        above, below = min(shown), len(self._points) - 1 - max(shown)
        facts = [t("{n} more above", n=above)] if above else []
        facts += [t("{n} more below", n=below)] if below else []
        said = labelled(t("Pictures"), told(facts)) if facts else ""
        return [(right(said, width), "faint")]

    def _empty(self, page: InsightPage, width: int) -> list[Line]:
        """What would fill it, and the key that leads there."""
        lines: list[Line] = [[(line, "muted")] for line in wrap(page.empty, width)]
        row = next((row for row in keys.KEYS if row.action == page.by), None)
        return lines if row is None else [*lines, (), [(t("{key} on the board leads there", key=row.shown), "muted")]]

    def _foot(self, width: int, room: int) -> list[Line]:
        """The point in words, and its records."""
        said = wrap(safe(self.point), width, 2)
        lines: list[Line] = [[(line, "+foreground")] for line in said]
        return [*lines, *self.records(width, room)]
