"""Who may bring about what of a goal: its step, how it ends, what the departments say, who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from store.kinds.shared import speakers, speaks_for
from store.rights import Claim, Right
from store.words import Words

# A goal stands below the escalation and the gates, which know many kinds: they are imported where they are asked.
if TYPE_CHECKING:
    from store.kinds.goal import Goal, Stance


def answers_for(claim: Claim, goal: Goal) -> bool:
    """Whoever commits is accountable for the goal, its owner, or stands above; where nobody is, anybody may."""
    from store.kinds.escalation import accountable

    who = accountable(goal, claim.records)
    me = claim.me
    if claim.above or who is None:
        return True
    return me is not None and (me.id in (who, goal.owner) or me.id in _answering(claim, goal))


def may_close(claim: Claim, goal: Goal) -> bool:
    """Whoever commits is accountable for the goal, or stands above; where nobody is, anybody may."""
    from store.kinds.escalation import accountable

    who, me = accountable(goal, claim.records), claim.me
    return claim.above or who is None or (me is not None and (me.id == who or me.id in _answering(claim, goal)))


def _answering(claim: Claim, goal: Goal) -> tuple[str, ...]:
    """Who speaks for the department that has the A."""
    from store.kinds.department import Department

    party = next((claim.records.find(id) for id, letter in goal.raci.items() if letter == "A"), None)
    return speakers(party) if isinstance(party, Department) else ()


def _handed_on(claim: Claim, before: Goal | None, after: Goal) -> bool:
    from store.kinds.escalation import accountable

    if before is None or answers_for(claim, before):
        return True
    return accountable(before, claim.records) == accountable(after, claim.after) and before.owner == after.owner


def asked_anew(claim: Claim, goal: Goal) -> bool:
    """Whoever had said something to a goal is asked again, or has said something since; what is closed asks nobody."""
    from store.kinds.goal import Goal, is_open

    after = claim.after.find(goal.id)
    if not isinstance(after, Goal) or not is_open(after) or not is_open(goal):
        return True
    said = ((id, each) for id, each in goal.stances.items() if each.stance != "pending")
    return all(after.stances.get(id) != each for id, each in said)


def _scope(claim: Claim, before: Goal | None, after: Goal) -> bool:
    from store.kinds.goal import AGREED_ON

    if before is None:
        return True
    gone = set(before.departments) - set(after.departments)
    moved = gone or any(getattr(before, name) != getattr(after, name) for name in AGREED_ON)
    return not moved or asked_anew(claim, before)


def _through_the_gates(claim: Claim, before: Goal | None, after: Goal) -> bool:
    from store.kinds.goal import STEPS, reached

    if before is None:
        return after.step == "prepare" or claim.importing
    at, to = reached(before.step), reached(after.step)
    if to < at or after.outcome == "dropped":
        return to >= 0
    return at >= 0 and all(
        step in after.passed and after.passed[step] != before.passed.get(step) for step in STEPS[at:to]
    )


def _passed(claim: Claim, before: Goal | None, after: Goal) -> bool:
    """Each gate that was passed now is on the way, by whoever commits, with a reason where something was lacking."""
    from store.kinds import gates
    from store.kinds.goal import STEPS, reached

    if before is None:
        return not after.passed
    at, to = reached(before.step), reached(after.step)
    for step, how in after.passed.items():
        if how == before.passed.get(step):
            continue
        goal = msgspec.structs.replace(after, step=step, outcome="")
        lacks = not how.why and bool(gates.wants(goal, claim.after, claim.today))
        if step not in STEPS[max(at, 0) : to] or how.by != claim.who or not claim.is_now(how.at) or lacks:
            return False
    return all(reached(step) >= to for step in before.passed if step not in after.passed)


def _closed(claim: Claim, before: Goal | None, after: Goal) -> bool:
    if before is None:
        return not after.outcome or claim.importing
    if not after.outcome:
        return True
    return may_close(claim, before) and (after.outcome != "dropped" or bool(after.reason))


def _why_closed(claim: Claim, before: Goal | None, after: Goal) -> bool:
    return claim.importing if before is None else before.outcome != after.outcome


def _stances(claim: Claim, before: Goal | None, after: Goal) -> bool:
    was: Mapping[str, Stance] = {} if before is None else before.stances
    if any(id not in after.stances and not speaks_for(claim.records, claim.who, id) for id in was):
        return False
    return all(_said(claim, after, id, was.get(id), now) for id, now in after.stances.items() if was.get(id) != now)


def _said(claim: Claim, goal: Goal, department: str, was: Stance | None, now: Stance) -> bool:
    """The stance became that by being said, answered, or asked again."""
    from store.kinds.goal import Stance, is_open

    if was is None and now == Stance(asked=now.asked) and _is_now_or_never(claim, now.asked):
        return True  # asked, and nothing said
    was = was or Stance()
    if was.stance != "pending" and now == msgspec.structs.replace(
        was, stance="pending", was=was.stance, asked=now.asked
    ):
        return claim.is_now(now.asked)
    if now == msgspec.structs.replace(was, answer=now.answer, answered_by=now.answered_by):
        return now.stance == "objects" and _answered(claim, department, was, now)
    wants_reason = now.stance in ("reservation", "objects")
    signed = now.by == claim.who and claim.is_now(now.at) and not now.answer and not now.answered_by
    asked = not now.was and now.asked is None if now.stance != "pending" else _is_now_or_never(claim, now.asked)
    fits = department in goal.departments and is_open(goal) and (bool(now.reason) or not wants_reason)
    return signed and asked and fits and speaks_for(claim.records, claim.who, department)


def _is_now_or_never(claim: Claim, at: datetime | None) -> bool:
    return at is None or claim.is_now(at)


def _answered(claim: Claim, department: str, was: Stance, now: Stance) -> bool:
    """Somebody answers for themselves; for a decision only what it says, and only as long as it does."""

    def of_decision(id: str) -> bool:
        decision = claim.after.find(id)
        return bool(getattr(decision, "chosen", "")) and department in getattr(decision, "answers", ())

    if not now.answer:
        return not now.answered_by and not of_decision(was.answered_by)
    return now.answered_by == claim.who or of_decision(now.answered_by)


def _shares(claim: Claim, before: Goal | None, after: Goal) -> bool:
    from store.kinds.goal import Share

    was = {} if before is None else before.shares
    for id, now in after.shares.items():
        share = was.get(id, Share())
        if now.by != share.by and now.by != claim.who:
            return False
        if now.ready == share.ready:
            if now.by != share.by and not now.ready:
                return False
            continue
        if now.by != claim.who or (now.ready == "ready" and not speaks_for(claim.records, claim.who, id)):
            return False
    return True


STEP = Right(
    Words("a goal goes through its gates one by one; only an import by a coordinator brings one in half way"),
    _through_the_gates,
)
PASSED = Right(Words("written by going through the gate, in the name of whoever does"), _passed)
OUTCOME = Right(Words("whoever is accountable for the goal closes it, or a coordinator"), _closed)
REASON = Right(Words("said when the goal is closed"), _why_closed)
STANCES = Right(
    Words("the lead or deputy of the department says it, where it has neither anybody of it, or a coordinator for it"),
    _stances,
)
SHARES = Right(Words("that a department is ready is for whoever speaks for it, or a coordinator"), _shares)
SCOPE = Right(Words("whoever changes what was agreed on asks the departments again"), _scope)
ACCOUNTABLE = Right(
    Words("whoever answers for the goal hands it on, or a coordinator; where nobody does, anybody takes it"),
    _handed_on,
)
