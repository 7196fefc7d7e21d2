"""Decisions in their short form: the question, what was chosen, why, who decided, who was heard, when to look again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, day, line, mapping, ref, refs, text
from store.kinds import blocker as blockers
from store.kinds import consensus
from store.kinds.base import Kind, Record
from store.kinds.blocker import Blocker
from store.kinds.goal import Goal, Stance
from store.text import clean
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

HEARD, WAIVED = "heard", "waived"


class Hearing(msgspec.Struct, frozen=True, omit_defaults=True):
    """That a party was ``heard`` before a decision, or why it was not: ``waived``."""

    state: str = HEARD
    why: str = ""


class Decision(Record, frozen=True):
    """Open until something is ``chosen``. It ends the blockers ``ends`` and answers the objections of ``answers``."""

    question: Annotated[str, line("Question", names=True)]
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    options: Annotated[str, text("Options", hint="One on a line")] = ""
    chosen: Annotated[str, line("Chosen")] = ""
    why: Annotated[str, text("Why")] = ""
    decided_by: Annotated[tuple[str, ...], refs("Decided by", "person", "department")] = ()
    decided: Annotated[date | None, day("Decided on", asked=False)] = None
    consulted: Annotated[dict[str, Hearing], mapping("Consulted", "department", "person")] = {}
    evidence: Annotated[tuple[str, ...], refs("Evidence")] = ()
    review_on: Annotated[date | None, day("Review on")] = None
    ends: Annotated[tuple[str, ...], refs("Ends", "blocker")] = ()
    answers: Annotated[tuple[str, ...], refs("Answers the objection of", "department")] = ()
    result: Annotated[
        str,
        choice(
            "How it turned out",
            ("", "Not known yet"),
            ("as-expected", "As expected"),
            ("better", "Better"),
            ("worse", "Worse"),
        ),
    ] = ""


# Rules


def faults(decision: Decision, _before: Decision | None, _records: Records) -> Iterator[Fault]:
    """Hearings that there are; who was not heard is waived with a reason."""
    for id, hearing in decision.consulted.items():
        if hearing.state not in (HEARD, WAIVED):
            words = Words('"{value}" is not one of: {choices}', value=hearing.state, choices=f"{HEARD}, {WAIVED}")
            yield Fault(f"consulted.{id}", words)
        elif hearing.state == WAIVED and not hearing.why:
            yield Fault(f"consulted.{id}", Words("is waived without a reason"))


def unheard(decision: Decision, goal: Goal | None) -> tuple[str, ...]:
    """Who has a C on the goal and was neither heard nor waived."""
    raci = goal.raci if goal is not None else {}
    return tuple(id for id, letter in raci.items() if letter == "C" and id not in decision.consulted)


# Steps and commands


def complete(changes: Changes, decision: Decision) -> Decision:
    """What is chosen is decided today, by whoever says so unless told otherwise, once every C was heard or waived."""
    if not decision.goal:
        goals = {goal for id in decision.ends if (goal := _goal_of(changes, id))}
        decision = msgspec.structs.replace(decision, goal=goals.pop() if len(goals) == 1 else None)
    return _decided(changes, decision) if decision.chosen else decision


def edited(changes: Changes, before: Decision, after: Decision, _why: str) -> Decision:
    """Choosing decides, by the same rule; without a choice it is open again."""
    if after.chosen and not before.chosen:
        return _decided(changes, after)
    return after if after.chosen else msgspec.structs.replace(after, decided=None)


def _decided(changes: Changes, decision: Decision) -> Decision:
    goal = changes.find(decision.goal) if decision.goal else None
    missing = unheard(decision, goal if isinstance(goal, Goal) else None)
    if missing:
        names = ", ".join(_called(changes, id) for id in missing)
        raise Refused(
            "{names} is to be consulted (C) on {goal}: say that each was heard (--heard), or waive it with a reason "
            "(--waived)",
            names=names,
            goal=decision.goal,
        )
    me = changes.person
    by = decision.decided_by or (() if me is None else (me.id,))
    return msgspec.structs.replace(decision, decided=decision.decided or changes.today, decided_by=by)


def follow(changes: Changes, before: Decision | None, after: Decision) -> None:
    """What is decided ends its blockers and answers its objections."""
    if not after.chosen:
        return
    known: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    if before is not None and before.chosen:
        known = before.ends, before.answers
    said = f"{after.id}: {after.chosen}"
    for id in after.ends:
        blocker = changes.find(id)
        if id not in known[0] and isinstance(blocker, Blocker) and blocker.resolved is None:
            changes.put(blockers.done(changes, blocker, said))
    goal = changes.find(after.goal) if after.goal else None
    for department in after.answers:
        if department in known[1]:
            continue
        if not isinstance(goal, Goal):
            raise Refused("{id} names no goal, so there is no objection to answer", id=after.id)
        current = changes.one(Goal, goal.id)
        if current.stances.get(department, Stance()).stance == "objects":
            what = dict(changes.transaction.what)
            consensus.answer(changes, goal.id, department, said, after.id)
            changes.transaction.what = what


def decide(
    changes: Changes,
    question: str,
    chosen: str,
    why: str = "",
    *,
    goal: str | None = None,
    decided_by: Sequence[str] = (),
    heard: Sequence[str] = (),
    waived: Mapping[str, str] | None = None,
    review_on: date | None = None,
    ends: Sequence[str] = (),
    answers: Sequence[str] = (),
    options: str = "",
) -> Decision:
    """Decide: every C of the goal is ``heard`` or ``waived`` (with the reason). Raises `Refused`, `Invalid`."""
    if not clean(chosen):
        raise Refused("Say what was chosen")
    hearings = {id: Hearing() for id in heard}
    hearings |= {id: Hearing(WAIVED, clean(reason, lines=True)) for id, reason in (waived or {}).items()}
    decision = Decision(
        question=clean(question),
        chosen=clean(chosen),
        why=clean(why, lines=True),
        goal=goal,
        decided_by=tuple(decided_by),
        consulted=hearings,
        review_on=review_on,
        ends=tuple(dict.fromkeys(ends)),
        answers=tuple(dict.fromkeys(answers)),
        options=clean(options, lines=True),
    )
    decision = changes.add(complete(changes, decision))
    follow(changes, None, decision)
    changes.say("decide", id=decision.id)
    return decision


def _goal_of(changes: Changes, blocker: str) -> str | None:
    for id in getattr(changes.find(blocker), "holds", ()):
        if id.startswith("G-"):
            return id
        if found := getattr(changes.find(id), "goal", None):
            return found
    return None


def _called(changes: Changes, id: str) -> str:
    record = changes.find(id)
    return getattr(record, "code", "") or getattr(record, "login", "") or getattr(record, "name", id)


def reopen(_changes: Changes, decision: Decision, _why: str) -> Decision:
    """Open again: nothing is chosen."""
    if not decision.chosen:
        raise Refused("{id} is open already", id=decision.id)
    return msgspec.structs.replace(decision, chosen="", decided=None)


def standing(decision: Decision) -> str:
    """Open, or done: decided."""
    return "done" if decision.chosen else "open"


KIND = Kind(
    name="decision",
    prefix="D",
    label="Decision",
    plural="Decisions",
    record=Decision,
    faults=faults,
    on_add=complete,
    on_edit=edited,
    follow=follow,
    reopen=reopen,
    no_done=Words("a decision is made by choosing: D, or set chosen"),
    standing=standing,
    stands_by=("chosen",),
)
