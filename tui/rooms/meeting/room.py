"""The room of a meeting: the agenda, and below it the item at which one looks, with what was said and came of it.

One leads, the others see the item at which the meeting is, or look around on their own. Everything stands in the
store at once, so that whoever comes late, or takes the lead over, goes on from there.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from store import clock
from store.errors import NotFound
from store.kinds.naming import by_id
from store.words import Words
from tui.i18n import lang, t
from tui.keys import pressed
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.palette import Palette
from tui.parts.saved_sign import beside
from tui.rooms.meeting import head, room_commands
from tui.rooms.meeting.agenda_rows import AgendaRows
from tui.rooms.meeting.below import NOTE, Below
from tui.rooms.meeting.deeds import DEEDS
from tui.rooms.meeting.projector import projected
from tui.rooms.meeting.room_keys import OWN
from tui.rooms.meeting.typed_note import NoteLine
from tui.rooms.meeting.view import MeetingView
from tui.rooms.typing_room import TypingRoom
from tui.text.cells import fit
from tui.text.line import Line

if TYPE_CHECKING:
    from store import News
    from tui.acts.host import Host

#: Seconds between two looks at the clock.
TICK = 1.0
#: Lines of the agenda at least, and its part of what there is.
LEAST, PART = 3, 5 / 9


class Lower(ChoiceRows):
    """The rows below the agenda. ``inside``: the keys are for them; else the notes made last are in sight."""

    inside = False

    @property
    def noted(self) -> str:
        """The line of the notes under the cursor, empty where it is none."""
        return self.key.removeprefix(NOTE) if self.inside and self.key.startswith(NOTE) else ""

    def shown(self, width: int, height: int) -> list[Line]:
        """The lines of the rows in sight."""
        if self.inside:
            return self.in_sight(width, height)
        rows = self.rows[-height:] if any(row.key.startswith(NOTE) for row in self.rows) else self.rows[:height]
        return [[("  ", "foreground"), *row.line] for row in rows]


class MeetingRoom(ChoiceRows, TypingRoom):
    """``follows``: the cursor is where the meeting is. ``lower`` are the rows below the agenda."""

    place = "meeting"
    own = OWN
    taken = "zv"

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.follows = True
        self.projector = False
        self.lower = Lower()
        self.view = MeetingView(self.desk.records, id)
        #: What the rows below are made of is kept as long as nothing happens: journal, row, width, language.
        self._state: tuple[int, str, int, str] = (-1, "", 0, "")
        #: The width of the screen, and the cells of a line of the body.
        self._width = self.inner = 0

    def on_mount(self) -> None:
        self.read()
        self.set_interval(TICK, self._tick)

    @property
    def note(self) -> NoteLine | None:
        """The line of notes that is typed."""
        return self.line if isinstance(self.line, NoteLine) else None

    def _tick(self) -> None:
        if self.is_current and self.view.running:
            self.redraw()

    # What is read

    def read(self) -> None:
        self._width = self.host.app.size.width
        self.inner = min(self.widest, max(10, self._width - 4))
        went_on = self.view.going_on
        try:
            self.view = MeetingView(self.desk.records, self.about)
        except NotFound:
            self.leave()
            return
        # A projector shows items; once it is over one looks at what comes next.
        self.projector = self.projector and (self.view.going_on or not went_on)
        chosen, at, top = self.key, self.cursor, self.top
        rows = AgendaRows(self.desk, self.view, self.inner - 2).rows()
        self.hold(rows, self.view.here if self.follows else chosen)
        self.top = top
        if not self.follows and self.key != chosen:
            self.cursor = max(0, min(at, len(rows) - 1))
        self.look()

    def look(self) -> None:
        """Find what stands below the row under the cursor; the cursor there stays where it was."""
        state = (self.desk.workspace.ledger.seq, self.key, self.inner, lang())
        if state == self._state:
            return
        before, same = self.lower.key, self.lower.inside and self._state[1] == self.key
        at, top = self.lower.cursor, self.lower.top
        self._state = state
        self.lower.hold(Below(self.desk, self.view, self.key, self.inner - 2).rows(), before if same else "")
        if same:
            self.lower.top = top
            if self.lower.key != before:
                self.lower.cursor = min(at, max(0, len(self.lower.rows) - 1))
                self.lower.move(0)
        self.lower.inside = self.lower.inside and same and bool(self.lower.key)
        if self.note is not None:
            self.note.look_at(self.item)

    @property
    def item(self) -> str:
        """The id of the item at which one looks; empty where it is none."""
        return self.key if self.view.item(self.key) is not None else ""

    @property
    def chosen(self) -> str:
        """What of below has the keys; else the item."""
        return self.lower.key if self.lower.inside and not self.lower.noted else self.item

    def heed(self, entries: "Sequence[News]") -> None:
        """Where somebody else leads from now on, or closes it, that is said."""
        before, who = self.view.meeting, self.desk.who
        super().heed(entries)
        after = self.view.meeting
        mine = not entries or all(entry.who == who for entry in entries)
        if not mine and after.facilitator != before.facilitator and after.facilitator:
            self.say(Words("{who} leads now", who=by_id(self.desk.records, after.facilitator)), "good")
        elif not mine and after.state != before.state:
            said = {"running": Words("The meeting has begun"), "closed": Words("The meeting is closed")}
            self.say(said.get(after.state, Words("The meeting has changed")), "good")

    def whereabouts(self) -> tuple[str, str]:
        return self.place, self.about

    def open(self, id: str) -> None:
        """The item with that id, or what came of one."""
        if any(row.key == id for row in self.rows):
            self.cursor = next(at for at, row in enumerate(self.rows) if row.key == id)
            self.look()
        self.redraw()

    # What is shown

    def on_resize(self) -> None:
        """Rows are as wide as the screen."""
        if self._width != self.size.width:
            self.read()
            self.redraw()

    def page(self, width: int, height: int) -> list[Line]:
        """The head stands in the first two lines."""
        lines = super().page(width, height)
        title = beside(self.desk, partial(head.title_line, self.desk, self.view), width)
        return [title, head.there_line(self.desk, self.view, width), *lines[2:]]

    def body(self, width: int, height: int) -> list[Line]:
        foot: list[Line] = [] if self.note is None else self.note.drawn(width, height)
        room = height - len(foot)
        lines = projected(self, width, room) if self.projector else self._halves(width, room)
        return [*lines[:room], *([()] * (room - len(lines))), *foot]

    def _halves(self, width: int, height: int) -> list[Line]:
        upper = max(1, min(len(self.rows), max(LEAST, int((height - 2) * PART))))
        bad = self.view.too_long
        length = self.view.meeting.length
        tail = t("{n} min planned, {length} there", n=self.view.planned, length=length) if length else ""
        if length and self.view.meeting.state == "closed":
            tail = t("{n} of {length} min", n=self.view.elapsed(clock.now()) // 60, length=length)
        told = head.leads(self.desk, self.view, follows=self.follows)
        below = Below(self.desk, self.view, self.key, width)
        return [
            head.rule_line(self.desk, t("Agenda"), "+foreground", told, (tail, "bad" if bad else "muted"), width),
            *self.in_sight(width, upper),
            head.rule_line(
                self.desk, below.heading(), "+accent" if self.lower.inside else "+foreground", ("", ""), ("", ""), width
            ),
            *self.lower.shown(width, height - 2 - upper),
        ]

    def _drawn(self, row: ChoiceRow, here: bool, width: int) -> Line:
        if here and self.lower.inside:
            return [(fit("> " + "".join(text for text, _tone in row.line), width), "chosen-far")]
        return super()._drawn(row, here, width)

    def offers(self) -> list[tuple[str, str]]:
        return room_commands.offers(self)

    # Keys

    def typed(self) -> None:
        self.look()

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if self._moved(name):
            return
        if name in DEEDS:
            self.start(DEEDS[name](self))
        elif name in ("escape", "q", "M"):
            self._back(name)
        else:
            self.act(name)

    def _moved(self, name: str) -> bool:
        """Over the rows that have the keys; whoever moves from where the meeting is looks around."""
        if self.lower.inside:
            return self.lower.stepped(name)
        before = self.key
        if not self.stepped(name):
            return False
        if self.key != before:
            self.follows = self.key == self.view.here and self.view.running
            self.look()
        return True

    def follow(self) -> None:
        """Back to where the meeting is."""
        self.follows, self.lower.inside = True, False
        self.read()

    def _back(self, name: str) -> None:
        """Out of what is innermost: the rows below, the projector, looking around, the room."""
        if name == "escape" and self.lower.inside:
            self.lower.inside = False
        elif name == "escape" and self.projector:
            self.projector = False
        elif name == "escape" and not self.follows and self.view.running:
            self.follow()
        else:
            self.leave()

    async def show_commands(self) -> None:
        await self.acts.show(Palette(self.desk, room_commands.commands_of(self)))
