"""A record on a page of its own: where one goes that has no list, and belongs to no record that has one."""

from typing import TYPE_CHECKING

from store.words import Words
from tui import keys
from tui.i18n import t
from tui.parts.footer_drawing import offered
from tui.parts.record_page import written
from tui.rooms.room import Room
from tui.served import reads

if TYPE_CHECKING:
    from tui.text.line import Line

_STEPS = {"j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": 10, "pagedown": 10, "ctrl+u": -10, "pageup": -10}


class RecordRoom(Room):
    """The keys of the board work on the record."""

    widest = 120
    own = reads(keys.Key("scroll", ("j", "k", "g"), Words("Scroll"), keys.HERE), keys.OUT)
    top = 0

    @property
    def chosen(self) -> str:
        return self.about

    def read(self) -> None:
        """The page is written as it is drawn."""

    def body(self, width: int, height: int) -> "list[Line]":
        lines = written(self.desk, self.about, width, ascii_only=self.desk.options.ascii_only)
        self.top = max(0, min(self.top, len(lines) - height))
        return lines[self.top : self.top + height] or [[(t("This record is gone"), "warn")]]

    def offers(self) -> list[tuple[str, str]]:
        rows = keys.footer(self.keys_here(), ("value", "done", "edit", "comment"))
        return [("j k", t("scroll")), *offered(rows), ("?", t("keys")), ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        name = keys.pressed(key, character)
        if name in _STEPS:
            self.top = max(0, self.top + _STEPS[name])
        elif name in ("g", "home"):
            self.top = 0
        elif name in ("escape", "q", "enter"):
            self.leave()
        else:
            self.act(name)
