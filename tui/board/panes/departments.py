"""Pane 1: departments and people."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from store.han import spelt
from store.insight.counts import Counts
from store.insight.projected_fields import PersonRow
from store.insight.projection import Projection
from store.kinds.department import Department
from store.kinds.naming import called, short_name
from store.kinds.person import Person
from store.records.names import fold
from store.words import Words
from tui.board.listing import Listing, Order, heed_part
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.parts.record_row import RecordRow
from tui.text.days import short
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk


NONE_YET = Counts(goals=0, open=0, late=0, blocked=0, waiting=0)


class _Department(msgspec.Struct, gc=False):
    """What sorts departments."""

    code: str = ""
    name: str = ""
    active: bool = True


class Departments(Listing):
    """Who agrees, with the number of their goals and what presses most."""

    kind = "department"
    tab = Words("Departments")
    empty = Words("No departments yet. Press a to add the first")
    narrows = "department"
    follows = True

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._part = Projection(desk.workspace.ledger, self.kind, _Department)

    @property
    def part(self) -> Projection[_Department]:
        """The glances."""
        return self._part

    def heed(self, touched: Iterable[tuple[str, int]]) -> bool:
        """Its glances are its own, so it reads them again itself."""
        touched = list(touched)
        heed_part(self._part, touched)
        return super().heed(touched)

    def order(self, glance: _Department) -> Order:
        return (not glance.active, spelt(fold(short_name(glance))))

    def fits(self, glance: _Department, narrowing: Narrowing) -> bool:  # noqa: ARG002
        return True

    def narrowed(self, narrowing: Narrowing) -> Narrowing:  # noqa: ARG002
        return Narrowing()

    def names(self) -> Iterable[str]:
        return (safe(row.code or id) for id, row in self.part.rows.items())

    def row(self, record: Department) -> RecordRow:
        counts = self.desk.overview.counts(record.id) if self.whole else NONE_YET
        when, tone = "", "muted"
        if counts.late:
            when, tone = f"! {counts.late}", "bad"
        elif counts.blocked:
            when, tone = f"# {counts.blocked}", "warn"
        elif counts.waiting:
            when, tone = f"? {counts.waiting}", "warn"
        return RecordRow(
            id=safe(called(record)),
            title=safe(record.name),
            who=t("{n} goals", one="{n} goal", n=counts.goals) if counts.goals else "",
            when=when,
            when_tone=tone,
            title_tone="foreground" if record.active else "muted",
        )


class People(Listing):
    """Who does it, and where they belong."""

    kind = "person"
    tab = Words("People")
    empty = Words("Nobody here yet. Press a to add a person")

    @property
    def part(self) -> Projection[Any]:
        """The glances."""
        return self.desk.overview.people

    def order(self, glance: PersonRow) -> Order:
        return (spelt(fold(glance.name)),)

    def fits(self, glance: PersonRow, narrowing: Narrowing) -> bool:
        return narrowing.department in (None, glance.department)

    def narrowed(self, narrowing: Narrowing) -> Narrowing:
        return Narrowing(narrowing.department)

    def names(self) -> Iterable[str]:
        return (safe(row.login or id) for id, row in self.part.rows.items())

    def row(self, record: Person) -> RecordRow:
        away: Any = record.away_until if record.away_until and record.away_until >= self.desk.today else None
        return RecordRow(
            id=safe(called(record)),
            title=safe(record.name),
            who=self.sayable(record.department),
            when=short(away, self.desk.today) if away else "",
            mark="",
            title_tone="muted" if away else "foreground",
        )
