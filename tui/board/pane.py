"""A pane on the screen: completed after the first paint, and with the mouse."""

from collections.abc import Callable, Sequence

from textual.events import Click

from tui.board.listing import Listing
from tui.board.pane_drawing import PaneDrawing
from tui.parts.drawing import size_of
from tui.parts.record_list import RecordList


class Pane(PaneDrawing, RecordList):
    """As `PaneDrawing` has it."""

    of_panes = None

    def __init__(self, number: int, listings: Sequence[Listing]) -> None:
        super().__init__(number, listings, id=f"pane-{number}")
        #: Hears which list's name was clicked.
        self.on_tab: Callable[[int], None] = lambda _at: None

    def on_mount(self) -> None:
        """What takes long in a large workspace follows the first paint, each in its place."""
        self.call_after_refresh(self._complete)

    def _complete(self) -> None:
        for listing in self.listings:
            if listing.complete() and listing is self.listing:
                self.redraw()

    def on_click(self, event: Click) -> None:
        """The list whose name was clicked is turned up; the rest is as in every list."""
        if event.y or self.folded:
            return
        parts, _tail, _space = self._title(self.size.width)
        for at in range(len(self.listings)):  # before each but the first is a gap
            before = size_of(parts[: 1 + 2 * at])
            if before <= event.x < before + size_of(parts[1 + 2 * at : 2 + 2 * at]):
                self.on_tab(at)
