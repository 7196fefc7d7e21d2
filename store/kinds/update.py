"""Updates: what a department tells others without a meeting, and which of them have read and understood it.

Each department that it is for acknowledges it, or asks what it needs to know first; whoever shared it answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Refused
from store.fields import choice, line, mapping, ref, refs
from store.fields import text as prose
from store.fields.clean_text import clean
from store.kinds import evidence as proofs
from store.kinds.acknowledging import (
    ASKS,
    OPEN,
    UNDERSTOOD,
    Acknowledgement,
    is_shared,
    said,
    there,
)
from store.kinds.base import Kind, Record, ended_by
from store.kinds.consensus import must_speak
from store.kinds.ending import ended_above
from store.kinds.evidence import Cited
from store.kinds.goal import Goal
from store.kinds.naming import by_id
from store.kinds.update_rights import (
    ACKNOWLEDGED,
    AUDIENCE,
    SHARES,
    STAYS,
    TELLS,
    WITHDRAWN,
    answers_for,
    is_told_anew,
    shares,
)
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


class Update(Record, frozen=True):
    """``department`` shares it with ``departments``; ``acknowledged`` has what each of them has said to it.

    ``owner`` answers what they ask, as does whoever speaks for the department.
    """

    title: Annotated[str, line("Update", names=True, right=TELLS)]
    sort: Annotated[
        str,
        choice(
            "Sort",
            ("news", "News"),
            ("risk", "Risk"),
            ("change", Words("Change", context="update")),
            ("number", Words("Number", context="update")),
            right=TELLS,
        ),
    ] = "news"
    text: Annotated[str, prose("More", right=TELLS)] = ""
    departments: Annotated[tuple[str, ...], refs("For", "department", context="whom", right=AUDIENCE, wanted=True)] = ()
    department: Annotated[str | None, ref("Shared by", "department", right=SHARES, wanted=True)] = None
    goal: Annotated[str | None, ref("Goal", "goal", right=AUDIENCE)] = None
    evidence: Annotated[tuple[str, ...], proofs.evidence(TELLS)] = ()
    cited: Annotated[tuple[Cited, ...], proofs.cited(TELLS)] = ()
    evidence_links: Annotated[str, proofs.links(TELLS)] = ""
    owner: Annotated[str | None, ref("Owner", "person", sign="@", right=AUDIENCE, duty=True, later=True)] = None
    acknowledged: Annotated[
        dict[str, Acknowledgement], mapping("Acknowledged", "department", right=ACKNOWLEDGED, found=True)
    ] = {}
    state: Annotated[
        str, choice("State", ("shared", "Shared"), ("withdrawn", "Withdrawn"), asked=False, right=WITHDRAWN)
    ] = "shared"
    reason: Annotated[str, prose("Why", asked=False, right=WITHDRAWN)] = ""


# Rules


def is_over(update: Update, records: Records, _today: date) -> bool:
    """Nobody waits for it any more: all have acknowledged it, are dissolved, or its goal is closed."""
    if update.goal is not None and ended_above(records, update) is not None:
        return True
    return bool(update.departments) and not any(there(update, records))


# Steps and commands


def complete(changes: Changes, update: Update) -> Update:
    """It is shared by whoever does, in the name of their department, with those of its goal unless told otherwise."""
    update = proofs.settled(changes, None, update)
    me, goal = changes.person, changes.maybe(Goal, update.goal)
    own = update.department or (me.department if me is not None else None)
    to = update.departments or (() if goal is None else goal.departments)
    return msgspec.structs.replace(
        update,
        department=own,
        departments=tuple(id for id in dict.fromkeys(to) if id != own),
        owner=update.owner or changes.person_id,
    )


def edited(changes: Changes, before: Update, after: Update, _why: str) -> Update:
    """Who had understood what it said before is asked again, as is who joins later; the rest is said by commands."""
    after = proofs.settled(changes, before, after)
    words = dict(after.acknowledged)
    for id in {**before.acknowledged, **words}:
        was, now = said(before, id), words.get(id, Acknowledgement())
        if (now.state, now.question) != (was.state, was.question):
            words[id] = _said(changes, id, now.state, now.question, was)
        elif now.answer != was.answer:
            words[id] = _answered(changes, after, id, now.answer, was)
        elif id in before.acknowledged:
            words[id] = was
    if is_told_anew(before, after):
        words |= {id: _put_again(changes, each) for id, each in words.items() if each.state == UNDERSTOOD}
    joining = [id for id in after.departments if id not in before.departments]
    words |= {id: _put_again(changes, words.get(id, Acknowledgement())) for id in joining}
    return msgspec.structs.replace(
        after, acknowledged={id: each for id, each in words.items() if id in after.departments}
    )


def _put_again(changes: Changes, word: Acknowledgement) -> Acknowledgement:
    was = word.state if word.state == UNDERSTOOD else word.was
    return msgspec.structs.replace(word, state=OPEN, was=was, asked=changes.now)


def understood(changes: Changes, id: str, department: str) -> Update:
    """A department has read and understood it. Raises `Refused`."""
    update = _open(changes, id, department)
    now = _said(changes, department, UNDERSTOOD, "", said(update, department))
    changes.say("understood", id=id, department=department)
    return changes.change(update, acknowledged={**update.acknowledged, department: now})


def all_understood(changes: Changes, ids: Sequence[str], department: str) -> list[Update]:
    """It has read and understood all of these. Raises `Refused`."""
    found = [understood(changes, id, department) for id in ids]
    if len(found) > 1:
        changes.say("understood", ids=[*ids], department=department)
    return found


def ask(changes: Changes, id: str, department: str, question: str) -> Update:
    """A department needs to know something first. Raises `Refused`."""
    update = _open(changes, id, department)
    now = _said(changes, department, ASKS, clean(question, lines=True), said(update, department))
    changes.say("ask-about", id=id, department=department)
    return changes.change(update, acknowledged={**update.acknowledged, department: now})


def answer(changes: Changes, id: str, department: str, text: str) -> Update:
    """What whoever shared it says to the question of a department. Raises `Refused`."""
    update = _open(changes, id, department)
    now = _answered(changes, update, department, clean(text, lines=True), said(update, department))
    changes.say("answer-about", id=id, department=department)
    return changes.change(update, acknowledged={**update.acknowledged, department: now})


def _said(changes: Changes, department: str, state: str, question: str, was: Acknowledgement) -> Acknowledgement:
    must_speak(changes, department)
    if state == was.state == UNDERSTOOD:
        return was
    if state == UNDERSTOOD:
        return msgspec.structs.replace(was, state=state, by=changes.who, at=changes.now, was="")
    if not question:
        raise Refused("Say what the department needs to know", "wants-words")
    return Acknowledgement(ASKS, changes.who, changes.now, question, asked=was.asked)


def _answered(changes: Changes, update: Update, department: str, text: str, was: Acknowledgement) -> Acknowledgement:
    if was.state != ASKS:
        called = by_id(changes, department)
        raise Refused("{department} asks nothing about {id}", "asks-nothing", department=called, id=update.id)
    if not answers_for(changes, changes.who, update):
        raise Refused(
            "whoever shared {id} answers, or who speaks for {department}",
            "not-yours",
            id=update.id,
            department=by_id(changes, update.department),
        )
    if not text:
        raise Refused("An answer wants words", "wants-words")
    return msgspec.structs.replace(was, answer=text, answered_by=changes.who, answered_at=changes.now)


def _open(changes: Changes, id: str, department: str) -> Update:
    update = changes.one(Update, id)
    if not is_shared(update):
        raise Refused("{id} is closed already; reopen it first", "closed", id=update.id)
    if update.goal is not None and (ended := ended_above(changes, changes.one(Goal, update.goal))) is not None:
        raise Refused("{id} is over and takes nothing new; reopen it first", "closed", id=ended)
    if department not in update.departments:
        called = by_id(changes, department)
        raise Refused(
            "{id} is not for {department}; add it to those that it is for",
            "not-taking-part",
            id=update.id,
            department=called,
        )
    return update


def drop(changes: Changes, update: Update, why: str) -> Update:
    """Withdrawn, with why: it does not hold any more. Raises `Refused`."""
    if not is_shared(update):
        raise Refused("{id} is closed already; reopen it first", "closed", id=update.id)
    _must_share(changes, update)
    return msgspec.structs.replace(update, state="withdrawn", reason=why)


def reopen(changes: Changes, update: Update, _why: str) -> Update:
    """What was withdrawn is shared again."""
    if is_shared(update):
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=update.id)
    _must_share(changes, update)
    return msgspec.structs.replace(update, state="shared", reason="")


def _must_share(changes: Changes, update: Update) -> None:
    if not shares(changes, changes.who, update):
        department = by_id(changes, update.department)
        raise Refused(
            "{id} is shared by {department}, or a coordinator", "not-yours", id=update.id, department=department
        )


KIND = Kind(
    name="update",
    prefix="U",
    label="Update",
    plural="Updates",
    record=Update,
    asks=("sort", "departments", "goal", "text"),
    writer="member",
    stays=STAYS,
    faults=lambda update, before, _records: proofs.faults(update, before),
    on_add=complete,
    on_edit=edited,
    drop=drop,
    reopen=reopen,
    standing=ended_by("state", withdrawn="dropped"),
    stands_by=("state",),
    over=is_over,
    within=("goal",),
    kept=("title", "sort", "text", "departments", "department", "owner", "acknowledged"),
    no_done=Words("an update is acknowledged by each department that it is for, not done", "by-acknowledging"),
)
