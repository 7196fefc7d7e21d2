"""A line at the foot of a room into which one thing after the other is typed; what is not kept yet is never lost."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from store.errors import ConcordError
from store.fields.clean_text import clean
from tui.parts.line_editor import Typing
from tui.text.cells import cell_len
from tui.text.line import Line

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.rooms.room import Room

#: So many lines of what was pasted are in sight.
MOST = 6
#: Seconds after the last key before what is typed is kept for another session.
KEEP = 1.5


class TypedLine:
    """Subclasses say in `keep` what a line is.

    What is typed is kept as a draft under ``draft`` until the store has it: it is there again after a dropped line. Of
    what is ``secret`` nothing is written down: it is there again as long as Concord runs. An empty ``draft`` keeps
    nothing.
    """

    def __init__(self, room: "Room", draft: str, *, secret: bool = False) -> None:
        self.room = room
        self.secret = secret
        self.closed = False
        #: On their way to the store.
        self._sent: list[str] = []
        self._timer: Timer | None = None
        self.begin(draft)

    def begin(self, draft: str) -> None:
        """The next line is one of that draft; what was typed for it comes back."""
        self.draft = draft
        desk = self.room.desk
        there = desk.said_here.get(draft, "") if self.secret else desk.personal.draft(draft).get("text", "")
        self.typing = Typing(there if draft else "", lines=True)

    @property
    def empty(self) -> bool:
        """Nothing is typed, and nothing on its way."""
        return not self.typing.text and not self._sent

    @property
    def lines(self) -> list[str]:
        """The lines that are typed or pasted, those without a word left out."""
        return [line.strip() for line in self.typing.text.split("\n") if line.strip()]

    # For subclasses

    def prompt(self) -> str:
        """What stands before what is typed."""
        raise NotImplementedError

    async def keep(self, text: str) -> None:
        """Put the line into the store; what is refused is typed again."""
        raise NotImplementedError

    def deed(self) -> Callable[[str], Awaitable[None]] | None:
        """What Ctrl-S does with the line as it stands, instead of keeping it; None where that is nothing."""
        return None

    # What is shown

    def drawn(self, width: int, height: int) -> list[Line]:
        """The last rows of a body of that height, with the terminal's cursor in them."""
        prompt = self.prompt() + " > "
        begins = cell_len(prompt)
        most = max(1, min(MOST, height // 2))
        (first, *more), column, row = self.typing.drawn_lines(max(4, width - begins - 2), most)
        self.room.point(begins + column, height - 1 - len(more) + row)
        return [[(prompt, "accent"), *first], *([(" " * begins, "foreground"), *each] for each in more)]

    # What is typed

    async def press(self, key: str, character: str | None) -> None:
        """Enter keeps the line, or those that were pasted, and leaves it open for the next one; Esc closes it."""
        if key in ("enter", "ctrl+s"):
            self.room.start(self._take(self.keep if key == "enter" else self.deed()))
        elif key == "escape":
            self.keep_draft()
            self.closed = True
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
        """What is typed and not in the store yet is there again when the line is opened for the same."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.draft:
            text = "\n".join(filter(None, [*self._sent, self.typing.text.strip()]))
            if self.secret:
                self.room.desk.said_here[self.draft] = text
                return
            self.room.desk.personal.keep_draft(self.draft, {"text": text} if text else {})

    async def _take(self, deed: Callable[[str], Awaitable[None]] | None) -> None:
        text = "\n".join(self.lines)
        if not text or deed is None:
            return
        self._sent.append(text)
        self.typing.clear()
        try:
            await deed(text)
        except ConcordError:
            self.typing = Typing("\n".join(filter(None, (text, self.typing.text))), lines=True)
            raise
        finally:
            self._sent.remove(text)
            self.keep_draft()
