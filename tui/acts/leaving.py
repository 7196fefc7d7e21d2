"""Who leaves and what ends: handing over what is open with them, and making one of two that are the same."""

from typing import TYPE_CHECKING

from store.commands.handing_over import hand_over as hand_it_over
from store.commands.merging import merge as make_one
from store.kinds.naming import by_id, in_full
from store.records.duties import Duty, duties
from store.records.names import sayable, title
from store.words import Words
from tui.i18n import t
from tui.keys import CHANGE, Key, pressed
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.confirm import Confirm
from tui.parts.dialog import Dialog
from tui.parts.picker import Picker
from tui.served import writes
from tui.text.cells import column, fit, lead
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk


class OpenWith(ChoiceRows, Dialog[tuple[str, ...]]):
    """What is open with a person or a department; dismissed with the ids that are to be handed over, or None.

    That is what is marked, and where nothing is, all of it.
    """

    own = writes(
        Key("hand_over", ("enter",), Words("Hand it over"), CHANGE),
        Key("mark", ("space",), Words("Mark, to hand over only that"), CHANGE),
        Key("leave", ("escape", "q"), Words("Leave"), CHANGE),
    )

    def __init__(self, desk: "Desk", id: str, found: list[Duty]) -> None:
        who = by_id(desk.records, id, in_full)
        super().__init__(desk, t("Open with {who}: {n}", who=who, n=len(found)))
        self._found = found
        self.marks = set[str]()
        self._read(self.widest)

    def _read(self, width: int) -> None:
        records = self.desk.records
        said = column((sayable(records, duty.id) for duty in self._found), 5, 14)
        labels = column((t(duty.field.label) for duty in self._found), 8, width // 3)
        rows: list[ChoiceRow] = []
        for duty in self._found:
            mark = "+ " if duty.id in self.marks else "  "
            name = fit(safe(title(records, duty.id)), max(4, width - said - labels - 4))
            line: Line = [
                (mark, "accent"),
                (lead(safe(sayable(records, duty.id)), said), "accent"),
                (lead(t(duty.field.label), labels), "muted"),
                (name, "foreground"),
            ]
            rows.append(ChoiceRow(f"{duty.id}#{duty.field.name}", line))
        self.hold(rows, self.key)

    def body(self, width: int, height: int) -> list[Line]:
        top = self.top
        self._read(width)
        self.top = top
        return self.in_sight(width, height)

    def offers(self) -> list[tuple[str, str]]:
        return [("Enter", t("hand it over")), ("Space", t("mark")), ("Esc", t("leave it"))]

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if name == "space":
            self.marks ^= {self.key.partition("#")[0]}
            self.move(1)
        elif name == "enter":
            self.dismiss(tuple(self.marks))
        elif name in ("escape", "q"):
            self.leave()
        else:
            self.stepped(name)


async def hand_over(acts: "Acts") -> None:
    """Show what is open with the chosen one, and hand it over to another one in one change."""
    record, desk = acts.record(), acts.desk
    found = duties(desk.records, record.id, desk.common_day)
    if not found:
        desk.say(Words("Nothing is open with {who}", who=record.id))
        return
    only = await acts.show(OpenWith(desk, record.id, found))
    if only is None:
        return
    heading = t("Who has it from now on, after {who}?", who=sayable(desk.records, record.id))
    to = await acts.show(Picker(desk, heading, (acts.kind.name,), but=(record.id,)))
    if to is not None:
        n = len(await desk.do(hand_it_over, record.id, to, only))
        words = Words(
            "{n} duties of {who} are {to}'s now; u takes it back",
            one="{n} duty of {who} is {to}'s now; u takes it back",
            n=n,
            who=record.id,
            to=to,
        )
        acts.finished(words)


async def merge(acts: "Acts") -> None:
    """The chosen one is the same as another one, who is kept."""
    record, desk = acts.record(), acts.desk
    heading = t("Who is the same as {who}, and stays?", who=by_id(desk.records, record.id, in_full))
    into = await acts.show(Picker(desk, heading, (acts.kind.name,), but=(record.id,)))
    if into is None:
        return
    desk.workspace.foresee(make_one, record.id, into)
    gone, kept = (by_id(desk.records, id, in_full) for id in (record.id, into))
    question = t(
        "{gone} goes, {kept} stays: named wherever the other one was, and found as that too", gone=gone, kept=kept
    )
    if await acts.show(Confirm(desk, question, t("Merge"))):
        await desk.do(make_one, record.id, into)
        acts.finished(Words("{gone} is {kept} now, wherever it was named, and is found as that", gone=gone, kept=kept))
