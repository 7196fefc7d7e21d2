"""Feedback: what one department says of another, or of itself, in a retrospective; five questions and a sentence.

It is asked for and then given, by whoever speaks for the department that is asked, until the retrospective is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from store.errors import Fault, Refused
from store.fields import day, line, number, ref
from store.fields import text as prose
from store.fields.clean_text import clean
from store.fields.rights import ONCE, Claim, Right
from store.kinds.base import Kind, Record
from store.kinds.consensus import must_speak
from store.kinds.department_rights import speaks_for
from store.kinds.goal import Goal
from store.kinds.meeting import Meeting
from store.kinds.naming import by_id
from store.kinds.retro import Retro, open_one
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: The fields of the five questions, in the order in which they are asked; each is answered with 1 to 5.
QUESTIONS = ("answered", "clear", "kept", "early", "helped")
LEAST, MOST = 1, 5


# Who may


def _said(claim: Claim, _before: Feedback | None, after: Feedback) -> bool:
    return speaks_for(claim.records, claim.who, after.of)


def _given(claim: Claim, before: Feedback | None, after: Feedback) -> bool:
    if not has_said(after):
        return after.given is None and after.given_by is None
    if before is not None and (after.given, after.given_by) == (before.given, before.given_by):
        return True
    mine = after.given_by == (claim.me.id if claim.me else None) or claim.importing
    return mine and claim.is_today(after.given) and speaks_for(claim.records, claim.who, after.of)


def _stays(claim: Claim, before: Feedback | None, _after: Feedback | None) -> bool:
    return claim.above or claim.undoing is not None or before is None or before.given is None


SAID = Right(Words("whoever speaks for the department that is asked, or a coordinator for it"), _said)
GIVEN = Right(Words("written when the feedback is given"), _given)
STAYS = Right(Words("what a department has said stays; a coordinator may take it away"), _stays)


def _question(label: Any) -> Any:
    """A number from 1 to 5."""
    return msgspec.structs.replace(label, least=LEAST, most=MOST, unit=None, right=SAID)


class Feedback(Record, frozen=True):
    """What the department ``of`` says ``on`` another one, or on itself; ``title`` names the two as they were called."""

    title: Annotated[str, line("Feedback", names=True, right=ONCE)]
    retro: Annotated[str | None, ref("Retrospective", "retro", right=ONCE, wanted=True)] = None
    of: Annotated[str | None, ref("Asked of", "department", context="feedback", right=ONCE, wanted=True)] = None
    on: Annotated[str | None, ref("About", "department", context="feedback", right=ONCE, wanted=True)] = None
    answered: Annotated[int | None, _question(number("Answers in time", later=True))] = None
    clear: Annotated[int | None, _question(number("Says clearly what it needs", later=True))] = None
    kept: Annotated[int | None, _question(number("Keeps what it promises", later=True))] = None
    early: Annotated[int | None, _question(number("Says early when something changes", later=True))] = None
    helped: Annotated[int | None, _question(number("Helps beyond its own goals", later=True))] = None
    said: Annotated[str, prose("In a sentence", later=True, right=SAID)] = ""
    given: Annotated[date | None, day("Given on", asked=False, right=GIVEN)] = None
    given_by: Annotated[str | None, ref("Given by", "person", asked=False, right=GIVEN)] = None


# Rules


def has_said(feedback: Feedback) -> bool:
    """A question is answered, or there is a sentence."""
    return bool(feedback.said) or any(getattr(feedback, name) is not None for name in QUESTIONS)


def faults(feedback: Feedback, before: Feedback | None, records: Records) -> Iterator[Fault]:
    """A department is asked once about another one."""
    if before is not None or not (feedback.retro and feedback.of and feedback.on):
        return
    for other in records.pointing(Feedback, "retro", feedback.retro):
        if other.id != feedback.id and (other.of, other.on) == (feedback.of, feedback.on):
            yield Fault("on", Words("it was asked about that already: {id}", "twice", id=other.id))


def is_over(feedback: Feedback, records: Records, _today: date) -> bool:
    """Nobody waits for it any more once it is given, or the retrospective is closed."""
    retro = records.maybe(Retro, feedback.retro)
    return feedback.given is not None or (retro is not None and retro.state == "closed")


def departments_of(records: Records, retro: Retro) -> tuple[str, ...]:
    """The departments that look back: its own, otherwise those of the goal or the meeting that it is about."""
    goal, meeting = records.maybe(Goal, retro.goal), records.maybe(Meeting, retro.meeting)
    return retro.departments or (goal or meeting or retro).departments


# Steps and commands


def complete(changes: Changes, feedback: Feedback) -> Feedback:
    """Where something is said, it is given: on the day, and by whom, that an import says."""
    if not has_said(feedback):
        return feedback
    stamped = _stamped(changes, feedback)
    given, by = feedback.given or stamped.given, feedback.given_by or stamped.given_by
    return msgspec.structs.replace(stamped, given=given, given_by=by)


def edited(changes: Changes, before: Feedback, after: Feedback, _why: str) -> Feedback:
    """The same; where all that was said is taken back, it is asked for again."""
    if all(getattr(before, name) == getattr(after, name) for name in (*QUESTIONS, "said")):
        return after
    if not has_said(after):
        return msgspec.structs.replace(after, given=None, given_by=None)
    return _stamped(changes, after)


def _stamped(changes: Changes, feedback: Feedback) -> Feedback:
    return msgspec.structs.replace(feedback, given=changes.today, given_by=changes.person_id)


def ask_all(changes: Changes, retro_id: str) -> list[Feedback]:
    """Ask every department of a retrospective about every other one, and about itself; only what was not asked yet."""
    retro = open_one(changes, retro_id)
    departments = departments_of(changes, retro)
    if not departments:
        raise Refused("{id} names no departments that could be asked; add them first", "nothing-named", id=retro.id)
    there = {(each.of, each.on) for each in changes.pointing(Feedback, "retro", retro.id)}
    made: list[Feedback] = []
    for of in departments:
        for on in (of, *(each for each in departments if each != of)):
            if (of, on) not in there:
                title = f"{by_id(changes, of)} → {by_id(changes, on)}"
                made.append(changes.add(Feedback(title=title, retro=retro.id, of=of, on=on)))
    if not made:
        raise Refused("Everybody was asked already; nothing is left to ask", "asked-already", id=retro.id)
    changes.say("ask-feedback", id=retro.id, ids=[each.id for each in made])
    return made


def give(changes: Changes, id: str, answers: Mapping[str, int | None], said: str | None = None) -> Feedback:
    """What a department says; what is None stays as it is. Raises `Refused`."""
    feedback = changes.one(Feedback, id)
    open_one(changes, feedback.retro or "")
    must_speak(changes, feedback.of or "")
    now = {name: answers[name] for name in QUESTIONS if answers.get(name) is not None}
    words = {} if said is None else {"said": clean(said, lines=True)}
    after = msgspec.structs.replace(feedback, **now, **words)
    if not has_said(after):
        raise Refused("Answer a question, or say a sentence", "wants-words")
    changes.say("give-feedback", id=feedback.id)
    return changes.put(_stamped(changes, after))


KIND = Kind(
    name="feedback",
    prefix="F",
    label="Feedback",
    plural="Feedback",
    record=Feedback,
    asks=("retro", "of", "on"),
    seen_at=("retro",),
    writer="member",
    stays=STAYS,
    faults=faults,
    on_add=complete,
    on_edit=edited,
    over=is_over,
    within=("retro",),
    kept=(*QUESTIONS, "said", "given", "given_by"),
    no_done=Words("feedback is given by its answers, not done", "by-answers"),
)
