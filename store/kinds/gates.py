"""The gates between the steps of a shared goal: what has to be there before the next, and passing without it.

A gate never blocks or opens silently: what it wants is listed, and whoever goes on without says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from store.errors import Refused
from store.kinds import consensus
from store.kinds import goal as goals
from store.kinds.action import OPEN, Action
from store.kinds.allocation import Allocation
from store.kinds.check_in import CheckIn
from store.kinds.department import Department
from store.kinds.escalation import accountable
from store.kinds.goal import STEPS, Goal, Passage, Share, Stance, is_open
from store.kinds.key_result import KeyResult
from store.kinds.lesson import Lesson
from store.kinds.milestone import Milestone
from store.kinds.person import Person
from store.kinds.raci import Party, gaps
from store.kinds.resource import Resource, over
from store.kinds.retro import Retro
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


#: So many wants are named where a gate refuses, and so many are kept where it was passed without them.
LISTED, KEPT = 6, 20


class Want(msgspec.Struct, frozen=True):
    """Something that a gate wants: in words, the record that it is about, and what meets it.

    ``meet`` is the name of what one does about it: edit, ready, value, answer, due, owner, raci, retro, lesson, done;
    ``party`` is the department that it concerns.
    """

    words: Words
    id: str
    meet: str
    party: str = ""


# What each gate wants. Rules: they read and compute.


def wants(goal: Goal, records: Records, today: date) -> list[Want]:
    """What the gate behind the goal's step still wants; nothing for a closed goal."""
    return list(_WANTS[goal.step](goal, records, today)) if goal.step in _WANTS and is_open(goal) else []


def _prepare(goal: Goal, records: Records, _today: date) -> Iterator[Want]:
    if not goal.why:
        yield Want(Words("its purpose: why this goal"), goal.id, "edit")
    if len(goal.departments) < 2:
        yield Want(Words("at least two departments"), goal.id, "edit")
    for id in goal.departments:
        if not goal.shares.get(id, Share()).ready:
            words = Words("{department} is ready, or need not be", department=called(records, id))
            yield Want(words, goal.id, "ready", id)


def _meet(goal: Goal, records: Records, _today: date) -> Iterator[Want]:
    for id in goal.departments:
        if goal.stances.get(id, Stance()).stance == "pending":
            yield Want(Words("the stance of {department}", department=called(records, id)), goal.id, "value", id)
    for id in goals.open_objections(goal):
        words = Words("an answer to the objection of {department}", department=called(records, id))
        yield Want(words, goal.id, "answer", id)


def _plan(goal: Goal, records: Records, _today: date) -> Iterator[Want]:
    for milestone in records.pointing(Milestone, "goal", goal.id):
        if milestone.department is None:
            yield Want(Words("{id}: a department", id=milestone.id), milestone.id, "edit")
        if milestone.due is None:
            yield Want(Words("{id}: a date", id=milestone.id), milestone.id, "due")
    for action in records.pointing(Action, "goal", goal.id):
        if action.state in OPEN and action.owner is None:
            yield Want(Words("{id}: an owner", id=action.id), action.id, "owner")
        if action.state in OPEN and action.due is None:
            yield Want(Words("{id}: a date", id=action.id), action.id, "due")
    for words in gaps(goal.raci, parties(records, goal.raci)):
        yield Want(Words("RACI: {fault}", fault=words), goal.id, "raci")
    yield from _over_committed(goal, records)


def _over_committed(goal: Goal, records: Records) -> Iterator[Want]:
    """Resources of the goal that are granted beyond their capacity, and nobody has said why."""
    mine = [each for each in records.pointing(Allocation, "goal", goal.id) if each.state == "granted"]
    for id in dict.fromkeys(each.resource for each in mine if each.resource):
        resource = records.find(id)
        if not isinstance(resource, Resource):
            continue
        granted = [each for each in records.pointing(Allocation, "resource", id) if each.state == "granted"]
        if over(granted, resource.capacity, resource.per) and not any(each.over for each in granted):
            words = Words("{name} is granted beyond its capacity; its owner says why", name=resource.name)
            yield Want(words, id, "value")


def _execute(goal: Goal, records: Records, today: date) -> Iterator[Want]:
    fresh = today - timedelta(records.settings.stale_after)
    for result in records.pointing(KeyResult, "goal", goal.id):
        checks = [each.on for each in records.pointing(CheckIn, "key_result", result.id) if each.on]
        if max(checks, default=date.min) < min(fresh, goal.due or fresh):
            yield Want(Words("{id}: its last check-in", id=result.id), result.id, "value")
    for action in records.pointing(Action, "goal", goal.id):
        if action.state in OPEN:
            words = Words("{id}: done, dropped or carried over", id=action.id)
            yield Want(words, action.id, "done")


def _evaluate(goal: Goal, records: Records, _today: date) -> Iterator[Want]:
    closed = [each for each in records.pointing(Retro, "goal", goal.id) if each.state == "closed"]
    if not closed:
        yield Want(Words("a retrospective that is closed"), goal.id, "retro")
    for retro in closed:
        if next(records.pointing(Lesson, "retro", retro.id), None) is None:
            yield Want(Words("{id}: its lessons", id=retro.id), retro.id, "lesson")
        for action in records.pointing(Action, "source", retro.id):
            if action.state in OPEN and action.owner is None:
                yield Want(Words("{id}: an owner", id=action.id), action.id, "owner")
            if action.state in OPEN and action.due is None:
                yield Want(Words("{id}: a date", id=action.id), action.id, "due")


_WANTS: dict[str, Callable[[Goal, Records, date], Iterator[Want]]] = {
    "prepare": _prepare,
    "meet": _meet,
    "plan": _plan,
    "execute": _execute,
    "evaluate": _evaluate,
}


def parties(records: Records, ids: dict[str, str]) -> dict[str, Party]:
    """The departments and people of a RACI as far as its rules go."""
    found: dict[str, Party] = {}
    for id in ids:
        record = records.find(id)
        if isinstance(record, Department):
            found[id] = Party(called(records, id), record.lead is not None, record.active)
        elif isinstance(record, Person):
            found[id] = Party(called(records, id))
    return found


def called(records: Records, id: str) -> str:
    """A department by its code, a person by the login, else by the name."""
    record = records.find(id)
    return getattr(record, "code", "") or getattr(record, "login", "") or getattr(record, "name", id)


# Commands


def advance(changes: Changes, id: str, why: str = "", outcome: str = "") -> Goal:
    """Take a goal through its gate to the next step; without what the gate wants only with a reason, which is kept.

    Out of the last step it closes with its ``outcome``. Raises `Refused`.
    """
    goal = changes.one(Goal, id)
    if not is_open(goal):
        raise Refused("{id} is closed already; reopen it first", id=goal.id)
    step = STEPS[STEPS.index(goal.step) + 1]
    after = msgspec.structs.replace(goal, step=step, outcome=outcome if step == "closed" else "")
    after = edited(changes, goal, after, why)
    changes.say("step", id=goal.id, step=step, **({"why": why} if why else {}))
    return changes.put(after)


def go_back(changes: Changes, id: str, step: str, why: str = "") -> Goal:
    """Take a goal back to an earlier step; the gates behind it are passed anew. Raises `Refused`."""
    goal = changes.one(Goal, id)
    if step not in STEPS or STEPS.index(step) >= STEPS.index(goal.step):
        earlier = ", ".join(STEPS[: STEPS.index(goal.step)])
        raise Refused('"{value}" is not one of: {choices}', value=step, choices=earlier)
    after = edited(changes, goal, msgspec.structs.replace(goal, step=step, outcome=""), why)
    changes.say("step", id=goal.id, step=step, **({"why": why} if why else {}))
    return changes.put(after)


def edited(changes: Changes, before: Goal, after: Goal, why: str) -> Goal:
    """What follows from an edit of a goal, and what its steps demand of whoever gives the command."""
    if after.passed != before.passed:
        raise Refused("The gates of {id} are kept by Concord itself; take it a step further instead", id=after.id)
    consensus.held(changes, before, after)
    after = goals.edited(changes, before, after, why)
    if after.step == before.step or after.outcome == "dropped":
        return after
    if after.step == "closed":
        _closes(changes, after)
    at, to = STEPS.index(before.step), STEPS.index(after.step)
    if to < at:
        passed = {step: how for step, how in after.passed.items() if STEPS.index(step) < to}
        return msgspec.structs.replace(after, passed=passed)
    passed = dict(after.passed)
    for step in STEPS[at:to]:
        passed[step] = _passage(changes, msgspec.structs.replace(after, step=step, outcome=""), why)
    return msgspec.structs.replace(after, passed=passed)


def _passage(changes: Changes, goal: Goal, why: str) -> Passage:
    lacking = wants(goal, changes, changes.today)
    if lacking and not why:
        listed = [want.words for want in lacking[:LISTED]]
        if len(lacking) > LISTED:
            listed.append(Words("{n} more", n=len(lacking) - LISTED))
        raise Refused(
            "{id} cannot leave the step {step} yet, it lacks: {lacking}. To go on without, say why (--why)",
            id=goal.id,
            step=Words(_label(goal.step)),
            lacking=listed,
            details={"lacking": [str(want.words) for want in lacking]},
        )
    kept = tuple(f"{want.meet} {want.party or want.id}" for want in lacking[:KEPT])
    return Passage(changes.now, changes.who, why if lacking else "", kept)


def _label(step: str) -> str:
    return next(each.label for each in goals.KIND.fields["step"].choices if each.value == step)


def _closes(changes: Changes, goal: Goal) -> None:
    """Raise `Refused` where whoever closes a goal is not accountable for it."""
    me = changes.person
    who = accountable(goal, changes)
    if me is None or who is None or me.id == who or me.role in ("coordinator", "admin"):
        return
    raise Refused("{who} is accountable for {id} and closes it, or a coordinator", who=called(changes, who), id=goal.id)


KIND = msgspec.structs.replace(goals.KIND, on_edit=edited)
