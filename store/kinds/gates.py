"""The gates between the steps of a shared goal: what has to be there before the next, and passing without it.

A gate never blocks or opens silently: what it wants is listed, and whoever goes on without says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from store.errors import Refused
from store.fields.clean_text import clean
from store.kinds import allocation as allocations
from store.kinds import consensus
from store.kinds import goal as goals
from store.kinds.action import OPEN, Action
from store.kinds.allocation import Allocation
from store.kinds.card import Card
from store.kinds.check_in import CheckIn
from store.kinds.ending import settle
from store.kinds.escalation import accountable
from store.kinds.goal import STEPS, Goal, Passage, Stance, is_open, reached
from store.kinds.goal_rights import may_close
from store.kinds.goal_shares import unready
from store.kinds.key_result import KeyResult
from store.kinds.lesson import Lesson
from store.kinds.meetings_around import was_held_about
from store.kinds.milestone import Milestone
from store.kinds.naming import by_id
from store.kinds.parties import parties
from store.kinds.person import Person, has_left
from store.kinds.raci import gaps, misfits
from store.kinds.resource import Load, Resource, over_for, overlaps
from store.kinds.retro import Retro
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


#: So many wants are named where a gate refuses, and so many are kept where it was passed without them.
LISTED, KEPT = 6, 20
#: What meets that a meeting is wanted.
HELD = "meeting"


class Want(msgspec.Struct, frozen=True):
    """Something that a gate wants: in words, the record that it is about, and what meets it.

    ``meet`` is the name of what one does about it: edit, ready, meeting, value, answer, due, owner, raci,
    retro, lesson, done;
    ``party`` is the department that it concerns, ``field`` what an edit fills in.
    """

    words: Words
    id: str
    meet: str
    party: str = ""
    field: str = ""

    @property
    def reason(self) -> str:
        """The reason code."""
        return self.words.reason


# What each gate wants. Rules: they read and compute.


def wants(goal: Goal, records: Records, today: date) -> list[Want]:
    """What the gate behind the goal's step still wants; nothing for a closed goal."""
    return list(_WANTS[goal.step](goal, records, today)) if goal.step in _WANTS and is_open(goal) else []


def _prepare(goal: Goal, records: Records, _today: date) -> Iterator[Want]:
    if not goal.why:
        yield Want(Words("its purpose: why this goal", "wants-purpose"), goal.id, "edit", field="why")
    if len(goal.departments) < 2:
        yield Want(Words("at least two departments", "wants-departments"), goal.id, "edit", field="departments")
    for id in unready(goal):
        words = Words("{department} is ready, or need not be", "wants-ready", department=by_id(records, id))
        yield Want(words, goal.id, "ready", id)


def _meet(goal: Goal, records: Records, _today: date) -> Iterator[Want]:
    if not was_held_about(records, goal.id):
        yield Want(Words("a meeting that was held about it", "wants-meeting"), goal.id, HELD)
    for id in goal.departments:
        if goal.stances.get(id, Stance()).stance == "pending":
            yield Want(
                Words("the stance of {department}", "wants-stance", department=by_id(records, id)), goal.id, "value", id
            )
    for id in goals.open_objections(goal):
        words = Words("an answer to the objection of {department}", "wants-answer", department=by_id(records, id))
        yield Want(words, goal.id, "answer", id)


def _plan(goal: Goal, records: Records, today: date) -> Iterator[Want]:
    for milestone in records.pointing(Milestone, "goal", goal.id):
        if milestone.dropped:
            continue
        if milestone.department is None:
            words = Words("{id}: a department", "wants-department", id=milestone.id)
            yield Want(words, milestone.id, "edit", field="department")
        if milestone.due is None:
            yield Want(Words("{id}: a date", "wants-day", id=milestone.id), milestone.id, "due")
    for action in records.pointing(Action, "goal", goal.id):
        yield from _by_whom_and_when(action, records, today)
    for id, words in raci_faults(goal, records, today):
        if id == goal.id:
            yield Want(Words("RACI: {fault}", fault=words), id, "raci")
        else:
            yield Want(Words("RACI of {id}: {fault}", id=id, fault=words), id, "raci")
    yield from _over_committed(goal, records, today)


def _by_whom_and_when(action: Action, records: Records, today: date) -> Iterator[Want]:
    owner = records.maybe(Person, action.owner)
    if action.state in OPEN and (owner is None or has_left(owner, today)):
        yield Want(Words("{id}: an owner", "wants-owner", id=action.id), action.id, "owner")
    if action.state in OPEN and action.due is None:
        yield Want(Words("{id}: a date", "wants-day", id=action.id), action.id, "due")


def raci_faults(goal: Goal, records: Records, today: date) -> Iterator[tuple[str, Words]]:
    """(id, fault) of the letters of a goal, its key results and its milestones: the rows of its matrix."""
    for words in gaps(goal.raci, parties(records, goal.raci, today)):
        yield goal.id, words
    rows = (*records.pointing(KeyResult, "goal", goal.id), *records.pointing(Milestone, "goal", goal.id))
    for row in rows:
        for words in misfits(row.raci, parties(records, row.raci, today)):
            yield row.id, words


def _over_committed(goal: Goal, records: Records, today: date) -> Iterator[Want]:
    """Resources granted beyond their capacity from today on while the goal has them, and nobody has said why."""
    mine = [each for each in records.pointing(Allocation, "goal", goal.id) if each.state == "granted"]
    for id in dict.fromkeys(each.resource for each in mine if each.resource):
        resource = records.maybe(Resource, id)
        if resource is None:
            continue
        granted = [each for each in records.pointing(Allocation, "resource", id) if each.state == "granted"]
        here = [each for each in mine if each.resource == id]
        found = over_for(here, granted, resource.capacity, resource.per, today)
        if any(not _seen(load, granted) for load in found):
            words = Words(
                "{name} is granted beyond its capacity; its owner says why", "granted-beyond", name=resource.name
            )
            yield Want(words, id, "value")


def _seen(load: Load, granted: list[Allocation]) -> bool:
    """Whoever granted something that is part of it has said why."""
    return any(each.over and overlaps(each, load, "day") for each in granted)


def _execute(goal: Goal, records: Records, today: date) -> Iterator[Want]:
    fresh = today - timedelta(records.settings.stale_after)
    for result in records.pointing(KeyResult, "goal", goal.id):
        checks = [each.on for each in records.pointing(CheckIn, "key_result", result.id) if each.on]
        if max(checks, default=date.min) < min(fresh, goal.due or fresh):
            yield Want(Words("{id}: its last check-in", "wants-check-in", id=result.id), result.id, "value")
    for action in records.pointing(Action, "goal", goal.id):
        if action.state in OPEN:
            words = Words("{id}: done, dropped or carried over", "wants-end", id=action.id)
            yield Want(words, action.id, "done")


def _evaluate(goal: Goal, records: Records, today: date) -> Iterator[Want]:
    closed = [each for each in records.pointing(Retro, "goal", goal.id) if each.state == "closed"]
    if not closed:
        yield Want(Words("a retrospective that is closed", "wants-retro"), goal.id, "retro")
    for retro in closed:
        if not any(each.state != "retired" for each in records.pointing(Lesson, "retro", retro.id)):
            yield Want(Words("{id}: its lessons", "wants-lessons", id=retro.id), retro.id, "lesson")
        for action in _follow_ups(goal, retro, records):
            yield from _by_whom_and_when(action, records, today)


def _follow_ups(goal: Goal, retro: Retro, records: Records) -> Iterator[Action]:
    """What came out of a retrospective, and out of its cards as far as it was not carried to another goal."""
    yield from records.pointing(Action, "source", retro.id)
    cards = {each.id for each in records.pointing(Card, "retro", retro.id)}
    yield from (each for each in records.pointing(Action, "goal", goal.id) if each.source in cards)


_WANTS: dict[str, Callable[[Goal, Records, date], Iterator[Want]]] = {
    "prepare": _prepare,
    "meet": _meet,
    "plan": _plan,
    "execute": _execute,
    "evaluate": _evaluate,
}


# Commands


def advance(changes: Changes, id: str, why: str = "", outcome: str = "", at: str = "") -> Goal:
    """Take a goal through its gate to the next step; without what the gate wants only with a reason, which is kept.

    Out of the last step it closes with its ``outcome``. ``at`` is the step at which whoever says so saw it: where it
    has gone on since, it is refused. Raises `Refused`.
    """
    goal = changes.one(Goal, id)
    if not is_open(goal):
        raise Refused("{id} is closed already; reopen it first", "closed", id=goal.id)
    if at and at != goal.step:
        raise Refused(
            "{id} is at the step {step} by now; look at what its gate wants",
            "moved-on",
            id=goal.id,
            step=_label(goal.step),
        )
    step = STEPS[_known(goal) + 1]
    if outcome and step != "closed":
        raise Refused(
            "{id} closes out of its last step; set its outcome to close it from here, with the reason",
            "not-last-step",
            id=goal.id,
        )
    why = clean(why, lines=True)
    after = edited(changes, goal, msgspec.structs.replace(goal, step=step, outcome=outcome), why)
    changes.say("step", id=goal.id, step=step, **({"why": why} if why else {}))
    after = changes.put(after)
    ended(changes, goal, after)
    return after


def go_back(changes: Changes, id: str, step: str, why: str = "") -> Goal:
    """Take a goal back to an earlier step; the gates behind it are passed anew. Raises `Refused`."""
    goal = changes.one(Goal, id)
    if not is_open(goal):
        raise Refused("{id} is closed already; reopen it first", "closed", id=goal.id)
    at = _known(goal)
    if step not in STEPS or reached(step) >= at:
        if not at:
            raise Refused("{id} is at its first step; there is none to go back to", "first-step", id=goal.id)
        raise Refused('"{value}" is not one of: {choices}', "not-listed", value=step, choices=STEPS[:at])
    why = clean(why, lines=True)
    after = edited(changes, goal, msgspec.structs.replace(goal, step=step, outcome=""), why)
    changes.say("step", id=goal.id, step=step, **({"why": why} if why else {}))
    return changes.put(after)


def edited(changes: Changes, before: Goal, after: Goal, why: str) -> Goal:
    """What follows from an edit of a goal, and what its steps demand of whoever gives the command."""
    if after.passed != before.passed:
        raise Refused(
            "The gates of {id} are kept by Concord itself; take it a step further instead",
            "kept-by-concord",
            id=after.id,
        )
    if before.outcome == "dropped" and (after.outcome, after.step) != (before.outcome, before.step):
        raise Refused("{id} is closed already; reopen it first", "closed", id=after.id)
    after = consensus.edited(changes, before, after)
    after = goals.edited(changes, before, after, why)
    if after.step == before.step and after.outcome == before.outcome:
        return after
    if after.step == "closed":
        _closes(changes, before, why)
    if after.step == before.step or after.outcome == "dropped":
        return after
    at, to = _known(before), reached(after.step)
    if to < at:
        return _without(after, to)
    passed = dict(after.passed)
    for step in STEPS[at:to]:
        passed[step] = _passage(changes, msgspec.structs.replace(after, step=step, outcome=""), why)
    return msgspec.structs.replace(after, passed=passed)


def _without(goal: Goal, at: int) -> Goal:
    """The gates from that step on are passed anew."""
    return msgspec.structs.replace(goal, passed={step: how for step, how in goal.passed.items() if reached(step) < at})


def _known(goal: Goal) -> int:
    """The place of its step; raises `Refused` where only a later version knows it, and what its gate wants."""
    at = reached(goal.step)
    if at < 0:
        raise Refused(
            "{id} is at the step {step}, which this version does not know. Update Concord",
            "newer-version",
            id=goal.id,
            step=goal.step,
        )
    return at


def reopen(changes: Changes, goal: Goal, why: str) -> Goal:
    """Open again, at the step that it goes back to; the gates behind that are passed anew."""
    after = goals.reopen(changes, goal, why)
    return _without(after, reached(after.step))


def drop(changes: Changes, goal: Goal, why: str) -> Goal:
    """Given up, with the reason, by whoever may close it."""
    after = goals.drop(changes, goal, why)
    _closes(changes, goal, why)
    return after


def ended(changes: Changes, before: Goal | None, after: Goal) -> None:
    """A goal that closes lets go of the resources that it asked for or was granted."""
    if before is None or not is_open(before) or is_open(after):
        return
    for each in list(changes.pointing(Allocation, "goal", after.id)):
        if each.state in ("asked", "granted"):
            changes.put(allocations.release(changes, each, after.id))


def _passage(changes: Changes, goal: Goal, why: str) -> Passage:
    lacking = wants(goal, changes, changes.today)
    if lacking and not why:
        listed = [want.words for want in lacking[:LISTED]]
        if len(lacking) > LISTED:
            listed.append(Words("{n} more", n=len(lacking) - LISTED))
        raise Refused(
            "{id} cannot leave the step {step} yet, it lacks: {lacking}. To go on without, say why",
            "gate-wants",
            id=goal.id,
            step=_label(goal.step),
            lacking=listed,
            details={"lacking": [str(want.words) for want in lacking]},
        )
    kept = tuple(f"{want.meet} {want.party or want.id}" for want in lacking[:KEPT])
    return Passage(changes.now, changes.who, why if lacking else "", kept, len(lacking) - len(kept))


def _label(step: str) -> Words | str:
    return goals.KIND.fields["step"].label_of(step)


def _closes(changes: Changes, goal: Goal, why: str) -> None:
    """Whoever is accountable closes a goal, and says what becomes of what is open on it. Raises `Refused`."""
    who = accountable(goal, changes)
    if who is not None and not may_close(changes.claim, goal):
        who = by_id(changes, who)
        raise Refused("{who} is accountable for {id} and closes it, or a coordinator", "not-yours", who=who, id=goal.id)
    if is_open(goal):
        settle(changes, goal, why)


KIND = msgspec.structs.replace(goals.KIND, on_edit=edited, reopen=reopen, drop=drop, follow=ended)
