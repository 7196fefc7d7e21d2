"""Pane 1: teams and resources."""

from typing import Any

from store.insight import loads
from store.insight.projected_fields import ResourceRow, TeamRow
from store.insight.projection import Projection
from store.kinds.resource import Resource, amount_words
from store.kinds.team import Team
from store.words import Words
from tui.board.listing import Listing, Order
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.parts.record_row import RecordRow
from tui.text.days import short
from tui.text.safe import safe


class Teams(Listing):
    """Running ones first, the first to end on top."""

    kind = "team"
    tab = Words("Teams")
    empty = Words("No teams yet. Press a to put people of several departments together for a while")

    @property
    def part(self) -> Projection[Any]:
        """The glances."""
        return self.desk.overview.teams

    def order(self, glance: TeamRow) -> Order:
        today = self.desk.today
        ended = glance.end is not None and glance.end < today
        return (ended, glance.end.toordinal() if glance.end else 1 << 22)

    def fits(self, glance: TeamRow, narrowing: Narrowing) -> bool:
        if narrowing.department is None:
            return True
        people = self.desk.overview.people
        return any((person := people.get(id)) and person.department == narrowing.department for id in glance.members)

    def narrowed(self, narrowing: Narrowing) -> Narrowing:
        return Narrowing(narrowing.department)

    def row(self, record: Team) -> RecordRow:
        today, running = self.desk.today, loads.is_at_work(self.desk.overview, record.id)
        ended = not running and not (record.start is not None and record.start > today)
        return RecordRow(
            id=record.id,
            title=safe(record.name),
            who=t("{n} people", one="{n} person", n=len(record.members)),
            when=t("ended") if ended else short(record.end, today) if record.end else "",
            mark="x" if ended else "",
            title_tone="foreground" if running else "muted",
        )


class Resources(Listing):
    """By the department that owns them; with what is over-committed or asked for."""

    kind = "resource"
    tab = Words("Resources")
    empty = Words("No resources yet. Press a to add a pool that departments share")

    @property
    def part(self) -> Projection[Any]:
        """The glances."""
        return self.desk.overview.resources

    def order(self, glance: ResourceRow) -> Order:
        return self.sayable(glance.department)

    def fits(self, glance: ResourceRow, narrowing: Narrowing) -> bool:
        return narrowing.department in (None, glance.department)

    def narrowed(self, narrowing: Narrowing) -> Narrowing:
        return Narrowing(narrowing.department)

    def row(self, record: Resource) -> RecordRow:
        overview = self.desk.overview
        too_much = overview.over_committed(record.id)
        asked = sum(row.state == "asked" for _id, row in overview.allocations_of(record.id))
        when, tone, mark = t(amount_words(record.capacity, "", record.per)), "muted", ""
        if too_much:
            when, tone, mark = t("too much"), "bad", "!"
        elif asked:
            when, tone, mark = t("{n} asked", n=asked), "warn", "?"
        return RecordRow(
            id=record.id,
            title=safe(record.name),
            who=self.sayable(record.department),
            when=when,
            when_tone=tone,
            mark=mark,
            mark_tone=tone,
        )
