"""Plans: what of one goal, or of all, lies when, in lanes by department, with slips, load and what waits for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store.kinds.action import OPEN, Action
from store.kinds.allocation import Allocation
from store.kinds.goal import Goal
from store.kinds.milestone import Milestone, is_open
from store.kinds.moves import slips
from store.kinds.naming import alphabetical
from store.kinds.resource import Resource, amount_words
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import GoalRow
    from store.records import Records


class Bar(NamedTuple):
    """One line of the plan: from ``start`` to ``end`` (either may be missing), in the lane of a department.

    ``sort`` is goal, milestone, action or allocation; ``state`` open, late, held, done, asked or over (-committed).
    ``first`` is the day that was meant at first, where it has slipped since, ``why`` the reason of the last move.
    In the plan of all goals ``title`` is empty, to be looked up where it is shown, and so is what slips or waits.
    """

    id: str
    sort: str
    title: str | Words
    lane: str | None
    start: date | None
    end: date | None
    state: str
    owner: str | None = None
    first: date | None = None
    slips: int = 0
    why: str = ""
    waits_for: tuple[str, ...] = ()


#: From when to when something lies; without an end it lies nowhere, without a start it lies on its end.
Span = tuple[date | None, date | None]


def of_goal(overview: Overview, records: Records, goal_id: str) -> list[Bar]:
    """The plan of one goal: its own span, milestones, open and done actions, granted and asked allocations."""
    goal = records.find(goal_id)
    if not isinstance(goal, Goal):
        return []
    row = overview.goals.get(goal_id)
    start, due = (goal.start, goal.due) if row is None else row.span
    state = _state(overview, goal.due, goal.step == "closed")
    bars = [Bar(goal.id, "goal", goal.title, None, start, due, state, goal.owner, *_moves(goal))]
    for id, _row in overview.milestones_of(goal_id):
        milestone = records.find(id)
        if isinstance(milestone, Milestone):
            bars.append(_milestone(overview, milestone))
    for id in overview.actions_of_goal.ids(goal_id):
        action = records.find(id)
        if isinstance(action, Action) and action.state != "dropped":
            bars.append(_action(overview, action))
    for id, row in overview.allocations_of_goal.of(goal_id):
        allocation = records.find(id)
        if isinstance(allocation, Allocation) and row.state in ("asked", "granted"):
            bars.append(_allocation(overview, records, allocation))
    return in_lanes(bars, goal.departments)


def in_lanes(bars: Iterable[Bar], order: Iterable[str] = ()) -> list[Bar]:
    """Without a lane first, then department by department in that order; in each by their days."""
    lanes = list(order)

    def key(bar: Bar) -> tuple[bool, int, str, date, date, bool]:
        at = lanes.index(bar.lane) if bar.lane in lanes else len(lanes)
        days = bar.end or date.max, bar.start or bar.end or date.max
        return bar.sort != "goal", -1 if bar.lane is None else at, bar.lane or "", *days, bar.sort != "milestone"

    return sorted(bars, key=key)


def of_all(overview: Overview) -> list[Bar]:
    """All open goals in the lanes of the departments of their owners, each with its open milestones behind it."""
    goals = [(id, row, _lane(overview, row)) for id, row in overview.open_goals()]
    order = {id: alphabetical(row) for id, row in overview.departments.rows.items()}
    goals.sort(key=lambda each: (each[2] is not None, order.get(each[2] or "", ""), each[1].due or date.max))
    bars: list[Bar] = []
    for id, row, lane in goals:
        start, due = row.span
        bars.append(Bar(id, "goal", "", lane, start, due, _state(overview, row.due, False), row.owner))
        for each, milestone in overview.milestones_of(id):
            if is_open(milestone):
                due = milestone.due
                state = _state(overview, due, False)
                bars.append(Bar(each, "milestone", "", lane, due, due, state, milestone.owner))
    return bars


def _lane(overview: Overview, goal: GoalRow) -> str | None:
    return overview.home_of(goal.owner) or next(iter(goal.departments), None)


def load(spans: Iterable[Span], first: date, days: int, count: int) -> list[int]:
    """How many of the spans lie in each of ``count`` stretches of so many ``days`` from ``first`` on."""
    starts, ends = [0] * (count + 1), [0] * (count + 1)
    begin, size = first.toordinal(), days
    for start, end in spans:
        if end is None:
            continue
        at = ((start or end).toordinal() - begin) // size
        last = (end.toordinal() - begin) // size
        if last >= 0 and at < count and at <= last:
            starts[max(0, at)] += 1
            ends[min(count, last + 1)] += 1
    found: list[int] = []
    now = 0
    for come, gone in zip(starts[:count], ends, strict=False):
        now += come - gone
        found.append(now)
    return found


def begun(start: date | None, due: date | None) -> date | None:
    """Where no start is set, an action lies in the week before it is due."""
    return start or (due and due - timedelta(6))


def spans(overview: Overview, id: str) -> Iterator[Span]:
    """Where the open actions of a department, or of a person, lie."""
    return ((begun(row.start, row.due), row.due) for _id, row in overview.open_work.of(id))


def before(bars: Iterable[Bar], id: str) -> list[Bar]:
    """What of the plan a record waits for."""
    known = {bar.id: bar for bar in bars}
    here = known.get(id)
    return [known[each] for each in here.waits_for if each in known] if here is not None else []


def after(bars: Iterable[Bar], id: str) -> list[Bar]:
    """What of the plan waits for a record."""
    return [bar for bar in bars if id in bar.waits_for]


def chain(bars: Iterable[Bar], id: str) -> list[str]:
    """The record and all that waits for it, directly or through others, as far as it is open."""
    known = list(bars)
    found = {id: None}
    ahead = [id]
    while ahead:
        for bar in after(known, ahead.pop()):
            if bar.id not in found and bar.state != "done":
                found[bar.id] = None
                ahead.append(bar.id)
    return list(found)


def too_early(bar: Bar, first: Bar) -> bool:
    """Whether ``bar``, which waits for ``first``, is due before that is."""
    return bar.state != "done" and first.state != "done" and bool(bar.end and first.end and bar.end < first.end)


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
        _state(overview, milestone.due, not is_open(milestone)),
        milestone.owner,
        *_moves(milestone),
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
        begun(action.start, action.due),
        action.due,
        state,
        action.owner,
        *_moves(action),
        action.depends_on,
    )


def _allocation(overview: Overview, records: Records, allocation: Allocation) -> Bar:
    resource = records.maybe(Resource, allocation.resource)
    amount = amount_words(allocation.amount, resource.unit if resource else "", "")
    title = Words("{amount} of {name}", amount=amount, name=resource.name if resource else allocation.title)
    lane = resource.department if resource else allocation.department
    state = "asked" if allocation.state == "asked" else "open"
    if allocation.resource and state == "open" and overview.over_committed(allocation.resource):
        state = "over"
    return Bar(allocation.id, "allocation", title, lane, allocation.start, allocation.end, state)


def _moves(record: Goal | Milestone | Action) -> tuple[date | None, int, str]:
    """What of a bar tells of its moves: when it was due at first, how often and at last why it slipped."""
    log = record.due_log
    return log[0].before if log else None, slips(record), log[-1].why if log else ""
