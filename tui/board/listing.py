"""What stands in one tab of a pane: the ids of one kind, sorted, narrowed and filtered, and how a row is drawn.

Of every record only a glance is kept (`store.insight.projection`), the few fields that sort and narrow; the record
itself is read when its row is in sight. A change costs what changed: the record is put in its new place.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from store.insight.projection import Projection
from store.kinds import KINDS
from store.words import Words
from tui.board.sorting import Sorting
from tui.faces import face_of
from tui.faces.face import Face, Narrowing, Order
from tui.parts.record_row import safely
from tui.text.record_row import RecordRow
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: From so many of these together on a board is large.
MANY, COUNTED = 1_000, ("goal", "action", "request", "blocker")
#: Lists that are not called as their kind is.
_TABS = {"retro": Words("Retros")}
#: Labels are literals where the kinds are declared; here they are only looked up.
_said: Callable[[str], Words] = Words


class Listing:
    """The list of one kind; what it looks like is its face's to say."""

    def __init__(self, desk: "Desk", kind: str) -> None:
        self.desk = desk
        self.kind = kind
        self.filter = ""
        self._prefix = KINDS[kind].prefix + "-"
        self._face: Face | None = None
        self._whole = False
        self._own: Projection[Any] | None = None
        self._sorting: Sorting | None = None
        self._orders: dict[str, Order] | None = None
        self._widest: int | None = None
        self._sorted: list[str] = []
        self._kept: tuple[Narrowing, str, list[str]] | None = None
        #: Records that are over by now and stand where they stood until the list is opened anew, and how it was opened.
        self.staying: set[str] = set()
        self._opened: tuple[Narrowing, str] = (Narrowing(), "")

    @property
    def face(self) -> Face:
        """What the kind looks like; read in when the list is first turned up."""
        if self._face is None:
            face = face_of(self.kind)
            whole = self._whole or not face.follows or sum(map(self.desk.workspace.ledger.count, COUNTED)) < MANY
            self._face = face(self.desk, whole=whole)
        return self._face

    @property
    def tab(self) -> Words:
        """What the list is called."""
        return _TABS.get(self.kind) or _said(KINDS[self.kind].plural)

    @property
    def part(self) -> "Projection[Any]":
        """The glances of the kind, by id."""
        glance = self.face.glance
        kept = self.desk.overview.kept(self.kind)
        if kept is not None and kept.row is glance:
            return kept
        if self._own is None:
            self._own = Projection(self.desk.workspace.ledger, self.kind, glance)
        return self._own

    def complete(self) -> bool:
        """Show from now on what the first paint did not wait for; whether there is any such thing."""
        self._whole = True
        if self._face is None:
            return False
        before, self._face.whole = self._face.whole, True
        return not before

    @property
    def sorting(self) -> Sorting:
        """The order in which the list is, kept for whoever reads it."""
        if self._sorting is None:
            self._sorting = Sorting(self.desk, self.face)
        return self._sorting

    def sort_on(self) -> Words | None:
        """Sort it the next way; why that lasts only as long as the session, where it does."""
        self._orders = self._kept = None
        return self.sorting.turn()

    # Ids

    def ids(self, narrowing: Narrowing) -> list[str]:
        """The ids in their order; the same list object as long as nothing changes."""
        narrowing = self.face.narrowed(narrowing)
        if self._opened != (narrowing, self.filter):
            self._opened = (narrowing, self.filter)
            self.let_go()
        kept = self._kept
        if kept is not None and kept[0] == narrowing and kept[1] == self.filter:
            return kept[2]
        self._load()
        if narrowing == Narrowing():
            ids = self._sorted.copy()
        else:
            face, rows = self.face, self.part.rows
            among = face.among(narrowing)
            some = self._sorted if among is None else sorted(among, key=self._place)
            ids = [id for id in some if face.fits(rows[id], narrowing)]
        if self.filter:
            fitting, skip = self._fitting(), len(self._prefix)
            ids = [id for id in ids if int(id[skip:]) in fitting or id in self.staying]
        self._kept = (narrowing, self.filter, ids)
        return ids

    @property
    def id_cells(self) -> int:
        """The cells of the widest id."""
        return len(KINDS[self.kind].id(self.desk.workspace.ledger.highest(self.kind)))

    @property
    def widest(self) -> int:
        """The cells of the widest name that stands in the column of ids."""
        if self._widest is None:
            self._widest = max(map(cell_len, map(safe, self.face.names(self.part.rows))), default=0)
        return self._widest

    @property
    def total(self) -> int:
        """How many records there are, narrowed or not."""
        return self.desk.workspace.ledger.count(self.kind)

    def _load(self) -> None:
        if self._orders is None:
            sorts = self.face.sorts
            rows = self.part.rows if sorts is None else self.part.fewer(sorts)
            self._orders = self.sorting.orders(rows, self.staying)
            # The rows come in the order of their making, and sorting keeps that among equals.
            self._sorted = sorted(self._orders, key=self._orders.__getitem__)

    def _place(self, id: str) -> tuple[Order, int]:
        assert self._orders is not None
        return self._orders[id], int(id[len(self._prefix) :])

    # The filter

    def _fitting(self) -> set[int]:
        """The numbers of the records that fit the filter, of those that the search knows yet."""
        return self.desk.index.fitting(self.filter, self.kind, self.desk.asker)

    def refilter(self) -> None:
        """The search knows more, or something else, than before."""
        if self.filter:
            self._kept = None

    # News

    def heed(self, touched: Iterable[tuple[str, int]]) -> bool:
        """Take in changes; whether rows may have come, gone or moved."""
        self._widest = None
        touched = list(touched)
        if self._own is not None:
            _keep_up(self._own, touched)
        if self._orders is None:
            return False
        mine = [number for table, number in touched if table == self.kind]
        self.refilter()
        if any(number < 1 for number in mine):
            self.forget()
            return True
        for number in mine:
            self._again(self._orders, f"{self._prefix}{number}")
        if mine:
            self._kept = None
        return bool(mine or self.filter)

    def stay(self, touched: Iterable[tuple[str, int]]) -> None:
        """What of this is over by now stands where it stood until the list is opened anew: one works down the rows."""
        standing, orders, find = KINDS[self.kind].standing, self._orders or {}, self.desk.records.find
        for id in {f"{self._prefix}{number}" for table, number in touched if table == self.kind} & orders.keys():
            record = find(id)
            if standing is not None and record is not None and standing(record) != "open":
                self.staying.add(id)

    def let_go(self) -> bool:
        """Put what stayed in its place; whether there was any."""
        stayed, self.staying = self.staying, set()
        if stayed and self._orders is not None:
            self._kept = None
            for id in stayed:
                self._again(self._orders, id)
        return bool(stayed)

    def _again(self, orders: dict[str, Order], id: str) -> None:
        """Put one record in its place anew."""
        row = self.part.get(id)
        now = None if row is None else self.sorting.order(id, row)
        if id in self.staying and id in orders and now is not None:
            return
        if id in orders:
            if now == orders[id]:
                return
            del self._sorted[bisect_left(self._sorted, self._place(id), key=self._place)]
            del orders[id]
        if now is not None:
            orders[id] = now
            insort(self._sorted, id, key=self._place)

    def forget(self) -> None:
        """Another day or another language: everything is read again when it is needed."""
        self._orders = self._kept = self._widest = None
        self.staying = set()

    # Rows

    def read(self, id: str) -> RecordRow:
        """The row of the record with that id."""
        record = self.desk.records.find(id)
        return (
            RecordRow(id, "")
            if record is None
            else safely(self.face.row(record), ascii_only=self.desk.options.ascii_only)
        )


def _keep_up(part: "Projection[Any]", touched: Iterable[tuple[str, int]]) -> None:
    """Keep up glances that are the list's own."""
    for table, number in touched:
        if table == part.kind.name:
            if number < 1:
                part.forget()
            else:
                part.update(number)
