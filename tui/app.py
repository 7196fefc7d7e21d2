"""The app: theme, the timer of the news, the nets around people's text, the way in and out. Nothing else."""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.filter import LineFilter
from textual.worker import WorkerFailed

from store.errors import Forbidden
from store.words import Words
from tui import served
from tui.config import Options
from tui.desk.desk import Desk
from tui.desk.program_version import UPDATED
from tui.i18n import t
from tui.parts.lines import strip_of, tones_of
from tui.parts.textual_theme import textual_theme
from tui.terminal import environment, shell
from tui.terminal.control_filter import SafeFilter
from tui.terminal.key_queue import LOOK, Keyboard
from tui.terminal.screen_diff import Frames
from tui.theme import DARK, LIGHT, SIXTEEN, worn

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.board.first_frame import FirstFrame

_HERE = os.path.dirname(os.path.abspath(__file__))
#: The rules that all screens share.
RULES = os.path.join(_HERE, "app.tcss")
#: To a terminal in whatever state: the whole screen scrolls, plain letters in no colour, no wrapping, nothing shown.
CLEARED = "\x1b[r\x1b[?6l\x1b[4l\x1b(B\x0f\x1b[?7l\x1b[0m\x1b[2J"
#: A session that was told to end has ended after so many seconds, whatever its terminal does.
PATIENCE = 5.0


class _Rules(Stylesheet):
    """Textual parses all rules twice at the start and again for each room; here each once for the colours there are."""

    def reparse(self) -> None:
        """Parse what was not parsed since the colours were set."""
        self.parse()


class BaseApp(App[Any], inherit_bindings=False):
    """What every screen of Concord needs of its app: themes, the nets, signals, a crash that tells no tales."""

    CSS_PATH = [RULES]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, options: Options, *, first: "FirstFrame | None" = None, **values: Any) -> None:
        """``first`` is what the terminal shows already."""
        self.taken = first and first.taken
        super().__init__(**values)
        self.stylesheet = _Rules(variables=self.get_css_variables())
        self.keyboard = Keyboard(self, self._hand_on)
        self._safe = SafeFilter()
        self._frames = Frames()
        #: What the terminal shows already, until something is drawn after it.
        self._first = first
        self._disable_tooltips = self._disable_notifications = True  # nothing is laid over text
        if self.no_color:
            self.console._color_system = None  # Textual's own would paint in greys
        for look in (DARK, LIGHT, SIXTEEN):
            self.register_theme(textual_theme(look))
        self.theme = worn(options.theme, few=self.console.color_system == "standard").name

    async def on_event(self, event: events.Event) -> None:
        """Keys wait for those before them."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self.keyboard.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, event: events.Event) -> None:
        """Wherever one is, Ctrl-L mends what the line has garbled, and Ctrl-Z goes to the shell."""
        if isinstance(event, events.Key) and event.key == "ctrl+l":
            self.anew()
        elif isinstance(event, events.Key) and event.key == "ctrl+z" and await self.to_shell():
            return
        else:
            await super().on_event(event)

    async def push_screen_wait(self, screen: "Screen[Any]", **values: Any) -> Any:  # type: ignore[override]
        """As Textual's; while it waits for its answer an act holds no keys up."""
        return await self.keyboard.asks(screen, super().push_screen_wait(screen, **values))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Whatever is drawn passes the net for control characters."""
        return [*super().get_line_filters(), self._safe]

    def on_mount(self) -> None:
        """Signals end the session cleanly; once the screen has been drawn, keys are heard and garbage is collected."""
        if not self.is_headless:
            self._heed_signals()
        self.call_after_refresh(self.keyboard.begin)
        self.call_after_refresh(_settle)

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._end, 128 + number)

    def _end(self, code: int) -> None:
        last = threading.Timer(PATIENCE, os._exit, (code,))
        last.daemon = True
        last.start()
        self.exit(code, return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        """End; who ran the app is given the error. No traceback goes to the screen, it would show people's data."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _display(self, screen: "Screen[Any]", renderable: Any) -> None:
        """Only what the terminal does not show yet is written to it."""
        drawn = renderable is not None and not self._batch_count and self._running and not self.is_headless
        if drawn and self._driver is not None and isinstance(renderable, CompositorUpdate):
            if self._first is not None:
                first, tones, self._first = self._first, tones_of(self), None
                self._frames.know(*first.cells, ((x, y, strip_of(parts, tones)) for x, y, parts in first.pieces))
            renderable = self._frames.slim(renderable, self.console)
        super()._display(screen, renderable)

    def on_resize(self, event: events.Resize) -> None:
        """Terminals rearrange what they show when their size changes, and when it is what it was by now."""
        if self._first is None or self._first.cells != event.size:  # Textual says at its start how large it is
            self._first = None
            self._draw_all()

    def anew(self) -> None:
        """Draw everything again, whatever the terminal shows and whatever is believed to stand on it."""
        if self._driver is not None:
            self._driver.write(CLEARED)
        self._draw_all()

    async def to_shell(self) -> bool:
        """Stop until the shell says to go on; False where there is none that could, or it is nobody's business."""
        if served.session() is not None or self.is_headless or not shell.waits():
            return False
        while self.keyboard.busy():  # stopped in the middle of a commit, it would keep everybody else's waiting
            await asyncio.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTSTP)  # the driver gives the terminal back, and takes it again
        return True

    def _draw_all(self) -> None:
        self._frames.forget()
        for screen in self._screen_stack[-1:]:
            screen.refresh()

    @property
    def failure(self) -> BaseException | None:
        """What ended the app, if it was not a person."""
        return getattr(self._exception, "error", None) or self._exception


class ConcordApp(BaseApp):
    """Shows the desk's workspace on the board, going on from the ``first`` frame. ``note`` is said at the start."""

    CSS_PATH = [RULES, os.path.join(_HERE, "board", "board.tcss")]

    def __init__(self, desk: Desk, *, note: str = "", first: "FirstFrame | None" = None, **values: Any) -> None:
        super().__init__(desk.options, first=first, **values)
        self.desk = desk
        self._lists = first and first.lists
        self.note = note
        self.keyboard.busy = lambda: desk.saving.busy
        desk.on_refusal = self.keyboard.drop
        desk.insists = self._insists
        desk.on_end = lambda: self.exit(Forbidden.exit_code, return_code=Forbidden.exit_code)
        desk.is_typing = lambda: not self.keyboard.at_rest

    async def _insists(self, refusal: Words) -> bool:
        """Whether something is to be done all the same; where nobody waits for an answer, it is not."""
        from tui.parts.confirm import Confirm  # late: the board starts without it
        from tui.text.sentences import dated  # late: the board starts without it

        if not self.keyboard.in_act:
            return False
        question = t("{reason}. Give it to them all the same?", reason=dated(refusal, self.desk.today))
        return bool(await self.push_screen_wait(Confirm(self.desk, question, t("Give it all the same"))))

    def get_default_screen(self) -> "Screen[Any]":
        """The board is home."""
        from tui.board.screen import BoardScreen  # late: the first run opens none

        return BoardScreen(self.desk, self._lists)

    def on_mount(self) -> None:
        """From the first paint on the news are looked for: on a busy machine it comes later than their first turn."""
        self.call_after_refresh(self.desk.news.watch)
        self.call_after_refresh(self._greet)
        self.call_after_refresh(self._warm)

    def _warm(self) -> None:
        from tui import warming  # late: after the first paint

        warming.begin(self.set_timer, lambda: self.keyboard.at_rest)

    def _greet(self) -> None:
        refusal = self.desk.workspace.read_only
        if refusal is not None:
            self.desk.say(refusal, "warn")
        elif self.note:
            self.desk.say(self.note)

    def _watch_app_focus(self, focus: bool) -> None:
        """Without the terminal's focus the journal is looked at less often; nothing is drawn for it."""
        self.desk.news.focused(focus)

    def _handle_exception(self, error: Exception) -> None:
        """An act that cannot be loaded since an update says so and is over; all else that fails ends the session."""
        cause = getattr(error, "error", None)  # of a worker: the act is over, and nothing else
        if isinstance(error, WorkerFailed) and isinstance(cause, ImportError) and environment.updated():
            self.desk.say(UPDATED, "bad")
        else:
            super()._handle_exception(error)

    def lang_changed(self) -> None:
        """Every screen says its words again, in the language that is spoken now."""
        self.desk.listeners.retell()


#: Makes the app that shows a desk; it is given what `ConcordApp` is.
MakeApp: TypeAlias = Callable[..., ConcordApp]


def _settle() -> None:
    gc.freeze()
    gc.enable()
