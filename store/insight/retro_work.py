"""Plan against what happened: what was to be done by when, what became of it, and which days and targets moved, why.

A piece of work is held to the day that was meant at first. It is told where that day, or the day on which it was done,
lies in what is looked back at; and where it was to be done before and is not: it was carried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from store.insight.retro_scope import Subject
from store.kinds.action import Action
from store.kinds.goal import Passage
from store.kinds.moves import DueChange, TargetChange, later

if TYPE_CHECKING:
    from store.insight.overview import Overview

Ended = Literal["on-time", "late", "carried", "dropped", "going"]
#: What became of work, the best first; of the goal that it is about it may still be ahead.
ENDS: tuple[Ended, ...] = ("on-time", "late", "carried", "dropped", "going")


class WorkOutcome(NamedTuple):
    """What became of a piece of work: ``planned`` is the day meant at first, ``done`` that on which it was done.

    Of a goal ``start`` is the day on which it was to begin, and ``begun`` that on which its execution did.
    """

    id: str
    became: Ended
    planned: date | None
    done: date | None
    moved: int = 0
    start: date | None = None
    begun: date | None = None

    @property
    def days(self) -> int | None:
        """How many days after the planned one it was done, less than 0 where before; None where either is missing."""
        return None if self.planned is None or self.done is None else (self.done - self.planned).days


class Slip(NamedTuple):
    """A move of a due day to a later one, or of a target, with its reason; ``unit`` is what a target counts."""

    id: str
    on: date | None
    before: date | float | None
    after: date | float | None
    why: str
    by: str
    unit: str = ""

    @property
    def days(self) -> int:
        """By how many days; 0 of a target."""
        is_day = isinstance(self.before, date) and isinstance(self.after, date)
        return (self.after - self.before).days if is_day else 0  # type: ignore[operator]


class PastAction(NamedTuple):
    """What became of an action of last time: done, late (open past its day), open or dropped."""

    id: str
    became: Literal["done", "late", "open", "dropped"]
    due: date | None
    done: date | None


def actions(subject: Subject) -> list[WorkOutcome]:
    """What became of the actions."""
    asked = ((id, row) for id, row in subject.actions if row.due or row.done_on or row.due_log)
    found = (_outcome(subject, id, row, row.done_on, row.state == "dropped") for id, row in asked)
    return [each for each in found if each is not None]


def milestones(subject: Subject) -> list[WorkOutcome]:
    """What became of the milestones."""
    found = (_outcome(subject, id, row, row.done, row.dropped is not None) for id, row in subject.milestones())
    return [each for each in found if each is not None]


def goals(subject: Subject) -> list[WorkOutcome]:
    """What became of the goals; of the one that it is about, also where its day is still ahead."""
    overview, found = subject.overview, list[WorkOutcome]()
    for id, goal in subject.goals():
        done = _day(overview, goal.passed.get("evaluate", Passage()).at) if goal.step == "closed" else None
        outcome = _outcome(subject, id, goal, done, goal.outcome == "dropped", goal.span[1])
        if outcome is None and id == subject.scope.goal:
            outcome = WorkOutcome(id, "going", first_day(goal) or goal.span[1], None, _slips(goal))
        if outcome is not None:
            begun = _day(overview, goal.passed.get("plan", Passage()).at)
            found.append(outcome._replace(start=goal.start, begun=begun))
    return found


def first_day(record: Any) -> date | None:
    """The day that was meant at first."""
    for move in record.due_log:
        if move.before:
            return move.before
    return record.due


def _slips(record: Any) -> int:
    return sum(1 for _ in later(record)) if record.due_log else 0


def _outcome(
    subject: Subject, id: str, row: Any, done: date | None, is_dropped: bool, otherwise: date | None = None
) -> WorkOutcome | None:
    """None where it is not looked at: ahead, be it today, or over before."""
    scope, planned = subject.scope, first_day(row) or otherwise
    if done is not None and done <= scope.until:
        if not scope.within(done) and not scope.within(planned):
            return None
        became: Ended = "late" if planned is not None and done > planned else "on-time"
        return WorkOutcome(id, became, planned, done, _slips(row))
    if planned is None or planned > scope.until or planned >= subject.overview.today:
        return None
    if is_dropped:
        return WorkOutcome(id, "dropped", planned, None, _slips(row)) if scope.within(planned) else None
    if getattr(row, "outcome", "") and done is None:  # closed, by an import that does not say when
        return None
    return WorkOutcome(id, "carried", planned, None, _slips(row))


def counted(outcomes: Iterable[WorkOutcome]) -> dict[Ended, int]:
    """How many became what."""
    states = [each.became for each in outcomes]
    return {state: states.count(state) for state in ENDS}


# Slips


def slips(subject: Subject) -> list[Slip]:
    """The due days of goals, milestones and actions that moved to a later one, and the targets that moved; by day."""
    found: list[Slip] = []
    for id, row in chain(subject.goals(), subject.milestones(), subject.actions):
        if row.due_log:
            found += _of_days(subject, id, row)
    for id, result in subject.key_results():
        for move in result.target_log:
            if _counts(subject, move):
                on = _day(subject.overview, move.at)
                found.append(Slip(id, on, move.before, move.after, move.why, move.by, move.unit))
    return sorted(found, key=lambda each: each.on or date.min)  # stable


def _of_days(subject: Subject, id: str, row: Any) -> Iterator[Slip]:
    for move, before in later(row):
        if _counts(subject, move):
            yield Slip(id, _day(subject.overview, move.at), before, move.after, move.why, move.by)


def _counts(subject: Subject, move: DueChange | TargetChange) -> bool:
    """Of a move of which nobody knows when it was made, only where all is looked at."""
    on = _day(subject.overview, move.at)
    return subject.scope.since is None if on is None else subject.scope.within(on)


def _day(overview: Overview, at: datetime | None) -> date | None:
    return None if at is None else overview.day_of(at)


# Last time


def of_last_time(actions: Iterable[Action], until: date) -> list[PastAction]:
    """What became of these actions by a day."""
    found: list[PastAction] = []
    for action in actions:
        done = action.done_on if action.done_on and action.done_on <= until else None
        if done is not None or (action.state == "done" and action.done_on is None):
            found.append(PastAction(action.id, "done", action.due, done))
        elif action.state == "dropped":
            found.append(PastAction(action.id, "dropped", action.due, None))
        else:
            late = action.due is not None and action.due < until
            found.append(PastAction(action.id, "late" if late else "open", action.due, None))
    return found
