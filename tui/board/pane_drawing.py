"""One pane: a title line with its tabs and what it is narrowed to, and the rows of the list that is turned up.

Folded it is one line: the title and the chosen row.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from rich.cells import cell_len

from store.words import Words
from tui.board import beginning
from tui.board.list_columns import ListColumns
from tui.board.listing import Listing
from tui.board.narrowing import said as said_of
from tui.faces.face import Narrowing
from tui.i18n import lang, t
from tui.parts.drawing import size_of
from tui.parts.list_drawing import ListDrawing
from tui.parts.record_row import Columns, drawn
from tui.text.cells import broken, fit, wrap
from tui.text.line import Line, Part
from tui.text.safe import safe

#: Cells of the name of a list that is not turned up, where there is little room and where there is less.
BRIEF = (5, 3)
#: Cells of the title of a folded pane.
TITLE = 18


class PaneDrawing(ListDrawing):
    """``number`` is the key that leads here; ``listings`` are its tabs."""

    head = 1

    def __init__(self, number: int, listings: Sequence[Listing], **values: Any) -> None:
        super().__init__(self._row, **values)
        self.number = number
        self.listings = listings
        self.at = 0
        self.focused_here = False
        self.folded = False
        self.columns = ListColumns()
        self.id_cells = 5
        self.narrowing = Narrowing()
        self.marks: set[str] = set()
        self.fresh: set[str] = set()
        self.typing: str | None = None
        self._kept_cursor: dict[int, str | None] = {}

    @property
    def listing(self) -> Listing:
        """The list that is turned up."""
        return self.listings[self.at]

    @property
    def kind(self) -> str:
        return self.listing.kind

    @property
    def goal(self) -> str | None:
        return self.narrowing.goal

    @property
    def nothing(self) -> Words:
        return self.listing.face.empty

    @property
    def narrowed(self) -> Narrowing:
        """What the list that is turned up is narrowed to."""
        return self.listing.face.narrowed(self.narrowing)

    def turn(self, by: int) -> bool:
        """Turn up another list; False where there is only one."""
        if len(self.listings) == 1:
            return False
        self._kept_cursor[self.at] = self._open_one()
        self.listing.let_go()
        self.at = (self.at + by) % len(self.listings)
        self.marks.clear()
        self.ids, self.cursor, self.top = (), 0, 0
        self.fill(self._kept_cursor.get(self.at))
        return True

    def fill(self, chosen: str | None = None) -> None:
        """Show what the narrowing leaves."""
        open_one, stayed = self._open_one(), bool(self.listing.staying)
        ids = self.listing.ids(self.narrowing)
        self.show(ids, chosen or (open_one if stayed and not self.listing.staying else None))

    def _open_one(self) -> str | None:
        """The chosen record, or where it only stays until the list is opened anew the next one that does not."""
        near = (*self.ids[self.cursor :], *reversed(self.ids[: self.cursor]))
        return next((id for id in near if id not in self.listing.staying), None)

    def left(self) -> None:
        """The keys go to another pane: what is over goes where such records stand, the cursor to the next one."""
        open_one = self._open_one()
        if self.listing.let_go():
            self.fill(open_one)

    def unfilter(self) -> bool:
        """Take the filter away; False where there is none."""
        if not self.listing.filter:
            return False
        self.listing.filter = ""
        self.fill()
        return True

    def line(self, y: int, width: int) -> Line:
        """A row of the pane, or the only one where it is folded."""
        return self._folded(width) if self.folded else super().line(y, width)

    # The title

    def head_line(self, y: int, width: int) -> Line:  # noqa: ARG002
        """Number, tabs, a line, how many and of what."""
        parts, tail, space = self._title(width)
        rule = "-" if self.listing.desk.options.ascii_only else "─"
        parts.append((" " + rule * max(0, space - 2) + " " if space > 2 else " " * max(0, space), "faint"))
        return [*parts, *tail]

    def _title(self, width: int) -> tuple[list[Part], list[Part], int]:
        """Number and tabs, what is said at the right, and the cells between them."""
        tail = self._tail()
        parts: list[Part] = []
        space = 0
        others = len(self.listings) - 1
        shorter = ((most, cut, kept) for kept, most in pairwise((99, *BRIEF)) for cut in range(1, others + 1))
        ways = ((99, 0, 99), *shorter)
        for most, cut, kept in ways:  # the list that is turned up stays whole, the others give way from the last on
            if space < 1:
                parts = self._tabs(most, others - cut, kept)
                space = width - size_of(parts) - size_of(tail) - 1
        while space < 1 and tail:  # then what is said behind them, from the end on
            tail = tail[:-1]
            tail[-1:] = [(text.rstrip(), tone) for text, tone in tail[-1:]]
            space = width - size_of(parts) - size_of(tail) - 1
        return parts, tail, space

    def _tabs(self, most: int, first: int, kept: int) -> list[Part]:
        """The names of the lists; of those that are not turned up the first have ``kept`` cells, others ``most``."""
        accent = "+accent" if self.focused_here else "+foreground"
        parts: list[Part] = [(f" {self.number} ", "accent" if self.focused_here else "muted")]
        for at, listing in enumerate(self.listings):
            if at:
                parts.append(("  ", "foreground"))
            name, here = t(listing.tab), at == self.at
            cells = kept if at - (at > self.at) < first else most
            if not here and cell_len(name) > cells:
                name = broken(name, cells - 1)[0].rstrip() + "."
            parts.append((name, accent if here else "muted"))
        return parts

    def _tail(self) -> list[Part]:
        filter = self.listing.filter if self.typing is None else self.typing
        parts: list[Part] = []
        said = said_of(self.narrowed, self.listing.desk.records)
        if said:
            parts.append((said + "  ", "foreground"))
        if self.typing is not None or filter:
            cursor = "_" if self.typing is not None else ""
            parts.append((t("only {words}", words=safe(filter) + cursor) + "  ", "warn"))
        if self.marks:
            parts.append((t("{n} marked", n=len(self.marks)) + "  ", "warn"))
        way = self.listing.sorting.way
        if way.name:
            parts.append((t(way.label) + "  ", "muted"))
        if said or filter or self.focused_here:
            shown, total = len(self.ids), self.listing.total
            count = str(total) if shown == total else t("{n} of {total}", n=shown, total=total)
            parts.append((count, "muted"))
        elif parts:
            parts[-1] = (parts[-1][0].rstrip(), parts[-1][1])
        return parts

    # The rows

    def _row(self, id: str, width: int, chosen: bool) -> Line:
        row = self.listing.read(id)
        mark = row.mark
        plus = "+" if id in self.marks else " "
        if id in self.fresh:
            if mark:
                plus = "*" if plus == " " else plus
            else:
                row = row._replace(mark="*", mark_tone="accent")
        lead = (">" if chosen else " ") + plus
        tone = ("chosen" if self.focused_here else "chosen-far") if chosen else ""
        return drawn(row, self._columns(width), width, lead, tone)

    def _columns(self, width: int, lead: int = 4) -> Columns:
        """Those of the list; folded, of the row that is shown."""
        first, rows = (self.cursor, 1) if self.folded else (self.top, self.rows)
        epoch = self.listing.desk.workspace.ledger.epoch
        opened = (width, self.id_cells, lead, lang(), self.kind, self.narrowed, self.listing.filter, epoch)
        return self.columns.of(self.listing, opened, self.ids, first, rows)

    def blank_line(self, y: int, width: int) -> Line:
        """Where nothing is."""
        lines = self.blanks(width)
        return lines[y] if y < len(lines) else ()

    def blanks(self, width: int) -> list[Line]:
        """What belongs here and the key that makes it; in a new workspace what comes first."""
        narrowed = self.listing.filter or self.narrowed != Narrowing()
        words = t("Nothing here. Press Esc to see all") if narrowed and self.listing.total else t(self.nothing)
        lines: list[Line] = [[("    " + line, "muted")] for line in wrap(words, max(10, width - 5))]
        first = self.kind == beginning.AIM and not self.listing.total
        return [*lines, *beginning.lines(self.listing.desk, width)] if first else lines

    def _folded(self, width: int) -> Line:
        title = f" {self.number} {t(self.listing.tab)}"
        said = said_of(self.narrowed, self.listing.desk.records)
        if said:
            title += " " + said
        head = fit(title, TITLE) + " "
        if self.chosen is None:
            return [(head, "muted"), (fit(t("none"), width - TITLE - 1), "faint")]
        lead = TITLE + 3
        row = self.listing.read(self.chosen)
        return drawn(row, self._columns(width, lead), width, head, lead=lead)
