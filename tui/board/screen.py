"""The board: four linked panes at the left, the chosen record at the right; folded where there is no room for both."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.screen import Screen

from store.kinds.naming import by_id
from store.words import Words
from tui import keys
from tui.board.links import Links
from tui.board.listing import Listing
from tui.board.narrowing import Narrowing
from tui.board.pane import Pane
from tui.board.panes import PANES
from tui.desk.program_version import UPDATED
from tui.i18n import t
from tui.parts.detail import Detail
from tui.parts.footer import Footer
from tui.parts.lines import Line, Lines
from tui.parts.record_row import Columns
from tui.parts.status_line import StatusLine
from tui.terminal import environment
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.engine.journal.entry import Entry, Glance
    from tui.acts.record import Acts
    from tui.desk.desk import Desk

#: From so many columns on, panes and detail stand side by side.
WIDE = 100
#: Which pane has the keys at the start.
START = 1


class _Rule(Lines):
    """The line between the panes and the detail."""

    def line(self, y: int, width: int) -> Line:  # noqa: ARG002
        board = self.screen
        ascii_only = isinstance(board, BoardScreen) and board.desk.options.ascii_only
        return [("|" if ascii_only else "│", "faint")]


class BoardScreen(Screen[None]):
    """Which pane has the keys, what the panes are narrowed to, whether the detail is being read."""

    BINDINGS: ClassVar = []
    inherit_bindings = False

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk
        self.links = Links(desk)
        self.listings: dict[str, Listing] = {}
        self.panes: list[Pane] = []
        for number, kinds in enumerate(PANES, 1):
            listings = [listing(desk) for listing in kinds]
            self.listings |= {listing.kind: listing for listing in listings}
            pane = Pane(number, listings)
            pane.say_narrowing = self.said
            self.panes.append(pane)
        self.at = START
        self.narrowing = Narrowing()
        self.reading = False
        self.zoomed = False
        self.fresh: set[str] = set()
        self._read: dict[str, int] = {}
        self.detail = Detail(id="detail")
        self.detail.source = self.written
        self.status = StatusLine(desk)
        self.footer = Footer()
        self._acts: Acts | None = None
        self._folded_for: Size | None = None

    @property
    def acts(self) -> "Acts":
        """What keys do to records; read in when the first such key is pressed."""
        if self._acts is None:
            from tui.acts.record import Acts

            self._acts = Acts(self)
        return self._acts

    @property
    def pane(self) -> Pane:
        """The pane that has the keys."""
        return self.panes[self.at]

    @property
    def kind(self) -> str:
        """The kind of record that its list holds."""
        return self.pane.listing.kind

    @property
    def wide(self) -> bool:
        """Panes and detail stand side by side."""
        return self.app.size.width >= WIDE

    # The making of it

    def compose(self) -> ComposeResult:
        """Status line, panes beside the detail, footer."""
        yield self.status
        with Horizontal(id="body"):
            with Vertical(id="panes"):
                yield from self.panes
            yield _Rule(id="rule")
            yield self.detail
        yield self.footer

    def on_mount(self) -> None:
        self.desk.on_say = self.footer.say
        self.desk.on_open = self.open
        self.desk.on_day = self.retell
        self.desk.on_look = self.looked
        self.desk.on_company = self.status.redraw
        self.desk.subscribe(self.heed)
        for pane in self.panes:
            pane.fresh = self.fresh
            pane.on_choose = lambda _id, pane=pane: self._chose(pane)
            pane.on_touch = lambda pane=pane: self.focus_pane(self.panes.index(pane))
            pane.on_enter = lambda _id, pane=pane: self._entered(pane)
            pane.fill(self.narrowing)
        self.fold()
        self.call_after_refresh(self._mark_news)

    def on_unmount(self) -> None:
        self.desk.unsubscribe(self.heed)
        self.desk.personal.have_read(self._read)

    def on_resize(self) -> None:
        if self.app.size != self._folded_for:
            self.fold()

    def fold(self) -> None:
        """Give each pane its place: side by side with the detail, or folded to its title and chosen row."""
        self._folded_for = self.app.size
        folded = not self.wide or self.zoomed
        self.set_class(folded, "-folded")
        self.set_class(folded and self.reading, "-reading")
        width = self.app.size.width if folded else max(44, self.app.size.width * 21 // 50 - 1)
        columns = Columns.of(width, max(listing.id_cells for listing in self.listings.values()))
        for pane in self.panes:
            here = pane is self.pane
            pane.focused_here = here and not self.reading
            fold = folded and not here
            if fold != pane.folded or columns != pane.columns:
                pane.folded, pane.columns = fold, columns
                pane.set_class(fold, "-fold")
            pane.set_class(here, "-here")
            pane.redraw()
        self.detail.reading = self.reading
        self.footer.offer(keys.footer(self.kind, covered=self.reading or self.zoomed))
        self.tell()

    # The chosen record

    def tell(self) -> None:
        """Write the chosen record into the detail."""
        id = self.pane.chosen
        self.desk.company.on_record(id or "")
        self.detail.tell()
        if id is not None and id in self.fresh:
            self.fresh.discard(id)
            self._read[id] = self.desk.workspace.ledger.seq
            self.pane.redraw()

    def written(self, width: int) -> tuple[str, Sequence[Line]]:
        """The chosen record as lines of that width."""
        id = self.pane.chosen
        if id is None:
            return "", [[(t(self.pane.listing.empty), "muted")]]
        from tui.board.detail import written
        from tui.board.detail.page import ScreenPage

        return id, written(ScreenPage(self.desk, self.links, self.listings, width), id)

    def _chose(self, pane: Pane) -> None:
        """The cursor of a pane moved: what depends on it follows."""
        if pane is not self.pane:
            self.focus_pane(self.panes.index(pane))
        self.narrow_by(pane)
        self.tell()

    def narrow_by(self, pane: Pane) -> None:
        """Narrow the other panes to what is chosen in this one, if its list narrows."""
        narrows = pane.listing.narrows
        if narrows == "department":
            self.narrow(Narrowing(pane.chosen))
        elif narrows == "goal":
            self.narrow(self.narrowing._replace(goal=pane.chosen))

    def _entered(self, pane: Pane) -> None:
        self.focus_pane(self.panes.index(pane))
        self.read(True)

    def narrow(self, narrowing: Narrowing) -> None:
        """Narrow or widen the panes; each keeps its chosen record if it is still there."""
        self.narrowing = narrowing
        for pane in self.panes:
            before = pane.listing.narrowed(pane.narrowing)
            pane.narrowing = narrowing
            if before != pane.listing.narrowed(narrowing):
                pane.fill(narrowing)

    def said(self, narrowing: Narrowing) -> str:
        """What the title of a pane says: in MKT, on G-12."""
        if narrowing.goal:
            return t("on {id}", id=narrowing.goal)
        if narrowing.department:
            return t("in {name}", name=safe(by_id(self.desk.records, narrowing.department)))
        return ""

    # Where the keys go

    def focus_pane(self, at: int) -> None:
        """Give the keys to a pane."""
        if at != self.at or self.reading:
            self.at, self.reading = at, False
            self.fold()

    def read(self, reading: bool) -> None:
        """Read the detail, or go back to the pane."""
        if reading == self.reading or (reading and self.pane.chosen is None):
            return
        self.reading = reading
        self.detail.top = 0
        self.fold()
        self.detail.redraw()

    def open(self, id: str, *, around: bool = False) -> None:
        """Put the cursor on that record, or on where it is seen; ``around`` narrows to the goal that it is about."""
        from tui.board.opening import open_record

        open_record(self, id, around=around)

    # News

    def heed(self, entries: "Sequence[Entry]") -> None:
        """What was committed, here or elsewhere: rows change in place, the cursor stays on its record.

        Nothing, where all was read anew.
        """
        from tui.board import news_line
        from tui.board.places import place_of

        touched = [place for entry in entries for place in entry.touched()]
        others = [entry for entry in entries if entry.who != self.desk.who]
        for entry in others:
            self._mark_fresh(entry)
        if not entries:
            self.fresh.clear()
            self._mark_unread()
        if others:
            news_line.of_others(self, others)
        for pane in self.panes:
            for listing in pane.listings:
                if listing.heed(touched) and listing is pane.listing:
                    pane.marks &= set(listing.ids(pane.narrowing)) if pane.marks else set()
                    pane.fill(pane.narrowing)
            pane.redraw()
        if self.narrowing.goal and place_of(self.desk.records, self.narrowing.goal) == "":
            self.narrow(Narrowing(self.narrowing.department))
        if any(table in ("workspace", "person", "department") for table, _ in touched):
            self.status.forget()
        self.status.redraw()
        self.tell()

    def _mark_news(self) -> None:
        """What others did since I last looked, in this session or an earlier one."""
        from tui.board import news_line

        self._mark_unread()
        if self.fresh:
            for pane in self.panes:
                pane.redraw()
            news_line.of_mine(self)
        self._greet()

    def _mark_unread(self) -> None:
        from tui.desk import inbox

        read = self.desk.personal.read
        for entry in inbox.entries(self.desk.workspace.ledger, self.desk.seen, self.desk.who):
            self._mark_fresh(entry, read)

    def _greet(self) -> None:
        """Whoever is new here is asked who they are, if there is anything to ask."""
        from store.workspace import roles

        desk = self.desk
        if desk.workspace.read_only is None and roles.rank(desk.records, desk.who) == roles.GUEST:
            self.acts.start("join")

    def looked(self) -> None:
        """Everything has been looked at: no row is new any more."""
        self.fresh.clear()
        self._read.clear()
        for pane in self.panes:
            pane.redraw()

    def _mark_fresh(self, entry: "Entry | Glance", read: Mapping[str, int] | None = None) -> None:
        from store.kinds import KINDS
        from tui.board.places import place_of

        for table, number in entry.touched():
            if table in KINDS and number > 0 and len(self.fresh) < 1000:
                id = place_of(self.desk.records, KINDS[table].id(number))
                if id and id != self.pane.chosen and (read or {}).get(id, 0) < entry.seq:
                    self.fresh.add(id)

    def refilter(self) -> None:
        """The search knows more records than before."""
        for pane in self.panes:
            if pane.listing.filter:
                pane.listing.refilter()
                pane.fill(pane.narrowing)

    def retell(self) -> None:
        """Say everything again: another language, day, theme or setting."""
        for listing in self.listings.values():
            listing.forget()
        for pane in self.panes:
            pane.fill(pane.narrowing)
        for widget in (self.status, *self.panes, self.detail, self.footer, self.query_one("#rule", _Rule)):
            widget.forget()
        self.fold()

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Look the key up in the table and do what it says."""
        event.stop()
        event.prevent_default()
        name = keys.pressed(event.key, event.character)
        if self.pane.typing is not None:
            from tui.board.filtering import typed

            typed(self, event.key, event.character)
            return
        self.footer.clear()
        self.desk.saving.was_read()
        row = keys.find(name, self.kind)
        if row is None:
            if event.key == "ctrl+c":
                self.footer.say(Words("q leaves"))
            return
        self.obey(row)

    def obey(self, row: keys.Key) -> None:
        """Do what that row of the table of keys says, or say why it does nothing here."""
        if row.needs and self.pane.chosen is None:
            self.desk.refuse(self.pane.listing.empty)
        elif not keys.works(row, self.kind):
            self.acts.refuse(row, self.kind)
        else:
            try:
                self.do(row.action)
            except ImportError:
                if not environment.updated():
                    raise
                self.desk.refuse(UPDATED, "bad")  # its module is of another version by now

    def do(self, action: str) -> None:
        """Do what a row of the table of keys names."""
        from tui.board import navigation

        move = navigation.MOVES.get(action)
        if move is not None:
            move(self)
        else:
            self.acts.start(action)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the filter where one is being typed, and nowhere else."""
        if self.pane.typing is not None:
            from tui.board.filtering import pasted

            pasted(self, event.text)
