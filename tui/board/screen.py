"""The board: four linked panes at the left, the chosen record at the right; folded where there is no room for both."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.screen import Screen

from store.fields.rights import GUEST
from store.words import Words
from tui import i18n, keys
from tui.board.board_drawing import BoardDrawing, Lists, RuleDrawing, lists_of
from tui.board.fresh import Fresh
from tui.board.narrowing import chose, entered, narrow, turned
from tui.board.pane import Pane
from tui.desk.listener import Listener
from tui.desk.program_version import UPDATED
from tui.faces.face import Narrowing
from tui.parts.detail import Detail
from tui.parts.footer import Footer
from tui.parts.lines import Lines
from tui.parts.status_line import StatusLine
from tui.terminal import environment

if TYPE_CHECKING:
    from store import News
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk


class _Rule(RuleDrawing, Lines):
    """The same on the screen."""


class _Beside(Horizontal):
    """What is in it covers it: there is nothing of its own to draw."""

    BLANK = True


class _Below(Vertical):
    """The same for what stands one below the other."""

    BLANK = True


class BoardScreen(BoardDrawing[Pane], Screen[None], Listener):
    """Which pane has the keys, what the panes are narrowed to, whether the detail is being read."""

    BLANK = True  # as above

    BINDINGS: ClassVar = []
    inherit_bindings = False

    status: StatusLine
    detail: Detail
    footer: Footer

    def __init__(self, desk: "Desk", lists: Lists | None = None) -> None:
        """``lists`` are those of the first frame, where there was one."""
        panes = [Pane(number, listings) for number, listings in enumerate(lists or lists_of(desk), 1)]
        super().__init__(desk, panes, StatusLine(desk), Detail(id="detail"), Footer())
        self.listings = {listing.kind: listing for pane in panes for listing in pane.listings}
        self.fresh = Fresh(desk)
        self._folded_for: Size | None = None

    @property
    def cells(self) -> tuple[int, int]:
        return self.app.size

    @property
    def acts(self) -> "Acts":
        """What keys do to the records of the pane that has them."""
        from tui.acts.acts import Acts  # late: the board starts without it

        return Acts(self, self.pane)

    # The making of it

    def compose(self) -> ComposeResult:
        """Status line, panes beside the detail, footer."""
        yield self.status
        with _Beside(id="body"):
            with _Below(id="panes"):
                yield from self.panes
            yield _Rule(self.desk, id="rule")
            yield self.detail
        yield self.footer

    def on_mount(self) -> None:
        self.desk.enter(self)
        for pane in self.panes:
            pane.fresh = self.fresh.ids
            pane.on_choose = lambda _id, pane=pane: chose(self, pane)
            pane.on_touch = lambda pane=pane: self.focus_pane(self.panes.index(pane))
            pane.on_enter = lambda _id, pane=pane: entered(self, pane)
            pane.on_tab = lambda at, pane=pane: turned(self, pane, at)
            pane.fill()
        self.footer.before = self._keep_filter
        self.fold()
        self.call_after_refresh(self._greet)

    def on_unmount(self) -> None:
        self.desk.leave(self)
        self.fresh.keep()

    def on_resize(self) -> None:
        if self.app.size != self._folded_for:
            self.fold()

    def fold(self) -> None:
        self._folded_for = self.app.size
        super().fold()
        self.set_class(self.folded, "-folded")
        self.set_class(self.folded and self.reading, "-reading")
        for pane in self.panes:
            here = pane is self.pane
            pane.styles.height = self.needed if here and self.below is not None else None
            pane.set_class(pane.folded, "-fold")
            pane.set_class(here, "-here")
            pane.redraw()

    # The chosen record

    def tell(self) -> None:
        super().tell()
        id = self.pane.chosen
        if id is not None and id in self.fresh.ids:
            self.fresh.read(id)
            self.pane.redraw()

    # Where the keys go

    def focus_pane(self, at: int) -> None:
        """Give the keys to a pane."""
        if at != self.at:
            self.pane.left()
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
        from tui.board.opening import open_record  # late: the board starts without it

        open_record(self, id, around=around)

    def say(self, words: Words | str, tone: str = "plain") -> None:
        """On the last line."""
        self.footer.say(words, tone)

    def whereabouts(self) -> tuple[str, str]:
        """On the chosen record."""
        return "", self.pane.chosen or ""

    # News

    def status_changed(self) -> None:
        """The first line says it."""
        self.status.redraw()

    def heed(self, entries: "Sequence[News]") -> None:
        """What was committed, here or elsewhere: rows change in place, the cursor stays on its record.

        Nothing, where all was read anew.
        """
        from tui.board import news_line  # late: the board starts without it
        from tui.faces.seen_at import place_of  # late: the board starts without it

        touched = [place for entry in entries for place in entry.touched()]
        others = [entry for entry in entries if entry.who != self.desk.who]
        for entry in others:
            self.fresh.mark(entry, self.pane.chosen)
        if not entries:
            self.fresh.ids.clear()
            self.fresh.mark_unread(self.pane.chosen)
        if others:
            news_line.of_others(self, others)
        self.pane.listing.stay(place for each in entries if each.who == self.desk.who for place in each.touched())
        for pane in self.panes:
            for listing in pane.listings:
                if listing.heed(touched) and listing is pane.listing:
                    pane.marks &= set(listing.ids(pane.narrowing)) if pane.marks else set()
                    pane.fill()
            pane.redraw()
        if self.narrowing.goal and place_of(self.desk.records, self.narrowing.goal) == "":
            narrow(self, Narrowing(self.narrowing.department))
        if any(table in ("workspace", "person", "department") for table, _ in touched):
            self.status.forget()
            if i18n.ask_again():  # the workspace's, where nobody has said one
                self.call_later(self.desk.listeners.retell)
        self.status.redraw()
        self.tell()

    def _greet(self) -> None:
        """Say what others did since I last looked; whoever is new here is asked who they are."""
        from tui.board import news_line  # late: the board starts without it

        desk = self.desk
        self.fresh.mark_unread(self.pane.chosen)
        if self.fresh.ids:
            for pane in self.panes:
                pane.redraw()
            news_line.of_mine(self)
        if desk.workspace.read_only is None and desk.records.rank_of(desk.who) == GUEST:
            self.acts.start("join")

    def looked(self) -> None:
        """Everything has been looked at: no row is new any more."""
        self.fresh.looked()
        for pane in self.panes:
            pane.redraw()

    def retell(self) -> None:
        """Say everything again: another language, day, theme or setting."""
        for listing in self.listings.values():
            listing.forget()
        for pane in self.panes:
            pane.fill()
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
            from tui.board.filtering import typed  # late: the board starts without it

            typed(self, event.key, event.character)
            return
        self.footer.clear()
        self.desk.saving.was_read()
        row = keys.find(name, self.pane.kind)
        if row is not None:
            self.obey(row)
        elif event.key == "ctrl+c":
            self.footer.say(Words("q leaves"))

    def _keep_filter(self) -> None:
        """A hint was clicked: what it names is none of the letters of a filter that is being typed."""
        if self.pane.typing is not None and self.footer.keys is not keys.FILTERING:
            self.pane.typing = None
            self.pane.redraw()

    def obey(self, row: keys.Key) -> None:
        """Do what that row of the table of keys says, or say why it does nothing here."""
        try:
            from tui.acts.obeying import obey  # late: the board starts without it
            from tui.board import navigation  # late: the board starts without it

            obey(self.desk, self.pane, row, partial(navigation.do, self))
        except ImportError:
            if not environment.updated():
                raise
            self.desk.refuse(UPDATED, "bad")  # its module is of another version by now

    async def open_room(self, name: str, id: str) -> None:
        """Go into a room, about that record, and to what is chosen there."""
        from tui.rooms.rooms import open_room  # late: the board starts without it

        await open_room(self, name, id)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the filter where one is being typed, and nowhere else."""
        if self.pane.typing is not None:
            from tui.board.filtering import pasted  # late: the board starts without it

            pasted(self, event.text)
