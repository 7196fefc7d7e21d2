"""Stands where the board's pane stands for `Acts`, aimed at one record, wherever that is seen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.kinds import split_id
from tui.acts.record import Acts
from tui.board.listing import Listing

if TYPE_CHECKING:
    from textual.app import App

    from tui.desk.desk import Desk


class Aimed:
    """``id`` is the record; ``acts`` are what keys do to it."""

    def __init__(self, acts: Acts, id: str) -> None:
        self._from = acts.board
        self.desk: Desk = acts.desk
        self.chosen = id
        self.marks: set[str] = set()
        self.acts = Acts(self)

    @property
    def app(self) -> "App[Any]":
        """The app."""
        return self._from.app

    @property
    def pane(self) -> "Aimed":
        """The list of one."""
        return self

    @property
    def ids(self) -> Sequence[str]:
        """The one id."""
        return [self.chosen]

    @property
    def kind(self) -> str:
        """The kind of the record."""
        found = split_id(self.chosen)
        return found[0].name if found else "action"

    @property
    def listing(self) -> Listing:
        """A list of the board that knows how people are called."""
        return self._from.pane.listing

    def redraw(self) -> None:
        """Nothing is drawn here."""

    def run_worker(self, *args: Any, **values: Any) -> Any:
        """Beside the screen, so that it may wait for a dialog."""
        return self._from.run_worker(*args, **values)
