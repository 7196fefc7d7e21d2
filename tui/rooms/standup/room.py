"""The room of the stand-up, five minutes: who is missing, what is blocked, what is late, the walk, and out.

One leads, the others see the department that is spoken of, or look around on their own. Rows act with the keys of the
board. `:` closes it.
"""

from collections.abc import Sequence
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any

from store import clock
from store.commands.standup import close_round, lead_round, open_round
from store.insight import standup_room
from store.insight.standup_room import RoundHeader, Turn
from store.kinds.naming import by_id
from store.words import Words
from tui import keys
from tui.i18n import lang, t
from tui.keys import HERE, Key
from tui.parts.choice_rows import ChoiceRow
from tui.parts.lines import Line, Part
from tui.rooms.list_room import ListRoom
from tui.rooms.standup.room_rows import RoomRows
from tui.text.cells import cell_len, fit, lead, right
from tui.text.days import long
from tui.text.digest import standing
from tui.text.joined import told as joined
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.record import Acts

#: After so many seconds the clock turns amber, and never interrupts; it counts to so many.
FIVE_MINUTES, LONGEST = 300, 5999
#: Seconds between two looks at the clock, and before the journal is read for what changed.
TICK, PAUSE = 1.0, 0.05


class StandupRoom(ListRoom):
    """Of today. ``walked`` is the department that stands open; ``follows`` whether it is that of whoever leads."""

    place = "standup"
    letter = "S"
    own = (
        Key("next_turn", ("]",), Words("Next department"), HERE),
        Key("turn_before", ("[",), Words("Department before"), HERE),
        Key("all", ("0",), Words("All departments open; again: follow whoever leads"), HERE),
        Key("entry", ("v",), Words("My entry"), HERE),
        Key("lead", ("L",), Words("Begin the stand-up, or take the lead"), HERE),
        Key("palette", (":",), Words("Close the stand-up, the digest, promises kept"), HERE),
        Key("open", ("enter",), Words("Open"), HERE),
    )

    def __init__(self, acts: "Acts") -> None:
        super().__init__(acts, "")
        self.day = acts.desk.today
        self.walked: str | None = None
        self.follows = True
        self.began = monotonic()
        self.header: RoundHeader | None = None
        #: What the rows are made of is kept as long as nothing happens: journal, day, width and language.
        self._state: tuple[int, date, int, str] = (-1, self.day, 0, "")
        self._walk_of: list[Turn] = []
        self._pressing: list[ChoiceRow] = []
        self._changed: list[ChoiceRow] = []
        self._company: Any = None

    def on_mount(self) -> None:
        """The clock, and where the others are."""
        self._company = self.at.on_company
        self.at.on_company = self._moved
        self.set_interval(TICK, self._tick)

    def on_unmount(self) -> None:
        """The board counts who is here again."""
        self.at.on_company = self._company

    # What is read

    def find(self, width: int) -> Sequence[ChoiceRow]:
        """The rows of the day."""
        self.day = self.at.today
        state = (self.at.workspace.ledger.seq, self.day, width, lang())
        rows = RoomRows(self.at, self.day, width - 2)
        if state != self._state:
            self._state = state
            self.header = standup_room.header(self.at.overview, self.day)
            self._walk_of = standup_room.walk(self.at.overview, self.day)
            self._pressing = rows.pressing()
            self.set_timer(PAUSE, self._look_back)
        self.turns = [turn.department for turn in self._walk_of]
        if self.walked is not None and self.walked not in self.turns:
            self.walked = None
        self.heading = t("Stand-up, {day}", day=long(self.day, self.at.today))
        return [*self._pressing, *rows.turns(self._walk_of, self.walked), *self._changed]

    def _look_back(self) -> None:
        """What changed is read from the journal, behind all that presses."""
        self._changed = RoomRows(self.at, self.day, self._state[2] - 2).changed()
        self.read()
        self.redraw()

    @property
    def leader(self) -> str:
        """The login of whoever leads; empty where nobody does."""
        round_ = None if self.header is None else self.header.round
        return "" if round_ is None else by_id(self.at.records, round_.facilitator)

    @property
    def chosen(self) -> str:
        """The id under the cursor; the heading of a department is that department."""
        found = super().chosen
        return "" if found == "-" else found

    # What is shown

    def page(self, width: int, height: int) -> list[Line]:
        """The head with the clock at its right."""
        lines = super().page(width, height)
        elapsed, tone = self._clock()
        space = width - cell_len(elapsed) - 2
        head = " " + safe(self.heading)
        said = self._counts(space - cell_len(head) - 2)
        parts: list[Part] = [(lead(head, max(0, space - cell_len(said) - 2)), "+accent"), (said + "  ", "foreground")]
        return [[*parts, (right(elapsed, width - sum(cell_len(text) for text, _ in parts) - 1), tone)], *lines[1:]]

    def _drawn(self, row: ChoiceRow, here: bool, width: int) -> Line:
        """The heading of a department can be chosen, and stands where headings stand."""
        if not row.key.startswith("DP-") and row.key != "-":
            return super()._drawn(row, here, width)
        if not here:
            return row.line
        rule = ("-" if self.at.options.ascii_only else "─") * 2
        return [("> " + "".join(text for text, _tone in row.line).replace(rule, "", 1), "chosen")]

    def body(self, width: int, height: int) -> list[Line]:
        """Who is missing and who leads, then the rows."""
        head = self._missing(width)
        return [*head, *super().body(width, max(1, height - len(head)))]

    def _counts(self, room: int) -> str:
        """Who has posted, and how the promises stand; what still goes on is left to reckon where there is no room."""
        header = self.header
        if header is None:
            return ""
        total = len(header.posted) + len(header.missing)
        posted = t("{n} of {total} posted", n=len(header.posted), total=total)
        stand = standing(header.promises)
        if not stand:
            return posted
        dot = " - " if self.at.options.ascii_only else " · "
        every = posted + dot + t("promises {n}: {stand}", n=header.promises.made, stand=joined(stand))
        few = posted + dot + t("promises {n}: {stand}", n=header.promises.made, stand=joined(stand[:2]))
        return next((said for said in (every, few) if cell_len(said) <= room), posted)

    def _clock(self) -> tuple[str, str]:
        """Since the stand-up was opened, the same for everyone; before that, since I came in."""
        round_ = None if self.header is None else self.header.round
        seconds = int(monotonic() - self.began)
        if round_ is not None and round_.opened is not None and round_.closed is None:
            seconds = max(0, min(LONGEST, int((clock.now() - round_.opened).total_seconds())))
        return f"{seconds // 60}:{seconds % 60:02}", "warn" if seconds >= FIVE_MINUTES else "muted"

    def _missing(self, width: int) -> list[Line]:
        header, lines = self.header, list[Line]()
        if header is None:
            return lines
        if header.missing:
            names = [safe(self.at.overview.called(id)) for id in header.missing]
            label = t("Missing") + "  "
            lines.append([(label, "warn"), (_as_fits(names, width - cell_len(label)), "foreground")])
        lines.append([(fit(self._leads(header), width), "muted")])
        return [*lines, ()]

    def _leads(self, header: RoundHeader) -> str:
        if header.round is None:
            return t("Nobody leads yet. L begins the stand-up")
        if header.round.closed is not None:
            return t("This stand-up is closed. : has the digest")
        if self.leader == self.at.who:
            return t("You lead; the others see the department that you open with ]")
        said = t("{who} leads and you follow", who=safe(self.leader))
        return said if self.follows else t("{who} leads, you look around on your own; 0 follows", who=safe(self.leader))

    def offers(self) -> list[tuple[str, str]]:
        """The keys that matter most here."""
        first = [("n", t("next step")), ("]", t("next department")), ("v", t("my entry")), (":", t("close"))]
        return [*first, ("E", t("escalate")), ("D", t("decide")), ("d", t("done")), ("Esc", t("leave"))]

    # Together

    def _tick(self) -> None:
        if self.is_current:
            self.redraw()

    def _moved(self) -> None:
        """The others are elsewhere: where I follow, I see what whoever leads has opened."""
        if self._company is not None:
            self._company()
        if not self.follows or self.leader in ("", self.at.who):
            return
        for here in self.at.company.others:
            if here.who == self.leader and here.room == self.place:
                wanted = here.record or None
                if wanted != self.walked and (wanted is None or wanted in self.turns):
                    self._open_turn(wanted)

    def _open_turn(self, department: str | None) -> None:
        self.walked = department
        self.at.company.leave()
        self.at.company.enter(self.place, department or "")
        self.read()
        if department is not None:
            self.go_to(department)
            self.top = max(0, self.cursor - 1)
        self.redraw()

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        """The walk, my entry, the lead; the rest as in other rooms."""
        name = keys.pressed(key, character)
        if name in ("]", "[", "right", "left") and self.turns:
            self._walk(1 if name in ("]", "right") else -1)
        elif name == "0":
            self.follows = self.follows or self.walked is None
            self._open_turn(None)
        elif name in ("enter", "e") and self.chosen.startswith("SU-"):
            self._start(lambda: self._entry(self._person_of(self.chosen)))
        elif name == "v" and not self.chosen.startswith(("KR-", "Q-", "G-", "AL-")):
            self._start(self._entry)
        elif name == "L":
            self.run_worker(self._attempt(self._lead), exit_on_error=True)
        else:
            await super().press(key, character)

    def _walk(self, by: int) -> None:
        self.follows = False
        at = self.turns.index(self.walked) + by if self.walked in self.turns else (0 if by > 0 else -1)
        self._open_turn(self.turns[at % len(self.turns)])

    def _person_of(self, id: str) -> str:
        """Whose entry it is."""
        return getattr(self.at.records.find(id), "person", None) or ""

    async def _entry(self, person: str = "") -> None:
        """My entry, or that of somebody for whom a coordinator speaks."""
        from tui.rooms.standup.my_entry import EntryScreen, may_post

        me = self.at.records.person_of(self.at.who)
        may_post(self.at, person or ("" if me is None else me.id))
        if await self.app.push_screen_wait(EntryScreen(self.at, person)):
            self.say(Words("The entry is posted"), "good")

    async def _attempt(self, act: Any) -> None:
        from store.errors import ConcordError

        try:
            await act()
        except ConcordError as error:
            self.at.refuse(error.words, "bad")

    async def _lead(self) -> None:
        header = self.header
        if header is None or header.round is None:
            await self.at.do(open_round)
            self.began = monotonic()
            self.say(Words("The stand-up has begun; you lead"), "good")
        else:
            await self.at.do(lead_round, header.round.id)
            self.say(Words("You lead now"), "good")

    async def show_commands(self) -> None:
        """What closes and sums up the stand-up."""
        from tui.parts.palette import Command, Palette

        commands = [
            Command(Words("Close the stand-up"), "", lambda: self._start(self._close)),
            Command(Words("Show the digest"), "", lambda: self._start(self._digest)),
            Command(Words("Show the week so far"), "", lambda: self._start(self._week)),
            Command(Words("Promises kept, week by week"), "", lambda: self._start(self._follow)),
            Command(Words("Begin the stand-up, or take the lead"), "L", lambda: self._start(self._lead)),
            Command(Words("My entry"), "v", lambda: self._start(self._entry)),
        ]
        await self.app.push_screen_wait(Palette(self.at, commands))

    def _start(self, act: Any) -> None:
        self.run_worker(self._attempt(act), exit_on_error=True)

    async def _close(self) -> None:
        """Close it; whoever is in the room was there. Then the digest."""
        here = [self.at.who, *(each.who for each in self.at.company.others if each.room in (self.place, "entry"))]
        people = [person.id for login in dict.fromkeys(here) if (person := self.at.records.person_of(login))]
        await self.at.do(close_round, self.day, people)
        await self._digest()

    async def _follow(self) -> None:
        from tui.rooms.standup.follow_through import FollowScreen

        await self.app.push_screen_wait(FollowScreen(self.at))

    async def _digest(self) -> None:
        from tui.rooms.standup.digest_page import DigestScreen

        await self.app.push_screen_wait(DigestScreen(self.at, self.day))

    async def _week(self) -> None:
        from tui.rooms.standup.digest_page import DigestScreen

        await self.app.push_screen_wait(DigestScreen(self.at, self.day, week=True))


def _as_fits(names: list[str], width: int) -> str:
    """As many whole names as there is room for, and how many more there are."""
    for n in range(len(names), 0, -1):
        more = t("and {n} more", n=len(names) - n) if n < len(names) else ""
        said = "  ".join([*names[:n], *([more] if more else [])])
        if cell_len(said) <= width:
            return said
    return fit(names[0], width)
