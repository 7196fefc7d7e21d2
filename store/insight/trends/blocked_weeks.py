"""For how many days of each week work was held up: by whose it was and on whom it waited, and by kind."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from store.insight.retro_facts import DAY, HeldDays
from store.insight.trends.past_weeks import WEEKS, WeekEnd
from store.insight.waiting import department_meant, department_of
from store.kinds.blocker import Blocker, held_days

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.trends.past_weeks import PastWeeks

K = TypeVar("K", bound=Hashable)


class BlockedPoint(NamedTuple):
    """The sum of the days of a week in which blockers held, each blocker by itself, and these blockers."""

    days: int
    ids: tuple[str, ...]


class BlockedWeeks(NamedTuple):
    """A point a week by (whose work, waiting on whom), departments, and by kind of blocker; most days first."""

    by_pair: dict[tuple[str, str], tuple[BlockedPoint, ...]]
    by_cause: dict[str, tuple[BlockedPoint, ...]]


class HeldWork(NamedTuple):
    """For how many days of a week a blocker held, and the goals whose work it held up."""

    held: HeldDays
    goals: tuple[str, ...]

    def is_of(self, department: str, goal: str) -> bool:
        """Whether it held up that department's work or waited on it, and held up that goal; "" is any."""
        return (not department or department in (*self.held.who, self.held.on)) and (not goal or goal in self.goals)


def blocked_over_weeks(
    past: PastWeeks, overview: Overview, weeks: int = WEEKS, *, department: str = "", goal: str = ""
) -> BlockedWeeks:
    """Days are counted as a retrospective counts them: from the day on which a blocker began to hold to the one on
    which it did no more, which is not one of them; today is none yet.

    A blocker that held the work of two departments counts for both pairs, once for its kind; of what waited on its own
    department, or on nobody here, only the kind is told. Only what held up that ``department``'s work or waited on it;
    only what held up that ``goal``, its key results or its actions.
    """
    found = [
        [each.held for each in several if each.is_of(department, goal)]
        for several in past.over(in_week, overview, weeks)
    ]
    pairs = [[(pair, each) for each in several for pair in _pairs(each)] for several in found]
    return BlockedWeeks(_summed(pairs), _summed([[(each.cause, each) for each in several] for several in found]))


def in_week(overview: Overview, week: WeekEnd) -> list[HeldWork]:
    """The blockers that held on any day of the week, as far as the day is over."""
    last = week.end + DAY if week.is_over else week.end
    found: list[HeldWork] = []
    for id, row in overview.blockers.rows.items():
        if row.resolved is not None and row.resolved <= week.monday:
            continue
        days = held_days(row.earlier, row.since, row.resolved or last, week.monday, last)
        if days:
            who = dict.fromkeys(each for held in row.holds if (each := department_of(overview, held)))
            on, cause = department_meant(overview, row.waiting_on), overview.reading.one(Blocker, id).cause
            goals = dict.fromkeys(each for held in row.holds if (each := _goal_of(overview, held)))
            found.append(HeldWork(HeldDays(id, cause, tuple(who), on or "", days), tuple(goals)))
    return found


def _goal_of(overview: Overview, id: str) -> str | None:
    row = overview.actions.get(id) or overview.key_results.get(id)
    return id if row is None else row.goal


def _pairs(held: HeldDays) -> Iterator[tuple[str, str]]:
    return ((who, held.on) for who in held.who if held.on not in ("", who))


def _summed(weeks: Sequence[Sequence[tuple[K, HeldDays]]]) -> dict[K, tuple[BlockedPoint, ...]]:
    found: dict[K, list[list[HeldDays]]] = {}
    for at, several in enumerate(weeks):
        for key, each in several:
            found.setdefault(key, [[] for _ in weeks])[at].append(each)
    points = {
        key: tuple(BlockedPoint(sum(each.days for each in held), tuple(each.id for each in held)) for held in course)
        for key, course in found.items()
    }
    return dict(sorted(points.items(), key=lambda pair: -sum(point.days for point in pair[1])))  # stable
