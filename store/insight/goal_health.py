"""How goals, key results and departments are doing: the rules of `health` put to what the overview knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from store.insight import health as rules
from store.insight import metric_reasons
from store.insight.health import Health, Progress, Reason
from store.insight.waiting import answer_of
from store.kinds.action import OPEN
from store.kinds.milestone import is_open
from store.kinds.resource import overlaps

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import AllocationRow, GoalRow, KeyResultRow

#: Steps before anything is carried out: plan and check-ins do not count yet.
BEFORE = ("prepare", "meet", "plan")
#: So many late actions are named, the oldest first.
NAMED = 20


def health(overview: Overview, id: str) -> Health:
    """Of a goal, a key result or a department; none for anything else and for what is closed."""
    judge = {"G": _of_goal, "KR": _of_key_result, "DP": _of_department}.get(id.partition("-")[0])
    return Health("none") if judge is None else judge(overview, id)


def _of_goal(overview: Overview, id: str) -> Health:
    goal = overview.goals.one(id)
    if goal is None or not goal.is_open:
        return Health("none")
    results = dict(overview.results_of_goal.of(id))
    reasons: list[Reason] = [*rules.of_due(goal.due, overview.today, id)]
    for result, row in results.items():
        reasons += of_check_ins(overview, result, row, goal)
    known, late = _work(overview, id, results, reasons)
    for department in goal.departments:
        stance = goal.stances.get(department)
        if stance is not None and stance.stance == "objects":
            called = overview.called(department)
            reasons += rules.of_objection(called, stance.reason, stance.answer, department)
    milestones = [(each, row) for each, row in overview.milestones_of(id) if is_open(row)]
    for milestone, row in milestones:
        reasons += rules.of_milestone(milestone, row.due, overview.today)
    for request in overview.requests_of_goal.ids(id):
        reasons += _answer(overview, request)
    reasons += _resources(overview, id)
    return rules.judge([*reasons, *late], known=bool(results or known or milestones))


def _work(overview: Overview, id: str, results: Iterable[str], reasons: list[Reason]) -> tuple[bool, list[Reason]]:
    """Adds what holds a goal up; whether there are any actions, and what is late of them."""
    today, held_up = overview.today, overview.held()
    open_, known, late = 0, False, list[tuple[date, str]]()
    holding = [each for each in (id, *results) if each in held_up]
    for action, row in overview.actions_of_goal.of(id):
        known = True
        if row.state in OPEN:
            open_ += 1
            if row.due is not None and row.due < today:
                late.append((row.due, action))
            if action in held_up:
                holding.append(action)
    for each in holding:
        for held in overview.held_by(each):
            reasons += rules.of_blocker(held)
    return known, [*rules.of_late_actions(len(late), open_, [each for _due, each in sorted(late)[:NAMED]])]


def of_check_ins(overview: Overview, id: str, row: KeyResultRow, goal: GoalRow) -> Iterator[Reason]:
    """Plan and check-ins count once it is carried out, that they are recent only as long as it is."""
    progress = overview.progress_of(id, row)
    since = None
    if goal.step != "execute":
        progress = msgspec.structs.replace(progress, on=None)
    elif progress.on is None:
        since = _checked_since(overview, row, goal)
    yield from of_progress(overview, id, row, goal, progress, since)
    if row.metric and goal.step not in BEFORE:
        yield from metric_reasons.reasons(overview, row.metric)


def of_progress(
    overview: Overview, id: str, row: KeyResultRow, goal: GoalRow, progress: Progress, since: date | None = None
) -> Iterator[Reason]:
    """The same of what one check-in says; without its day it is not asked how recent that is."""
    if row.direction == "within" and goal.step not in BEFORE and progress.current is not None:
        low, high = sorted((row.start, row.target))
        yield from rules.of_band(id, progress.current, low, high)
    if row.direction == "within" or goal.step in BEFORE:
        progress = msgspec.structs.replace(progress, fraction=None, should=None)
    yield from rules.of_key_result(id, progress, overview.stale_after, since, overview.today)


def colors(
    overview: Overview, row: KeyResultRow, goal: GoalRow, progress: Progress, last: date | None = None
) -> list[str]:
    """Those of `of_progress`, without the words, in a third of the time; ``last`` is since when nobody checked."""
    way, stale = "", last is not None and (overview.today - last).days > overview.stale_after
    if progress.current is not None and goal.step not in BEFORE:
        band = sorted((row.start, row.target)) if row.direction == "within" else ()
        way = rules.outside_band(progress.current, *band) if band else rules.of_plan(progress.behind)
    return [each for each in (way, rules.of_confidence(progress.confidence), "amber" if stale else "") if each]


def pressing(overview: Overview, id: str, row: KeyResultRow) -> tuple[str, float]:
    """The colour of a key result's health where it is red or amber, else "", and how far it is behind plan.

    Without the words; asked of those whose goal is not closed.
    """
    goal = overview.goals.get(row.goal) if row.goal else None
    progress, found = overview.progress_of(id, row), list[str]()
    if goal is not None:
        found = colors(overview, row, goal, progress, last_checked(overview, row, goal, progress))
        found += metric_reasons.colors(overview, row.metric) if row.metric and goal.step not in BEFORE else []
    if id in overview.holding:
        found += map(rules.of_holding, overview.held_by(id))
    return "red" if "red" in found else "amber" if found else "", progress.behind


def last_checked(overview: Overview, row: KeyResultRow, goal: GoalRow, progress: Progress) -> date | None:
    """Since when nobody has checked it; None where nobody need to."""
    return (progress.on or _checked_since(overview, row, goal)) if goal.step == "execute" else None


def _checked_since(overview: Overview, row: KeyResultRow, goal: GoalRow) -> date | None:
    """Since when a key result is to be checked: since the plan was done, not before its start or the key result."""
    planned = goal.passed.get("plan")
    moments = ((planned and planned.at) or goal.made_at, row.made_at)
    begun, made = (None if moment is None else overview.day_of(moment) for moment in moments)
    return max(filter(None, (begun, goal.start, made)), default=None)


def _answer(overview: Overview, id: str) -> Iterator[Reason]:
    row = overview.requests.get(id)
    if row is None or row.state != "sent" or not row.department or row.sent is None:
        return iter(())
    answer = answer_of(overview, row)
    return rules.of_answer(id, overview.called(row.department), answer.days, answer.promised)


def _resources(overview: Overview, id: str) -> Iterator[Reason]:
    """What it was granted of resources that are over-committed while it has them, from today on."""
    mine: dict[str, list[AllocationRow]] = {}
    for _id, row in overview.allocations_of_goal.of(id):
        if row.state == "granted" and row.resource:
            mine.setdefault(row.resource, []).append(row)
    for resource in sorted(mine):
        row, found = overview.resources.get(resource), overview.over_committed(resource)
        uses = mine[resource]
        if row is None or not found:
            continue
        found = [load for load in found if any(overlaps(load, use, row.per) for use in uses)]
        if found:
            worst = max(found, key=lambda load: load.used)
            yield from rules.of_over_commitment(row.name, worst.used, row.capacity, resource)


def _of_key_result(overview: Overview, id: str) -> Health:
    row = overview.key_results.get(id)
    goal = overview.goals.get(row.goal) if row is not None and row.goal else None
    if row is None or (goal is not None and not goal.is_open):
        return Health("none")
    reasons = [] if goal is None else [*of_check_ins(overview, id, row, goal)]
    for held in overview.held_by(id):
        reasons += rules.of_blocker(held)
    return rules.judge(reasons, overview.progress(id).current is not None, rules.UNCHECKED)


def _of_department(overview: Overview, id: str) -> Health:
    """From what it is late with, what others wait for, and how the goals that it shares are doing."""
    if overview.departments.get(id) is None:
        return Health("none")
    counts = overview.counts(id)
    late = overview.late_of(id)[:NAMED] if counts.late else ()
    reasons: list[Reason] = [*rules.of_late_actions(counts.late, counts.open, late)]
    for blocker in overview.waited_on.ids(id):
        for held in overview.blocking(blocker):
            reasons += rules.of_blocker(held)
    for request in overview.requests_to.ids(id):
        reasons += _answer(overview, request)
    for goal in overview.goals_of(id):
        reasons += rules.of_goal(goal, overview.health(goal).color)
    return rules.judge(reasons, known=bool(counts.goals or counts.open))
