"""Pane 2: goals and key results."""

from collections.abc import Collection
from typing import Any

from store.insight.parts import Part
from store.insight.rows import GoalOrder, GoalRow, KeyResultRow
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult
from store.words import Words
from tui.board.listing import Listing, Order, day_order
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.labels import HEALTH, HEALTH_TONES, OUTCOMES, progress_tone, value_label
from tui.parts.numbers import brief
from tui.parts.row import Row
from tui.parts.text_safe import safe


class Goals(Listing):
    """Open ones by their due day, closed ones last; each with its step and its health."""

    kind = "goal"
    tab = Words("Goals")
    empty = Words("No goals here. Press a to propose one")
    narrows = "goal"
    follows = True
    sorts = GoalOrder

    @property
    def part(self) -> Part[Any]:
        """The glances."""
        return self.desk.overview.goals

    def order(self, glance: GoalOrder) -> Order:
        return day_order(glance.due, closed=glance.step == "closed")

    def among(self, narrowing: Narrowing) -> Collection[str] | None:
        return self.desk.overview.goals_with(narrowing.department) if narrowing.department else None

    def fits(self, glance: GoalRow, narrowing: Narrowing) -> bool:
        return narrowing.department is None or narrowing.department in glance.departments

    def narrowed(self, narrowing: Narrowing) -> Narrowing:
        return Narrowing(narrowing.department)

    def row(self, record: Goal) -> Row:
        closed = record.step == "closed"
        if closed:
            when, tone, mark = t(OUTCOMES.get(record.outcome, record.outcome)), "muted", "x"
        else:
            color = self.desk.overview.health(record.id).color if self.whole else ""
            when, tone = (t(HEALTH[color]), HEALTH_TONES[color]) if color else ("", "muted")
            mark = "!" if record.due and record.due < self.desk.today else ""
        return Row(
            id=record.id,
            title=safe(record.title),
            who=value_label(record, "step").lower(),
            when=when,
            when_tone=tone,
            mark=mark,
            mark_tone="bad" if mark == "!" else "muted",
            title_tone="muted" if closed else "foreground",
        )


class KeyResults(Listing):
    """What shows that goals are reached, by goal; each with its value and how it stands."""

    kind = "key-result"
    tab = Words("Key results")
    empty = Words("No key results here. Press a to say how one will see success")

    @property
    def part(self) -> Part[Any]:
        """The glances."""
        return self.desk.overview.key_results

    def order(self, glance: KeyResultRow) -> Order:
        return int(glance.goal.partition("-")[2]) if glance.goal else 1 << 60

    def among(self, narrowing: Narrowing) -> Collection[str] | None:
        return self.desk.overview.key_results_of(narrowing.goal) if narrowing.goal else None

    def fits(self, glance: KeyResultRow, narrowing: Narrowing) -> bool:
        if narrowing.goal:
            return glance.goal == narrowing.goal
        return narrowing.department in (None, glance.department)

    def row(self, record: KeyResult) -> Row:
        progress = self.desk.overview.progress(record.id)
        now, unit = progress.current, safe(record.unit)
        return Row(
            id=record.id,
            title=safe(record.title),
            who=record.goal or "",
            when="?" if now is None else brief(now, unit, 8),
            when_long="" if now is None else brief(now, unit, 11),
            when_tone=progress_tone(progress),
            mark="#" if self.desk.overview.blocked_by(record.id) else "",
            mark_tone="warn",
        )
