"""The room of the stand-up, five minutes: who is missing, what is blocked, what is late, the walk, and out.

One leads, the others see the department that is spoken of, or look around on their own. Rows act with the keys of the
board. `:` closes it.
"""

from collections.abc import Sequence
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

from store.errors import ConcordError
from store.insight import standup_room
from store.insight.standup_room import RoundHeader, Turn
from store.kinds.naming import by_id
from store.words import Words
from tui.i18n import lang, t
from tui.keys import HERE, Key, pressed
from tui.parts.choice_rows import ChoiceRow
from tui.parts.palette import Palette
from tui.parts.saved_sign import beside
from tui.rooms.list_room import ListRoom
from tui.rooms.standup import head, round_commands
from tui.rooms.standup.my_entry import EntryScreen, may_post
from tui.rooms.standup.room_rows import RoomRows, is_heading
from tui.served import writes
from tui.text.cells import cell_len, lead, right
from tui.text.days import long
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

#: Seconds between two looks at the clock, and before the journal is read for what changed.
TICK, PAUSE = 1.0, 0.05


async def after_my_entry(host: "Host", id: str = "") -> "StandupRoom":
    """The room, once I have posted my entry or left it; it is not asked for where it is there or may not be."""
    desk, room = host.desk, StandupRoom(host, id)
    me = desk.records.person_of(desk.who)
    if me is not None and desk.overview.entries.of(me.id, desk.today) is None:
        try:
            may_post(desk, me.id)
        except ConcordError as error:
            room.say(error.words, "bad")
        else:
            await host.app.push_screen_wait(EntryScreen(desk))
    return room


class StandupRoom(ListRoom):
    """Of today. ``walked`` is the department that stands open; ``follows`` whether it is that of whoever leads."""

    place = "standup"
    letter = "S"
    own = writes(
        Key("next_turn", ("]",), Words("Next department"), HERE),
        Key("turn_before", ("[",), Words("Department before"), HERE),
        Key("all", ("0",), Words("All departments open; again: follow whoever leads"), HERE),
        Key("entry", ("v",), Words("My entry"), HERE),
        Key("lead", ("L",), Words("Begin the stand-up, or take the lead"), HERE),
        Key("palette", (":",), Words("Close the stand-up, the digest, promises kept"), HERE),
        Key("open", ("enter",), Words("Open"), HERE),
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.day = self.desk.common_day
        self.walked: str | None = None
        self.follows = True
        self.began = monotonic()
        self.header: RoundHeader | None = None
        #: What the rows are made of is kept as long as nothing happens: journal, day, width and language.
        self._state: tuple[int, date, int, str] = (-1, self.day, 0, "")
        self._walk_of: list[Turn] = []
        self._pressing: list[ChoiceRow] = []
        self._changed: list[ChoiceRow] = []

    def on_mount(self) -> None:
        self.set_interval(TICK, self._tick)

    # What is read

    def find(self, width: int) -> Sequence[ChoiceRow]:
        self.day = self.desk.common_day
        state = (self.desk.workspace.ledger.seq, self.day, width, lang())
        rows = RoomRows(self.desk, self.day, width - 2)
        if state != self._state:
            self._state = state
            self.header = standup_room.header(self.desk.overview, self.day)
            self._walk_of = standup_room.walk(self.desk.overview, self.day)
            self._pressing = rows.pressing()
            self.set_timer(PAUSE, self._look_back)
        self.turns = [turn.department for turn in self._walk_of]
        if self.walked is not None and self.walked not in self.turns:
            self.walked = None
        self.heading = t("Stand-up, {day}", day=long(self.day, self.day))
        return [*self._pressing, *rows.turns(self._walk_of, self.walked), *self._changed]

    def _look_back(self) -> None:
        """What changed is read from the journal, behind all that presses."""
        rows = RoomRows(self.desk, self.day, self._state[2] - 2)
        self._changed = [*rows.thanks(), *rows.changed()]
        self.read()
        self.redraw()

    @property
    def leader(self) -> str:
        """The login of whoever leads; empty where nobody does."""
        round_ = None if self.header is None else self.header.round
        return "" if round_ is None else by_id(self.desk.records, round_.facilitator)

    @property
    def chosen(self) -> str:
        """The id under the cursor; the heading of a department is that department."""
        found = super().chosen
        return "" if found == "-" else found

    def stays(self, key: str) -> bool:
        """What pressed, not what is told of it below."""
        return "#" not in key and super().stays(key)

    # What is shown

    def page(self, width: int, height: int) -> list[Line]:
        """The head with the clock at its right."""
        return [beside(self.desk, self._first, width), *super().page(width, height)[1:]]

    def _first(self, width: int) -> Line:
        elapsed, tone = head.clock(self.header, int(monotonic() - self.began))
        space = width - cell_len(elapsed) - 2
        day = " " + safe(self.heading)
        said = head.counts(self.desk, self.header, space - cell_len(day) - 2)
        parts: list[Part] = [(lead(day, max(0, space - cell_len(said) - 2)), "+accent"), (said + "  ", "foreground")]
        return [*parts, (right(elapsed, width - sum(cell_len(text) for text, _ in parts) - 1), tone)]

    def _drawn(self, row: ChoiceRow, here: bool, width: int) -> Line:
        """The heading of a department can be chosen, and stands where headings stand."""
        if not is_heading(row):
            return super()._drawn(row, here, width)
        if not here:
            return row.line
        rule = ("-" if self.desk.options.ascii_only else "─") * 2
        return [("> " + "".join(text for text, _tone in row.line).replace(rule, "", 1), "chosen")]

    def body(self, width: int, height: int) -> list[Line]:
        """Who is missing and who leads, then the rows."""
        lines = [] if self.header is None else head.missing(self.desk, self.header, self.leader, width, self.follows)
        return [*lines, *super().body(width, max(1, height - len(lines)))]

    def offers(self) -> list[tuple[str, str]]:
        first = [("n", t("next step")), ("]", t("next department")), ("v", t("my entry")), (":", t("close"))]
        return [*first, ("E", t("escalate")), ("D", t("decide")), ("d", t("done")), ("Esc", t("leave"))]

    # Together

    def _tick(self) -> None:
        if self.is_current:
            self.redraw()

    def status_changed(self) -> None:
        """The others may be elsewhere: where I follow, I see what whoever leads has opened."""
        super().status_changed()
        if not self.follows or self.leader in ("", self.desk.who):
            return
        for here in self.desk.company.others:
            if here.who == self.leader and here.room == self.place:
                wanted = here.record or None
                if wanted != self.walked and (wanted is None or wanted in self.turns):
                    self._open_turn(wanted)

    def whereabouts(self) -> tuple[str, str]:
        return self.place, self.walked or ""

    def _open_turn(self, department: str | None) -> None:
        self.walked = department
        self.read()
        if department is not None:
            self.open(department)
            self.top = max(0, self.cursor - 1)
        self.redraw()

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if name in ("]", "[", "right", "left") and self.turns:
            self._walk(1 if name in ("]", "right") else -1)
        elif name == "0":
            self.follows = self.follows or self.walked is None
            self._open_turn(None)
        elif name in ("enter", "e") and self.chosen.startswith("SU-"):
            self.start(self.entry(getattr(self.desk.records.find(self.chosen), "person", None) or ""))
        elif name == "v" and not self.chosen.startswith(("KR-", "Q-", "G-", "AL-")):
            self.start(self.entry())
        elif name == "L":
            self.start(round_commands.take_the_lead(self))
        else:
            await super().press(key, character)

    def _walk(self, by: int) -> None:
        self.follows = False
        at = self.turns.index(self.walked) + by if self.walked in self.turns else (0 if by > 0 else -1)
        self._open_turn(self.turns[at % len(self.turns)])

    async def entry(self, person: str = "") -> None:
        """My entry, or that of somebody for whom a coordinator speaks."""
        me = self.desk.records.person_of(self.desk.who)
        may_post(self.desk, person or ("" if me is None else me.id))
        if await self.app.push_screen_wait(EntryScreen(self.desk, person)):
            self.say(Words("The entry is posted"), "good")

    def restart_clock(self) -> None:
        """It begins now."""
        self.began = monotonic()

    async def show_commands(self) -> None:
        await self.app.push_screen_wait(Palette(self.desk, round_commands.commands_of(self)))
