"""What was promised at stand-ups and kept, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.insight import promises
from store.insight.promises import Promise, Tally, tally
from store.insight.trends.past_weeks import WEEKS, WeekEnd

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.trends.past_weeks import PastWeeks


class MadePromise(NamedTuple):
    """A promise, the department of whoever gave it ("" where they had none), the goal of its action ("": of none)."""

    department: str
    goal: str
    promise: Promise


class PromisePoint(NamedTuple):
    """The promises whose day came in a week: counted, and the actions that were promised, slipped ones first."""

    tally: Tally
    ids: tuple[str, ...]


def promises_over_weeks(
    past: PastWeeks, overview: Overview, weeks: int = WEEKS, *, department: str = "", goal: str = ""
) -> dict[str, tuple[PromisePoint, ...]]:
    """By department of whoever promised, "" for all together: a point a week.

    A promise counts in the week in which it was to be kept, once however often it was said, as `promises.between` has
    it; that of a Sunday is over with its week. In the running week those whose day is ahead are going. Only of that
    ``department`` or for that ``goal``.
    """
    found = [
        [each for each in several if (not department or each.department == department) and goal in ("", each.goal)]
        for several in past.over(in_week, overview, weeks)
    ]
    departments = {each.department for several in found for each in several if each.department}
    return {of: tuple(_point(several, of) for several in found) for of in ("", *sorted(departments, key=_number))}


def in_week(overview: Overview, week: WeekEnd) -> list[MadePromise]:
    """Those whose day came in the week, or comes in it up to today."""
    found: list[MadePromise] = []
    for each in promises.between(overview, week.monday, week.end, week.end):
        promise = each._replace(state="slipped") if week.is_over and each.state == "going" else each
        action = overview.actions.get(each.action)
        goal = None if action is None else action.goal
        found.append(MadePromise(overview.home_of(each.person) or "", goal or "", promise))
    return found


def _point(several: list[MadePromise], of: str) -> PromisePoint:
    mine = [each.promise for each in several if of in ("", each.department)]
    ordered = sorted(mine, key=lambda each: ("slipped", "going", "kept").index(each.state))
    return PromisePoint(tally(mine), tuple(dict.fromkeys(each.action for each in ordered)))


def _number(id: str) -> int:
    return int(id[3:])
