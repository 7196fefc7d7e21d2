"""A room that is one list of records under headings, on which the keys of the board work."""

from collections.abc import Sequence

from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.rooms.room import Room
from tui.text.cells import wrap
from tui.text.line import Line


class ListRoom(ChoiceRows, Room):
    """Subclasses say the rows; the key of a row is an id; what stands behind a ``#`` tells two rows of one apart."""

    widest = 120
    own = (TO, Key("open", ("enter",), Words("Go to the record"), HERE), OUT)
    empty: Words | str = ""
    #: The key that led here leaves again.
    letter = ""

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
        self.hold(self.find(min(self.widest, max(10, self.app.size.width - 4))), chosen)
        if chosen and self.key != chosen:
            self.cursor = min(at, max(0, len(self.rows) - 1))
            self.move(0)
        self.top = top

    def open(self, id: str) -> None:
        self.hold(self.rows, next((row.key for row in self.rows if row.key.partition("#")[0] == id), ""))
        self.redraw()

    def body(self, width: int, height: int) -> list[Line]:
        if not self.rows and self.empty:
            return [[(line, "muted")] for line in wrap(t(self.empty), width)]
        return self.in_sight(width, height)

    def offers(self) -> list[tuple[str, str]]:
        names = [("d", t("done")), ("v", t("answer")), ("c", t("comment")), ("?", t("keys"))]
        return [("Enter", t("open")), *names, ("Esc", t("leave"))]

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
