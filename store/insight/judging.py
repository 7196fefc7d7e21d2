"""How goals, key results and departments are doing: the rules of `health` put to what the overview knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.insight import health as rules
from store.insight.health import Health, Progress, Reason
from store.kinds.shared import working_days

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.rows import GoalRow

#: Steps before anything is carried out: plan and check-ins do not count yet.
_BEFORE = ("prepare", "meet", "plan")


def health(overview: Overview, id: str) -> Health:
    """Of a goal, a key result or a department; none for anything else and for what is closed."""
    judge = {"G": _of_goal, "KR": _of_key_result, "DP": _of_department}.get(id.partition("-")[0])
    return Health("none") if judge is None else judge(overview, id)


def _of_goal(overview: Overview, id: str) -> Health:
    goal = overview.goals.get(id)
    if goal is None or not goal.is_open:
        return Health("none")
    results, actions = overview.key_results_of(id), list(overview.actions_on(id))
    reasons: list[Reason] = [*rules.of_due(goal.due, overview.today)]
    for result in results:
        reasons += _check_ins(overview, result, goal)
    open_actions = [(action, row) for action, row in actions if row.is_open]
    for held_up in (id, *results, *(action for action, _row in open_actions)):
        for held in overview.held_by(held_up):
            reasons += rules.of_blocker(held)
    for department in goal.departments:
        stance = goal.stances.get(department, {})
        if stance.get("stance") == "objects":
            called = overview.called(department)
            reasons += rules.of_objection(called, stance.get("reason", ""), stance.get("answer", ""))
    milestones = [(each, row) for each, row in overview.milestones_of(id) if row.done is None]
    for milestone, row in milestones:
        reasons += rules.of_milestone(milestone, row.due, overview.today)
    for request in overview.requests_on(id):
        reasons += _answer(overview, request)
    reasons += _resources(overview, id)
    reasons += rules.of_late_actions(sum(overview.late(row) for _id, row in open_actions), len(open_actions))
    return rules.judge(reasons, known=bool(results or actions or milestones))


def _check_ins(overview: Overview, id: str, goal: GoalRow) -> Iterator[Reason]:
    since = goal.start or (goal.made_at.date() if goal.made_at else None)
    progress = overview.progress(id)
    if goal.step in _BEFORE:
        progress = Progress(progress.current, confidence=progress.confidence)
    running = since if goal.step == "execute" else None
    return rules.of_key_result(id, progress, overview.stale_after, running, overview.today)


def _answer(overview: Overview, id: str) -> Iterator[Reason]:
    row = overview.requests.get(id)
    if row is None or row.state != "sent" or not row.department or row.sent is None:
        return iter(())
    department = overview.departments.get(row.department)
    promised = 3 if department is None else department.answer_days
    waited = working_days(row.sent, overview.today, overview.week)
    return rules.of_answer(id, overview.called(row.department), waited, promised)


def _resources(overview: Overview, id: str) -> Iterator[Reason]:
    mine = {row.resource for _id, row in overview.allocations_on(id) if row.state == "granted" and row.resource}
    for resource in sorted(mine):
        row, too_much = overview.resources.get(resource), overview.over_committed(resource)
        if row is not None and too_much:
            worst = max(too_much, key=lambda load: load.used)
            yield from rules.of_over_commitment(row.name, worst.used, row.capacity)


def _of_key_result(overview: Overview, id: str) -> Health:
    row = overview.key_results.get(id)
    goal = overview.goals.get(row.goal) if row is not None and row.goal else None
    if row is None or (goal is not None and not goal.is_open):
        return Health("none")
    reasons: list[Reason] = []
    if goal is not None:
        reasons += _check_ins(overview, id, goal)
    for held in overview.held_by(id):
        reasons += rules.of_blocker(held)
    return rules.judge(reasons, known=overview.progress(id).current is not None)


def _of_department(overview: Overview, id: str) -> Health:
    """From what it is late with, what others wait for, and how the goals that it shares are doing."""
    if overview.departments.get(id) is None:
        return Health("none")
    counts = overview.counts(id)
    reasons: list[Reason] = [*rules.of_late_actions(counts.late, counts.open)]
    for blocker in overview.waiting_on(id):
        for held in overview.blocking(blocker):
            reasons += rules.of_blocker(held)
    for request in overview.requests_to(id):
        reasons += _answer(overview, request)
    for goal in overview.goals_of(id):
        reasons += rules.of_goal(goal, overview.health(goal).color)
    return rules.judge(reasons, known=bool(counts.goals or counts.open))
