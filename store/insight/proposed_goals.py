"""What goals want a meeting for: key results, milestones, what departments say or do not say, lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from store.insight import health as rules
from store.insight.goal_health import of_check_ins, of_progress
from store.insight.health import PRESSING, Progress
from store.insight.my_day import AHEAD
from store.insight.proposal import Concern, Proposal
from store.kinds import KINDS
from store.kinds.goal import Stance, asked_since, objected_since, open_objections
from store.kinds.key_result import fraction
from store.kinds.lesson import Fitting, Lesson
from store.kinds.milestone import is_open
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import CheckInRow, GoalRow, KeyResultRow

#: Steps at which what others have learned can still be planned with.
PLANNED = ("prepare", "meet", "plan")
#: So many lessons of each goal are proposed where a meeting is about many goals.
BEST = 3


class _Tagged(msgspec.Struct, gc=False):
    """Of a goal, what lessons are held against."""

    departments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    step: str = "prepare"
    outcome: str = ""


def proposals(concern: Concern) -> Iterator[Proposal]:
    """All of them."""
    yield from _key_results(concern)
    yield from _milestones(concern)
    for id, goal in concern.overview.open_goals():
        if concern.has_goal(id) and any(map(_may_wait, map(goal.stances.get, goal.departments))):
            yield from _objections(concern, id, goal)
            yield from _stances(concern, id, goal)
    yield from _lessons(concern)


# Key results


def _key_results(concern: Concern) -> Iterator[Proposal]:
    """Red and amber ones. Episodes: behind plan, not sure or outside its band, as red or amber, since the check-in
    that was last in order; no check-in since the one that was last; each blocker that holds it, as red or amber."""
    overview = concern.overview
    known: dict[str, tuple[tuple[str, ...], float]] = overview.beside.setdefault("episodes", {})
    for id, row in overview.key_results.rows.items():
        if concern.is_over(row.goal) or not concern.has(row.goal, row.department or row.owner):
            continue
        health = overview.health(id)
        if health.color not in PRESSING:
            continue
        if id not in known:
            known[id] = tuple(_episodes(overview, id, row)), overview.progress_of(id, row).behind
        episodes, behind = known[id]
        reason = concern.reason("key-result", id, episodes)
        if reason is not None:
            words = Words("{name}: what do we change?") if health.color == "red" else Words("{name}: where is it?")
            yield Proposal(
                health.color,
                reason,
                words,
                Words("{reasons}", reasons=[*health.reasons[:2]]),
                "discuss" if health.color == "red" else "inform",
                concern.here(row.owner) or concern.here(row.department),
                row.goal,
                (id,),
                behind,
            )


def _episodes(overview: Overview, id: str, row: KeyResultRow) -> Iterator[str]:
    goal = overview.goals.get(row.goal) if row.goal else None
    if goal is not None:
        now = msgspec.structs.replace(overview.progress_of(id, row), on=None)
        checks = sorted(overview.checks_of_result.of(id), key=lambda each: (each[1].on or date.min, _number(each[0])))
        said = [color for color, _words in of_progress(overview, id, row, goal, now)]
        if said:
            fine = next((check for check, each in reversed(checks) if _was_fine(overview, row, goal, each)), "")
            yield f"{'red' if 'red' in said else 'amber'}.{fine}"
        if sum(1 for _ in of_check_ins(overview, id, row, goal)) > len(said):
            yield f"stale.{checks[-1][0] if checks else ''}"
    for held in overview.held_by(id):
        blocker = overview.blockers.get(held.blocker)
        for color, _words in rules.of_blocker(held):
            yield f"{color}.{held.blocker}.{blocker.since if blocker else ''}"


def _was_fine(overview: Overview, row: KeyResultRow, goal: GoalRow, check: CheckInRow) -> bool:
    """What was said in a check-in was in order on its day."""
    should = 1.0 if row.direction == "within" else rules.should_be(*goal.span, check.on or overview.today)
    done = fraction(check.value, row.start, row.target, row.direction)
    return not any(of_progress(overview, "", row, goal, Progress(check.value, done, should, check.confidence)))


def _milestones(concern: Concern) -> Iterator[Proposal]:
    """Open ones within 14 days, and those that are late. Episodes: its day, as near and as late."""
    overview, today = concern.overview, concern.overview.today
    until = today + timedelta(AHEAD)
    for id, row in overview.milestones.rows.items():
        if row.due is None or row.due > until or not is_open(row) or concern.is_over(row.goal):
            continue
        late = row.due < today
        reason = None
        if concern.has(row.goal, row.department, None if row.department else row.owner):
            reason = concern.reason("milestone", id, [f"{'late' if late else 'near'}.{row.due}"])
        if reason is not None:
            n = abs((row.due - today).days)
            why = Words("{n} days late", one="{n} day late", n=n)
            if not late:
                why = Words("due in {n} days", one="due in {n} day", n=n) if n else Words("due today")
            words = Words("{name}: when is it reached?") if late else Words("{name}: do we reach it?")
            yield Proposal(
                "late" if late else "near",
                reason,
                words,
                why,
                "discuss" if late else "inform",
                concern.here(row.owner) or concern.here(row.department),
                row.goal,
                (id,),
                (today - row.due).days,
            )


# What departments say


def _may_wait(said: Stance | None) -> bool:
    """Whether a department may be asked something, or wait for an answer: mostly none does."""
    return said is None or said.stance in ("pending", "objects")


def _objections(concern: Concern, id: str, goal: GoalRow) -> Iterator[Proposal]:
    """Those of a goal that have no answer. Episodes: each department's, by its moment."""
    objecting = {each: objected_since(goal, each) for each in open_objections(goal)}
    reason = concern.reason("objection", id, _episodes_of(objecting)) if objecting else None
    if reason is not None:
        overview = concern.overview
        called, first = [overview.called(each) for each in objecting], next(iter(objecting))
        said = goal.stances[first].reason
        why = Words('{department} objects: "{reason}"', department=called[0], reason=said, id=first)
        if len(called) > 1 or not said:
            one = "{departments} objects and has no answer"
            why = Words("{departments} object and have no answer", one=one, departments=called, n=len(called))
        words = Words("{name}: how do we answer {departments}?", departments=called)
        presses = _days(concern, objecting)
        yield Proposal("objection", reason, words, why, "decide", concern.here(first), id, (id,), presses)


def _stances(concern: Concern, id: str, goal: GoalRow) -> Iterator[Proposal]:
    """Departments that are asked and have not said what they say to a goal. Episodes: each, by when it was asked."""
    asked = {each: since for each in goal.departments if (since := asked_since(goal, each)) is not None}
    reason = concern.reason("stance", id, _episodes_of(asked)) if asked else None
    if reason is not None:
        called, n = [concern.overview.called(each) for each in asked], _days(concern, asked)
        why = Words("{departments}: no stance yet", departments=called)
        if n:
            one = "{departments}: no stance for {n} day"
            why = Words("{departments}: no stance for {n} days", one=one, departments=called, n=n)
        one = "{name}: what does {departments} say?"
        words = Words("{name}: what do {departments} say?", one=one, departments=called, n=len(called))
        yield Proposal("stance", reason, words, why, "discuss", concern.here(goal.owner), id, (id,), n)


def _episodes_of(since: Mapping[str, datetime | None]) -> list[str]:
    return [f"{each}.{at:%Y-%m-%dT%H%M%S}" if at else each for each, at in since.items()]


def _days(concern: Concern, since: Mapping[str, datetime | None]) -> int:
    """For how many days the oldest of them stands."""
    days = [concern.overview.day_of(at) for at in since.values() if at is not None]
    return max(0, (concern.overview.today - min(days)).days) if days else 0


# Lessons


def _lessons(concern: Concern) -> Iterator[Proposal]:
    """Those that fit the goal that it is about; else of each goal that is not carried out yet the few that fit best.

    Episodes: each goal.
    """
    overview = concern.overview
    fitting = overview.reading.cached("lesson", "fitting", lambda: Fitting(overview.reading.all(Lesson)))
    found: dict[str, dict[str, int]] = {}
    for id, goal in _tagged(overview):
        if concern.has_goal(id) and (concern.goal or goal.step in PLANNED):
            best = fitting.best(id, goal.departments, goal.tags)
            for score, lesson in best if concern.goal else best[:BEST]:
                found.setdefault(lesson, {})[id] = score
    for id, scores in found.items():
        reason = concern.reason("lesson", id, scores)
        if reason is not None:
            best = max(reason.episodes, key=lambda each: (scores[each], -_number(each)))
            n = len(reason.episodes)
            why = Words("fits {goal}", goal=best) if n == 1 else Words("fits {goal} and {n} more", goal=best, n=n - 1)
            yield Proposal("lesson", reason, Words("Lesson: {name}"), why, "inform", None, best, (id,), scores[best])


def _tagged(overview: Overview) -> list[tuple[str, _Tagged]]:
    """The open goals."""

    def make() -> list[tuple[str, _Tagged]]:
        found = ((n, row) for rows in overview.reading.decoded("goal", _Tagged) for n, row in rows.items())
        return [(KINDS["goal"].id(n), row) for n, row in found if row.step != "closed" and not row.outcome]

    return overview.reading.cached("goal", "tagged", make)


def _number(id: str) -> int:
    return int(id.rpartition("-")[2])
