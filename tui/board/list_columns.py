"""The columns of the list in a pane: as wide as what it has shown so far, so that they stay while one moves in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tui.parts.record_row import Columns, Widths

if TYPE_CHECKING:
    from tui.board.listing import Listing

#: So many rows at the top of a list are measured as it is opened, in sight or not: few lists have more. The first paint
#: of a large board does not wait for that.
AHEAD = 48


class ListColumns:
    """What is measured is kept until another list is opened; rows are measured when they come into sight."""

    def __init__(self) -> None:
        self._opened: tuple[Any, ...] | None = None
        self._measured: tuple[Any, ...] = ()
        self._ids: Sequence[str] = ()
        self._seen = Widths()
        self._columns: Columns | None = None

    def of(self, listing: "Listing", opened: tuple[Any, ...], ids: Sequence[str], first: int, rows: int) -> Columns:
        """For that list with these rows of ``ids`` in sight; ``opened`` tells one list from another.

        It begins with the width, the cells of the ids and those before them.
        """
        measured = (opened, first, rows, listing.face.whole, listing.desk.workspace.ledger.seq)
        if self._columns is not None and measured == self._measured and ids is self._ids:
            return self._columns
        self._measured, self._ids = measured, ids
        shown = ids[first : first + rows]
        if opened != self._opened:
            self._opened, self._seen, self._columns = opened, Widths(), None
            if rows > 1 and listing.face.whole:
                shown = [*ids[: min(first, AHEAD)], *shown, *ids[first + rows : AHEAD]]
        self._seen = self._seen.over(map(listing.read, shown))
        width, id_cells, lead = opened[:3]
        self._columns = Columns.of(self._seen, width, max(id_cells, listing.widest), lead, self._columns)
        return self._columns
