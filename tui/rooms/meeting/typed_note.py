"""The line at the foot into which notes on the items of a meeting are typed, one after the other."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from store.commands import agenda
from tui.i18n import t
from tui.parts.typed_line import TypedLine
from tui.text.note_reading import read_note

if TYPE_CHECKING:
    from store.records import Changes
    from tui.rooms.meeting.room import MeetingRoom


class NoteLine(TypedLine):
    """Of the item that was looked at when the first letter was typed; an empty line follows where one looks."""

    def __init__(self, room: "MeetingRoom", item: str) -> None:
        self.here = room
        self.item = item
        super().__init__(room, f"note {item}")

    def look_at(self, item: str) -> None:
        """Where nothing is typed yet, the next line is about that item."""
        if item and item != self.item and self.empty:
            self.item = item
            self.begin(f"note {item}")

    def prompt(self) -> str:
        number = next((at for at, each in enumerate(self.here.view.items, 1) if each.id == self.item), 0)
        return t("Note on {n}", n=number)

    def reads(self) -> dict[str, Any] | None:
        """The values of the action that the line reads as; None where it is only a note."""
        desk, lines = self.here.desk, self.lines
        return read_note(lines[0], desk.records, desk.today, desk.who) if len(lines) == 1 else None

    async def keep(self, text: str) -> None:
        """To the others' notes."""
        await self.here.desk.do(agenda.note, self.item, text)

    def deed(self) -> Callable[[str], Awaitable[None]] | None:
        """Ctrl-S makes an action of a line that reads as one."""
        item, values = self.item, self.reads()
        if values is None:
            return None

        async def act(text: str) -> None:
            await self.here.desk.do(_act, item, text, values)

        return act


def _act(changes: "Changes", item: str, text: str, values: dict[str, Any]) -> Any:
    """The line and the action that it reads as, in one commit."""
    line = agenda.note(changes, item, text).notes[-1]
    return agenda.act_on_note(changes, item, line.id, values)
