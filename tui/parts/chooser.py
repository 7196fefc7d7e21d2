"""Choosing one of many by typing at them: what pickers, the search, the palette and help have in common."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.fields.clean_text import clean
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.dialog import Answer, Dialog
from tui.parts.line_editor import Typing
from tui.text.cells import wrap
from tui.text.line import Line

if TYPE_CHECKING:
    from tui.desk.desk import Desk


#: More is nothing to be looked for but a paste gone astray.
LONGEST = 200


class Chooser(ChoiceRows, Dialog[Answer]):
    """A prompt and the rows that fit what is typed at it. Subclasses find the rows and take the choice."""

    empty: Words | str = ""

    def __init__(self, desk: "Desk", title: str, prompt: str = "") -> None:
        super().__init__(desk, title)
        self.prompt = prompt
        self.typing = Typing()
        self._found_for = 0

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """The rows for what is typed, best first."""
        raise NotImplementedError

    async def choose(self, key: str) -> None:
        """Take the row."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.look()

    def on_resize(self) -> None:
        """Rows are as wide as the screen; the cursor stays on its row."""
        if self._found_for != self.size.width:
            self.look(self.key)
            self.redraw()

    def look(self, chosen: str = "") -> None:
        """Find the rows again and put the cursor on the ``chosen`` one, else on the first that can be chosen."""
        self._found_for = self.app.size.width
        self.hold(self.find(self.typing.text.strip(), min(self.widest, max(10, self._found_for - 4))), chosen)

    def body(self, width: int, height: int) -> list[Line]:
        prompt = f"{self.prompt} " if self.prompt else "> "
        typed, column = self.typing.drawn(max(4, width - len(prompt) - 2))
        self.point(len(prompt) + column, 0)
        lines: list[Line] = [[(prompt, "accent"), *typed], ()]
        lines += self.in_sight(width, height - 2)
        if not self.rows and self.empty:
            lines += [[(line, "muted")] for line in wrap(t(self.empty), width)]
        return lines

    def offers(self) -> list[tuple[str, str]]:
        return super().offers() if self.key else [("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        page = max(1, self._height // 2)
        steps = {"down": 1, "up": -1, "ctrl+n": 1, "pagedown": page, "pageup": -page, "ctrl+d": page}
        if key in steps:
            self.move(steps[key])
        elif key == "enter":
            if self.key:
                await self.choose(self.key)
        elif key == "escape":
            if self.typing.text:
                self.typing.clear()
                self.look()
            else:
                self.leave()
        elif not await self.press_more(key, character):
            before = self.typing.text
            self.typing.key(key, character)
            if self.typing.text != before:
                self.look()

    async def press_more(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Keys of the subclass; True where it took the key."""
        return False

    def paste(self, text: str) -> None:
        """Pasted text is typed at the rows."""
        self.typing.put(clean(text[:LONGEST]))
        self.look()
