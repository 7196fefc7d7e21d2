"""What goals want a meeting for: key results, milestones, what departments say or do not say, lessons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from store.insight import health as rules
from store.insight.fitting_lessons import fitting, of_goal
from store.insight.goal_health import BEFORE, colors, last_checked, pressing
from store.insight.health import Progress
from store.insight.my_day import AHEAD
from store.insight.proposal import Concern, Proposal, Told
from store.insight.proposed_metrics import episodes
from store.kinds.goal import Stance, asked_since, objected_since, open_objections
from store.kinds.key_result import fraction
from store.kinds.meeting_line import Reason, few_fields
from store.kinds.milestone import is_open
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import CheckInRow, GoalRow, KeyResultRow

#: Steps at which what others have learned can still be planned with.
PLANNED = ("prepare", "meet", "plan")
#: So many lessons of each goal are proposed where a meeting is about many goals.
BEST = 3
WORSE, BAD = Words("{name}: what do we change?"), Words("{name}: where is it?")


class _Texts(msgspec.Struct, gc=False):
    """Of a goal, what lessons are held against."""

    departments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    title: str = ""
    why: str = ""
    expected: str = ""


def proposals(concern: Concern) -> Iterator[Proposal]:
    """All of them."""
    yield from _key_results(concern)
    yield from _milestones(concern)
    for id, goal in concern.open_goals():
        if any(map(_may_wait, map(goal.stances.get, goal.departments))):
            yield from _objections(concern, id, goal)
            yield from _stances(concern, id, goal)
    yield from _lessons(concern)


# Key results


def _key_results(concern: Concern) -> Iterator[Proposal]:
    """Red and amber ones. Episodes: behind plan, not sure or outside its band, as red or amber, since the check-in
    that was last in order; no check-in since the one that was last; each blocker that holds it, as red or amber."""
    overview = concern.overview
    known: dict[str, tuple[str, float]] = overview.beside.setdefault("pressing", {})
    for id, row in concern.rows(overview.key_results, overview.results_of_goal):
        if concern.is_over(row.goal) or not concern.has(row.goal, row.department or row.owner):
            continue
        color, behind = known.get(id) or known.setdefault(id, pressing(overview, id, row))
        if not color or (concern.was_used("key-result", id) and not _reason(concern, id, row).episodes):
            continue
        yield Proposal(
            color,
            id,
            partial(_told, concern, id, row),
            WORSE if color == "red" else BAD,
            "discuss" if color == "red" else "inform",
            concern.here(row.owner) or concern.here(row.department),
            row.goal,
            (id,),
            behind,
        )


def _told(concern: Concern, id: str, row: KeyResultRow) -> Told:
    reasons = concern.overview.health(id).reasons[:2]
    return _reason(concern, id, row), Words("{reasons}", reasons=[*reasons])


def _reason(concern: Concern, id: str, row: KeyResultRow) -> Reason:
    known: dict[str, tuple[str, ...]] = concern.overview.beside.setdefault("episodes", {})
    if id not in known:
        known[id] = tuple(_episodes(concern.overview, id, row))
    return concern.reason("key-result", id, known[id]) or Reason("key-result", id, ())


def _episodes(overview: Overview, id: str, row: KeyResultRow) -> Iterator[str]:
    goal = overview.goals.get(row.goal) if row.goal else None
    if goal is not None:
        checks = sorted(overview.checks_of_result.of(id), key=lambda each: (each[1].on or date.min, _number(each[0])))
        progress = overview.progress_of(id, row)
        said = colors(overview, row, goal, progress)
        if said:
            fine = next((check for check, each in reversed(checks) if _was_fine(overview, row, goal, each)), "")
            yield f"{'red' if 'red' in said else 'amber'}.{fine}"
        if len(colors(overview, row, goal, progress, last_checked(overview, row, goal, progress))) > len(said):
            yield f"stale.{checks[-1][0] if checks else ''}"
        if row.metric and goal.step not in BEFORE:
            yield from episodes(overview, row.metric)
    for held in overview.held_by(id):
        blocker = overview.blockers.get(held.blocker)
        yield f"{rules.of_holding(held)}.{held.blocker}.{blocker.since if blocker else ''}"


def _was_fine(overview: Overview, row: KeyResultRow, goal: GoalRow, check: CheckInRow) -> bool:
    """What was said in a check-in was in order on its day."""
    should = 1.0 if row.direction == "within" else rules.should_be(*goal.span, check.on or overview.today)
    done = fraction(check.value, row.start, row.target, row.direction)
    return not colors(overview, row, goal, Progress(check.value, done, should, check.confidence))


def _milestones(concern: Concern) -> Iterator[Proposal]:
    """Open ones within 14 days, and those that are late. Episodes: its day, as near and as late."""
    overview, today = concern.overview, concern.overview.today
    until = today + timedelta(AHEAD)
    for id, row in concern.rows(overview.milestones, overview.milestones_of_goal):
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
                id,
                (reason, why),
                words,
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
        yield Proposal("objection", id, (reason, why), words, "decide", concern.here(first), id, (id,), presses)


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
        yield Proposal("stance", id, (reason, why), words, "discuss", concern.here(goal.owner), id, (id,), n)


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
    lessons = fitting(concern.overview)
    texts = few_fields(concern.overview.reading, "goal", "G", _Texts)
    found: dict[str, dict[str, float]] = {}
    for id, goal in concern.open_goals():
        if id in texts and (concern.goal or goal.step in PLANNED):
            best = lessons.best(of_goal(id, texts[id]))
            for score, lesson in best if concern.goal else best[:BEST]:
                found.setdefault(lesson, {})[id] = score
    for id, scores in found.items():
        reason = concern.reason("lesson", id, scores)
        if reason is not None:
            best = max(reason.episodes, key=lambda each: (scores[each], -_number(each)))
            n = len(reason.episodes)
            why = Words("fits {goal}", goal=best) if n == 1 else Words("fits {goal} and {n} more", goal=best, n=n - 1)
            yield Proposal(
                "lesson", id, (reason, why), Words("Lesson: {name}"), "inform", None, best, (id,), scores[best]
            )


def _number(id: str) -> int:
    return int(id.rpartition("-")[2])
