"""Pane 2: milestones and decisions."""

from datetime import timedelta
from typing import Any

from store.insight.projected_fields import DecisionRow, MilestoneRow
from store.insight.projection import Projection
from store.kinds.decision import Decision
from store.kinds.milestone import Milestone
from store.words import Words
from tui.board.listing import Listing, Order, day_order
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.parts.record_row import RecordRow
from tui.text.days import late as late_long
from tui.text.days import late_short, short
from tui.text.safe import safe

_SOON = timedelta(days=7)


class Milestones(Listing):
    """Open ones by their day, reached ones last."""

    kind = "milestone"
    tab = Words("Milestones")
    empty = Words("No milestones here. Press a to say what is reached by when")

    @property
    def part(self) -> Projection[Any]:
        """The glances."""
        return self.desk.overview.milestones

    def order(self, glance: MilestoneRow) -> Order:
        return day_order(glance.due, closed=glance.done is not None)

    def fits(self, glance: MilestoneRow, narrowing: Narrowing) -> bool:
        if narrowing.goal:
            return glance.goal == narrowing.goal
        return narrowing.department in (None, glance.department)

    def row(self, record: Milestone) -> RecordRow:
        today = self.desk.today
        late = (today - record.due).days if record.due and record.done is None else 0
        when, tone = "", "muted"
        if record.done:
            when = t("reached")
        elif record.due:
            when = late_short(late) if late > 0 else short(record.due, today)
            tone = "bad" if late > 0 else "warn" if record.due <= today + _SOON else "muted"
        return RecordRow(
            id=record.id,
            title=safe(record.title),
            who=self.sayable(record.department) or self.person(record.owner),
            when=when,
            when_long=late_long(late) if 0 < late < 100 else "",
            when_tone=tone,
            mark="x" if record.done else "!" if late > 0 else "",
            mark_tone="bad" if late > 0 else "muted",
            title_tone="muted" if record.done else "foreground",
        )


class Decisions(Listing):
    """What is to be decided first, then what is decided, the next review on top."""

    kind = "decision"
    tab = Words("Decisions")
    empty = Words("No decisions here. Press D on a goal or a blocker to record one")

    @property
    def part(self) -> Projection[Any]:
        """The glances."""
        return self.desk.overview.decisions

    def order(self, glance: DecisionRow) -> Order:
        return (glance.decided is not None, day_order(glance.review_on, closed=bool(glance.result)))

    def fits(self, glance: DecisionRow, narrowing: Narrowing) -> bool:
        if narrowing.goal:
            return glance.goal == narrowing.goal
        goal = self.desk.overview.goals.get(glance.goal or "")
        return narrowing.department is None or (goal is not None and narrowing.department in goal.departments)

    def row(self, record: Decision) -> RecordRow:
        today = self.desk.today
        review = record.review_on if record.chosen and not record.result else None
        due = review is not None and review <= today
        return RecordRow(
            id=record.id,
            title=safe(f"{record.question} > {record.chosen}" if record.chosen else record.question),
            who=record.goal or "",
            when=t("pending") if not record.chosen else short(review or record.decided or today, today),
            when_tone="warn" if due or not record.chosen else "muted",
            mark="" if record.chosen and not due else "?",
            mark_tone="warn",
        )
