"""What is computed about a record, as plain JSON values: the `computed` part of `--json`, the same for every reader."""

from collections.abc import Callable
from datetime import date
from typing import Any

from store.insight.overview import Counts, Overview
from store.kinds import action, blocker, goal
from store.kinds.action import Action
from store.kinds.base import Record
from store.kinds.blocker import Blocker
from store.kinds.department import Department
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult
from store.kinds.person import Person
from store.kinds.retro import Retro


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
        "confidence": progress.confidence,
        "checked_on": None if progress.on is None else progress.on.isoformat(),
        "blocked_by": list(overview.blocked_by(record.id)),
    }


def _of_blocker(record: Blocker, _overview: Overview, today: date) -> dict[str, Any]:
    return {"open": record.resolved is None, "age_days": blocker.age(record, today)}


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
    Department: lambda record, overview, _today: _of_counts(overview.counts(record.id)),
    Person: lambda record, overview, _today: _of_counts(overview.counts(record.id)),
    Retro: lambda record, overview, _today: {"cards": len(overview.cards_of(record.id))},
}


#: The fields from which it follows, where many records of a kind have it in common: of those with equal ones that
#: nothing holds up the same is computed.
FROM: dict[type[Record], tuple[str, ...]] = {Action: ("due", "state", "due_log")}
