"""What is proposed for the agenda of a meeting, and why: taken with one key, or waived for good, against its time."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from store.commands.proposed import Topic, take_proposed, waive_proposed
from store.insight.proposal import CODES, Proposal
from store.insight.proposed_agenda import fitting, of
from store.kinds.agenda_item import QUEUED, agenda
from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import AHEAD
from store.kinds.meetings_around import planned
from store.records.names import title
from store.words import Words
from tui.acts.record import add_with
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.list_room import ListRoom
from tui.served import writes
from tui.text.cells import column, fit, lead, wrap
from tui.text.joined import told
from tui.text.proposal_words import wanted, why
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

#: Cells of an id at least, and so many proposals are drawn: of more one takes or waives some first.
ID, MOST = 7, 200


class ProposalsRoom(ListRoom):
    """The keys of the board work on the record that a proposal is about."""

    place = "proposals"
    letter = "+"
    taken = "xaw"
    own = writes(
        Key("take", ("enter",), Words("Onto the agenda: the marked ones, or the chosen one"), HERE),
        Key("waive", ("x",), Words("Not this one, nor again for this reason"), HERE),
        Key("mark", ("space",), Words("Mark, to take or waive several at once"), HERE),
        Key("fitting", ("*",), Words("Mark as many as the time has room for"), HERE),
        Key("read", ("w",), Words("Read the record"), HERE),
        Key("add", ("a",), Words("An item of one's own"), HERE),
        TO,
        OUT,
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.marks: set[str] = set()
        self.proposals: list[Proposal] = []

    def stays(self, key: str) -> bool:  # noqa: ARG002
        """A proposal goes with its reason."""
        return False

    # What is shown

    def find(self, width: int) -> Sequence[ChoiceRow]:
        """How the time stands, then the proposals under their headings; where the time is used up is drawn a line."""
        meeting = self.desk.records.maybe(Meeting, self.about)
        if meeting is None:
            self.heading, self.proposals, self.empty = self.about, [], Words("This meeting is gone")
            return []
        self.heading = t("Proposed agenda of {name}", name=f"{meeting.id}  {safe(meeting.title)}")
        self.proposals = of(self.desk.overview, self.about)
        self.marks &= set(map(_row, self.proposals))
        rows = [ChoiceRow("", [self._time(meeting)]), ChoiceRow("", ())]
        if not self.proposals:
            over = meeting.state not in (*AHEAD, "running")
            said = t("The meeting is over") if over else t("Nothing more is proposed; a adds an item")
            return [*rows, *(ChoiceRow("", [(line, "muted")]) for line in wrap(said, width))]
        return [*rows, *self._sections(meeting, width)]

    def _sections(self, meeting: Meeting, width: int) -> Iterator[ChoiceRow]:
        room = (meeting.length or 0) - self._planned()
        fit_in = len(list(fitting(self.proposals, room))) if meeting.length else len(self.proposals)
        shown, heading = self.proposals[:MOST], ""
        ids = column((each.id for each in shown), ID)
        for at, each in enumerate(shown):
            if at == fit_in and meeting.length:
                yield ChoiceRow("", [(fit(t("-- no room for more in {n} min --", n=meeting.length), width), "muted")])
            if each.heading != heading:
                heading = each.heading
                yield from [ChoiceRow("", ())] if at else []
                yield ChoiceRow("", [(t(CODES[heading]), "+foreground")])
            yield from self._rows(each, ids, width - 2, "foreground" if at < fit_in else "muted")
        if len(self.proposals) > MOST:
            yield ChoiceRow("", [(t("and {n} more", n=len(self.proposals) - MOST), "muted")])

    def _rows(self, each: Proposal, ids: int, width: int, tone: str) -> Iterator[ChoiceRow]:
        """What it is about and its minutes; why, behind it where there is room, else below."""
        minutes = t("{n} min", n=each.minutes)
        mark = "*" if _row(each) in self.marks else " "
        said, name = safe(why(self.desk.records, each, self.desk.today)), safe(title(self.desk.records, each.id))
        room = width - 2 - ids - cell_len(minutes) - 2
        behind = cell_len(said) + 2 + min(45, cell_len(name)) <= room
        wide = room - cell_len(said) - 2 if behind else room
        line = [(mark + " ", "accent"), (lead(each.id, ids), "muted"), (fit(name, wide), tone)]
        line += [("  " + said, "muted")] if behind else []
        yield ChoiceRow(_row(each), [*line, ("  " + minutes, "muted")])
        for below in [] if behind else wrap(said, width - ids - 2):
            yield ChoiceRow("", [(" " * (ids + 4) + below, "muted")])

    def _planned(self) -> int:
        items = agenda(self.desk.records, self.about)
        return planned(each for each in items if each.state in (QUEUED, "discussed"))

    def _time(self, meeting: Meeting) -> tuple[str, str]:
        """The minutes of the agenda against those that there are, with what is marked."""
        minutes, more = self._planned(), sum(each.minutes for each in self.proposals if _row(each) in self.marks)
        said = t("{n} min planned", n=minutes)
        if meeting.length:
            said = t("{n} min planned, {total} there", n=minutes, total=meeting.length)
        if more:
            said = told((said, t("{n} min marked", n=more)))
        over = minutes + more - (meeting.length or minutes + more)
        return (told((said, t("{n} min too many", n=over))), "bad") if over > 0 else (said, "foreground")

    def offers(self) -> list[tuple[str, str]]:
        if not self.key:
            return [("a", t("add")), ("Esc", t("leave"))]
        some = [("Enter", t("take")), ("x", t("waive")), ("Space", t("mark"))]
        fits = [("*", t("what fits"))] if self._fitting() else []
        return [*some, *fits, ("w", t("read")), ("?", t("keys")), ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        deeds: dict[str, Callable[[], Any]] = {
            "enter": lambda: self.start(self._take()),
            "x": lambda: self.start(self._waive()),
            "a": lambda: self.start(self._add()),
            "w": lambda: self.start(self._read()),
            "space": self._mark,
            "*": self._mark_fitting,
        }
        if name in deeds:
            deeds[name]()
        else:
            await super().press(key, character)

    def _chosen(self) -> list[Topic]:
        """The marked ones in their order, else the one under the cursor."""
        marked = [each for each in self.proposals if _row(each) in self.marks]
        found = marked or [each for each in self.proposals if _row(each) == self.key]
        return [wanted(self.desk.records, each) for each in found]

    async def _take(self) -> None:
        if some := self._chosen():
            items = await self.desk.do(take_proposed, self.about, some)
            one = "{id} is on the agenda; u takes it back"
            self._said(Words("{n} items are on the agenda; u takes it back", one=one, id=items[0].id, n=len(items)))

    async def _waive(self) -> None:
        if some := self._chosen():
            items = await self.desk.do(waive_proposed, self.about, some)
            one = "It is not proposed again; u takes it back"
            self._said(Words("{n} are not proposed again; u takes it back", one=one, n=len(items)))

    def _said(self, words: Words) -> None:
        self.marks.clear()
        self.read()
        self.say(words, "good")

    async def _add(self) -> None:
        await add_with(self.acts, "agenda-item", {"meeting": self.about})

    async def _read(self) -> None:
        if self.chosen:
            await self.host.open_room("record", self.chosen)

    def _mark(self) -> None:
        self.marks ^= {self.key} if self.key else set()
        self.read()
        self.move(1)

    def _fitting(self) -> set[str]:
        """Those for which there is time."""
        meeting = self.desk.records.maybe(Meeting, self.about)
        room = (meeting.length or 0) - self._planned() if meeting else 0
        return {_row(each) for each in fitting(self.proposals, room)}

    def _mark_fitting(self) -> None:
        """As many as there is time for; once they are marked none."""
        found = self._fitting()
        if not found:
            self.desk.refuse(Words("The time is used up; take something off, or make the meeting longer"))
        self.marks = set[str]() if found <= self.marks else self.marks | found
        self.read()


def _row(proposal: Proposal) -> str:
    """What tells it from the others of the room, without finding out for which reason it is proposed."""
    return f"{proposal.id}#{proposal.heading}"
