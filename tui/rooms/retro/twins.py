"""Cards that likely say the same, a group a row; Enter puts one together under its name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.insight.card_twins import Twins
from store.kinds import KINDS, retro
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, Key, pressed
from tui.parts.ask import Ask
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.dialog import Dialog
from tui.served import writes
from tui.text.cells import wrap
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.rooms.retro.room import RetroRoom


class TwinsList(ChoiceRows, Dialog[None]):
    """``found`` are groups of cards, each with a name that is suggested."""

    own = writes(
        Key("move", ("j", "k"), Words("Down, up"), HERE),
        Key("together", ("enter",), Words("Put these together, under a name"), HERE),
        Key("not", ("x",), Words("They do not say the same"), HERE),
        OUT,
    )

    def __init__(self, room: "RetroRoom", found: "Sequence[Twins]") -> None:
        super().__init__(room.desk, t("Cards that likely say the same"))
        self.room = room
        self.found = list(found)

    def on_mount(self) -> None:
        self._fill()

    def _fill(self) -> None:
        rows: list[ChoiceRow] = []
        texts = {card.id: self.room.view.text(card) for card in self.room.view.cards}
        for at, each in enumerate(self.found):
            rows.append(ChoiceRow(str(at), [(safe(each.name), "+foreground")]))
            for id in each.ids:
                lines = wrap(safe(texts.get(id, "").replace("\n", " ")), max(10, self.size.width - 14), 2)
                rows += [
                    ChoiceRow("", [(f"    {'- ' if not n else '  '}{line}", "muted")]) for n, line in enumerate(lines)
                ]
        self.hold(rows, self.key)

    def body(self, width: int, height: int) -> list[Line]:
        return self.in_sight(width, height)

    def offers(self) -> list[tuple[str, str]]:
        return [("Enter", t("put together")), ("x", t("no twins")), ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if self.stepped(name):
            return
        if name in ("escape", "q"):
            self.leave()
        elif name == "enter" and self.key:
            self.run_worker(self._together(int(self.key)), exit_on_error=True)
        elif name == "x" and self.key:
            self._gone(int(self.key))

    async def _together(self, at: int) -> None:
        each = self.found[at]

        async def save(name: str) -> None:
            await self.desk.do(retro.group, each.ids, name)

        field = KINDS["card"].fields["group"]
        if (
            await self.app.push_screen_wait(Ask(self.desk, t("Name of the group"), field, each.name, save=save))
            is not None
        ):
            self._gone(at)

    def _gone(self, at: int) -> None:
        del self.found[at]
        if not self.found:
            self.leave()
            return
        self._fill()
        self.redraw()
