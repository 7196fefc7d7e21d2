"""The keys that the last line of the board names."""

from typing import TYPE_CHECKING

from tui import keys

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen


def offer(board: "BoardScreen") -> None:
    """Those of the list, or of the filter that is being typed."""
    if board.pane.typing is not None:
        board.footer.offer(keys.FILTERING)
        return
    covered = board.reading or board.zoomed
    board.footer.offer(keys.footer(board.pane.kind, board.pane.listing.face.footer, covered=covered))
