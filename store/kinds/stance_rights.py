"""How what a department says comes about, to a goal as to a question that goes round: said, answered, asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from store.fields.rights import Claim
from store.kinds.department_rights import speaks_for

if TYPE_CHECKING:
    from store.kinds.goal import Stance


def put_anew(claim: Claim, before: Mapping[str, Stance], after: Mapping[str, Stance]) -> bool:
    """Whoever had said something is asked again, or has said something since."""
    since = claim.undoing
    said = ((id, each) for id, each in before.items() if each.stance != "pending")
    # What was said before it is said of what an undo brings back.
    new = ((id, each) for id, each in said if since is None or each.at is None or each.at > since)
    return all(after.get(id) != each for id, each in new)


def became(claim: Claim, department: str, was: Stance | None, now: Stance, *, fits: bool, anew: bool) -> bool:
    """The stance became that by being said, answered, or asked again.

    It ``fits`` where the department is asked; ``anew`` says that what it is asked is another thing than before.
    """
    from store.kinds.goal import Stance  # late: it declares rights that are held to this

    if was is None and now == Stance(asked=now.asked) and _is_now_or_never(claim, now.asked):
        return True  # asked, and nothing said
    was = was or Stance()
    if was.stance != "pending" and now == msgspec.structs.replace(
        was, stance="pending", was=was.stance, asked=now.asked
    ):
        return claim.is_now(now.asked) and anew
    if now == msgspec.structs.replace(was, answer=now.answer, answered_by=now.answered_by):
        return now.stance == "objects" and _answered(claim, department, was, now)
    wants_reason = now.stance in ("reservation", "objects")
    signed = now.by == claim.who and claim.is_now(now.at) and not now.answer and not now.answered_by
    asked = not now.was and now.asked is None if now.stance != "pending" else _is_now_or_never(claim, now.asked)
    told = bool(now.reason) or not wants_reason
    return signed and asked and fits and told and speaks_for(claim.records, claim.who, department)


def _is_now_or_never(claim: Claim, at: datetime | None) -> bool:
    return at is None or claim.is_now(at)


def _answered(claim: Claim, department: str, was: Stance, now: Stance) -> bool:
    """Somebody answers for themselves; for a decision only what it says, and only as long as it does."""

    def of_decision(id: str) -> str:
        decision = claim.after.find(id)
        said = getattr(decision, "chosen", "") if department in getattr(decision, "answers", ()) else ""
        return f"{id}: {said}" if said else ""

    if not now.answer:
        theirs = was.answered_by == claim.who or claim.records.find(was.answered_by) is not None
        return not now.answered_by and theirs and not of_decision(was.answered_by)
    return now.answered_by == claim.who or now.answer == of_decision(now.answered_by)
