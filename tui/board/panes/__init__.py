"""The panes of the board, from top to bottom. A new pane or list is registered here."""

from tui.board.listing import Listing
from tui.board.panes.actions import Actions, Blockers
from tui.board.panes.departments import Departments, People
from tui.board.panes.goals import Goals, KeyResults
from tui.board.panes.retros import Retros

PANES: tuple[tuple[type[Listing], ...], ...] = (
    (Departments, People),
    (Goals, KeyResults),
    (Actions, Blockers),
    (Retros,),
)
