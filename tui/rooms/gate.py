"""The gate of a goal as a list: what it wants, each a digit away from being met; going on, going back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.kinds.gates import Want, wants
from store.kinds.goal import STEPS, Goal, is_open, reached
from store.records.names import title
from store.words import Words
from tui.acts import gate
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.list_room import ListRoom
from tui.text.cells import fit, wrap
from tui.text.labels import choice_label
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

#: The keys of the rows that are no wants.
ON, BACK = ">", "<"
#: The digits as help names them; chosen there, it is the want under the cursor.
DIGITS = "1-9"
#: Cells before the words of a want: the cursor and the digit.
LEAD = 7


class GateRoom(ListRoom):
    """What is met goes from the list. Left when the goal has gone on or back."""

    place = "gate"
    letter = "s"
    empty = "This goal is closed"
    own = (
        Key("meet", (DIGITS,), Words("Do what meets the want of that number"), HERE),
        Key("open", ("enter",), Words("Do what meets the chosen want; go on or back"), HERE),
        Key("on", (">",), Words("Go on to the next step"), HERE),
        TO,
        OUT,
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.wants: list[Want] = []

    @property
    def chosen(self) -> str:
        """The record that the chosen want is about."""
        found = super().chosen
        return "" if found.startswith((ON, BACK)) else found

    def stays(self, key: str) -> bool:  # noqa: ARG002
        """No want that is met."""
        return False

    def find(self, width: int) -> Sequence[ChoiceRow]:
        """The wants, each with the record that it is about; then where one can go."""
        goal = self.desk.records.find(self.about)
        if not isinstance(goal, Goal):
            self.heading, self.wants, self.empty = self.about, [], Words("This goal is gone")
            return []
        self.heading = f"{goal.id}  {safe(goal.title)}"
        self.wants = wants(goal, self.desk.overview.reading, self.desk.today)
        if not is_open(goal):
            return []
        rows = [ChoiceRow("", [(line, tone)]) for line, tone in self._head(goal, width)]
        rows.append(ChoiceRow("", ()))
        said = [safe(t(want.words)) for want in self.wants]
        wide = min(max(map(cell_len, said), default=0) + 2, width - LEAD)
        for at, want in enumerate(self.wants):
            digit = str(at + 1) if at < 9 else " "
            about = safe(title(self.desk.records, want.id)) if want.id != goal.id else ""
            room = width - LEAD - wide
            tail = fit(about, room).rstrip() if room > 8 else ""
            line = [(digit + "  ", "accent"), (fit(said[at], wide), "foreground"), (tail, "muted")]
            rows.append(ChoiceRow(f"{want.id}#{at}", line))
        rows += [ChoiceRow("", ())] if self.wants else []
        return [*rows, *self._ways(goal, width)]

    def _head(self, goal: Goal, width: int) -> list[tuple[str, str]]:
        step = choice_label("goal", "step", goal.step)
        if not self.wants:
            head, tone = t("The step {step} is over: the gate wants nothing more", step=step), "good"
        else:
            tone = "+foreground"
            head = t(
                "Before the step {step} is over, {n} things are wanted",
                one="Before the step {step} is over, one thing is wanted",
                n=len(self.wants),
                step=step,
            )
        return [(line, tone) for line in wrap(head, width)]

    def _ways(self, goal: Goal, width: int) -> list[ChoiceRow]:
        at = reached(goal.step)
        if at < 0:
            return []
        following = choice_label("goal", "step", STEPS[at + 1])
        if not self.wants:
            on = t("Go on: {step}", step=following)
        else:
            on = t("Go on without, with the reason: {step}", step=following)
        rows = [ChoiceRow(ON, [(">  ", "accent"), (fit(on, width - 8), "foreground")])]
        for step in reversed(STEPS[:at]):
            words = t("Back: {step}", step=choice_label("goal", "step", step))
            rows.append(ChoiceRow(BACK + step, [("   ", "accent"), (fit(words, width - 8), "muted")]))
        return rows

    def offers(self) -> list[tuple[str, str]]:
        """Digits meet a want; over a goal that is closed there is nothing to choose."""
        found = [("1-9", t("meet it"))] if self.wants and self.rows else []
        found += [(">", t("go on")), ("Enter", t("choose"))] if self.rows else []
        return [*found, ("?", t("keys")), ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if name == ON:
            self._choose(ON)
        elif name in (DIGITS, "enter"):
            self._choose(self.key)
        elif name.isdigit() and name != "0":
            self._meet(int(name) - 1)
        else:
            await super().press(key, character)

    def _meet(self, at: int) -> None:
        if at < len(self.wants):
            self._choose(f"{self.wants[at].id}#{at}")
        else:
            self.say(Words("There are {n} things", one="There is one thing", n=len(self.wants)), "warn")

    def _choose(self, key: str) -> None:
        if key:
            self.start(self._do(key))

    async def _do(self, key: str) -> None:
        acts = self.acts.on(self.about)
        if key == ON:
            gone = await gate.go_on(acts, lacks=bool(self.wants))
        elif key.startswith(BACK):
            gone = await gate.go_back(acts, key.removeprefix(BACK))
        else:
            await gate.meet(acts, self.wants[int(key.partition("#")[2])])
            gone = False
        if gone:
            said = self.message
            self.dismiss(None)
            if said is not None:
                self.desk.say(*said)  # on the board
