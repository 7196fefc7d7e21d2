"""What the board shows: its panes, which has the keys, how they are folded, the chosen record, the last line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tui.board.listing import Listing
from tui.board.offered_keys import offer
from tui.board.pane_drawing import PaneDrawing
from tui.board.panes import PANES
from tui.board.spare_rows import share
from tui.faces.face import Narrowing
from tui.i18n import t
from tui.parts.drawing import Drawing
from tui.text.cells import wrap

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.parts.detail_drawing import DetailDrawing
    from tui.parts.footer_drawing import FooterDrawing
    from tui.parts.status_drawing import StatusDrawing
    from tui.text.line import Line

#: From so many columns on, panes and detail stand side by side.
WIDE = 100
#: Which pane has the keys at the start.
START = 1

P = TypeVar("P", bound=PaneDrawing)

#: The lists of each pane, from top to bottom.
Lists = Sequence[Sequence[Listing]]


def lists_of(desk: "Desk") -> Lists:
    """Those of the board, nothing of them read yet."""
    return [[Listing(desk, kind) for kind in kinds] for kinds in PANES]


class RuleDrawing(Drawing):
    """The line between the panes and the detail."""

    def __init__(self, desk: "Desk", **values: Any) -> None:
        super().__init__(**values)
        self._desk = desk

    def line(self, y: int, width: int) -> "Line":  # noqa: ARG002
        return [("|" if self._desk.options.ascii_only else "│", "faint")]


class BoardDrawing(Generic[P]):
    """What the screen (`tui.board.screen`) has, and the first frame without it."""

    def __init__(
        self,
        desk: "Desk",
        panes: "list[P]",
        status: "StatusDrawing",
        detail: "DetailDrawing",
        footer: "FooterDrawing",
        **values: Any,
    ) -> None:
        super().__init__(**values)
        self.desk = desk
        self.panes = panes
        self.at = START
        self.narrowing = Narrowing()
        self.reading = False
        self.zoomed = False
        #: Only the pane with the keys is open, and one that has the rows it leaves.
        self.folded = False
        #: The pane that has the rows which the one with the keys leaves, and how many lines that one keeps.
        self.below: P | None = None
        self.needed = 0
        self.status, self.detail, self.footer = status, detail, footer
        detail.source = self.written

    @property
    def cells(self) -> tuple[int, int]:
        """Columns and rows of the whole board."""
        raise NotImplementedError

    @property
    def pane(self) -> P:
        """The pane that has the keys."""
        return self.panes[self.at]

    def fold(self) -> None:
        """Give each pane its place: side by side with the detail, or folded to its title and chosen row.

        Rows that the pane with the keys leaves go to the one below it.
        """
        self.folded = self.cells[0] < WIDE or self.zoomed
        share(self)
        id_cells = max(listing.id_cells for pane in self.panes for listing in pane.listings)
        for pane in self.panes:
            here = pane is self.pane
            pane.focused_here = here and not self.reading
            pane.folded = self.folded and not here and pane is not self.below
            pane.id_cells = id_cells
        self.detail.reading = self.reading
        self.tell()

    def tell(self) -> None:
        """Write the chosen record into the detail, and offer the keys that do something to it."""
        if share(self):
            self.fold()
            return
        offer(self)
        self.detail.tell()

    def written(self, width: int) -> "tuple[str, Sequence[Line]]":
        """The chosen record as lines of that width."""
        id = self.pane.chosen
        if id is None:
            return "", [[(line, "muted")] for line in wrap(t(self.pane.nothing), width)]
        from tui.parts.record_page import written  # late: a folded board starts without it

        return id, written(self.desk, id, width, ascii_only=self.desk.options.ascii_only)
