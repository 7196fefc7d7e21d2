"""Decisions in their short form: the question, what was chosen, why, who decided, who was heard, when to look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused, Unlisted
from store.fields import choice, day, line, mapping, ref, refs, text
from store.fields.clean_text import clean
from store.fields.rights import Claim, Right
from store.kinds import blocker as blockers
from store.kinds import consensus
from store.kinds.base import Kind, Record, open_until
from store.kinds.blocker import Blocker
from store.kinds.department_rights import speaks_for
from store.kinds.goal import Goal, Stance
from store.kinds.naming import by_id
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

HEARD, WAIVED = "heard", "waived"


class Hearing(msgspec.Struct, frozen=True, omit_defaults=True):
    """That a party was ``heard`` before a decision, or why it was not: ``waived``."""

    state: Annotated[str, choice("State", (HEARD, "heard"), (WAIVED, "waived"))] = HEARD
    why: Annotated[str, text("Why")] = ""


# Who may


def _decided_by(claim: Claim, before: Decision | None, after: Decision) -> bool:
    was = set(() if before is None else before.decided_by)
    changed = set(after.decided_by) ^ was
    if not after.chosen:
        changed -= was  # what is open again nobody has decided
    elif before is None or before.chosen != after.chosen:
        changed |= set(after.decided_by)
    return _for(claim, changed)


def _for(claim: Claim, ids: Iterable[str]) -> bool:
    """Whoever commits speaks for all of them."""
    own = "" if claim.me is None else claim.me.id
    return claim.above or all(id == own or speaks_for(claim.records, claim.who, id) for id in ids)


def _decided_on(claim: Claim, before: Decision | None, after: Decision) -> bool:
    if after.decided is None:
        return not after.chosen
    return (before is None or before.chosen != after.chosen) and claim.is_today(after.decided)


def _chosen(claim: Claim, before: Decision | None, after: Decision | None) -> bool:
    """What is decided is not put into other words but by those who decided it; it can be opened again."""
    if after is not None and not after.chosen:
        return True
    if before is not None and before.chosen and not _for(claim, before.decided_by):
        return False
    if after is None or (before is not None and before.chosen == after.chosen):
        return True
    heard = not unheard(after, claim.after.maybe(Goal, after.goal))
    return after.decided is not None and heard and (before is None or _decided_by(claim, before, after))


DECIDED_BY = Right(
    Words("whoever decides says so for themselves and for the departments they speak for, a coordinator for others"),
    _decided_by,
)
CHOSEN = Right(
    Words("what is decided is put into other words by those who decided it, or a coordinator; else it is opened again"),
    _chosen,
)
DECIDED = Right(Words("the day on which it is decided"), _decided_on)


class Decision(Record, frozen=True):
    """Open until something is ``chosen``. It ends the blockers ``ends`` and answers the objections of ``answers``."""

    question: Annotated[str, line("Question", names=True, right=CHOSEN)]
    goal: Annotated[str | None, ref("Goal", "goal", right=CHOSEN)] = None
    options: Annotated[str, text("Options", hint="One on a line", right=CHOSEN)] = ""
    chosen: Annotated[str, line("Chosen", right=CHOSEN)] = ""
    why: Annotated[str, text("Why", right=CHOSEN)] = ""
    decided_by: Annotated[tuple[str, ...], refs("Decided by", "person", "department", right=DECIDED_BY)] = ()
    decided: Annotated[date | None, day("Decided on", asked=False, right=DECIDED)] = None
    consulted: Annotated[dict[str, Hearing], mapping("Consulted", "department", "person", right=CHOSEN)] = {}
    evidence: Annotated[tuple[str, ...], refs("Evidence")] = ()
    review_on: Annotated[date | None, day("Review on")] = None
    ends: Annotated[tuple[str, ...], refs("Ends", "blocker", right=CHOSEN)] = ()
    answers: Annotated[tuple[str, ...], refs("Answers the objection of", "department", later=True, right=CHOSEN)] = ()
    result: Annotated[
        str,
        choice(
            "How it turned out",
            ("", "Not known yet"),
            ("as-expected", "As expected"),
            ("better", "Better"),
            ("worse", "Worse"),
            later=True,
        ),
    ] = ""


# Rules


def faults(decision: Decision, _before: Decision | None, _records: Records) -> Iterator[Fault]:
    """Hearings that there are; who was not heard is waived with a reason."""
    for id, hearing in decision.consulted.items():
        if hearing.state not in (HEARD, WAIVED):
            yield Unlisted(f"consulted.{id}", hearing.state, (HEARD, WAIVED))
        elif hearing.state == WAIVED and not hearing.why:
            yield Fault(f"consulted.{id}", Words("is waived without a reason", "waived-without-reason"))


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
    if not after.chosen:
        return _open(after) if before.chosen else msgspec.structs.replace(after, decided=None)
    heard = (before.goal, before.consulted) == (after.goal, after.consulted)
    return after if before.chosen and heard else _decided(changes, after)


def _decided(changes: Changes, decision: Decision) -> Decision:
    missing = unheard(decision, changes.maybe(Goal, decision.goal))
    if missing:
        names = [by_id(changes, id) for id in missing]
        raise Refused(
            "{names} is to be consulted (C) on {goal}: say that each was heard, or waive it with a reason",
            "wants-hearing",
            names=names,
            goal=decision.goal,
        )
    me = changes.person_id
    by = decision.decided_by or ((me,) if me else ())
    return msgspec.structs.replace(decision, decided=decision.decided or changes.today, decided_by=by)


def follow(changes: Changes, before: Decision | None, after: Decision) -> None:
    """What is decided ends its blockers and answers its objections; what is not decided any more does neither."""
    was, now = _did(before), _did(after)
    for place in [each for each in was if each not in now]:
        _undo(changes, after, place)
    for place in [each for each in now if was.get(each) != now[each]]:
        _do(changes, after, place, f"{after.id}: {after.chosen}")


def gone(changes: Changes, decision: Decision) -> None:
    """What a decision ended or answered is open again when it is taken away."""
    for place in _did(decision):
        _undo(changes, decision, place)


def _did(decision: Decision | None) -> dict[str, str]:
    """The blockers that it ended and the departments that it answered, to what was chosen."""
    if decision is None or not decision.chosen:
        return {}
    return dict.fromkeys((*decision.ends, *decision.answers), decision.chosen)


def _do(changes: Changes, decision: Decision, place: str, said: str) -> None:
    record = changes.find(place)
    if isinstance(record, Blocker):
        if record.resolved is None:
            changes.put(blockers.done(changes, record, said))
        elif _ended_by(record, decision):
            changes.change(record, resolution=said)
        return
    goal = changes.maybe(Goal, decision.goal)
    if goal is None:
        raise Refused(
            "{id} names no goal, so there is no objection to answer; name it", "names-no-goal", id=decision.id
        )
    if goal.stances.get(place, Stance()).stance == "objects":
        what = dict(changes.transaction.what)
        consensus.answer(changes, goal.id, place, said, decision.id)
        changes.transaction.what = what


def _undo(changes: Changes, decision: Decision, place: str) -> None:
    record = changes.find(place)
    if isinstance(record, Blocker):
        if record.resolved is not None and _ended_by(record, decision):
            changes.put(blockers.reopen(changes, record, ""))
        return
    goal = changes.maybe(Goal, decision.goal)
    stance = Stance() if goal is None else goal.stances.get(place, Stance())
    if goal is not None and stance.stance == "objects" and stance.answered_by == decision.id:
        stance = msgspec.structs.replace(stance, answer="", answered_by="")
        changes.change(goal, stances={**goal.stances, place: stance})


def _ended_by(blocker: Blocker, decision: Decision) -> bool:
    return blocker.resolution.startswith(f"{decision.id}: ")


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
        raise Refused("Say what was chosen; a question that is still open is added without", "wants-choice")
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


def reopen(_changes: Changes, decision: Decision, _why: str) -> Decision:
    """Open again: nothing is chosen."""
    if not decision.chosen:
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=decision.id)
    return _open(decision)


def _open(decision: Decision) -> Decision:
    return msgspec.structs.replace(decision, chosen="", decided=None, decided_by=())


KIND = Kind(
    name="decision",
    prefix="D",
    label="Decision",
    plural="Decisions",
    record=Decision,
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    follow=follow,
    gone=gone,
    stays=CHOSEN,
    reopen=reopen,
    no_done=Words("a decision is made by choosing; say what was chosen", "made-by-choosing"),
    standing=open_until("chosen"),
    stands_by=("chosen",),
    within=("goal",),
)
