"""What keys do on the board: those that only move, over rows, panes, tabs, the detail; what else is done by acts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.board.narrowing import narrow, narrow_by
from tui.faces.face import Narrowing

if TYPE_CHECKING:
    from tui.board.pane import Pane
    from tui.board.screen import BoardScreen
    from tui.parts.detail import Detail

#: More rows, or lines, than there are.
ALL = 1 << 30


def _under(board: "BoardScreen") -> "Pane | Detail":
    """What the keys move over."""
    return board.detail if board.reading else board.pane


def _turn(board: "BoardScreen", by: int) -> None:
    if board.pane.turn(by):
        board.reading = False
        board.fold()


def _open(board: "BoardScreen") -> None:
    narrow_by(board, board.pane)
    board.read(True)


def _widen(board: "BoardScreen") -> None:
    narrow(board, Narrowing())
    board.pane.unfilter()
    board.tell()


def _back(board: "BoardScreen") -> None:
    """The innermost first: reading, marks, filter, one pane alone, narrowing."""
    pane = board.pane
    if board.reading:
        board.read(False)
    elif pane.marks:
        pane.marks.clear()
        pane.redraw()
    elif pane.unfilter():
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


def _sort(board: "BoardScreen") -> None:
    from tui.board.sorting import sort_on  # late: the board starts without it

    sort_on(board)


MOVES: "dict[str, Callable[[BoardScreen], None]]" = {
    "down": lambda board: _under(board).move(1),
    "up": lambda board: _under(board).move(-1),
    "first": lambda board: _under(board).move(-ALL),
    "last": lambda board: _under(board).move(ALL),
    "half_down": lambda board: _under(board).half(1),
    "half_up": lambda board: _under(board).half(-1),
    "detail_down": lambda board: board.detail.half(1),
    "detail_up": lambda board: board.detail.half(-1),
    "open": _open,
    "next_pane": lambda board: board.focus_pane((board.at + 1) % len(board.panes)),
    "previous_pane": lambda board: board.focus_pane((board.at - 1) % len(board.panes)),
    "pane_1": lambda board: board.focus_pane(0),
    "pane_2": lambda board: board.focus_pane(1),
    "pane_3": lambda board: board.focus_pane(2),
    "pane_4": lambda board: board.focus_pane(3),
    "tab_before": lambda board: _turn(board, -1),
    "tab_next": lambda board: _turn(board, 1),
    "widen": _widen,
    "back": _back,
    "zoom": _zoom,
    "mark": _mark,
    "filter": _filter,
    "sort": _sort,
    "leave": lambda board: board.app.exit(0),
}


def do(board: "BoardScreen", action: str) -> None:
    """Do what a row of the table of keys names."""
    move = MOVES.get(action)
    if move is not None:
        move(board)
    else:
        from tui.board import board_acts  # late: moving is quick from the first key on

        board_acts.start(board, action)
