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
from tui.rooms.rooms import ROOMS
from tui.text.cells import column, fit, lead, right
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

#: Where somebody may be, and what is said of it; whoever is nowhere else is on the board.
PLACES = {"search": Words("searching"), "entry": Words("writing a stand-up entry")}
PLACES |= {name: door.there for name, door in ROOMS.items()}


class WhoIsHere(Chooser[str]):
    """Dismissed with the id of the record that the chosen one is at, or None."""

    empty = "Nobody else is here just now"

    def __init__(self, host: "Host", _id: str = "") -> None:
        super().__init__(host.desk, t("Who is here"))
        desk = host.desk
        desk.company.look_now()
        self._here = list(desk.company.others)

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        people = column((self._person(here.who) for here in self._here), 25, width // 2)
        terminals = column((safe(here.terminal) for here in self._here), 11, 24)
        lines = [self._line(here, width - 2, people, terminals) for here in self._here]
        texts = [(here.who, f"{self._person(here.who)} {self._record(here.record)}") for here in self._here]
        return [ChoiceRow(str(at + 1), lines[at]) for at in Among(texts).fitting(text)]

    def _line(self, here: Here, width: int, people: int, terminals: int) -> list[tuple[str, str]]:
        room = t(PLACES.get(here.room, PLACES["who"]))
        return [
            (lead(self._person(here.who), people), "foreground"),
            (fit(f"{room} {self._record(here.record)}", max(10, width - people - terminals)), "muted"),
            (right(safe(here.terminal), terminals), "faint"),
        ]

    def _person(self, who: str) -> str:
        if who == self.desk.who:
            return t("{who} (me, elsewhere)", who=safe(who))
        person = self.desk.records.person_of(who)
        return safe(who) if person is None or person.name == who else f"{safe(who)}  {safe(person.name)}"

    def _record(self, id: str) -> str:
        return safe(by_id(self.desk.records, id, in_full))

    async def choose(self, key: str) -> None:
        id = self._here[int(key) - 1].record
        self.dismiss(id or None)
