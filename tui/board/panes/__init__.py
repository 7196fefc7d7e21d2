"""The panes of the board, from top to bottom. A new pane or list is registered here."""

from tui.board.listing import Listing
from tui.board.panes.actions import Actions, Blockers
from tui.board.panes.departments import Departments, People
from tui.board.panes.goals import Goals, KeyResults
from tui.board.panes.lessons import Lessons
from tui.board.panes.milestones import Decisions, Milestones
from tui.board.panes.requests import Requests
from tui.board.panes.retros import Retros
from tui.board.panes.teams import Resources, Teams

PANES: tuple[tuple[type[Listing], ...], ...] = (
    (Departments, People, Teams, Resources),
    (Goals, KeyResults, Milestones, Decisions),
    (Actions, Requests, Blockers),
    (Retros, Lessons),
)
