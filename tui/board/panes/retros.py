"""Pane 4: retrospectives."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from store.insight.projection import Projection
from store.kinds.retro import Retro
from store.words import Words
from tui.board.listing import Listing, Order, heed_part
from tui.board.narrowing import Narrowing
from tui.parts.record_row import RecordRow
from tui.text.days import short
from tui.text.labels import value_label
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class _Retro(msgspec.Struct, gc=False):
    """What sorts and narrows retrospectives."""

    on: str | None = None
    state: str = "gather"
    goal: str | None = None
    departments: tuple[str, ...] = ()


class Retros(Listing):
    """Open ones first, then the closed ones, the latest on top."""

    kind = "retro"
    tab = Words("Retros")
    empty = Words("No retrospectives here. Press a to look back together")

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._part = Projection(desk.workspace.ledger, self.kind, _Retro)

    @property
    def part(self) -> Projection[_Retro]:
        """The glances."""
        return self._part

    def heed(self, touched: Iterable[tuple[str, int]]) -> bool:
        """Its glances are its own, so it reads them again itself."""
        touched = list(touched)
        heed_part(self._part, touched)
        return super().heed(touched)

    def order(self, glance: _Retro) -> Order:
        day = int(glance.on.replace("-", "")) if glance.on else 0
        return (glance.state == "closed", -day)

    def fits(self, glance: _Retro, narrowing: Narrowing) -> bool:
        if narrowing.goal:
            return glance.goal == narrowing.goal
        return narrowing.department is None or narrowing.department in glance.departments

    def row(self, record: Retro) -> RecordRow:
        closed = record.state == "closed"
        return RecordRow(
            id=record.id,
            title=safe(record.title),
            who=value_label(record, "state").lower(),
            when=short(record.on, self.desk.today) if record.on else "",
            mark="x" if closed else "",
            title_tone="muted" if closed else "foreground",
        )
