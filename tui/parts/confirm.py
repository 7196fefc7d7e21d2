"""A question that is answered with yes or no."""

from typing import TYPE_CHECKING

from store.words import Words
from tui.i18n import t
from tui.keys import CHANGE, Key
from tui.parts.dialog import Dialog
from tui.served import writes
from tui.text.cells import wrap
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class Confirm(Dialog[bool]):
    """``yes`` is what Enter does and ``no`` what Esc and n do, in a word or two."""

    own = writes(Key("yes", ("enter", "y"), Words("Yes"), CHANGE), Key("no", ("escape", "n", "q"), Words("No"), CHANGE))

    def __init__(self, desk: "Desk", question: str, yes: str, no: str = "") -> None:
        super().__init__(desk, yes)
        self.question = question
        self.yes = yes
        self.no = no or t("leave it")

    def body(self, width: int, height: int) -> list[Line]:
        lines: list[Line] = [[(line, "foreground")] for line in wrap(safe(self.question), width)]
        return lines[:height]

    def offers(self) -> list[tuple[str, str]]:
        return [("Enter", self.yes.lower()), ("Esc", self.no.lower())]

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter" or character in ("y", "Y"):
            self.dismiss(True)
        elif key == "escape" or character in ("n", "N", "q"):
            self.dismiss(False)
