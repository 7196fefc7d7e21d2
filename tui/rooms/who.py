"""Who is here: who else has the workspace open, in which room or on which record; Enter goes there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.kinds.naming import by_id, in_full
from store.search.rank_choices import Among
from store.words import Words
from store.workspace.presence import Here
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.text.cells import column, fit, lead, right
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

ROOMS = {
    "": Words("on the board"),
    "retro": Words("in the retrospective"),
    "history": Words("reading what happened"),
    "search": Words("searching"),
    "waits": Words("looking at who waits for whom"),
    "timeline": Words("in the timeline"),
    "day": Words("at my day"),
    "standup": Words("at the stand-up"),
    "entry": Words("writing a stand-up entry"),
    "gate": Words("at the gate of a goal"),
    "why": Words("looking at why something is red or amber"),
    "raci": Words("in the RACI matrix"),
}


class WhoIsHere(Chooser[str]):
    """Dismissed with the id of the record that the chosen one is at, or None."""

    empty = "Nobody else is here just now"

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk, t("Who is here"))
        self._desk = desk
        desk.company.look_now()
        self._here = list(desk.company.others)

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """The sessions whose line has what is typed."""
        people = column((self._person(here.who) for here in self._here), 25, width // 2)
        terminals = column((safe(here.terminal) for here in self._here), 11, 24)
        lines = [self._line(here, width - 2, people, terminals) for here in self._here]
        texts = [(here.who, f"{self._person(here.who)} {self._record(here.record)}") for here in self._here]
        return [ChoiceRow(str(at + 1), lines[at]) for at in Among(texts).fitting(text)]

    def _line(self, here: Here, width: int, people: int, terminals: int) -> list[tuple[str, str]]:
        room = t(ROOMS.get(here.room, ROOMS[""]))
        return [
            (lead(self._person(here.who), people), "foreground"),
            (fit(f"{room} {self._record(here.record)}", max(10, width - people - terminals)), "muted"),
            (right(safe(here.terminal), terminals), "faint"),
        ]

    def _person(self, who: str) -> str:
        if who == self._desk.who:
            return t("{who} (me, elsewhere)", who=safe(who))
        person = self._desk.records.person_of(who)
        return safe(who) if person is None or person.name == who else f"{safe(who)}  {safe(person.name)}"

    def _record(self, id: str) -> str:
        return safe(by_id(self._desk.records, id, in_full))

    async def choose(self, key: str) -> None:
        """Go where they are."""
        id = self._here[int(key) - 1].record
        self.dismiss(id or None)
