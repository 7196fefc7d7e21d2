"""The plan of a goal: what lies when, in lanes by department, with its slips and what waits for what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store.kinds.action import OPEN, Action
from store.kinds.allocation import Allocation
from store.kinds.goal import Goal
from store.kinds.milestone import Milestone
from store.kinds.moves import slips

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.kinds.moves import DueChange
    from store.records import Records


class Bar(NamedTuple):
    """One line of the plan: from ``start`` to ``end`` (either may be missing), in the lane of a department.

    ``sort`` is goal, milestone, action or allocation; ``state`` open, late, held, done, asked or over (-committed).
    ``first`` is the day that was meant at first, where it has slipped since, ``why`` the reason of the last move.
    """

    id: str
    sort: str
    title: str
    lane: str | None
    start: date | None
    end: date | None
    state: str
    owner: str | None = None
    first: date | None = None
    slips: int = 0
    why: str = ""
    waits_for: tuple[str, ...] = ()


class Week(NamedTuple):
    """The load of a week that begins on ``monday``: open actions that lie in it, and those due in it."""

    monday: date
    open: int
    due: int


def of_goal(overview: Overview, records: Records, goal_id: str) -> list[Bar]:
    """The plan of one goal: its own span, milestones, open and done actions, granted and asked allocations."""
    goal = records.find(goal_id)
    if not isinstance(goal, Goal):
        return []
    own = Bar(
        goal.id, "goal", goal.title, None, goal.start, goal.due, _state(overview, goal.due, goal.step == "closed")
    )
    bars = [own]
    for id, _row in overview.milestones_of(goal_id):
        milestone = records.find(id)
        if isinstance(milestone, Milestone):
            bars.append(_milestone(overview, milestone))
    for id in overview.actions_of(goal_id):
        action = records.find(id)
        if isinstance(action, Action) and action.state != "dropped":
            bars.append(_action(overview, action))
    for id, row in overview.allocations_on(goal_id):
        allocation = records.find(id)
        if isinstance(allocation, Allocation) and row.state in ("asked", "granted"):
            bars.append(_allocation(overview, allocation))
    return in_lanes(bars, goal.departments)


def in_lanes(bars: Iterable[Bar], order: Iterable[str] = ()) -> list[Bar]:
    """Without a lane first, then department by department in that order; in each by their days."""
    lanes = list(order)

    def key(bar: Bar) -> tuple[bool, int, str, date, date, bool]:
        at = lanes.index(bar.lane) if bar.lane in lanes else len(lanes)
        days = bar.end or date.max, bar.start or bar.end or date.max
        return bar.sort != "goal", -1 if bar.lane is None else at, bar.lane or "", *days, bar.sort != "milestone"

    return sorted(bars, key=key)


def weeks(bars: Iterable[Bar], first: date, count: int) -> list[Week]:
    """The load of ``count`` weeks from the one in which ``first`` lies."""
    monday = first - timedelta(first.weekday())
    actions = [bar for bar in bars if bar.sort == "action" and bar.state != "done" and bar.end]
    found: list[Week] = []
    for at in range(count):
        begin = monday + timedelta(7 * at)
        last = begin + timedelta(6)
        here = [bar for bar in actions if bar.end and (bar.start or bar.end) <= last and bar.end >= begin]
        found.append(Week(begin, len(here), sum(bar.end is not None and begin <= bar.end <= last for bar in here)))
    return found


def _state(overview: Overview, due: date | None, is_done: bool) -> str:
    if is_done:
        return "done"
    return "late" if due is not None and due < overview.today else "open"


def _milestone(overview: Overview, milestone: Milestone) -> Bar:
    return Bar(
        milestone.id,
        "milestone",
        milestone.title,
        milestone.department,
        milestone.due,
        milestone.due,
        _state(overview, milestone.due, milestone.done is not None),
        milestone.owner,
        _first(milestone.due_log),
        slips(milestone),
        _why(milestone.due_log),
        milestone.depends_on,
    )


def _action(overview: Overview, action: Action) -> Bar:
    state = _state(overview, action.due, action.state not in OPEN)
    if state == "open" and overview.blocked_by(action.id):
        state = "held"
    return Bar(
        action.id,
        "action",
        action.title,
        action.department or overview.department_of(overview.actions.rows[action.id]),
        action.start or _begun(action),
        action.due,
        state,
        action.owner,
        _first(action.due_log),
        slips(action),
        _why(action.due_log),
        action.depends_on,
    )


def _begun(action: Action) -> date | None:
    """Where no start is set, an action lies in the week before it is due, or from its making where that is later."""
    if action.due is None:
        return None
    week = action.due - timedelta(6)
    made = action.made_at.date() if action.made_at else week
    return max(week, min(made, action.due))


def _allocation(overview: Overview, allocation: Allocation) -> Bar:
    resource = overview.resources.get(allocation.resource or "")
    title = f"{allocation.amount:,.6g} {resource.name if resource else allocation.title}"
    lane = resource.department if resource else allocation.department
    state = "asked" if allocation.state == "asked" else "open"
    if allocation.resource and state == "open" and overview.over_committed(allocation.resource):
        state = "over"
    return Bar(allocation.id, "allocation", title, lane, allocation.start, allocation.end, state)


def _first(log: tuple[DueChange, ...]) -> date | None:
    return log[0].before if log else None


def _why(log: tuple[DueChange, ...]) -> str:
    return log[-1].why if log else ""
