"""Shared goals: the objective that several departments agree on, and the step it has reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, day, line, mapping, ref, refs, text
from store.kinds.base import Kind, Record
from store.kinds.shared import circle, order_of_days, period_form
from store.text import clean
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What a department can say to a goal.
STANCES = ("pending", "agrees", "reservation", "objects")
STEPS = ("prepare", "meet", "plan", "execute", "evaluate", "closed")


class Stance(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one department says to a goal: ``pending``, ``agrees``, ``reservation`` or ``objects``; why, who, when.

    ``was`` is what it said before the goal changed and the question was put again.
    """

    stance: str = "pending"
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    was: str = ""


class Agreement(msgspec.Struct, frozen=True):
    """Who of the departments involved says what; ``state`` is none, pending, objected or agreed."""

    state: str
    agrees: tuple[str, ...] = ()
    reservation: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()


class Goal(Record, frozen=True):
    """The objective. ``stances`` maps a department's id to its stance, ``raci`` a party's id to a letter."""

    title: Annotated[str, line("Title", names=True)]
    why: Annotated[str, text("Why")] = ""
    expected: Annotated[str, text("Expected outcome")] = ""
    period: Annotated[str, line("Period", hint="A quarter or year: 2026-Q4, 2027")] = ""
    owner: Annotated[str | None, ref("Owner", "person")] = None
    departments: Annotated[tuple[str, ...], refs("Departments", "department")] = ()
    parent: Annotated[str | None, ref("Part of", "goal")] = None
    start: Annotated[date | None, day("Start")] = None
    due: Annotated[date | None, day("Due")] = None
    step: Annotated[
        str,
        choice(
            "Step",
            ("prepare", "Prepare"),
            ("meet", "Meet"),
            ("plan", "Plan"),
            ("execute", "Execute"),
            ("evaluate", "Evaluate"),
            ("closed", "Closed"),
        ),
    ] = "prepare"
    outcome: Annotated[
        str,
        choice(
            "Outcome",
            ("", "Not closed"),
            ("achieved", "Achieved"),
            ("partly", "Partly achieved"),
            ("missed", "Missed"),
            ("dropped", "Dropped"),
        ),
    ] = ""
    reason: Annotated[str, text("Why closed so", asked=False)] = ""
    stances: Annotated[dict[str, Stance], mapping("Stances", "department")] = {}
    raci: Annotated[dict[str, str], mapping("RACI", "department", "person")] = {}


# Rules


def agreement(goal: Goal) -> Agreement:
    """How far the departments involved have agreed; one that has not said anything is pending."""
    said: dict[str, list[str]] = {stance: [] for stance in STANCES}
    for department in goal.departments:
        stance = goal.stances.get(department)
        said[stance.stance if stance else "pending"].append(department)
    state = "agreed"
    if said["objects"]:
        state = "objected"
    elif said["pending"]:
        state = "pending"
    elif not goal.departments:
        state = "none"
    return Agreement(state, *(tuple(said[stance]) for stance in ("agrees", "reservation", "objects", "pending")))


def is_open(goal: Goal) -> bool:
    """Neither closed nor dropped."""
    return goal.step != "closed" and not goal.outcome


def asked_again(goal: Goal) -> Goal:
    """The goal with all stances back to pending, each remembering what it was."""
    stances = {
        id: Stance(was=stance.stance, reason=stance.reason, by=stance.by, at=stance.at)
        if stance.stance != "pending"
        else stance
        for id, stance in goal.stances.items()
    }
    return msgspec.structs.replace(goal, stances=stances)


def faults(goal: Goal, before: Goal | None, records: Records) -> Iterator[Fault]:
    """Start before due, no circle of parents, exactly one accountable, stances and outcome that there are."""
    yield from order_of_days(goal.start, goal.due)
    yield from period_form(goal.period)
    if goal.parent and (before is None or goal.parent != before.parent):
        yield from circle(goal, "parent", records)
    if before is None or goal.stances != before.stances:
        yield from _stance_faults(goal)
    if goal.raci and (before is None or goal.raci != before.raci):
        yield from raci_faults(goal.raci)
    if goal.outcome and goal.step != "closed":
        yield Fault("outcome", Words("belongs to a closed goal; set the step to closed as well"))


def _stance_faults(goal: Goal) -> Iterator[Fault]:
    for id, stance in goal.stances.items():
        if stance.stance not in STANCES:
            known = ", ".join(STANCES)
            words = Words('"{value}" is not one of: {choices}', value=stance.stance, choices=known)
            yield Fault(f"stances.{id}", words)


def raci_faults(raci: dict[str, str]) -> Iterator[Fault]:
    """Letters that there are, and exactly one A."""
    for id, letter in raci.items():
        if letter not in ("R", "A", "C", "I"):
            yield Fault(f"raci.{id}", Words('"{value}" is not one of: {choices}', value=letter, choices="R, A, C, I"))
    accountable = [id for id, letter in raci.items() if letter == "A"]
    if not accountable:
        yield Fault("raci", Words("nobody is accountable; give exactly one party an A"))
    elif len(accountable) > 1:
        parties = ", ".join(accountable)
        yield Fault("raci", Words("{parties} are all accountable; leave exactly one A", parties=parties))


# Steps and commands


def complete(_changes: Changes, goal: Goal) -> Goal:
    """A new goal that comes in with an outcome is closed."""
    return msgspec.structs.replace(goal, step="closed") if goal.outcome else goal


def edited(_changes: Changes, before: Goal, after: Goal, why: str) -> Goal:
    """An outcome closes and closing wants an outcome; a changed date puts the question to the departments again."""
    if after.outcome != before.outcome and after.outcome:
        if after.outcome == "dropped" and not (why or after.reason):
            raise Refused("Dropping {ids} wants a reason; say why (--why)", ids=after.id)
        after = msgspec.structs.replace(after, step="closed", reason=why or after.reason)
    elif after.outcome != before.outcome and after.step == "closed":
        after = msgspec.structs.replace(after, step="evaluate", reason="")
    if after.step == "closed" and not after.outcome:
        raise Refused(
            "Closing {id} wants its outcome: set outcome to achieved, partly, missed or dropped instead", id=after.id
        )
    if after.step != "closed" and after.outcome:
        after = msgspec.structs.replace(after, outcome="", reason="")
    if (before.start, before.due) != (after.start, after.due):
        after = asked_again(after)
    return after


def reopen(_changes: Changes, goal: Goal, _why: str) -> Goal:
    """Open again: to be evaluated, or from the beginning where it was dropped."""
    if is_open(goal):
        raise Refused("{id} is open already", id=goal.id)
    step = "prepare" if goal.outcome == "dropped" else "evaluate"
    return msgspec.structs.replace(goal, outcome="", step=step, reason="")


def drop(_changes: Changes, goal: Goal, why: str) -> Goal:
    """Given up, with the reason. Refused when it is closed."""
    if not is_open(goal):
        raise Refused("{id} is closed already; reopen it first", id=goal.id)
    return msgspec.structs.replace(goal, outcome="dropped", step="closed", reason=why)


def take_stance(changes: Changes, goal_id: str, department_id: str, stance: str, reason: str = "") -> Goal:
    """What a department says to a goal: pending, agrees, reservation or objects; the last two want a reason."""
    goal = changes.one(Goal, goal_id)
    if stance not in STANCES:
        raise Refused('"{value}" is not one of: {choices}', value=stance, choices=", ".join(STANCES))
    if department_id not in goal.departments:
        raise Refused(
            "{department} is not among the departments of {id}; add it to them first",
            department=department_id,
            id=goal.id,
        )
    if not is_open(goal):
        raise Refused("{id} is closed already; reopen it first", id=goal.id)
    reason = clean(reason, lines=True)
    if stance in ("reservation", "objects") and not reason:
        raise Refused("A reservation or an objection wants a reason; say why (--why)")
    said = Stance(stance, reason, changes.who, changes.now)
    changes.say("stance", id=goal.id, department=department_id, stance=stance)
    return changes.change(goal, stances={**goal.stances, department_id: said})


def assign(changes: Changes, goal_id: str, letters: dict[str, str]) -> Goal:
    """Set the RACI letters of parties (departments, people); an empty letter takes a party out."""
    goal = changes.one(Goal, goal_id)
    raci = {id: letter for id, letter in {**goal.raci, **letters}.items() if letter}
    changes.say("raci", id=goal.id, parties=list(letters))
    return changes.change(goal, raci=raci)


def standing(goal: Goal) -> str:
    """Open, done (closed, however it came out) or dropped."""
    if is_open(goal):
        return "open"
    return "dropped" if goal.outcome == "dropped" else "done"


KIND = Kind(
    name="goal",
    prefix="G",
    label="Goal",
    plural="Goals",
    record=Goal,
    faults=faults,
    on_add=complete,
    on_edit=edited,
    reopen=reopen,
    drop=drop,
    no_done=Words("a goal is closed with its outcome: set outcome to achieved, partly or missed"),
    standing=standing,
    stands_by=("step", "outcome"),
)
