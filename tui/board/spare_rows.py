"""Where panes are folded: the rows that the list with the keys has no use for go to the pane below it."""

from typing import TYPE_CHECKING, TypeVar

from tui.board.pane_drawing import PaneDrawing

if TYPE_CHECKING:
    from tui.board.board_drawing import BoardDrawing

P = TypeVar("P", bound=PaneDrawing)

#: Lines of the board that are no panes: the status line and the footer. Fewer lines than so many are not worth giving.
AROUND, WORTH = 2, 3


def share(board: "BoardDrawing[P]") -> bool:
    """Find out anew who has how many rows; whether it is another pane, or another number, than before.

    Not while a filter is typed, with every letter of which rows go and come.
    """
    if board.pane.typing is not None:
        return False
    before = board.below, board.needed
    board.below, board.needed = _shared(board)
    return before != (board.below, board.needed)


def _shared(board: "BoardDrawing[P]") -> tuple[P | None, int]:
    """The pane that has rows left over, and the lines of the one with the keys; None where it has use for all."""
    if not board.folded or board.zoomed or board.reading:
        return None, 0
    pane, (columns, rows) = board.pane, board.cells
    needed = 1 + (len(pane.ids) or len(pane.blanks(columns)) + 1)
    folded = len(board.panes) - 2
    if rows - AROUND - folded - needed < WORTH:
        return None, 0
    last = board.at == len(board.panes) - 1
    return board.panes[board.at - 1 if last else board.at + 1], needed
