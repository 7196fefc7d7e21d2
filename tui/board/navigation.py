"""What keys do on the board: those that only move, over rows, panes, tabs, the detail; what else is done by acts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.board.narrowing import narrow, narrow_by
from tui.faces.face import Narrowing

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen


def _down(board: "BoardScreen") -> None:
    if board.reading:
        board.detail.scroll(1)
    else:
        board.pane.move(1)


def _up(board: "BoardScreen") -> None:
    if board.reading:
        board.detail.scroll(-1)
    else:
        board.pane.move(-1)


def _first(board: "BoardScreen") -> None:
    if board.reading:
        board.detail.scroll(-(1 << 30))
    else:
        board.pane.first()


def _last(board: "BoardScreen") -> None:
    if board.reading:
        board.detail.scroll(1 << 30)
    else:
        board.pane.last()


def _half(way: int) -> "Callable[[BoardScreen], None]":
    def move(board: "BoardScreen") -> None:
        if board.reading:
            board.detail.half(way)
        else:
            board.pane.half(way)

    return move


def _turn(by: int) -> "Callable[[BoardScreen], None]":
    def turn(board: "BoardScreen") -> None:
        if board.pane.turn(by):
            board.reading = False
            board.fold()

    return turn


def _pane(at: int) -> "Callable[[BoardScreen], None]":
    return lambda board: board.focus_pane(at)


def _open(board: "BoardScreen") -> None:
    narrow_by(board, board.pane)
    board.read(True)


def _widen(board: "BoardScreen") -> None:
    narrow(board, Narrowing())
    if board.pane.listing.filter:
        board.pane.listing.filter = ""
        board.pane.fill(board.narrowing)
    board.tell()


def _back(board: "BoardScreen") -> None:
    """The innermost first: reading, marks, filter, one pane alone, narrowing."""
    pane = board.pane
    if board.reading:
        board.read(False)
    elif pane.marks:
        pane.marks.clear()
        pane.redraw()
    elif pane.listing.filter:
        pane.listing.filter = ""
        pane.fill(board.narrowing)
        board.tell()
    elif board.zoomed:
        _zoom(board)
    elif board.narrowing != Narrowing():
        narrow(board, board.narrowing.widened())
        board.tell()


def _zoom(board: "BoardScreen") -> None:
    board.zoomed = not board.zoomed
    board.set_class(board.zoomed, "-zoomed")
    board.fold()


def _mark(board: "BoardScreen") -> None:
    pane = board.pane
    if pane.chosen is None or board.reading:
        return
    pane.marks ^= {pane.chosen}
    pane.redraw()
    pane.move(1)


def _filter(board: "BoardScreen") -> None:
    from tui.board.filtering import begin  # late: the board starts without it

    begin(board)


def _leave(board: "BoardScreen") -> None:
    board.app.exit(0)


MOVES: "dict[str, Callable[[BoardScreen], None]]" = {
    "down": _down,
    "up": _up,
    "first": _first,
    "last": _last,
    "half_down": _half(1),
    "half_up": _half(-1),
    "detail_down": lambda board: board.detail.half(1),
    "detail_up": lambda board: board.detail.half(-1),
    "open": _open,
    "next_pane": lambda board: board.focus_pane((board.at + 1) % len(board.panes)),
    "previous_pane": lambda board: board.focus_pane((board.at - 1) % len(board.panes)),
    "pane_1": _pane(0),
    "pane_2": _pane(1),
    "pane_3": _pane(2),
    "pane_4": _pane(3),
    "tab_before": _turn(-1),
    "tab_next": _turn(1),
    "widen": _widen,
    "back": _back,
    "zoom": _zoom,
    "mark": _mark,
    "filter": _filter,
    "leave": _leave,
}


def do(board: "BoardScreen", action: str) -> None:
    """Do what a row of the table of keys names."""
    move = MOVES.get(action)
    if move is not None:
        move(board)
    else:
        from tui.board import board_acts  # late: moving is quick from the first key on

        board_acts.start(board, action)
