"""The room of insights: one question a page, turned like the lists of a pane; every point leads to its records.

A page is drawn at once with what was known of it; where that is not what is known now, it is computed behind the first
picture of it (`tui.desk.insights_kept`).
"""

from typing import TYPE_CHECKING, NamedTuple

from store.words import Words
from tui.desk.insights_kept import AskedPage, insights_of
from tui.faces.face import Narrowing
from tui.i18n import t
from tui.keys import HERE, OUT, Key, pressed
from tui.parts.drawing import size_of
from tui.parts.picker import Picker
from tui.parts.saved_sign import in_question
from tui.rooms.insights.made_of import MadeOfRoom
from tui.rooms.insights.picture_view import PictureView
from tui.rooms.insights.view import View
from tui.rooms.insights.waiting_view import WaitingView
from tui.rooms.room import Room
from tui.served import reads
from tui.text.cells import cell_len, fit, right, wrap
from tui.text.insights.insight_page import PAGES, WEEKS
from tui.text.insights.narrowed import is_goal, narrowing_words
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

NAMES = tuple(PAGES)
#: How many weeks one may look at, and where a screen has fewer cells they begin with fewer.
SPANS, ROOMY, FEW = (4, 8, 12, 26, 52), 60, 8
#: Where the names of all pages do not fit, those that are not turned up have so many cells.
BRIEF = (99, 8, 4, 2)
_OPEN = Words("Go to the record, or list those that a point is made of")


class LeftAt(NamedTuple):
    """Where one went from: the page, its narrowing and its weeks, and the pages with their cursors."""

    name: str
    narrowing: Narrowing
    weeks: int
    cursors: dict[str, tuple[int, ...]]


class InsightsRoom(Room):
    """Of what the lists of the board are narrowed to, until it is narrowed or widened here."""

    place = "insights"
    own = reads(
        Key("page_next", ("]", "["), Words("Next page, or the one before"), HERE),
        Key("page", tuple("12345678"), Words("That page"), HERE),
        Key("move", ("h", "j", "k", "l"), Words("Move over the points"), HERE),
        Key("leap", ("pagedown", "pageup"), Words("Next picture of the page, or the one before"), HERE),
        Key("next", ("tab", "shift+tab"), Words("Next record of the point, or the one before"), HERE),
        Key("open", ("enter",), _OPEN, HERE),
        Key("narrow", ("f",), Words("Only a department or a goal"), HERE),
        Key("widen", ("0",), Words("Show all again"), HERE),
        Key("weeks", ("-", "+"), Words("More weeks, or fewer"), HERE),
        OUT,
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.narrowing = self.before = host.narrowing
        self.turned = NAMES[0]
        self.weeks = WEEKS if host.app.size.width >= ROOMY else FEW
        self.views: dict[str, View] = {}
        kept = insights_of(self.desk)
        left, kept.left = kept.left, None
        if isinstance(left, LeftAt):
            self.turned, self.narrowing, self.weeks, cursors = left
            for name, cursor in cursors.items():
                self._view(name).put(cursor)

    @property
    def of(self) -> str:
        """The goal or the department that it is narrowed to."""
        return self.narrowing.goal or self.narrowing.department or ""

    @property
    def view(self) -> View:
        """The page that is turned up."""
        return self._view(self.turned)

    def _view(self, name: str) -> View:
        if name not in self.views:
            self.views[name] = WaitingView(self) if name == "waiting" else PictureView(self, name)
        return self.views[name]

    @property
    def chosen(self) -> str:
        return self.view.chosen

    def on_mount(self) -> None:
        """What is known of the page. (Textual calls this of every class of the room.)"""
        self.read()
        self.call_after_refresh(self._prepare)

    def _prepare(self) -> None:
        """Have those pages ready that may be turned up next."""
        ahead = insights_of(self.desk).prepare(AskedPage(self.turned, self.of, self.weeks))
        self.run_worker(self._attempt(ahead), group="ahead", exclusive=True, exit_on_error=True)

    def read(self) -> None:
        self.heading = t("Insights")
        self.view.read()

    # What is shown

    def page(self, width: int, height: int) -> list[Line]:
        """The pages by their names in the first line, that which is turned up in brackets."""
        asked = in_question(self.desk)
        return [[*self._headline(max(1, width - 2 - size_of(asked))), *asked], *super().page(width, height)[1:]]

    def _headline(self, width: int) -> Line:
        parts: list[Part] = []
        title = " " + t("Insights") + " "
        for lead, most in ((title, BRIEF[0]), *((" ", most) for most in BRIEF)):
            parts = [(lead, "+foreground"), *self._tabs(most)]
            room = width + 1 - size_of(parts)
            if room >= 0:
                return [*parts, (" " * room, "foreground")]
        return parts

    def _tabs(self, most: int) -> list[Part]:
        tabs: list[Part] = []
        for name, words in PAGES.items():
            said, here = t(words), name == self.turned
            said = said if here or cell_len(said) <= most else fit(said, most)
            tabs.append((f"[{said}]", "+accent") if here else (f" {said} ", "muted"))
        return tabs

    def body(self, width: int, height: int) -> list[Line]:
        """The question, what it is narrowed to, the answer, and the page."""
        view = self.view
        view.measure(width)
        of = fit(safe(narrowing_words(self.desk.overview, self.of)), width // 2).rstrip()
        asked = fit(view.question, max(10, width - cell_len(of) - 2)) if of else view.question
        head: list[Line] = [[(asked, "muted"), (right(of, width - cell_len(asked)) if of else "", "foreground")]]
        head += [[(line, view.tone or "+foreground")] for line in wrap(safe(view.answer), width)] if view.answer else []
        below = view.body(width, height - len(head) - 1)
        return [*head, (), *below] if below else head

    def offers(self) -> list[tuple[str, str]]:
        wide = ("0", t("show all")) if self.of else ("f", t("narrow"))
        return [("[ ]", t("pages")), ("h j k l", t("move")), ("Enter", t("open")), wide, ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if name in ("[", "]"):
            self._turn(NAMES[(NAMES.index(self.turned) + (1 if name == "]" else -1)) % len(NAMES)])
        elif name in "12345678":
            self._turn(NAMES[int(name) - 1])
        elif name in ("tab", "shift+tab"):
            self.view.next(1 if name == "tab" else -1)
        elif name == "enter":
            self._enter()
        elif name in ("f", "0", "-", "+", "="):
            self._look(name)
        elif name in ("escape", "q", "I"):
            self._back(leave=name != "escape")
        elif not self.view.stepped(name):
            self.act(name)

    def _turn(self, name: str) -> None:
        self.turned = name
        self.read()

    def _look(self, name: str) -> None:
        """At something else, or over another time."""
        if name == "f":
            self.run_worker(self._narrow(), exit_on_error=True)
        elif name == "0":
            self._narrow_to(Narrowing())
        else:
            spans = [span for span in SPANS if (span > self.weeks if name == "-" else span < self.weeks)]
            if spans:
                self.weeks = min(spans) if name == "-" else max(spans)
                self.read()
                self._prepare()

    async def _narrow(self) -> None:
        found = await self.host.app.push_screen_wait(Picker(self.desk, t("Only"), Narrowing._fields))
        if found:
            goal = is_goal(self.desk.overview, found)
            self._narrow_to(self.narrowing._replace(goal=found) if goal else Narrowing(found))
            self.redraw()

    def _narrow_to(self, narrowing: Narrowing) -> None:
        self.narrowing = narrowing
        self.read()
        self._prepare()

    def _back(self, *, leave: bool) -> None:
        """What was narrowed here is widened again; else out."""
        if leave or self.narrowing in (self.before, Narrowing()):
            self.leave()
        else:
            self._narrow_to(self.before)

    def _enter(self) -> None:
        ids = self.view.ids
        if not ids:
            self.message = (self.view.nothing, "muted")
        elif len(ids) == 1 or self.view.one_by_one:
            self._go(self.chosen)
        else:
            self.run_worker(self._list(), exit_on_error=True)

    async def _list(self) -> None:
        view = self.view
        found = await self.host.app.push_screen_wait(MadeOfRoom(self.host, view.point, view.ids, view.chosen))
        if found:
            self._go(found)

    def _go(self, id: str) -> None:
        """To that record; whoever comes back finds the page as it was."""
        cursors = {name: view.cursor for name, view in self.views.items()}
        insights_of(self.desk).left = LeftAt(self.turned, self.narrowing, self.weeks, cursors)
        self.dismiss(id)
