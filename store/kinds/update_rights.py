"""Who may bring about what of an update: the department that shares it says what it says, each other one its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from store.fields.rights import Claim, Right
from store.kinds.acknowledging import ASKS, OPEN, UNDERSTOOD, Acknowledgement, is_shared
from store.kinds.department_rights import is_of, speaks_for
from store.kinds.ending import ended_above
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.update import Update
    from store.records import Records

#: What departments acknowledge: where it changes, they are asked again.
TOLD = ("title", "sort", "text")


def shares(records: Records, who: str, update: Update) -> bool:
    """Somebody is of the department that shares it, or a coordinator; where that is gone, whoever made it."""
    if update.department is None or records.find(update.department) is None:
        return update.made_by == who or is_of(records, who, None)
    return is_of(records, who, update.department)


def answers_for(records: Records, who: str, update: Update) -> bool:
    """Somebody owns it, or speaks for the department that shared it."""
    me = records.person_of(who)
    return (me is not None and me.id == update.owner) or speaks_for(records, who, update.department)


def _theirs(claim: Claim, before: Update | None, after: Update) -> bool:
    """Both are of a department of whoever commits, or nobody's yet."""
    new = before is None and is_of(claim.records, claim.who, after.department)
    return new or (before is not None and _handed_on(claim, before, after))


def _handed_on(claim: Claim, before: Update, after: Update) -> bool:
    return shares(claim.records, claim.who, before) and (
        claim.above or is_of(claim.records, claim.who, after.department)
    )


def _told(claim: Claim, before: Update | None, after: Update) -> bool:
    """By the department that shares it; whoever had understood it is asked again."""
    if before is None:
        return True
    return shares(claim.records, claim.who, before) and (not is_told_anew(before, after) or _put_anew(before, after))


def is_told_anew(before: Update, after: Update) -> bool:
    """It says another thing than before."""
    return any(getattr(before, name) != getattr(after, name) for name in TOLD)


def _put_anew(before: Update, after: Update) -> bool:
    understood = ((id, each) for id, each in before.acknowledged.items() if each.state == UNDERSTOOD)
    return all(after.acknowledged.get(id) != each for id, each in understood)


def _audience(claim: Claim, before: Update | None, _after: Update) -> bool:
    return before is None or shares(claim.records, claim.who, before)


def _withdrawn(claim: Claim, before: Update | None, after: Update) -> bool:
    if is_shared(after) == bool(after.reason):
        return False
    if before is None:
        return is_shared(after) or claim.importing
    return before.state != after.state and shares(claim.records, claim.who, before)


def _acknowledged(claim: Claim, before: Update | None, after: Update) -> bool:
    was = {} if before is None else before.acknowledged
    for id in {**was, **after.acknowledged}:
        then, now = was.get(id), after.acknowledged.get(id)
        if then != now and not _became(claim, before, after, id, then, now):
            return False
    return True


def _became(
    claim: Claim,
    before: Update | None,
    after: Update,
    department: str,
    then: Acknowledgement | None,
    now: Acknowledgement | None,
) -> bool:
    """It was said by whoever speaks for the department, answered by whoever shares it, or asked again."""
    if now is None:
        return department not in after.departments
    if before is None or department not in after.departments:
        return False
    was = then or Acknowledgement()
    put = msgspec.structs.replace(
        was, state=OPEN, was=was.state if was.state == UNDERSTOOD else was.was, asked=now.asked
    )
    if now == put:
        joins = department not in before.departments
        return claim.is_now(now.asked) and (joins or (was.state == UNDERSTOOD and is_told_anew(before, after)))
    if not is_shared(after) or ended_above(claim.records, before) not in (None, before.id):
        return False
    answer = msgspec.structs.replace(was, answer=now.answer, answered_by=claim.who, answered_at=now.answered_at)
    if now == answer and was.state == ASKS:
        return bool(now.answer) and claim.is_now(now.answered_at) and answers_for(claim.records, claim.who, before)
    said = msgspec.structs.replace(was, state=UNDERSTOOD, by=claim.who, at=now.at, was="")
    asks = Acknowledgement(ASKS, claim.who, now.at, now.question, asked=was.asked)
    fits = (now == said and was.state != UNDERSTOOD) or (now == asks and bool(now.question))
    return fits and claim.is_now(now.at) and speaks_for(claim.records, claim.who, department)


def _stays(claim: Claim, before: Update | None, _after: Update | None) -> bool:
    if before is None or claim.above or claim.undoing is not None:
        return True
    untouched = all(each.state == OPEN and not each.was for each in before.acknowledged.values())
    return untouched and shares(claim.records, claim.who, before)


SHARES = Right(Words("one shares for a department that one is of or speaks for, a coordinator for any"), _theirs)
TELLS = Right(
    Words("somebody of the department that shares it, or a coordinator; who had understood it is asked again"),
    _told,
    firm=True,
)
AUDIENCE = Right(Words("somebody of the department that shares it, or a coordinator"), _audience)
WITHDRAWN = Right(Words("the department that shares it withdraws it and says why, or a coordinator"), _withdrawn)
ACKNOWLEDGED = Right(
    Words(
        "the lead or deputy of the department says it, where it has neither anybody of it, or a coordinator for it; "
        "its owner answers, or who speaks for the department that shared it"
    ),
    _acknowledged,
)
STAYS = Right(
    Words("it is withdrawn with why, and deleted only as long as no department has said anything to it"), _stays
)
