"""Who may bring about what of a goal: its step, how it ends, what the departments say, who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from store.fields.rights import Claim, Right
from store.kinds import stance_rights
from store.kinds.department import Department
from store.kinds.department_rights import speakers, speaks_for
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.goal import Goal, Stance
    from store.records import Records


def answers_for(claim: Claim, goal: Goal) -> bool:
    """Whoever commits is accountable for the goal, its owner, or stands above; where nobody is, anybody may."""
    from store.kinds.escalation import accountable  # late: it knows blockers, which hold up goals

    who = accountable(goal, claim.records) or goal.owner
    me = claim.me
    if claim.above or who is None:
        return True
    return me is not None and (me.id in (who, goal.owner) or me.id in _answering(claim, goal))


def may_close(claim: Claim, goal: Goal) -> bool:
    """Whoever commits is accountable for the goal, or stands above; where nobody is, anybody may."""
    from store.kinds.escalation import accountable  # late: it knows blockers, which hold up goals

    who, me = accountable(goal, claim.records) or goal.owner, claim.me
    return claim.above or who is None or (me is not None and (me.id == who or me.id in _answering(claim, goal)))


def _answering(claim: Claim, goal: Goal) -> tuple[str, ...]:
    """Who speaks for the department that has the A."""
    party = next((id for id, letter in goal.raci.items() if letter == "A"), None)
    department = claim.records.maybe(Department, party)
    return () if department is None else speakers(department)


def _handed_on(claim: Claim, before: Goal | None, after: Goal) -> bool:
    from store.kinds.escalation import accountable  # late: it knows blockers, which hold up goals

    if before is None or answers_for(claim, before):
        return True
    return accountable(before, claim.records) == accountable(after, claim.after) and before.owner == after.owner


def asked_anew(claim: Claim, goal: Goal) -> bool:
    """Whoever had said something to a goal is asked again, or has said something since; what is closed asks nobody."""
    from store.kinds.goal import Goal, is_open  # late: it declares these rights

    after = claim.after.maybe(Goal, goal.id)
    if after is None or not is_open(after) or not is_open(goal):
        return True
    return stance_rights.put_anew(claim, goal.stances, after.stances)


def _question_is_new(claim: Claim, before: Goal, after: Goal, department: str) -> bool:
    """What the department agreed on has changed, or it joins again."""
    from store.kinds.goal import AGREED_ON  # late: it declares these rights
    from store.kinds.key_result import AIMED_AT, KeyResult  # late: it declares these rights

    def targets(records: Records) -> dict[str, list[object]]:
        results = records.pointing(KeyResult, "goal", before.id)
        return {each.id: [getattr(each, name) for name in AIMED_AT] for each in results}

    was, now = set(before.departments), set(after.departments)
    if was - now or department in now - was or any(getattr(before, n) != getattr(after, n) for n in AGREED_ON):
        return True
    return targets(claim.records) != targets(claim.after)


def _scope(claim: Claim, before: Goal | None, after: Goal) -> bool:
    from store.kinds.goal import AGREED_ON  # late: it declares these rights

    if before is None:
        return True
    gone = set(before.departments) - set(after.departments)
    moved = gone or any(getattr(before, name) != getattr(after, name) for name in AGREED_ON)
    return not moved or asked_anew(claim, before)


def _through_the_gates(claim: Claim, before: Goal | None, after: Goal) -> bool:
    from store.kinds.goal import STEPS, reached  # late: it declares these rights

    if before is None:
        return after.step == "prepare" or claim.importing
    at, to = reached(before.step), reached(after.step)
    if to < at or after.outcome == "dropped":
        return to >= 0 and (to >= at or all(reached(step) < to for step in after.passed))
    return at >= 0 and all(
        step in after.passed and after.passed[step] != before.passed.get(step) for step in STEPS[at:to]
    )


def _passed(claim: Claim, before: Goal | None, after: Goal) -> bool:
    """Each gate that was passed now is on the way, by whoever commits, with a reason where something was lacking."""
    from store.kinds import gates  # late: they ask many kinds about a goal
    from store.kinds.goal import STEPS, reached  # late: it declares these rights

    if before is None:
        return not after.passed
    at, to = reached(before.step), reached(after.step)
    for step, how in after.passed.items():
        if how == before.passed.get(step):
            continue
        goal = msgspec.structs.replace(after, step=step, outcome="")
        lacking = len(gates.wants(goal, claim.after, claim.today))
        tells = len(how.lacking) + how.more >= lacking and (bool(how.why) or not lacking)
        if step not in STEPS[max(at, 0) : to] or how.by != claim.who or not claim.is_now(how.at) or not tells:
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
    return all(_said(claim, before, after, id, now) for id, now in after.stances.items() if was.get(id) != now)


def _said(claim: Claim, before: Goal | None, goal: Goal, department: str, now: Stance) -> bool:
    """The stance became that by being said, answered, or asked again."""
    from store.kinds.goal import is_open  # late: it declares these rights

    was = None if before is None else before.stances.get(department)
    fits = department in goal.departments and is_open(goal)
    anew = before is not None and _question_is_new(claim, before, goal, department)
    return stance_rights.became(claim, department, was, now, fits=fits, anew=anew)


def _stays(claim: Claim, before: Goal | None, _after: Goal | None) -> bool:
    if before is None or claim.above or claim.undoing:
        return True
    return may_close(claim, before) and all(each.stance == "pending" for each in before.stances.values())


def _shares(claim: Claim, before: Goal | None, after: Goal) -> bool:
    from store.kinds.goal_shares import Share  # late: it declares these rights

    was = {} if before is None else before.shares
    for id in {**was, **after.shares}:
        share, now = was.get(id, Share()), after.shares.get(id, Share())
        if (now.ready, now.why, now.by) == (share.ready, share.why, share.by):
            continue
        theirs = now.ready == "ready" or (not now.ready and share.by != claim.who)
        if now.by != (claim.who if id in after.shares else "") or (
            theirs and not speaks_for(claim.records, claim.who, id)
        ):
            return False
    return True


STAYS = Right(Words("it is dropped with the reason, and deleted only as long as no department has spoken"), _stays)
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
SCOPE = Right(Words("whoever changes what was agreed on asks the departments again"), _scope, firm=True)
ACCOUNTABLE = Right(
    Words("whoever answers for the goal hands it on, or a coordinator; where nobody does, anybody takes it"),
    _handed_on,
)
