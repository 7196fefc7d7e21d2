"""The orders in which a list can be read: its own, by what presses, the newest first, by name.

What is over stands behind what is not in each of them.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from store.insight.projection import Projection, number_of
from store.words import Words
from tui import keys
from tui.faces.face import BY_NAME, Face, Order
from tui.i18n import t

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen
    from tui.desk.desk import Desk

#: The names of two orders; that of what presses is the name of its field.
NEWEST, NAME = "newest", "name"


class SortOrder(NamedTuple):
    """One of the orders: ``name`` is remembered, empty for the list's own; ``label`` says how it is sorted."""

    name: str
    label: Words


class Sorting:
    """How one list is sorted, as whoever reads it has left it."""

    def __init__(self, desk: "Desk", face: Face) -> None:
        self._desk = desk
        self._face = face
        self.ways = [SortOrder("", face.sorted)]
        if face.presses is not None:
            field, label = face.presses
            self.ways.append(SortOrder(field, label))
        self.ways.append(SortOrder(NEWEST, Words("newest first")))
        if face.sorted is not BY_NAME:
            self.ways.append(SortOrder(NAME, BY_NAME))
        kept = desk.personal.sort_of(face.kind.name)
        self.at = next((at for at, way in enumerate(self.ways) if way.name == kept), 0)

    @property
    def way(self) -> SortOrder:
        return self.ways[self.at]

    @property
    def following(self) -> SortOrder:
        """The one after it."""
        return self.ways[(self.at + 1) % len(self.ways)]

    def turn(self) -> Words | None:
        """The next order; why that lasts only as long as the session, where it does."""
        self.at = (self.at + 1) % len(self.ways)
        return self._desk.personal.keep_sort(self._face.kind.name, self.way.name)

    # What sorts

    def orders(self, rows: Mapping[str, Any], staying: Collection[str]) -> dict[str, Order]:
        """By the ids of all rows; what is ``staying`` as if it were not over."""
        face, stay = self._face, rows.keys() & staying
        if not self.way.name:
            orders = {id: face.order(row) for id, row in rows.items()}
            return orders | {id: face.open_order(rows[id]) for id in stay}
        key, over = self._key(self._all_names() if self.way.name == NAME else self._name), face.over
        return {id: (over(row) and id not in stay, key(id, row)) for id, row in rows.items()}

    def order(self, id: str, row: Any) -> Order:
        """Of one row."""
        if not self.way.name:
            return self._face.order(row)
        return self._face.over(row), self._key(self._name)(id, row)

    def _key(self, name: Callable[[str], str]) -> Callable[[str, Any], Order]:
        """What the order in use goes by, among what is over and among what is not."""
        face, presses = self._face, self.way.name
        if presses == NEWEST:
            return lambda own, _row: -number_of(own)
        if presses == NAME:
            from store.han import spelt  # late: the board starts without it
            from store.search.fold import fold  # late: the board starts without it

            return lambda own, _row: spelt(fold(name(own)))
        words = [each.value for each in face.kind.fields[presses].choices]
        ranks = {word: rank for rank, word in enumerate(words)}
        return lambda _own, row: (ranks.get(getattr(row, presses), len(ranks)), face.open_order(row))

    def _name(self, id: str) -> str:
        record = self._desk.records.find(id)
        return "" if record is None else str(getattr(record, self._face.kind.naming.name))

    def _all_names(self) -> Callable[[str], str]:
        """Of all records at once, which are read for nothing else."""
        naming, kind = self._face.kind.naming.name, self._face.kind.name
        glance = msgspec.defstruct("Named", [(naming, str, "")], gc=False)
        rows = Projection(self._desk.workspace.ledger, kind, glance).rows
        return lambda own: getattr(rows.get(own), naming, "")


def sort_on(board: "BoardScreen") -> None:
    """Sort the list under the keys the next way; the cursor stays on its record, and the last line says how."""
    board.read(False)
    listing = board.pane.listing
    reason = listing.sort_on()
    board.pane.fill()
    sorting = listing.sorting
    if reason is not None:
        board.say(Words("This lasts only until you leave Concord: {reason}", reason=reason), "warn")
    else:
        how, following, key = t(sorting.way.label), t(sorting.following.label), keys.shown("sort")
        board.say(Words("Sorted {how}. {key} again: {next}", how=how, key=key, next=following))
    board.tell()
