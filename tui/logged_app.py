"""The screen with its log: first paint, each key until something is drawn for it, news, and what was refused."""

from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events

from tui import keys
from tui.app import ConcordApp
from tui.board.screen import BoardScreen
from tui.desk.listener import Listener

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from store import ConcordError, News
    from store.words import Words
    from tui.debug.log import DebugLog
    from tui.desk.desk import Desk


class LoggedApp(ConcordApp):
    """Notes what it is given and what it does with it; draws and does the same as without."""

    def __init__(self, desk: "Desk", *, log: "DebugLog", **values: Any) -> None:
        super().__init__(desk, **values)
        self._debug_log = log
        self._painted = False
        #: The key for which nothing was drawn yet: what is known of it, and when it came.
        self._key: tuple[dict[str, str], float] | None = None
        log.opened(desk.workspace.ledger)
        desk.enter(_Overhearing(desk, log))

    async def _hand_on(self, event: events.Event) -> None:
        self._end_key()
        named = {"screen": type(self.screen).__name__, "does": "paste"}
        if isinstance(event, events.Key):
            named["does"] = _does(event, self.screen)
        self._key = named, event.time
        await super()._hand_on(event)

    def _display(self, screen: "Screen[Any]", renderable: Any) -> None:
        super()._display(screen, renderable)
        if renderable is None:
            return
        if not self._painted:
            self._painted = True
            self._debug_log.write("painted", columns=self.size.width, rows=self.size.height)
        self._end_key(drawn=True)

    def on_unmount(self) -> None:
        """The last key may have had nothing drawn."""
        self._end_key()

    def _end_key(self, *, drawn: bool = False) -> None:
        """Once only for each: when something was drawn for it, or when the next one comes before that."""
        if self._key is None:
            return
        (named, came), self._key = self._key, None
        self._debug_log.write("key", **named, drawn_ms=round((monotonic() - came) * 1000, 2) if drawn else None)

    def _handle_exception(self, error: Exception) -> None:
        self._debug_log.failed(getattr(error, "error", None) or error)
        super()._handle_exception(error)


class _Overhearing(Listener):
    """The lowest screen of all, which shows nothing: news, what a save failed of, what a session says of itself."""

    def __init__(self, desk: "Desk", log: "DebugLog") -> None:
        self._desk, self._log = desk, log
        self._refused: ConcordError | None = None
        say = desk.listeners.say

        def noted(words: "Words | str", tone: str = "plain") -> None:
            if tone in ("warn", "bad") and not isinstance(words, str):
                log.alarmed(words)
            say(words, tone)

        desk.listeners.say = noted  # what is said reaches only the screen in sight

    def heed(self, entries: "Sequence[News]", /) -> None:
        self._log.news(entries, self._desk.workspace.ledger.own)

    def status_changed(self) -> None:
        failure = self._desk.saving.failure
        if failure is not None and failure is not self._refused:
            self._log.failed(failure)
        self._refused = failure


def _does(event: events.Key, screen: "Screen[Any]") -> str:
    """What a key is for: its name; of a letter only what it does on the board, else it may be part of a text."""
    if not event.is_printable:
        return event.key
    if not isinstance(screen, BoardScreen) or screen.pane.typing is not None:
        return "text"
    row = keys.find(keys.pressed(event.key, event.character), screen.pane.kind)
    return "nothing" if row is None else row.action
