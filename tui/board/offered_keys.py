"""The keys that the last line of the board names."""

from typing import TYPE_CHECKING, Any

from tui import keys
from tui.acts.obeying import rows_for

if TYPE_CHECKING:
    from tui.board.board_drawing import BoardDrawing


def offer(board: "BoardDrawing[Any]") -> None:
    """Those that do something to the chosen record, or of the filter that is being typed."""
    if board.pane.typing is not None:
        board.footer.offer(keys.FILTERING)
        return
    pane, covered = board.pane, board.reading or board.zoomed
    rows = rows_for(board.desk, pane.kind, pane.chosen)
    board.footer.offer(keys.footer(rows, pane.listing.face.footer, covered=covered))
