"""What departments say to a goal: their stance, the answer to an objection, what they gain, pay and bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from store.errors import Refused
from store.fields.clean_text import clean
from store.kinds.department import Department
from store.kinds.department_rights import speakers, speaks_for
from store.kinds.goal import STANCES, Goal, Stance, is_open
from store.kinds.goal_shares import Share
from store.kinds.naming import by_id, short_name

if TYPE_CHECKING:
    from store.records import Changes


def take_stance(changes: Changes, goal_id: str, department_id: str, stance: str, reason: str = "") -> Goal:
    """What a department says to a goal: pending, agrees, reservation or objects; the last two want a reason.

    Its lead or deputy says it, or a coordinator for it; where it has neither, anybody of it. Raises `Refused`.
    """
    goal = _asked(changes, goal_id, department_id)
    now = said(changes, department_id, stance, clean(reason, lines=True), goal.stances.get(department_id, Stance()))
    changes.say("stance", id=goal.id, department=department_id, stance=stance)
    return changes.change(goal, stances={**goal.stances, department_id: now})


def answer(changes: Changes, goal_id: str, department_id: str, text: str, by: str = "") -> Goal:
    """What the others say to a department's objection; ``by`` is the id of a decision that says it.

    Raises `Refused` where there is no objection or nothing is said.
    """
    goal = _asked(changes, goal_id, department_id)
    stance = goal.stances.get(department_id, Stance())
    now = answered(changes, goal.id, department_id, stance, clean(text, lines=True), by)
    changes.say("answer", id=goal.id, department=department_id)
    return changes.change(goal, stances={**goal.stances, department_id: now})


def set_share(
    changes: Changes,
    goal_id: str,
    department_id: str,
    benefit: str | None = None,
    cost: str | None = None,
    brings: str | None = None,
) -> Goal:
    """What a department has of a goal, what it costs it, what it brings to the meeting; None leaves as it is."""
    given = {"benefit": benefit, "cost": cost, "brings": brings}
    said = {name: clean(text, lines=True) for name, text in given.items() if text is not None}
    goal = _asked(changes, goal_id, department_id)
    changes.say("share", id=goal.id, department=department_id)
    return _with_share(changes, goal, department_id, **said)


def mark_ready(changes: Changes, goal_id: str, department_id: str, brings: str = "") -> Goal:
    """A department has what it brings to the meeting."""
    goal = _asked(changes, goal_id, department_id)
    must_speak(changes, department_id)
    changes.say("ready", id=goal.id, department=department_id)
    said = {"brings": clean(brings, lines=True)} if clean(brings) else {}
    return _with_share(changes, goal, department_id, ready="ready", why="", by=changes.who, **said)


def waive(changes: Changes, goal_id: str, department_id: str, why: str) -> Goal:
    """A department need not bring anything; raises `Refused` without a reason."""
    goal = _asked(changes, goal_id, department_id)
    why = clean(why, lines=True)
    if not why:
        raise Refused("Going on without a department's material wants a reason; say why", "waiver-wants-reason")
    changes.say("waive", id=goal.id, department=department_id)
    return _with_share(changes, goal, department_id, ready="waived", why=why, by=changes.who)


def edited(changes: Changes, before: Goal, after: Goal) -> Goal:
    """The goal after an edit of its stances and shares, as if each had been said by its command.

    Raises `Refused` for what such a command would refuse: said by another, without a reason.
    """
    stances = stances_edited(changes, after.id, before.stances, after.stances)
    return msgspec.structs.replace(after, stances=stances, shares=_shares_edited(changes, before, after))


def stances_edited(
    changes: Changes, id: str, before: Mapping[str, Stance], after: Mapping[str, Stance]
) -> dict[str, Stance]:
    """What departments say to the record of that id after an edit, as if each had said it by its command."""
    stances = dict(after)
    for each in {**before, **after}:
        was, now = before.get(each, Stance()), after.get(each, Stance())
        if (now.stance, now.reason) != (was.stance, was.reason):
            stances[each] = said(changes, each, now.stance, now.reason, was)
        elif now.answer != was.answer:
            stances[each] = answered(changes, id, each, was, now.answer)
        elif each in before:
            stances[each] = was
    return stances


def _shares_edited(changes: Changes, before: Goal, after: Goal) -> dict[str, Share]:
    shares = dict(after.shares)
    for id in {**before.shares, **after.shares}:
        was, now = before.shares.get(id, Share()), after.shares.get(id, Share())
        if now.ready == "ready" != was.ready:
            must_speak(changes, id)
        if id in shares:
            same = (now.ready, now.why) == (was.ready, was.why)
            shares[id] = msgspec.structs.replace(now, by=was.by if same else changes.who)
    return shares


def said(changes: Changes, department_id: str, stance: str, reason: str, was: Stance) -> Stance:
    """What a department says from now on; raises `Refused` where whoever gives the command may not say it."""
    if stance not in STANCES:
        raise Refused('"{value}" is not one of: {choices}', "not-listed", value=stance, choices=STANCES)
    must_speak(changes, department_id)
    if stance in ("reservation", "objects") and not reason:
        raise Refused("A reservation or an objection wants a reason; say why", "wants-reason")
    now = Stance(stance, reason, changes.who, changes.now)
    if stance == "pending":
        before = "" if was.stance == "pending" else was.stance
        return msgspec.structs.replace(now, was=before, asked=changes.now)
    return now


def answered(changes: Changes, id: str, department_id: str, stance: Stance, text: str, by: str = "") -> Stance:
    """An objection to the record of that id with what the others say to it; raises `Refused` where there is none."""
    if stance.stance != "objects":
        raise Refused(
            "{department} does not object to {id}",
            "no-objection",
            department=by_id(changes, department_id),
            id=id,
        )
    if not text:
        raise Refused("An answer wants words; say what is done about the objection", "wants-words")
    return msgspec.structs.replace(stance, answer=text, answered_by=by or changes.who)


def _with_share(changes: Changes, goal: Goal, department: str, **values: str) -> Goal:
    share = msgspec.structs.replace(goal.shares.get(department, Share()), **values)
    return changes.change(goal, shares={**goal.shares, department: share})


def _asked(changes: Changes, goal_id: str, department_id: str) -> Goal:
    goal = changes.one(Goal, goal_id)
    if department_id not in goal.departments:
        raise Refused(
            "{department} is not among the departments of {id}; add it to them first",
            "not-taking-part",
            department=department_id,
            id=goal.id,
        )
    if not is_open(goal):
        raise Refused("{id} is closed already; reopen it first", "closed", id=goal.id)
    return goal


def must_speak(changes: Changes, department_id: str) -> None:
    """Raise `Refused` where whoever gives the command does not speak for the department."""
    department = changes.one(Department, department_id)
    if speaks_for(changes, changes.who, department.id):
        return
    named = speakers(department)
    code = short_name(department)
    if not named:
        raise Refused(
            "{department} has no lead; somebody of {department} or a coordinator speaks for it",
            "no-lead",
            department=code,
        )
    people = [by_id(changes, id) for id in named]
    raise Refused("{people} or a coordinator speaks for {department}", "not-yours", people=people, department=code)
