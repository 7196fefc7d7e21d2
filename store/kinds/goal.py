"""Shared goals: the objective that several departments agree on, and the step it has reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Protocol

import msgspec

from store.errors import Fault, Refused, Unlisted
from store.fields import Field, choice, day, line, mapping, moment, number, period_line, ref, refs, rows, text
from store.kinds import goal_rights as rights
from store.kinds.base import Kind, Record, fields_of
from store.kinds.common_rules import circle, order_of_days, period_form
from store.kinds.goal_shares import Share, Stepping, share_faults
from store.kinds.joining import stronger
from store.kinds.moves import DUE, MOVED, DueChange, moved
from store.kinds.raci import LETTER, one_accountable
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What a department can say to a goal.
STANCES = ("pending", "agrees", "reservation", "objects")
_SAID = choice(
    "Stance",
    ("pending", "no answer"),
    ("agrees", "agrees"),
    ("reservation", "with reservation"),
    ("objects", "objects"),
)
STEPS = ("prepare", "meet", "plan", "execute", "evaluate", "closed")
#: What the departments agree on: where it changes, they are asked again. Title and purpose are how it is told; who is
#: to answer for it and what the key results aim at are looked at besides.
AGREED_ON = ("start", "due", "period", "expected")


class Stance(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one department says to a goal: ``pending``, ``agrees``, ``reservation`` or ``objects``; why, who, when.

    ``was`` is what it said before the goal changed and the question was put again, at ``asked``; all the rest is then
    still of that. ``answer`` is what the others say to an objection, ``answered_by`` a login or the id of a decision.
    """

    stance: Annotated[str, _SAID] = "pending"
    reason: Annotated[str, text("Why")] = ""
    by: Annotated[str, line("Said by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Said on")] = None
    was: Annotated[str, msgspec.structs.replace(_SAID, label="Said before", asked=False)] = ""
    asked: Annotated[datetime | None, moment("Asked again on")] = None
    answer: Annotated[str, text("Answer")] = ""
    answered_by: Annotated[str, line("Answered by", asked=False)] = ""

    def joined(self, other: Stance) -> Stance:
        """Of two departments that are made one what either objects to is not lost."""
        return stronger(self, other, "stance", STANCES[::-1])


class Passage(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the gate behind a step was passed: when, by whom, and where something was ``lacking``, why without it.

    Of what was lacking, what would have met it and for what: "value DP-2", "owner A-7"; ``more`` counts what is not
    named any more.
    """

    at: Annotated[datetime | None, moment("Passed on")] = None
    by: Annotated[str, line("Passed by")] = ""
    why: Annotated[str, text("Why")] = ""
    lacking: Annotated[tuple[str, ...], Field(label=Words("Without"), type="refs")] = ()
    more: Annotated[int, number("Without so many more")] = 0


class Agreement(msgspec.Struct, frozen=True):
    """Who of the departments involved says what; ``state`` is none, pending, objected or agreed."""

    state: str
    agrees: tuple[str, ...] = ()
    reservation: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()


class Goal(Record, frozen=True):
    """The objective. ``stances`` and ``shares`` are by department, ``raci`` maps a party's id to a letter.

    ``passed`` is by step: how the gate behind it was passed.
    """

    title: Annotated[str, line("Title", names=True)]
    why: Annotated[str, text("Why", wanted=True)] = ""
    expected: Annotated[str, text("Expected outcome", right=rights.SCOPE)] = ""
    period: Annotated[str, period_line("Period", right=rights.SCOPE)] = ""
    owner: Annotated[str | None, ref("Owner", "person", sign="@", right=rights.ACCOUNTABLE, duty=True, wanted=True)] = (
        None
    )
    departments: Annotated[
        tuple[str, ...], refs("Departments", "department", right=rights.SCOPE, duty=True, wanted=True)
    ] = ()
    parent: Annotated[str | None, ref("Part of", "goal", context="goal")] = None
    start: Annotated[date | None, day("Start", right=rights.SCOPE)] = None
    due: Annotated[date | None, day("Due", right=DUE.beside(rights.SCOPE), wanted=True, deadline=True)] = None
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
            later=True,
            right=rights.STEP,
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
            later=True,
            right=rights.OUTCOME,
        ),
    ] = ""
    reason: Annotated[str, text("Why closed so", asked=False, right=rights.REASON)] = ""
    stances: Annotated[dict[str, Stance], mapping("Stances", "department", right=rights.STANCES)] = {}
    shares: Annotated[dict[str, Share], mapping("Benefit and cost", "department", right=rights.SHARES)] = {}
    raci: Annotated[
        dict[str, str], mapping("RACI", "department", "person", item=LETTER, right=rights.ACCOUNTABLE, duty=True)
    ] = {}
    passed: Annotated[dict[str, Passage], mapping("Gates passed", keys="goal.step", right=rights.PASSED)] = {}
    due_log: Annotated[tuple[DueChange, ...], rows("Moved", right=MOVED)] = ()


class GoalLike(Stepping, Protocol):
    """The same with what departments said to it."""

    @property
    def stances(self) -> Mapping[str, Stance]: ...
    @property
    def passed(self) -> Mapping[str, Passage]: ...
    @property
    def made_at(self) -> datetime | None: ...


# Rules


def reached(step: str) -> int:
    """The place of a step among the steps; -1 for one that only a later version knows."""
    return STEPS.index(step) if step in STEPS else -1


def agreement(goal: Goal) -> Agreement:
    """How far the departments involved have agreed; one that has not said anything is pending."""
    said: dict[str, list[str]] = {stance: [] for stance in STANCES}
    for department in goal.departments:
        stance = goal.stances.get(department)
        # A word that only a later version knows is no agreement.
        said.get(stance.stance if stance else "pending", said["pending"]).append(department)
    state = "agreed"
    if said["objects"]:
        state = "objected"
    elif said["pending"]:
        state = "pending"
    elif not goal.departments:
        state = "none"
    return Agreement(state, *(tuple(said[stance]) for stance in ("agrees", "reservation", "objects", "pending")))


def is_open(goal: GoalLike) -> bool:
    """Neither closed nor dropped."""
    return goal.step != "closed" and not goal.outcome


def asked_again(goal: Goal, at: datetime) -> Goal:
    """The goal with all stances back to pending, each remembering what it was; they are asked from ``at`` on.

    Who has not answered goes on being asked since before.
    """
    return msgspec.structs.replace(goal, stances=all_put_again(goal.stances, at))


def all_put_again(stances: Mapping[str, Stance], at: datetime) -> dict[str, Stance]:
    """The same of what was said to anything."""
    return {id: _put_again(said, at) for id, said in stances.items()}


def put_again(before: Goal, after: Goal) -> list[str]:
    """The departments that had said something to the goal, and are asked what they say to it as it is now."""
    said = (id for id, stance in before.stances.items() if stance.stance != "pending" and id in after.departments)
    return [id for id in said if after.stances.get(id, Stance()).stance == "pending"]


def _put_again(said: Stance, at: datetime) -> Stance:
    if said.stance == "pending":
        return said
    return msgspec.structs.replace(said, stance="pending", was=said.stance, asked=at)


def asked_since(goal: GoalLike, department: str) -> datetime | None:
    """Since when a department is asked what it says; None where it has said it, or nobody asks.

    It is asked from the meeting on until it says it: where a gate was passed without its word, that is no answer. A
    goal that was brought in half way, and had no meeting here, asks nobody before it changes.
    """
    stance = goal.stances.get(department, Stance())
    if stance.stance != "pending" or goal.step == "prepare" or not is_open(goal):
        return None
    prepared = goal.passed.get("prepare")
    begun = goal.made_at if prepared is not None or goal.step == "meet" else None
    # What was asked while it was still being prepared waits for the meeting.
    return max(filter(None, (stance.asked, prepared and prepared.at)), default=begun)


def objected_since(goal: GoalLike, department: str) -> datetime | None:
    """Since when a department objects and has no answer, whatever gate was passed meanwhile; None where it does not."""
    stance = goal.stances.get(department, Stance())
    waits = stance.stance == "objects" and not stance.answer and is_open(goal)
    return (stance.at or goal.made_at) if waits else None


def open_objections(goal: GoalLike) -> tuple[str, ...]:
    """The departments that object and have no answer."""
    objecting = ((id, goal.stances.get(id, Stance())) for id in goal.departments)
    return tuple(id for id, stance in objecting if stance.stance == "objects" and not stance.answer)


def faults(goal: Goal, before: Goal | None, records: Records) -> Iterator[Fault]:
    """Start before due, no circle of parents, exactly one accountable, stances and outcome that there are."""
    yield from order_of_days(goal.start, goal.due)
    yield from period_form(goal.period)
    yield from circle(goal, before, "parent", records)
    if before is None or goal.stances != before.stances:
        yield from stance_faults(goal.stances)
    if before is None or goal.shares != before.shares:
        yield from share_faults(goal.shares)
    if goal.raci and (before is None or goal.raci != before.raci):
        yield from one_accountable(goal.raci)
    if goal.outcome and goal.step != "closed":
        yield Fault("outcome", Words("belongs to a closed goal; set the step to closed as well", "not-closed"))


def stance_faults(stances: Mapping[str, Stance]) -> Iterator[Fault]:
    """Stances that there are."""
    for id, stance in stances.items():
        if stance.stance not in STANCES:
            yield Unlisted(f"stances.{id}", stance.stance, fields_of(Stance)["stance"].listed)


# Steps and commands


def complete(_changes: Changes, goal: Goal) -> Goal:
    """A new goal that comes in with an outcome is closed."""
    return msgspec.structs.replace(goal, step="closed") if goal.outcome else goal


def edited(changes: Changes, before: Goal, after: Goal, why: str) -> Goal:
    """An outcome closes and closing wants an outcome; another date or scope asks the departments again.

    Moving the due day wants a reason and is kept.
    """
    if after.outcome != before.outcome and after.outcome:
        if after.outcome == "dropped" and not (why or after.reason):
            raise Refused("Dropping {ids} wants a reason; say why", "goal-wants-reason", ids=after.id)
        after = msgspec.structs.replace(after, step="closed", reason=why or after.reason)
    elif after.outcome != before.outcome and after.step == "closed":
        after = msgspec.structs.replace(after, step="evaluate", reason="")
    if after.step == "closed" and not after.outcome:
        raise Refused(
            "Closing {id} wants its outcome: set outcome to achieved, partly, missed or dropped instead",
            "wants-outcome",
            id=after.id,
        )
    if after.step != "closed" and after.outcome:
        after = msgspec.structs.replace(after, outcome="", reason="")
    if is_open(after):
        after = _asked_of_it(before, after, changes.now)
    return moved(changes, before, after, why, len(put_again(before, after)))


def _asked_of_it(before: Goal, after: Goal, now: datetime) -> Goal:
    """Another date or scope puts the question again to all; one that joins is asked from now on.

    Where a department leaves, the others agreed to something else; one more takes nothing from what they agreed to.
    """
    gone = set(before.departments) - set(after.departments)
    if gone or any(getattr(before, name) != getattr(after, name) for name in AGREED_ON):
        after = asked_again(after, now)
    stances = dict(after.stances)
    for id in after.departments:
        if id not in before.departments and id in stances:
            stances[id] = _put_again(stances[id], now)
        elif id not in before.departments and after.step != "prepare":
            stances[id] = Stance(asked=now)
    return msgspec.structs.replace(after, stances=stances)


def reopen(_changes: Changes, goal: Goal, _why: str) -> Goal:
    """Open again: to be evaluated, or from the beginning where it was dropped."""
    if is_open(goal):
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=goal.id)
    step = "prepare" if goal.outcome == "dropped" else "evaluate"
    return msgspec.structs.replace(goal, outcome="", step=step, reason="")


def drop(_changes: Changes, goal: Goal, why: str) -> Goal:
    """Given up, with the reason. Refused when it is closed."""
    if not is_open(goal):
        raise Refused("{id} is closed already; reopen it first", "closed", id=goal.id)
    return msgspec.structs.replace(goal, outcome="dropped", step="closed", reason=why)


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
    asks=("owner", "due", "departments", "why", "expected"),
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    reopen=reopen,
    drop=drop,
    stays=rights.STAYS,
    no_done=Words("a goal is closed with its outcome: set outcome to achieved, partly or missed", "wants-outcome"),
    standing=standing,
    stands_by=("step", "outcome"),
    within=("parent",),
    closes=True,
    kept=("period", "expected", "owner", "departments", "parent", "start", "due", "stances", "shares", "raci"),
)
