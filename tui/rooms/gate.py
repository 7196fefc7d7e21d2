"""The gate of a goal as a list: what it wants, each a digit away from being met; going on, going back."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.kinds.gates import Want, wants
from store.kinds.goal import STEPS, Goal, is_open, reached
from store.kinds.goal_rights import may_close
from store.words import Words
from tui.acts import gate
from tui.faces.gate_section import Sort, about, sorts
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import ChoiceRow
from tui.parts.record_row import Columns, Widths, room, safely, tail
from tui.rooms.list_room import ListRoom
from tui.served import writes
from tui.text.cells import fit, wrap
from tui.text.days import short
from tui.text.labels import choice_label
from tui.text.record_row import RecordRow
from tui.text.safe import safe

if TYPE_CHECKING:
    from datetime import date

    from tui.acts.host import Host

#: The keys of the rows that are no wants.
ON, BACK = ">", "<"
#: The digits as help names them; chosen there, it is the want under the cursor.
DIGITS = "1-9"
#: Cells before the words of a want: the cursor and the digit.
LEAD = 7


def _key(want: Want) -> str:
    """What the row of a want is known by, also where others are met before it."""
    return f"{want.id}#{want.words}"


class GateRoom(ListRoom):
    """What is met goes from the list. Left when the goal has gone on or back."""

    place = "gate"
    letter = "s"
    empty = "This goal is closed"
    own = writes(
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

    def read(self) -> None:
        """Behind the last want that was met comes going on, never going back: that is chosen on purpose."""
        before = self.key
        super().read()
        if self.key.startswith(BACK) and self.key != before:
            self.hold(self.rows, ON)

    def find(self, width: int) -> Sequence[ChoiceRow]:
        """The wants, each with the record that it is about; then where one can go."""
        goal = self.desk.records.find(self.about)
        if not isinstance(goal, Goal):
            self.heading, self.wants, self.empty = self.about, [], Words("This goal is gone")
            return []
        self.heading = f"{goal.id}  {safe(goal.title)}"
        found = sorts(wants(goal, self.desk.overview.reading, self.desk.common_day))
        self.wants = [want for sort in found for want in sort.wants]
        if not is_open(goal):
            return []
        rows = [ChoiceRow("", [(line, tone)]) for line, tone in self._head(goal, width)]
        rows.append(ChoiceRow("", ()))
        for sort in found:
            rows += [ChoiceRow("", [("  " + fit(sort.heading, width - 2), "+muted")])] if sort.heading else []
            rows += self._sort(sort, len([row for row in rows if row.key]), width)
        rows += [ChoiceRow("", ())] if self.wants else []
        return [*rows, *self._ways(goal, width)]

    def _sort(self, sort: Sort, begins: int, width: int) -> Iterator[ChoiceRow]:
        """The wants of a sort: what each is about where they stand under a heading, else in words."""
        told = [about(self.desk, want) for want in sort.wants]
        drawn = [
            safely(RecordRow(each.called, each.title, each.who, self._when(each.day), who_long=each.who_long))
            for each in told
        ]
        columns = Columns.of(Widths().over(drawn), width, max(cell_len(row.id) for row in drawn), LEAD)
        for at, (want, row) in enumerate(zip(sort.wants, drawn, strict=True), begins):
            digit = str(at + 1) if at < 9 else " "
            line: list[tuple[str, str]] = [(digit + "  ", "accent")]
            if sort.heading:
                line.append((fit(row.id, columns.id) + " ", "muted"))
                line += [(fit(row.title, room(columns, width, LEAD)), "foreground"), *tail(row, columns)]
            else:
                line.append((fit(safe(t(want.words)), width - LEAD), "foreground"))
            yield ChoiceRow(_key(want), line)

    def _when(self, day: "date | None") -> str:
        return "" if day is None else short(day, self.desk.today)

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

    @property
    def _may_go_on(self) -> bool:
        """Out of the last step it is closed, by whoever is accountable."""
        goal = self.desk.records.find(self.about)
        return isinstance(goal, Goal) and (goal.step != STEPS[-2] or may_close(self.claim, goal))

    def offers(self) -> list[tuple[str, str]]:
        """Digits meet a want; over a goal that is closed there is nothing to choose."""
        found = [("1-9", t("meet it"))] if self.wants and self.rows else []
        if self.rows and self._may_go_on:
            found.append((">", t("go on")))
        found += [("Enter", t("choose"))] if self.rows else []
        return [*found, ("?", t("keys")), ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if name == ON:
            self._choose(ON)
        elif name in (DIGITS, "enter"):
            self._choose(self.key)
        elif name.isdigit() and name != "0":
            self._meet(int(name) - 1)
        elif name == "M":
            self.start(self.acts.on(self.about).do("meeting"))
        else:
            await super().press(key, character)

    def _meet(self, at: int) -> None:
        if at < len(self.wants):
            self._choose(_key(self.wants[at]))
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
            gone = False
            for want in [each for each in self.wants if _key(each) == key]:
                await gate.meet(acts, want)
        if gone:
            said = self.message
            self.dismiss(None)
            if said is not None:
                self.desk.say(*said)  # on the board
