"""What is shown there, and when it turns; all that is heard is the journal, and q."""

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from store import clock
from store.words import Words
from tui import keys
from tui.app import RULES, ConcordApp
from tui.desk.insights_kept import insights_of
from tui.desk.listener import Listener
from tui.i18n import lang, t
from tui.parts.lines import Lines
from tui.parts.saved_sign import beside
from tui.text.cells import cell_len, fit, right, wrap
from tui.text.days import long
from tui.text.insights.insight_page import PAGES
from tui.text.line import Line
from tui.text.refusals import told
from tui.text.safe import safe
from tui.wall.sheets import WallSheet, asked, sheets

if TYPE_CHECKING:
    from store import News
    from tui.desk.desk import Desk

#: Seconds between two looks at the clock, and after news before what they mean for the numbers is counted.
TICK, COUNT = 1.0, 2.0
#: From so many rows on there is air around what is said.
AIRY = 30


class WallLines(Lines):
    """The whole screen, line by line."""

    def __init__(self, screen: "WallScreen") -> None:
        super().__init__(id="wall")
        self._screen = screen

        self._lines: list[Line] = []

    def line(self, y: int, width: int) -> Line:
        if y == 0 or not self._lines:
            self._lines = self._screen.drawn(width, self.size.height)
        return self._lines[y] if y < len(self._lines) else ()


class WallScreen(Screen[None], Listener):
    """``every`` so many seconds the next sheet is turned up."""

    BINDINGS: ClassVar = []
    BLANK = True  # its lines cover it
    inherit_bindings = False

    def __init__(self, desk: "Desk", every: float) -> None:
        super().__init__()
        self.desk = desk
        self.every = every
        self.message: tuple[Words | str, str] | None = None
        self._page = WallLines(self)
        self._sheets: list[WallSheet] = []
        self._made_of: object = None
        #: Which sheet is turned up, and since when.
        self._up, self._since = ("", 0), monotonic()

    def compose(self) -> ComposeResult:
        yield self._page

    def on_mount(self) -> None:
        self.desk.enter(self)
        self.set_interval(TICK, self._tick)
        self.call_after_refresh(self._begin_counting)

    def on_unmount(self) -> None:
        self.desk.leave(self)

    # What happens

    def heed(self, _entries: "Sequence[News]") -> None:
        self._page.redraw()
        self.set_timer(COUNT, self._begin_counting)

    def retell(self) -> None:
        self._made_of = None
        self._page.forget()

    def status_changed(self) -> None:
        self._page.redraw()

    def say(self, words: Words | str, tone: str = "plain") -> None:
        """Until the next sheet is turned up."""
        self.message = (words, {"plain": "foreground"}.get(tone, tone))
        self._page.redraw()

    def _tick(self) -> None:
        if monotonic() - self._since >= self.every:
            self.turn()
        self._page.redraw()  # the clock: what is as it was is not drawn again

    def turn(self) -> None:
        """The next sheet; behind the last one the first."""
        self._since, self.message = monotonic(), None
        at = self._at()
        self._up = self._sheets[(at + 1) % len(self._sheets)][:2] if self._sheets else self._up
        self._page.redraw()
        self._begin_counting()

    def _begin_counting(self) -> None:
        if self.is_mounted:
            self.run_worker(self._count(), group="numbers", exclusive=True, exit_on_error=True)

    async def _count(self) -> None:
        """What the weeks have brought, page by page; the screen goes on meanwhile."""
        from asyncio import sleep  # late: as below

        kept = insights_of(self.desk)
        for name in PAGES:
            if kept.found(asked(name))[1]:
                continue
            if not kept.at_once(asked(name)):
                await kept.know(asked(name))
            for _step in kept.steps(asked(name)):
                await sleep(0)
            self._made_of = None
            await sleep(0)
        self._page.redraw()

    # What is shown

    def _at(self) -> int:
        """Where the sheet that is turned up is among them; where it is no more, the one before it."""
        places = [sheet[:2] for sheet in self._sheets]
        if self._up in places:
            return places.index(self._up)
        same = [at for at, (page, n) in enumerate(places) if page == self._up[0] and n < self._up[1]]
        return same[-1] if same else 0

    def drawn(self, width: int, height: int) -> list[Line]:
        """All lines of the screen."""
        desk = self.desk
        made_of = desk.workspace.ledger.seq, desk.common_day, lang(), width, height, desk.options.ascii_only
        airy = height >= AIRY
        margin = 4 if airy and width > 100 else 1
        inner, tall = width - 2 * margin, height - 4 - 2 * airy
        if made_of != self._made_of:
            self._made_of = made_of
            self._sheets = sheets(desk, inner, tall)
        at = self._at()
        sheet = self._sheets[at]
        self._up = sheet[:2]
        many = sum(each.page == sheet.page for each in self._sheets)
        nth = t("{n} of {total}", n=sheet.at + 1, total=many) if many > 1 else ""
        question: Line = [(fit(sheet.question, inner - cell_len(nth)), "+accent"), (nth, "muted")]
        blank: list[Line] = [()]
        body = [question, *(blank * airy), *sheet.answer, (), *sheet.lines]
        indent = " " * margin, "foreground"
        head = [beside(desk, self._head, width), *(blank * (1 + airy))]
        lines = [*head, *([indent, *line] if line else () for line in body)][: height - 2]
        lines += blank * (height - 2 - len(lines))
        return [*lines, self._way(at, width), self._last(width)]

    def _head(self, width: int) -> Line:
        desk = self.desk
        name = safe(desk.records.settings.name or desk.workspace.ledger.header.name)
        time = clock.there(clock.now(), desk.zone).strftime("%H:%M")
        when = f"{long(desk.common_day, desk.common_day)}   {time} "
        return [(" " + fit(name, max(1, width - 2 - cell_len(when))) + " ", "+strong"), (when, "+strong")]

    def _way(self, at: int, width: int) -> Line:
        """A rule in as many pieces as there are sheets; that of the one in sight stands out."""
        thin, thick = ("-", "=") if self.desk.options.ascii_only else ("─", "━")
        many = len(self._sheets)
        first, end = width * at // many, width * (at + 1) // many
        return [(thin * first, "faint"), (thick * (end - first), "accent"), (thin * (width - end), "faint")]

    def _last(self, width: int) -> Line:
        leave = f"q {t('leave')} "
        text, tone = ("", "muted")
        if self.message is not None:
            words, tone = self.message
            text = wrap(safe(told(words, screen=True)), max(10, width - cell_len(leave) - 3), 1)[0]
        return [(" " + fit(text, width - cell_len(leave) - 2) + " ", tone), (right(leave, cell_len(leave)), "muted")]


class WallApp(ConcordApp):
    """Nothing that is typed or clicked does anything, but q."""

    CSS_PATH = [RULES]
    DEFAULT_CSS = "WallLines { width: 100%; height: 100%; }"

    def __init__(self, desk: "Desk", *, every: float, **values: Any) -> None:
        super().__init__(desk, **values)
        self._every = every

    def get_default_screen(self) -> "Screen[Any]":
        return WallScreen(self.desk, self._every)

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.MouseEvent, events.Paste)):
            await super().on_event(event)

    async def _hand_on(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and keys.pressed(event.key, event.character) == "q":
            self.exit(0)

    def _greet(self) -> None:
        """Nobody is greeted."""

    def _warm(self) -> None:
        """Nothing is gone into."""
