"""Pane 4: lessons."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from store.insight.projection import Projection
from store.kinds.lesson import Lesson
from store.words import Words
from tui.board.listing import Listing, Order, heed_part
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.parts.record_row import RecordRow
from tui.text.labels import value_label
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class _Lesson(msgspec.Struct, gc=False):
    """What sorts and narrows lessons."""

    departments: tuple[str, ...] = ()
    goal: str | None = None
    used_in: tuple[str, ...] = ()


class Lessons(Listing):
    """The ones that were used most on top."""

    kind = "lesson"
    tab = Words("Lessons")
    empty = Words("No lessons here. Press a to keep what was learned")

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._part = Projection(desk.workspace.ledger, self.kind, _Lesson)

    @property
    def part(self) -> Projection[_Lesson]:
        """The glances."""
        return self._part

    def heed(self, touched: Iterable[tuple[str, int]]) -> bool:
        """Its glances are its own, so it reads them again itself."""
        touched = list(touched)
        heed_part(self._part, touched)
        return super().heed(touched)

    def order(self, glance: _Lesson) -> Order:
        return -len(glance.used_in)

    def fits(self, glance: _Lesson, narrowing: Narrowing) -> bool:
        if narrowing.goal:
            return narrowing.goal in (glance.goal, *glance.used_in)
        return narrowing.department is None or narrowing.department in glance.departments

    def row(self, record: Lesson) -> RecordRow:
        used = len(record.used_in)
        return RecordRow(
            id=record.id,
            title=safe(record.title),
            who=value_label(record, "sort").lower(),
            when=t("used {n}x", n=used) if used else "",
        )
