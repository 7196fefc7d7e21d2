"""Pane 3: requests between departments."""

from typing import Any

from store.insight.projected_fields import RequestRow
from store.insight.projection import Projection
from store.insight.waiting import answer_of
from store.kinds.request import Request, is_open
from store.words import Words
from tui.board.listing import Listing, Order, day_order
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.parts.record_row import RecordRow
from tui.text.labels import value_label
from tui.text.safe import safe


class Requests(Listing):
    """Open ones first, the first needed on top; narrowed to a department: what it is asked and what it asks."""

    kind = "request"
    tab = Words("Requests")
    empty = Words("No requests here. Press A to ask another department")

    @property
    def part(self) -> Projection[Any]:
        """The glances."""
        return self.desk.overview.requests

    def order(self, glance: RequestRow) -> Order:
        return day_order(glance.need_by, closed=not glance.is_open)

    def fits(self, glance: RequestRow, narrowing: Narrowing) -> bool:
        if narrowing.goal:
            return glance.goal == narrowing.goal
        return narrowing.department in (None, glance.department, glance.asker)

    def row(self, record: Request) -> RecordRow:
        going_on = is_open(record)
        answer = answer_of(self.desk.overview, record)
        days, slow = answer.days, record.state == "sent" and answer.late
        when, tone = value_label(record, "state").lower(), "muted"
        if record.state == "sent":
            when = t("{n} days", one="{n} day", n=days) if days else t("today")
            tone = "bad" if slow else "warn"
        elif record.state in ("negotiating", "delivered"):
            tone = "warn"
        asker, asked = self.sayable(record.asker), self.sayable(record.department)
        return RecordRow(
            id=record.id,
            title=safe(record.title),
            who=f"{asker}>{asked}" if asker else asked,
            when=when,
            when_tone=tone,
            mark="" if record.state == "accepted" else ("!" if slow else "?") if going_on else "x",
            mark_tone="bad" if slow else "warn" if going_on else "muted",
            title_tone="foreground" if going_on else "muted",
        )
