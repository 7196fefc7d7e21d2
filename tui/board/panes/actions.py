"""Pane 3: actions and blockers."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from store.insight.parts import Part
from store.insight.rows import ActionRow, BlockerRow
from store.kinds.action import OPEN, Action, days_late
from store.kinds.blocker import PATIENCE, Blocker
from store.words import Words
from tui.board.listing import Listing, Order, day_order
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.labels import value_label
from tui.parts.days import late as late_long
from tui.parts.days import late_short, short
from tui.parts.row import Row
from tui.parts.text_safe import safe

_SOON = timedelta(days=1)


class Actions(Listing):
    """Open ones by their due day, so that the late ones stand on top; done and dropped ones last."""

    kind = "action"
    tab = Words("Actions")
    empty = Words("No actions here. Press a to add the first step")

    @property
    def part(self) -> Part[Any]:
        """The glances."""
        return self.desk.overview.actions

    def order(self, glance: ActionRow) -> Order:
        return day_order(glance.due, glance.state not in OPEN)

    def among(self, narrowing: Narrowing) -> Collection[str] | None:
        if narrowing.goal:
            return self.desk.overview.actions_of(narrowing.goal)
        return self.desk.overview.actions_in(narrowing.department) if narrowing.department else None

    def fits(self, glance: ActionRow, narrowing: Narrowing) -> bool:
        if narrowing.goal:
            return glance.goal == narrowing.goal
        return narrowing.department in (None, glance.department)

    def row(self, record: Action) -> Row:
        today = self.desk.today
        late = days_late(record, today)
        mark, mark_tone, when, when_tone, long = "", "muted", "", "muted", ""
        if record.state not in OPEN:
            mark, when = "x", value_label(record, "state").lower()
        elif record.due is not None:
            when = late_short(late) if late else short(record.due, today)
            long = late_long(late) if 0 < late < 100 else ""
            when_tone = "bad" if late else "warn" if record.due <= today + _SOON else "muted"
        if record.state in OPEN:
            if self.desk.overview.blocked_by(record.id):
                mark, mark_tone = "#", "warn"
            if late:
                mark, mark_tone = "!", "bad"
        return Row(
            id=record.id,
            title=safe(record.title),
            who=self.person(record.owner),
            when=when,
            when_long=long,
            when_tone=when_tone,
            mark=mark,
            mark_tone=mark_tone,
            title_tone="foreground" if record.state in OPEN else "muted",
        )


class Blockers(Listing):
    """Open ones, the oldest first; resolved ones last."""

    kind = "blocker"
    tab = Words("Blockers")
    empty = Words("Nothing is blocked here. Press b on an action to say what holds it up")

    @property
    def part(self) -> Part[Any]:
        """The glances."""
        return self.desk.overview.blockers

    def order(self, glance: BlockerRow) -> Order:
        return day_order(glance.since, closed=glance.resolved is not None)

    def fits(self, glance: BlockerRow, narrowing: Narrowing) -> bool:
        if narrowing.goal:
            return narrowing.goal in glance.holds or any(self._goal(id) == narrowing.goal for id in glance.holds)
        return narrowing.department is None or narrowing.department in (
            glance.waiting_on,
            *(self._department(id) for id in glance.holds),
        )

    def _goal(self, id: str) -> str | None:
        return getattr(self.desk.records.find(id), "goal", None)

    def _department(self, id: str) -> str | None:
        return getattr(self.desk.records.find(id), "department", None)

    def row(self, record: Blocker) -> Row:
        open_ = record.resolved is None
        days = self.desk.overview.days_held(record.id)
        return Row(
            id=record.id,
            title=safe(record.title),
            who=self.sayable(record.waiting_on) or ", ".join(record.holds[:1]),
            when=(t("{n} days", one="{n} day", n=days) if days else t("today")) if open_ else t("resolved"),
            when_tone=("bad" if days > PATIENCE else "warn") if open_ else "muted",
            mark="#" if open_ else "x",
            mark_tone="bad" if open_ and record.severity == "high" else "warn" if open_ else "muted",
            title_tone="foreground" if open_ else "muted",
        )
