"""Moving what is chosen on the timeline: by how many days, alone or with what waits for it; kept with the reason."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from store.commands.shift import shift
from store.errors import ConcordError
from store.insight import plan
from store.insight.plan import Bar
from store.words import Words
from tui.acts.moving import ask_why
from tui.i18n import t
from tui.rooms.timeline import chart

if TYPE_CHECKING:
    from tui.rooms.timeline.room import TimelineRoom


def later(day: date | None, days: int) -> date | None:
    """The day so many days later."""
    return None if day is None else day + timedelta(days)


class Move:
    """``days`` is how far, 0 where nothing is being moved; ``along`` whether what waits for it goes with it."""

    def __init__(self, room: "TimelineRoom") -> None:
        self._room = room
        self.days = 0
        self.along = False

    @property
    def ids(self) -> list[str]:
        if not self.days:
            return []
        return plan.chain(self._room.bars.values(), self._room.chosen) if self.along else [self._room.chosen]

    def shifted(self, bar: Bar) -> Bar:
        """The bar where it would lie after the move."""
        if bar.id not in self.ids:
            return bar
        return bar._replace(start=later(bar.start, self.days), end=later(bar.end, self.days), state=chart.MOVING)

    def by(self, days: int) -> None:
        """Move the chosen one further, or say why it cannot be moved."""
        room = self._room
        bar = room.bars.get(room.chosen)
        if bar is None or bar.end is None:
            room.say(Words("It has no day yet; t sets it") if bar else Words("There is nothing chosen here"), "warn")
            return
        try:
            if not self.days:
                room.desk.workspace.foresee(shift, [room.chosen], days, "-")
        except ConcordError as error:
            room.desk.refuse(error.words, "bad")
            return
        self.days += days
        self.along = self.along and self.days != 0

    def press(self, name: str) -> None:
        """A key while something is being moved."""
        if name == "enter":
            self._room.run_worker(self._keep(), exit_on_error=True)
        elif name == "tab":
            self.along = not self.along
        elif name in ("escape", "q"):
            self.days, self.along = 0, False
        else:
            self._room.say(Words("Enter keeps the move, Esc leaves it"), "warn")

    async def _keep(self) -> None:
        """Move it, with the reason that a moved day wants."""
        room, ids, days = self._room, self.ids, self.days

        async def save(why: str) -> None:
            await room.desk.do(shift, ids, days, why)

        try:
            question = Words("Why is it moved?")
            if await ask_why(room.acts, shift, ids, days, question=question, save=save) is None:
                return
        except ConcordError as error:
            room.say(error.words, "bad")
            return
        self.days, self.along = 0, False
        room.say(Words("{n} moved", one="{ids} moved", n=len(ids), ids=ids[0]), "good")

    def offers(self) -> list[tuple[str, str]]:
        along = t("alone") if self.along else t("with what waits for it")
        ways = [("< >", t("a day")), ("{ }", t("a week")), ("Tab", along)]
        return [("Enter", t("keep", context="move")), *ways, ("Esc", t("leave it"))]
