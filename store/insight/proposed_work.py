"""What the work itself wants a meeting for: blockers, late requests, over-commitment, decisions to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from store.fields.numbers import digits
from store.insight.proposal import Concern, Proposal
from store.insight.waiting import answer_of
from store.kinds import KINDS
from store.kinds.blocker import Interval, Raising, wants_decision
from store.kinds.circulation import is_circulating, saying, unanswered
from store.kinds.decision import is_due
from store.kinds.request import days_late
from store.kinds.resource import Load, over, overlaps
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import AllocationRow, DecisionRow, ResourceRow


class _Raised(msgspec.Struct, gc=False):
    """Of a blocker, what tells whether it wants a decision, and from whom."""

    holds: tuple[str, ...] = ()
    waiting_on: str | None = None
    raised: tuple[Raising, ...] = ()
    next_step: str = ""
    next_by: date | None = None
    next_owner: str | None = None
    escalated_on: date | None = None
    resolved: date | None = None
    earlier: tuple[Interval, ...] = ()


def proposals(concern: Concern) -> Iterator[Proposal]:
    """All of them."""
    yield from _blockers(concern)
    yield from _requests(concern)
    yield from _resources(concern)
    yield from _circulating(concern)
    yield from _reviews(concern)


def _blockers(concern: Concern) -> Iterator[Proposal]:
    """Those that want a decision. Episodes: when it was raised last, and by when the next step was to be taken."""
    overview = concern.overview
    for id, blocker in _raised_twice(overview):
        if not wants_decision(blocker, overview.today):
            continue
        work = [concern.work_of(each) for each in blocker.holds]
        goals = {goal for goal, _whose in work}
        if all(map(concern.is_over, goals)) and goals:
            continue
        parties = (blocker.waiting_on, *(whose for _goal, whose in work))
        mine = next((goal for goal in goals if concern.has_goal(goal)), None)
        if mine is None and not concern.has(None, *parties):
            continue
        days = [each.id for each in blocker.raised if each.id <= overview.today.isoformat()]
        reason = concern.reason("blocker", id, [f"{days[-1]}.{blocker.next_by or ''}"])
        if reason is not None:
            held = overview.days_held(id)
            raised = Words("raised {n} times", one="raised once", n=len(days))
            said = Words("{raised}, for {n} days", one="{raised}, for {n} day", raised=raised, n=held)
            words = Words("{name}: what do we decide?")
            presents = concern.here(blocker.waiting_on) or concern.here(blocker.next_owner)
            about, goal = (id, *blocker.holds[:3]), mine or next(iter(goals), None)
            yield Proposal("blocker", id, (reason, said), words, "decide", presents, goal, about, held)


def _raised_twice(overview: Overview) -> list[tuple[str, _Raised]]:
    def make() -> list[tuple[str, _Raised]]:
        found = ((n, row) for rows in overview.reading.decoded("blocker", _Raised) for n, row in rows.items())
        return [(KINDS["blocker"].id(n), row) for n, row in found if row.resolved is None and len(row.raised) > 1]

    return overview.reading.cached("blocker", "raised twice", make)


def _requests(concern: Concern) -> Iterator[Proposal]:
    """Not delivered by when it is needed, or not answered within what is promised. Episodes: the day, when it was
    sent."""
    overview = concern.overview
    for id, row in concern.rows(overview.requests, overview.requests_of_goal):
        if not row.is_open or concern.is_over(row.goal) or not concern.has(row.goal, row.department, row.asker):
            continue
        late = days_late(row, overview.today)
        answer = answer_of(overview, row) if row.state == "sent" else None
        silent = answer is not None and answer.late
        if not late and not silent:
            continue
        episodes = [f"need.{row.need_by}"] if late else []
        reason = concern.reason("request", id, [*episodes, f"sent.{row.sent}"] if silent else episodes)
        if reason is not None:
            called = overview.called(row.department or "")
            why = Words("{n} days late", one="{n} day late", n=late)
            if answer is not None and not late:
                one = "{department} has not answered for {n} working day, it promises {promised}"
                why = Words(
                    "{department} has not answered for {n} working days, it promises {promised}",
                    one=one,
                    department=called,
                    n=answer.days,
                    promised=answer.promised,
                )
            words = Words("{name}: when does {department} deliver it?", department=called)
            yield Proposal(
                "request",
                id,
                (reason, why),
                words,
                "discuss",
                concern.here(row.department),
                row.goal,
                (id,),
                late or 0.5,
            )


# Resources


def _resources(concern: Concern) -> Iterator[Proposal]:
    """Of which more is granted than there is, from today on. Episodes: the first day of each such stretch."""
    overview = concern.overview
    for id, row in overview.resources.rows.items():
        granted = [each for _id, each in overview.uses_of_resource.of(id) if each.state == "granted"]
        if not _concerned(concern, row, granted) or not overview.over_committed(id):
            continue
        runs = [run for run in _runs(over(granted, row.capacity, row.per)) if _ahead(run, overview.today)]
        uses = [each for each in granted if any(overlaps(run, each, row.per) for run in runs)]
        if not _concerned(concern, row, uses):
            continue
        reason = concern.reason("resource", id, [str(run.start or "") for run in runs])
        if reason is not None:
            worst = max(runs, key=lambda run: run.used)
            amounts = {"used": digits(worst.used), "capacity": digits(row.capacity)}
            why = Words("{used} of {capacity} is granted", **amounts)
            if worst.start is not None:
                why = Words("{used} of {capacity} is granted from {day} on", **amounts, day=worst.start)
            words = Words("{name}: who can do with less?")
            goals = {each.goal for each in uses if each.goal}
            goal = concern.goal or (goals.pop() if len(goals) == 1 else None)
            share = worst.used / row.capacity if row.capacity else worst.used
            yield Proposal(
                "resource", id, (reason, why), words, "decide", concern.here(row.department), goal, (id,), share
            )


def _ahead(run: Load, today: date) -> bool:
    return run.end is None or run.end >= today


def _concerned(concern: Concern, row: ResourceRow, uses: list[AllocationRow]) -> bool:
    if not concern.goal and concern.has(None, row.department):
        return True
    return any(concern.has(each.goal, each.department) for each in uses)


def _runs(loads: list[Load]) -> Iterator[Load]:
    """Stretches that follow each other without a day between them as one, with the most that is used in it."""
    run: Load | None = None
    for each in loads:
        if run is not None and run.end is not None and each.start == run.end + timedelta(1):
            run = Load(run.start, each.end, max(run.used, each.used))
            continue
        if run is not None:
            yield run
        run = each
    if run is not None:
        yield run


# Decisions


def _circulating(concern: Concern) -> Iterator[Proposal]:
    """Decisions that go round, and to which not all agree. Episodes: each department that has not answered, by the day
    until which it is asked; each that objects, by its moment."""
    overview = concern.overview
    for id, row in overview.decisions.rows.items():
        if not is_circulating(row) or not concern.has(row.goal, row.circulated_by, *row.stances):
            continue
        silent, objecting = unanswered(row), saying(row.stances, "objects")
        at = {each: row.stances[each].at for each in objecting}
        episodes = [*(f"{each}.{row.circulated_until or ''}" for each in silent)]
        episodes += [f"{each}.objects.{moment:%Y-%m-%dT%H%M%S}" for each, moment in at.items() if moment]
        reason = concern.reason("circulating", id, episodes)
        if reason is not None:
            words, presents = Words("{name} What do we decide?"), concern.here(row.circulated_by)
            over = (overview.today - row.circulated_until).days if row.circulated_until else 0
            why = _said_so_far(overview, row, silent, objecting)
            yield Proposal("circulating", id, (reason, why), words, "decide", presents, row.goal, (id,), over)


def _said_so_far(overview: Overview, row: DecisionRow, silent: tuple[str, ...], objecting: tuple[str, ...]) -> Words:
    found: list[Words] = []
    if objecting:
        called, one = [overview.called(each) for each in objecting], "{departments} objects"
        found.append(Words("{departments} object", one=one, departments=called, n=len(called)))
    if silent:
        called, one = [overview.called(each) for each in silent], "{departments} has not answered"
        found.append(Words("{departments} have not answered", one=one, departments=called, n=len(called)))
    if row.circulated_until is None:
        return Words("{reasons}", reasons=found)
    return Words("{reasons}, asked until {day}", reasons=found, day=row.circulated_until)


def _reviews(concern: Concern) -> Iterator[Proposal]:
    """Decisions that are due to be looked at again. Episodes: the day on which that is due."""
    overview = concern.overview
    for id, row in overview.decisions.rows.items():
        if row.review_on is None or not is_due(row, overview.today):
            continue
        made = concern.made(id)
        if not concern.has(row.goal, *made.decided_by) and not concern.made_here(made.source):
            continue
        reason = concern.reason("review", id, [str(row.review_on)])
        if reason is not None:
            n = (overview.today - row.review_on).days
            why = Words("due for review since {n} days", one="due for review since {n} day", n=n)
            words = Words("{name} How did it turn out?")
            presents = next(filter(None, map(concern.here, made.decided_by)), None)
            yield Proposal(
                "review",
                id,
                (reason, why if n else Words("due for review today")),
                words,
                "discuss",
                presents,
                row.goal,
                (id,),
                n,
            )
