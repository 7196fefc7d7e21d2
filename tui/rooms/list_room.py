"""A room that is one list of records under headings, on which the keys of the board work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.words import Words
from tui.acts.host import kind_of
from tui.acts.obeying import rows_for
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.footer_drawing import offered
from tui.parts.stayed import finished, rows_in_place
from tui.rooms.room import Room
from tui.served import reads
from tui.text.cells import fit, wrap
from tui.text.line import Line

if TYPE_CHECKING:
    from store import News
    from tui.acts.host import Host


class ListRoom(ChoiceRows, Room):
    """Subclasses say the rows; the key of a row is an id; what stands behind a ``#`` tells two rows of one apart."""

    widest = 120
    own = reads(TO, Key("open", ("enter",), Words("Go to the record"), HERE), OUT)
    empty: Words | str = ""
    #: The key that led here leaves again.
    letter = ""

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        #: The records that I have finished here, and the keys of the rows that would be gone by now.
        self._finished = set[str]()
        self._stayed = set[str]()
        self._found_for = 0

    def find(self, width: int) -> Sequence[ChoiceRow]:
        """The rows as they are now."""
        raise NotImplementedError

    @property
    def chosen(self) -> str:
        return self.key.partition("#")[0]

    def on_mount(self) -> None:
        """The rows are found for the width of the screen."""
        self.read()

    def read(self) -> None:
        """Find the rows again; the cursor stays on its record, or where it was."""
        chosen, at, top = self.key, self.cursor, self.top
        self._found_for = self.app.size.width
        now = self.find(min(self.widest, max(10, self._found_for - 4)))
        rows = rows_in_place(self.rows, now, self.stays)
        self._stayed = {row.key for row in rows} - {row.key for row in now}
        self.hold(rows, chosen)
        if chosen and self.key != chosen:
            self.cursor = min(at, max(0, len(self.rows) - 1))
            self.move(0)
        self.top = top

    def on_resize(self) -> None:
        """Rows are as wide as the screen."""
        if self._found_for != self.size.width:
            self.read()
            self.redraw()

    def heed(self, entries: "Sequence[News]") -> None:
        """What I have finished stays where it stood, so that one works down the rows."""
        self._finished |= finished(self.desk, entries, {row.key.partition("#")[0] for row in self.rows})
        super().heed(entries)

    def stays(self, key: str) -> bool:
        """Whether that row stays where it stood, until the room is left: I have finished its record here."""
        return key.partition("#")[0] in self._finished

    def open(self, id: str) -> None:
        self.hold(self.rows, next((row.key for row in self.rows if row.key.partition("#")[0] == id), ""))
        self.redraw()

    def body(self, width: int, height: int) -> list[Line]:
        if not self.rows and self.empty:
            return [[(line, "muted")] for line in wrap(t(self.empty), width)]
        return self.in_sight(width, height)

    def _drawn(self, row: ChoiceRow, here: bool, width: int) -> Line:
        if row.key not in self._stayed:
            return super()._drawn(row, here, width)
        text = "".join(part for part, _tone in row.line)
        return [(fit(">x" + text, width), "chosen")] if here else [(" x" + text, "muted")]

    def offers(self) -> list[tuple[str, str]]:
        """``d`` and ``v`` as far as they do something to what is chosen, by what they do to it."""
        out = [("?", t("keys")), ("Esc", t("leave"))]
        if not self.chosen:
            return out
        rows = rows_for(self.desk, kind_of(self.chosen), self.chosen)
        does = offered([row for row in rows if row.action in ("done", "value")])
        return [("Enter", t("open")), *does, ("c", t("comment")), *out]

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if self.stepped(name):
            return
        if name == "enter":
            if self.chosen:
                self.dismiss(self.chosen)
        elif name in ("escape", "q", self.letter):
            self.leave()
        else:
            self.act(name)
