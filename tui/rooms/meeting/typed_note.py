"""The line at the bottom into which notes are typed, one after the other; what is not kept yet is never lost.

Several lines are pasted, and kept at once.
"""

from typing import TYPE_CHECKING, Any

from store.commands import agenda
from store.errors import ConcordError
from store.fields.clean_text import clean
from tui.i18n import t
from tui.parts.line_editor import Typing
from tui.text.cells import cell_len
from tui.text.line import Line
from tui.text.note_reading import read_note

if TYPE_CHECKING:
    from textual.timer import Timer

    from store.records import Changes
    from tui.rooms.meeting.room import MeetingRoom

#: So many lines of what was pasted are shown.
MOST = 6
#: Seconds after the last key before what is typed is kept for another session.
KEEP = 1.5


class NoteLine:
    """Of the item that was looked at when the first letter was typed; an empty line follows where one looks.

    What is typed is kept as a draft until the store has it: it is there again after a dropped line.
    """

    def __init__(self, room: "MeetingRoom", item: str) -> None:
        self.room = room
        self.item = item
        self.typing = self._kept()
        #: On their way to the store.
        self._sent: list[str] = []
        self._timer: Timer | None = None

    @property
    def _draft(self) -> str:
        return f"note {self.item}"

    def look_at(self, item: str) -> None:
        """Where nothing is typed yet, the next line is about that item."""
        if item and item != self.item and not self.typing.text and not self._sent:
            self.item = item
            self.typing = self._kept()

    def _kept(self) -> Typing:
        return Typing(self.room.desk.personal.draft(self._draft).get("text", ""), lines=True)

    @property
    def lines(self) -> list[str]:
        """The notes that it is: one, or as many as were pasted."""
        return [line for each in self.typing.text.split("\n") if (line := each.strip())]

    # What is shown

    def drawn(self, width: int, height: int) -> list[Line]:
        """The last rows of a body of that height, with the terminal's cursor in them."""
        number = next((at for at, each in enumerate(self.room.view.items, 1) if each.id == self.item), 0)
        prompt = t("Note on {n}", n=number) + " > "
        begins = cell_len(prompt)
        (first, *more), column, row = self.typing.drawn_lines(
            max(4, width - begins - 2), max(1, min(MOST, height // 2))
        )
        self.room.point(begins + column, height - 1 - len(more) + row)
        return [[(prompt, "accent"), *first], *([(" " * begins, "foreground"), *each] for each in more)]

    # What is typed

    async def press(self, key: str, character: str | None) -> None:
        """Enter keeps the line and leaves it open for the next one, Ctrl-S makes an action of it; Esc closes it."""
        if key in ("enter", "ctrl+s"):
            self.room.start(self._keep(act=key == "ctrl+s"))
        elif key == "escape":
            self.keep_draft()
            self.room.note = None
        else:
            self.typing.key(key, character)
            self._soon()

    def paste(self, text: str) -> None:
        """Pasted text is typed text."""
        self.typing.put(clean(text, lines=True))
        self._soon()

    def _soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.room.set_timer(KEEP, self.keep_draft)

    def keep_draft(self) -> None:
        """What is typed and not in the store yet is there again when the line is opened on this item."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        text = "\n".join(filter(None, [*self._sent, self.typing.text.strip()]))
        self.room.desk.personal.keep_draft(self._draft, {"text": text} if text else {})

    def reads(self) -> dict[str, Any] | None:
        """The values of the action that the line reads as; None where it is only a note."""
        desk, lines = self.room.desk, self.lines
        return read_note(lines[0], desk.records, desk.today, desk.who) if len(lines) == 1 else None

    async def _keep(self, *, act: bool = False) -> None:
        """Put it to the others' notes, and ``act``: make an action of it; what is refused is typed again."""
        item, text = self.item, "\n".join(self.lines)
        values = self.reads() if act else None
        if not text or (act and values is None):
            return
        self._sent.append(text)
        self.typing.clear()
        try:
            await self.room.desk.do(agenda.note if values is None else _act, item, text, *filter(None, [values]))
        except ConcordError:
            self.typing = Typing("\n".join(filter(None, (text, self.typing.text))), lines=True)
            raise
        finally:
            self._sent.remove(text)
            self.keep_draft()


def _act(changes: "Changes", item: str, text: str, values: dict[str, Any]) -> Any:
    """The line and the action that it reads as, in one commit."""
    line = agenda.note(changes, item, text).notes[-1]
    return agenda.act_on_note(changes, item, line.id, values)
