"""What is computed about a record, as plain JSON values: the `computed` part of `--json`, the same for every reader."""

from collections.abc import Callable
from datetime import date
from typing import Any

from store.insight import loads
from store.insight.counts import Counts
from store.insight.overview import Overview
from store.insight.waiting import answer_of, answers, wants_decision
from store.kinds import action, blocker, goal, request
from store.kinds.action import Action
from store.kinds.allocation import WANTED, Allocation
from store.kinds.base import Record
from store.kinds.blocker import Blocker
from store.kinds.decision import Decision
from store.kinds.department import Department
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult
from store.kinds.milestone import Milestone
from store.kinds.person import Person
from store.kinds.request import Request
from store.kinds.resource import Load, Resource, over_for, overlaps
from store.kinds.retro import Retro
from store.kinds.team import Team


def computed(kind: type[Record], record: Record, overview: Overview, today: date) -> dict[str, Any]:
    """What follows from a record of that class and those around it; empty for a kind of which nothing is computed."""
    compute = _COMPUTED.get(kind)
    return {} if compute is None else compute(record, overview, today)


def _of_action(record: Action, overview: Overview, today: date) -> dict[str, Any]:
    return {
        "late_days": action.days_late(record, today),
        "blocked_by": list(overview.blocked_by(record.id)),
        "moves": len(record.due_log),
    }


def _of_goal(record: Goal, overview: Overview, today: date) -> dict[str, Any]:
    health = overview.health(record.id)
    agreement = goal.agreement(record)
    late = (today - record.due).days if record.due and goal.is_open(record) else 0
    return {
        "health": health.color,
        "reasons": [str(words) for words in health.reasons],
        "progress": _rounded(overview.goal_progress(record.id)),
        "agreed": agreement.state == "agreed",
        "agreement": agreement.state,
        "pending": list(agreement.pending),
        "asked_since": {
            id: overview.day_of(since).isoformat()
            for id in agreement.pending
            if (since := goal.asked_since(record, id))
        },
        "objections": list(goal.open_objections(record)),
        "milestones": [id for id, _row in overview.milestones_of(record.id)],
        "requests": overview.requests_on(record.id),
        "late_days": max(0, late),
        "blocked_by": list(overview.blocked_by(record.id)),
        "key_results": overview.key_results_of(record.id),
        "actions": overview.actions_of(record.id),
    }


def _of_key_result(record: KeyResult, overview: Overview, _today: date) -> dict[str, Any]:
    progress = overview.progress(record.id)
    return {
        "current": progress.current,
        "progress": _rounded(progress.fraction),
        "should": _rounded(progress.should),
        "health": overview.health(record.id).color,
        "reasons": [str(words) for words in overview.health(record.id).reasons],
        "confidence": progress.confidence,
        "checked_on": None if progress.on is None else progress.on.isoformat(),
        "blocked_by": list(overview.blocked_by(record.id)),
    }


def _of_blocker(record: Blocker, overview: Overview, today: date) -> dict[str, Any]:
    return {
        "open": record.resolved is None,
        "age_days": blocker.age(record, today),
        "raised": len(record.raised),
        "wants_decision": wants_decision(overview, record, today),
    }


def _of_milestone(record: Milestone, _overview: Overview, today: date) -> dict[str, Any]:
    late = (today - record.due).days if record.due and record.done is None else 0
    return {"late_days": max(0, late), "moves": len(record.due_log)}


def _of_request(record: Request, overview: Overview, today: date) -> dict[str, Any]:
    answer = answer_of(overview, record)
    return {
        "open": request.is_open(record),
        "late_days": request.days_late(record, today),
        "answer_days": answer.days,
        "promised_days": answer.promised,
        "answer_late": record.state == "sent" and answer.late,
    }


def _of_resource(record: Resource, overview: Overview, _today: date) -> dict[str, Any]:
    too_much = [_of_load(load) for load in overview.over_committed(record.id)]
    return {"over_committed": too_much, "allocations": [id for id, _row in overview.allocations_of(record.id)]}


def _of_allocation(record: Allocation, overview: Overview, _today: date) -> dict[str, Any]:
    """Who else wants the same, and when granting it uses more than there is."""
    resource = overview.resources.get(record.resource or "")
    if resource is None or record.state in ("declined", "released"):
        return {"rivals": [], "over_committed": []}
    others = [(id, row) for id, row in overview.allocations_of(record.resource or "") if id != record.id]
    granted = [row for _id, row in others if row.state == "granted"]
    found = over_for([record], [*granted, record], resource.capacity, resource.per, overview.today)
    same = [id for id, row in others if row.state in WANTED and overlaps(row, record, resource.per)]
    return {"rivals": same, "over_committed": [_of_load(load) for load in found]}


def _of_load(load: Load) -> dict[str, Any]:
    return {"from": load.start and load.start.isoformat(), "to": load.end and load.end.isoformat(), "used": load.used}


def _of_team(record: Team, overview: Overview, _today: date) -> dict[str, Any]:
    return {"running": loads.is_at_work(overview, record.id)}


def _of_decision(record: Decision, _overview: Overview, today: date) -> dict[str, Any]:
    due = record.review_on is not None and record.review_on <= today and not record.result
    return {"decided": bool(record.chosen), "review_due": due}


def _of_department(record: Department, overview: Overview, _today: date) -> dict[str, Any]:
    health, answered = overview.health(record.id), answers(overview, record.id)
    return {
        **_of_counts(overview.counts(record.id)),
        "health": health.color,
        "reasons": [str(words) for words in health.reasons],
        "asked": answered.asked,
        "asks": answered.asks,
        "median_answer_days": answered.median,
        "unanswered": answered.open,
        "unanswered_days": answered.longest,
    }


def _of_person(record: Person, overview: Overview, _today: date) -> dict[str, Any]:
    load = loads.of_person(overview, record.id)
    teams = dict(load.teams)
    return {**_of_counts(overview.counts(record.id)), "share": load.share, "teams": teams}


def _of_counts(counts: Counts) -> dict[str, Any]:
    return {
        "goals": counts.goals,
        "open": counts.open,
        "late": counts.late,
        "blocked": counts.blocked,
        "waiting": counts.waiting,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


_COMPUTED: dict[type[Record], Callable[[Any, Overview, date], dict[str, Any]]] = {
    Action: _of_action,
    Goal: _of_goal,
    KeyResult: _of_key_result,
    Blocker: _of_blocker,
    Department: _of_department,
    Person: _of_person,
    Milestone: _of_milestone,
    Request: _of_request,
    Resource: _of_resource,
    Allocation: _of_allocation,
    Team: _of_team,
    Decision: _of_decision,
    Retro: lambda record, overview, _today: {"cards": len(overview.cards_of(record.id))},
}


#: The fields from which it follows, where many records of a kind have it in common: of those with equal ones that
#: nothing holds up the same is computed.
FROM: dict[type[Record], tuple[str, ...]] = {Action: ("due", "state", "due_log")}
