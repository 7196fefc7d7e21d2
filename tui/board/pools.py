"""What is asked of a resource, to choose one allocation of it or to ask for more."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.kinds.allocation import Allocation
from store.kinds.resource import Resource
from tui.board.words import value_label
from tui.i18n import t
from tui.parts.cells import fit, right
from tui.parts.chooser import Chooser, Row
from tui.parts.days import short
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from tui.desk import Desk

#: The key of the row that asks.
ASK = "+"


class PoolScreen(Chooser[str]):
    """Dismissed with the id of an allocation, `ASK`, or None."""

    def __init__(self, desk: "Desk", id: str) -> None:
        resource = desk.records.one(Resource, id)
        super().__init__(desk, f"{id}  {safe(resource.name)}", t("Find"))
        self._today = desk.today
        rows = desk.overview.allocations_of(id)
        found = [desk.records.find(each) for each, row in rows if row.state in ("asked", "granted")]
        self._all = [each for each in found if isinstance(each, Allocation)]
        self._all.sort(key=lambda each: (each.state != "asked", str(each.start or "")))

    def find(self, text: str, width: int) -> Sequence[Row]:
        """Asking for some, then what is asked for, then what is granted."""
        rows = [Row(ASK, [(t("Ask for some of it"), "foreground")])]
        for each in self._all:
            start, end = (short(day, self._today) if day else ".." for day in (each.start, each.end))
            title = f"{each.title} {each.goal or ''}"
            if text.casefold() not in title.casefold():
                continue
            line = [
                (fit(each.id, 7), "muted"),
                (fit(safe(title), max(8, width - 46)), "foreground"),
                (right(f"{each.amount:,.6g}", 8) + "  ", "foreground"),
                (fit(f"{start} - {end}", 18), "muted"),
                (fit(value_label(each, "state").lower(), 10), "warn" if each.state == "asked" else "good"),
            ]
            rows.append(Row(each.id, line))
        return rows

    async def choose(self, key: str) -> None:
        """Answer with it."""
        self.dismiss(key)
