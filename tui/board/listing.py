"""What stands in one tab of a pane: the ids of one kind, sorted, narrowed and filtered, and how a row is drawn.

Of every record only a glance is kept (`store.insight.parts`), the few fields that sort and narrow; the record itself is
read when its row is in sight. A change costs what changed: the record is put in its new place.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len

from store.kinds import KINDS
from store.words import Words
from tui.board.narrowing import Narrowing
from tui.parts.row import Row
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from datetime import date

    from msgspec import Struct

    from store.insight.parts import Part
    from tui.desk import Desk

#: From so many of these together on a board is large.
MANY, COUNTED = 1_000, ("goal", "action", "request", "blocker")
#: Anything that sorts: a number costs least.
Order = Any


class Listing:
    """One list. Subclasses say which glances it sorts, how, whether one fits a narrowing, and how a row reads."""

    kind: ClassVar[str]
    tab: ClassVar[Words]
    empty: ClassVar[Words]
    #: What choosing a row narrows, None where it narrows nothing.
    narrows: ClassVar[str | None] = None
    #: What of a glance sorts it, where that is much less.
    sorts: "ClassVar[type[Struct] | None]" = None
    #: Its rows tell what is computed over many records, for which the first paint of a large board does not wait.
    follows: ClassVar[bool] = False

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        self.filter = ""
        self.whole = not self.follows or sum(map(desk.workspace.ledger.count, COUNTED)) < MANY
        self._prefix = KINDS[self.kind].prefix + "-"
        self._orders: dict[str, Order] | None = None
        self._widest: int | None = None
        self._sorted: list[str] = []
        self._kept: tuple[Narrowing, str, list[str]] | None = None

    # For subclasses

    @property
    def part(self) -> "Part[Any]":
        """The glances of the kind, by id."""
        raise NotImplementedError

    def order(self, glance: Any) -> Order:
        """Sorts the list; the number of the record breaks ties."""
        raise NotImplementedError

    def fits(self, glance: Any, narrowing: Narrowing) -> bool:
        """Whether the record belongs to what the panes are narrowed to."""
        raise NotImplementedError

    def among(self, narrowing: Narrowing) -> Collection[str] | None:  # noqa: ARG002
        """The ids among which all that fit are to be found; None where all have to be looked through."""
        return None

    def row(self, record: Any) -> Row:
        """The row of a record."""
        raise NotImplementedError

    def narrowed(self, narrowing: Narrowing) -> Narrowing:
        """The part of the narrowing that this list heeds."""
        return narrowing

    def complete(self) -> bool:
        """Show from now on what the first paint did not wait for; whether there is any such thing."""
        before, self.whole = self.whole, True
        return not before

    def names(self) -> Iterable[str]:
        """What stands in the column of ids where people say something else for them."""
        return ()

    # Ids

    def ids(self, narrowing: Narrowing) -> list[str]:
        """The ids in their order; the same list object as long as nothing changes."""
        narrowing = self.narrowed(narrowing)
        kept = self._kept
        if kept is not None and kept[0] == narrowing and kept[1] == self.filter:
            return kept[2]
        self._load()
        if narrowing == Narrowing():
            ids = self._sorted.copy()
        else:
            rows, among = self.part.rows, self.among(narrowing)
            some = self._sorted if among is None else sorted(among, key=self._place)
            ids = [id for id in some if self.fits(rows[id], narrowing)]
        if self.filter:
            fitting, skip = self._fitting(), len(self._prefix)
            ids = [id for id in ids if int(id[skip:]) in fitting]
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
            self._widest = max(map(cell_len, self.names()), default=0)
        return self._widest

    @property
    def total(self) -> int:
        """How many records there are, narrowed or not."""
        return self.desk.workspace.ledger.count(self.kind)

    def _load(self) -> None:
        if self._orders is None:
            order = self.order
            rows = self.part.rows if self.sorts is None else self.part.fewer(self.sorts)
            self._orders = {id: order(row) for id, row in rows.items()}
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

    def _again(self, orders: dict[str, Order], id: str) -> None:
        """Put one record in its place anew."""
        row = self.part.get(id)
        now = None if row is None else self.order(row)
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

    # Rows

    def read(self, id: str) -> Row:
        """The row of the record with that id."""
        record = self.desk.records.find(id)
        return Row(id, "") if record is None else self.row(record)

    def person(self, id: str | None) -> str:
        """A person as lists name them: the login, else the name."""
        record: Any = self.desk.records.find(id) if id else None
        return "" if record is None else safe(getattr(record, "login", "") or getattr(record, "name", ""))

    def sayable(self, id: str | None) -> str:
        """A department or a person by their short name."""
        record: Any = self.desk.records.find(id) if id else None
        if record is None:
            return ""
        return safe(getattr(record, "code", "") or getattr(record, "login", "") or getattr(record, "name", "") or "")


def heed_part(part: "Part[Any]", touched: Iterable[tuple[str, int]]) -> None:
    """Keep up a part that is not the overview's."""
    for table, number in touched:
        if table == part.kind.name:
            if number < 1:
                part.forget()
            else:
                part.update(number)


def day_order(day: "date | None", closed: bool) -> int:
    """Sorts by day, those without one after them, closed ones last."""
    return (day.toordinal() if day else _NEVER) + (_NEVER * 2 if closed else 0)


_NEVER = 1 << 22
