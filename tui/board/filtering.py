"""Typing a filter into the title line of a pane: with every key the list narrows, by what the search understands."""

from typing import TYPE_CHECKING

from store.fields.clean_text import clean
from tui.board.offered_keys import offer

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen

#: More is no filter but a paste gone astray.
LONGEST = 100
#: Seconds that may go into reading the list's records before the first letter is typed.
AT_ONCE = 0.03


def typed(board: "BoardScreen", key: str, character: str | None) -> None:
    """A key while a filter is typed: Enter keeps it, Esc takes it away."""
    pane = board.pane
    text = pane.typing or ""
    if key == "enter":
        pane.typing = None
        pane.redraw()
        offer(board)
    elif key == "escape":
        pane.typing = None
        _set(board, "")
        offer(board)
    elif key == "backspace":
        _set(board, text[:-1])
    elif key in ("down", "up"):
        pane.move(1 if key == "down" else -1)
    elif character is not None and character.isprintable():
        _set(board, text + character)


def pasted(board: "BoardScreen", text: str) -> None:
    """Text from the clipboard, on one line."""
    _set(board, (board.pane.typing or "") + clean(text[:LONGEST]))


def begin(board: "BoardScreen") -> None:
    """Type a filter, or go on with the one that is there."""
    board.read(False)
    board.pane.typing = board.pane.listing.filter
    board.desk.index.hurry((board.pane.kind,), AT_ONCE)
    board.desk.indexing.begin(lambda: _refilter(board))
    board.pane.redraw()
    offer(board)


def _refilter(board: "BoardScreen") -> None:
    """The search knows more records than before."""
    for pane in board.panes:
        if pane.listing.filter:
            pane.listing.refilter()
            pane.fill()


def _set(board: "BoardScreen", text: str) -> None:
    pane = board.pane
    text = text[:LONGEST]
    if pane.typing is not None:
        pane.typing = text
    pane.listing.filter = text
    pane.fill()
    pane.redraw()
    faults = board.desk.index.faults(text, board.desk.asker)
    if faults:
        board.footer.say(faults[0], "warn")
    else:
        board.footer.clear()
    board.tell()
