"""For how many days of each week work was held up: by whose it was and on whom it waited, and by kind."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import msgspec

from store.fields import unknown
from store.insight.projection import number_of
from store.insight.retro_facts import DAY, BlockedDays, HeldDays, by_cause, by_pair
from store.insight.trends.past_weeks import WEEKS, WeekEnd
from store.insight.waiting import department_meant, department_of
from store.kinds.blocker import held_days

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.trends.past_weeks import PastWeeks

K = TypeVar("K", bound=Hashable)


#: Of a week the sum of the days in it, and the blockers.
BlockedPoint: TypeAlias = BlockedDays
#: Nothing was held up.
NONE = BlockedPoint(0, ())


class BlockedWeeks(NamedTuple):
    """A point a week by (whose work, waiting on whom), departments, and by kind of blocker; most days first."""

    by_pair: dict[tuple[str, str], tuple[BlockedPoint, ...]]
    by_cause: dict[str, tuple[BlockedPoint, ...]]


class _Caused(msgspec.Struct, gc=False):
    """Of a blocker."""

    cause: str = "communication"


class HeldWork(NamedTuple):
    """For how many days of a week a blocker held, and the goals whose work it held up."""

    held: HeldDays
    goals: tuple[str, ...]

    def is_of(self, department: str, goal: str) -> bool:
        """Whether it held up that department's work or waited on it, and held up that goal; "" is any."""
        return (not department or department in (*self.held.who, self.held.on)) and (not goal or goal in self.goals)


class BlockedWeek(NamedTuple):
    """The blockers that held in a week, and their days summed."""

    every: tuple[HeldWork, ...]
    by_pair: dict[tuple[str, str], BlockedPoint]
    by_cause: dict[str, BlockedPoint]

    def of(self, department: str, goal: str) -> BlockedWeek:
        """Of these alone; "" is any."""
        if not department and not goal:
            return self
        return _week([each for each in self.every if each.is_of(department, goal)])


def blocked_over_weeks(
    past: PastWeeks, overview: Overview, weeks: int = WEEKS, *, department: str = "", goal: str = ""
) -> BlockedWeeks:
    """Days are counted as a retrospective counts them: from the day on which a blocker began to hold to the one on
    which it did no more, which is not one of them; today is none yet.

    A blocker that held the work of two departments counts for both pairs, once for its kind; of what waited on its own
    department, or on nobody here, only the kind is told. Only what held up that ``department``'s work or waited on it;
    only what held up that ``goal``, its key results or its actions.
    """
    found = [each.of(department, goal) for each in past.over(in_week, overview, weeks)]
    return BlockedWeeks(_courses([each.by_pair for each in found]), _courses([each.by_cause for each in found]))


def in_week(overview: Overview, week: WeekEnd) -> BlockedWeek:
    """The blockers that held on any day of the week, as far as the day is over."""
    last = week.end + DAY if week.is_over else week.end
    found: list[HeldWork] = []
    for id, row in overview.blockers.rows.items():
        if row.resolved is not None and row.resolved <= week.monday:
            continue
        days = held_days(row.earlier, row.since, row.resolved or last, week.monday, last)
        if days:
            who = dict.fromkeys([each for held in row.holds if (each := department_of(overview, held))])
            goals = dict.fromkeys([each for held in row.holds if (each := _goal_of(overview, held))])
            on = department_meant(overview, row.waiting_on) or ""
            found.append(HeldWork(HeldDays(id, _cause(overview, id), tuple(who), on, days), tuple(goals)))
    return _week(found)


def _cause(overview: Overview, id: str) -> str:
    kept = overview.beside.setdefault("cause", {})
    if id not in kept:
        raw = overview.source.raw("blocker", number_of(id))
        kept[id] = unknown.read(raw or b"{}", _Caused).cause
    return kept[id]


def _goal_of(overview: Overview, id: str) -> str | None:
    row = overview.actions.get(id) or overview.key_results.get(id)
    return id if row is None else row.goal


def _week(every: Sequence[HeldWork]) -> BlockedWeek:
    held = [each.held for each in every]
    return BlockedWeek(tuple(every), by_pair(held), by_cause(held))


def _courses(weeks: Sequence[dict[K, BlockedPoint]]) -> dict[K, tuple[BlockedPoint, ...]]:
    """Each over all weeks, that with the most days first."""
    known = dict.fromkeys([key for each in weeks for key in each])
    found = {key: tuple([each.get(key, NONE) for each in weeks]) for key in known}
    return dict(sorted(found.items(), key=lambda pair: -sum([point.days for point in pair[1]])))  # stable
