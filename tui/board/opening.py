"""Going to a record: its pane, its tab, the cursor on it, the panes narrowed around it or widened as far as need be."""

from typing import TYPE_CHECKING

from store.kinds import split_id
from tui.board.narrowing import narrow, narrow_by
from tui.faces.face import Narrowing
from tui.faces.seen_at import goal_of, place_of

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen

#: The pane of the goals.
GOALS = 1


def open_record(board: "BoardScreen", id: str, *, around: bool = False) -> None:
    """Put the cursor on that record, or on the one that it belongs to; what is seen nowhere has a page of its own.

    ``around`` narrows the panes to the goal that it is about, the cursor of that pane on it. Nothing happens where
    there is no such record.
    """
    place = split_id(place_of(board.desk.records, id))
    if place is None:
        if board.desk.records.find(id) is not None:
            board.run_worker(board.open_room("record", id), group="act")
        return
    kind, id = place[0], place[0].id(place[1])
    at = next(at for at, pane in enumerate(board.panes) if any(each.kind == kind.name for each in pane.listings))
    board.reading = False
    with board.detail.told_once():
        _go(board, at, id, kind.name, around=around)


def _go(board: "BoardScreen", at: int, id: str, kind: str, *, around: bool) -> None:
    pane = board.panes[at]
    tab = [listing.kind for listing in pane.listings].index(kind)
    if tab != pane.at:
        pane.turn(tab - pane.at)
    goal = goal_of(board.desk.records, id) if around else ""
    if goal and goal != id:
        _narrow_to(board, at, goal)
    if id not in pane.listing.ids(board.narrowing):
        pane.listing.filter = ""
        narrow(board, Narrowing())
        pane.fill()
    board.at = at
    pane.choose(id)
    narrow_by(board, pane)
    board.fold()


def _narrow_to(board: "BoardScreen", at: int, goal: str) -> None:
    board.panes[at].listing.filter = ""
    narrow(board, Narrowing())
    goals = board.panes[GOALS]
    if at != GOALS:
        goals.turn(-goals.at)
        goals.choose(goal)
    narrow(board, Narrowing(None, goal))
    board.panes[at].fill()
