"""A room with a line at its foot into which one thing after the other is typed, as notes and cards are."""

from typing import TYPE_CHECKING

from tui.parts.typed_line import TypedLine
from tui.rooms.room import Room

if TYPE_CHECKING:
    from tui.acts.host import Host


class TypingRoom(Room):
    """While there is a ``line``, every letter is one of it."""

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.line: TypedLine | None = None

    def typed(self) -> None:
        """A key was typed into the line."""

    def on_unmount(self) -> None:
        """However it was left: what was typed is kept."""
        if self.line is not None:
            self.line.keep_draft()

    def hints(self) -> list[tuple[str, str]]:
        """While a line is typed, `?` is a letter of it."""
        return super().hints() if self.line is None else self.offers()

    async def _pressed(self, key: str, character: str | None = None) -> None:
        if self.line is None:
            await super()._pressed(key, character)
            return
        await self.line.press(key, character)
        if self.line.closed:
            self.line = None
        self.typed()
        if self.is_current:
            self.redraw()

    def paste(self, text: str) -> None:
        if self.line is not None:
            self.line.paste(text)
