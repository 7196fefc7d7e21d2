"""How goals did over weeks: their health, how sure of them one was, how far they were and should have been."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from store.insight.health import should_be
from store.insight.trends.past_weeks import WEEKS, WeekEnd
from store.kinds import split_id
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.trends.past_weeks import PastWeeks


class GoalPoint(NamedTuple):
    """An open goal on the last day of a week, as its page said it on that day.

    ``color`` is its health (red, amber, green, or none where there was nothing to go by), ``ids`` the records that its
    reasons named, in their order. ``confidence`` is that of the last check-in of the key result of which one was least
    sure, from 1 to 10; ``progress`` the weighted share of the way that its key results had gone, ``should`` the share
    that should have been behind it on that day, both from 0 to 1. Each of the three is None where nothing told it.
    """

    color: str
    confidence: int | None
    progress: float | None
    should: float | None
    ids: tuple[str, ...]
    #: The departments that shared it then.
    departments: tuple[str, ...]


def goals_over_weeks(
    past: PastWeeks,
    overview: Overview,
    weeks: int = WEEKS,
    *,
    ids: Collection[str] | None = None,
    department: str = "",
) -> dict[str, tuple[GoalPoint | None, ...]]:
    """By goal, in the order of their numbers: a point a week; None where it was not open at the end of it.

    Only of these goals, or in the weeks in which that ``department`` shared them; without, of all that were open at
    the end of any of the weeks.
    """
    points = past.over(at_end, overview, weeks)
    known = {id: None for each in points for id in each if ids is None or id in ids}
    found: dict[str, tuple[GoalPoint | None, ...]] = {}
    for id in sorted(known, key=lambda each: int(each[2:])):
        row = tuple([each.get(id) for each in points])
        if department:
            row = tuple([each if each and department in each.departments else None for each in row])
        if any(row):
            found[id] = row
    return found


def at_end(overview: Overview, _week: WeekEnd) -> dict[str, GoalPoint]:
    """All goals that are open on that day."""
    kept = overview.beside.setdefault("goal point", {})
    found: dict[str, GoalPoint] = {}
    for id, _row in overview.open_goals():
        point = kept.get(id)
        if point is None:
            point = kept[id] = _point(overview, id)
        found[id] = point
    return found


def _point(overview: Overview, id: str) -> GoalPoint:
    goal, health = overview.goals.rows[id], overview.health(id)
    checks = (overview.latest(result) for result in overview.results_of_goal.ids(id))
    sure = min((each.confidence for each in checks if each and each.confidence is not None), default=None)
    named = tuple(dict.fromkeys(each for words in health.reasons for each in ids_in_words(words)))
    should = should_be(*goal.span, overview.today)
    return GoalPoint(health.color, sure, overview.goal_progress(id), should, named, goal.departments)


def ids_in_words(words: Words) -> Iterator[str]:
    """The ids of records that a sentence names, in the order of its values."""
    for value in words.values.values():
        if isinstance(value, Words):
            yield from ids_in_words(value)
        else:
            several = cast("list[object]", value) if isinstance(value, list) else [value]
            yield from (each for each in several if isinstance(each, str) and split_id(each) is not None)
