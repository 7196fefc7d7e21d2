"""The app: theme, the timer of the news, the nets around people's text, the way in and out. Nothing else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.filter import LineFilter

from tui.parts.text_safe import SafeFilter
from tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.desk import Desk


class ConcordApp(App[int], inherit_bindings=False):
    """Shows the desk's workspace on the board."""

    CSS_PATH = ["app.tcss", "board/board.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []
    HORIZONTAL_BREAKPOINTS = []

    def __init__(self, desk: "Desk", **values: Any) -> None:
        super().__init__(**values)
        self.desk = desk
        self._safe = SafeFilter()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = desk.options.theme

    def get_default_screen(self) -> "Screen[Any]":
        """The board is home."""
        from tui.board.screen import BoardScreen

        return BoardScreen(self.desk)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Whatever is drawn passes the net for control characters."""
        return [*super().get_line_filters(), self._safe]

    def on_mount(self) -> None:
        """The news are looked for from now on."""
        self.desk.watch()

    def _watch_app_focus(self, focus: bool) -> None:
        """Without the terminal's focus the journal is looked at less often; nothing is drawn for it."""
        self.desk.focused(focus)

    def lang_changed(self) -> None:
        """Every screen says its words again, in the language that is spoken now."""
        for screen in self.screen_stack:
            retell = getattr(screen, "retell", None)
            if retell is not None:
                retell()
