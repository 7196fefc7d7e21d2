"""How what is chosen in one pane narrows the others, and what they say of it."""

from typing import TYPE_CHECKING

from store.kinds.naming import by_id
from tui.faces.face import Narrowing
from tui.i18n import t
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.records import Records
    from tui.board.pane import Pane
    from tui.board.screen import BoardScreen


def said(narrowing: Narrowing, records: "Records") -> str:
    """What the title of a pane says: in MKT, on G-12."""
    if narrowing.goal:
        return t("on {id}", id=narrowing.goal)
    if narrowing.department:
        return t("in {name}", name=safe(by_id(records, narrowing.department)))
    return ""


def chose(board: "BoardScreen", pane: "Pane") -> None:
    """The cursor of a pane moved: what depends on it follows."""
    if pane is not board.pane:
        board.focus_pane(board.panes.index(pane))
    narrow_by(board, pane)
    board.tell()


def entered(board: "BoardScreen", pane: "Pane") -> None:
    """The record that is chosen there is read."""
    board.focus_pane(board.panes.index(pane))
    board.read(True)


def turned(board: "BoardScreen", pane: "Pane", at: int) -> None:
    """The name of one of its lists was clicked."""
    board.focus_pane(board.panes.index(pane))
    if at != pane.at and pane.turn(at - pane.at):
        board.reading = False
        board.fold()


def narrow_by(board: "BoardScreen", pane: "Pane") -> None:
    """Narrow the other panes to what is chosen in this one, if its list narrows."""
    narrows = pane.listing.face.narrows
    if narrows == "department":
        narrow(board, Narrowing(pane.chosen))
    elif narrows == "goal":
        narrow(board, board.narrowing._replace(goal=pane.chosen))


def narrow(board: "BoardScreen", narrowing: Narrowing) -> None:
    """Narrow or widen the panes; each keeps its chosen record if it is still there."""
    board.narrowing = narrowing
    for pane in board.panes:
        before = pane.listing.face.narrowed(pane.narrowing)
        pane.narrowing = narrowing
        if before != pane.listing.face.narrowed(narrowing):
            pane.fill()
