"""What all dialogs are: a page of lines of its own, opaque, drawn by one widget; keys come in, an answer goes out."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.geometry import Offset, Region
from textual.screen import ModalScreen

from store.records.names import spoken
from store.words import Words
from tui import served
from tui.desk.listener import Listener
from tui.i18n import t
from tui.keys import Key, as_named, pressed
from tui.parts.drawing import size_of
from tui.parts.footer_drawing import fitting, key_at
from tui.parts.lines import Lines
from tui.parts.saved_sign import in_question
from tui.text.cells import fit, wrap
from tui.text.line import Line
from tui.text.refusals import told
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

Answer = TypeVar("Answer")
#: A dialog is at most so wide: longer lines are hard to read.
WIDEST = 96
#: A message takes at most so many lines.
MOST = 4


def _barred(own: Sequence[Key], name: str) -> Words | None:
    """Why one of these keys does nothing where somebody is served; None where it does something."""
    rows = (row for row in own if name in row.keys and not served.allows(row.touches))
    return next((served.NOT_HERE.filled(key=row.shown, label=row.label) for row in rows), None)


class DialogLines(Lines):
    """Draws what the dialog says, line by line."""

    def __init__(self, dialog: "Dialog[Any]") -> None:
        super().__init__(id="page")
        self._dialog = dialog
        self._lines: list[Line] = []

    def line(self, y: int, width: int) -> Line:
        """The dialog's line there, with the margin before it."""
        if y == 0 or not self._lines:
            self._lines = self._dialog.page(width, self.size.height)
        return self._lines[y] if y < len(self._lines) else ()

    def on_click(self, event: events.Click) -> None:
        """A hint in the last line is the key that it names."""
        key = key_at(self._dialog.hints(), self.size.width, event.x) if event.y == self.size.height - 1 else ""
        if key:
            self.app.keyboard.press(key)  # type: ignore[attr-defined]


class Dialog(ModalScreen[Answer | None], Listener, Generic[Answer]):
    """Subclasses say in `body` what stands between the title and the keys, and in `press` what a key does."""

    BINDINGS: ClassVar = []
    BLANK = True  # its page covers it
    inherit_bindings = False
    widest = WIDEST
    #: The keys of a screen on which letters are keys and not typed: `?` lists them, `:` runs one by its name.
    own: ClassVar[tuple[Key, ...]] = ()

    #: What Ctrl-C, which leaves other programs, is answered with.
    way_out = Words("Esc leaves")
    #: The name under which others see who is in it; empty where that is told as before it was opened.
    place: ClassVar[str] = ""

    def __init__(self, desk: "Desk", title: str) -> None:
        super().__init__()
        self.desk = desk
        self.heading = title
        self.message: tuple[Words | str, str] | None = None
        self._page = DialogLines(self)

    def compose(self) -> ComposeResult:
        yield self._page

    # Heard by the desk while it is open

    def on_mount(self) -> None:
        """What there is to say is said here from now on."""
        self.desk.enter(self)

    def on_unmount(self) -> None:
        """However it was left."""
        self.desk.leave(self)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave; whoever waits for the answer says and opens on the screen below."""
        self.desk.leave(self)
        return super().dismiss(result)

    def status_changed(self) -> None:
        """Whether all is saved stands in the heading."""
        if self.is_current:
            self.redraw()

    def whereabouts(self) -> tuple[str, str] | None:
        """Its place, and no record in it."""
        return (self.place, "") if self.place else None

    # What is shown

    def page(self, width: int, height: int) -> list[Line]:
        """All lines of the dialog: title, body, message, keys."""
        inner = min(self.widest, max(10, width - 4))
        message, tone = self.message or ("", "muted")
        text = safe(told(spoken(self.desk.records, message), screen=True))
        said: list[Line] = [[(" " + line, tone)] for line in wrap(text, max(10, width - 2), MOST)]
        tall = max(1, height - 3 - len(said))
        asked = in_question(self.desk)
        heading = fit(safe(spoken(self.desk.records, self.heading)), max(1, width - 2 - size_of(asked)))
        lines: list[Line] = [[(" " + heading, "+accent"), *asked], ()]
        lines += [[("  ", "foreground"), *line] if line else () for line in self.body(inner, tall)[:tall]]
        lines += [()] * (height - 1 - len(said) - len(lines))
        return [*lines, *(said if message else [()]), fitting(self.hints(), width)]

    def body(self, width: int, height: int) -> list[Line]:
        """The lines between title and keys, at most ``height``."""
        raise NotImplementedError

    def offers(self) -> list[tuple[str, str]]:
        """The keys that work here and what they do."""
        return [("Enter", t("choose")), ("Esc", t("leave"))]

    def hints(self) -> list[tuple[str, str]]:
        """What it offers, and help before the way out where letters are keys."""
        offers = [each for each in self.offers() if _barred(self.own, as_named(each[0])) is None]
        if self.own and all(key != "?" for key, _what in offers):
            offers.insert(-1, ("?", t("keys")))
        return offers

    def say(self, words: Words | str, tone: str = "plain") -> None:
        """What there is to say, until the next key."""
        self.message = (words, {"plain": "foreground"}.get(tone, tone))
        self.redraw()

    def redraw(self) -> None:
        """Draw what changed."""
        self._page.redraw()

    def point(self, x: int, y: int) -> None:
        """Put the terminal's own cursor there (in the body), where input methods show what is being composed."""
        self.app.cursor_position = Offset(x + 2, y + 2)

    def retell(self) -> None:
        """Say everything again: another language or theme."""
        self._page.forget()

    def refresh(self, *_regions: Region, **how: bool) -> Self:
        """All of it: for a part, as a screen below asks, Textual forgets what else was to be drawn."""
        return super().refresh(**how)

    # What is typed

    async def on_key(self, event: events.Key) -> None:
        """Every key goes to `press`; none goes on to the screen below."""
        event.stop()
        event.prevent_default()
        self.message = None
        self.desk.saving.was_read()
        await self._pressed(event.key, event.character)
        if event.key == "ctrl+c" and self.message is None and self.is_current:
            self.say(self.way_out)

    # Its keys by their names

    def keys_here(self) -> list[Key]:
        """Every key that works here."""
        return [*self.own]

    async def show_keys(self) -> None:
        """The keys that work here; the one that is chosen is pressed."""
        from tui.parts.help import Help  # late: it is a dialog itself

        rows = [row for row in self.keys_here() if served.allows(row.touches)]
        found = await self.app.push_screen_wait(Help(self.desk, rows))
        if found:
            await self._pressed(found)

    async def show_commands(self) -> None:
        """What can be done here, by its name."""
        from tui.parts.palette import Command, Palette  # late: it is a dialog itself

        def doing(key: str) -> Callable[[], None]:
            return lambda: self.run_worker(self._pressed(key), exit_on_error=True) and None

        commands = [Command(row.label, row.shown, doing(row.keys[0]), row.touches) for row in self.keys_here()]
        await self.app.push_screen_wait(Palette(self.desk, commands))

    async def _pressed(self, key: str, character: str | None = None) -> None:
        """Help, the commands, or what the key does here."""
        name = pressed(key, character)
        barred = _barred(self.own, name)
        if barred is not None:
            self.say(barred, "warn")
            return
        if self.own and name in ("?", ":", "ctrl+p"):
            self.run_worker(self.show_keys() if name == "?" else self.show_commands(), exit_on_error=True)
            return
        await self.press(key, character)
        if self.is_current:
            self.redraw()

    async def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed text."""
        event.stop()
        self.paste(event.text)
        self.redraw()

    async def press(self, key: str, character: str | None) -> None:
        """Do what the key does here."""
        raise NotImplementedError

    def paste(self, text: str) -> None:
        """Take pasted text; nothing does by itself."""

    def leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
