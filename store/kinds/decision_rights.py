"""Who may decide, and that what is decided stays: another decision supersedes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.fields.rights import Claim, Right
from store.kinds.department_rights import speaks_for
from store.kinds.goal import Goal
from store.kinds.meeting_rights import leads
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.decision import Decision


def unheard(decision: Decision, goal: Goal | None) -> tuple[str, ...]:
    """Who has a C on the goal and was neither heard nor waived."""
    raci = goal.raci if goal is not None else {}
    return tuple(id for id, letter in raci.items() if letter == "C" and id not in decision.consulted)


def _for(claim: Claim, ids: Iterable[str]) -> bool:
    """Whoever commits speaks for all of them."""
    own = "" if claim.me is None else claim.me.id
    return claim.above or all(id == own or speaks_for(claim.records, claim.who, id) for id in ids)


def _decided_by(claim: Claim, before: Decision | None, after: Decision) -> bool:
    changed = set(() if before is None else before.decided_by) ^ set(after.decided_by)
    decides = bool(after.chosen) and (before is None or not before.chosen)
    return _for(claim, (*changed, *after.decided_by) if decides else changed)


def _chosen(claim: Claim, before: Decision | None, after: Decision | None) -> bool:
    if before is not None and before.chosen:
        return False
    if after is None or not after.chosen:
        return True
    same = before is not None and before.decided_by == after.decided_by  # else what is said of them is asked there
    own = not same or _decided_by(claim, before, after)
    goals = {after.goal, None if before is None else before.goal}
    heard = not any(unheard(after, claim.after.maybe(Goal, goal)) for goal in goals)
    return after.decided is not None and heard and own


def _answers(claim: Claim, before: Decision | None, after: Decision | None) -> bool:
    """As what is chosen; the objections of another workspace do not come along, so nothing answers them."""
    return not claim.with_past and _chosen(claim, before, after)


def _decided_on(claim: Claim, before: Decision | None, after: Decision) -> bool:
    if after.decided is None:
        return not after.chosen
    return (before is None or not before.chosen) and claim.is_today(after.decided)


def _stays(claim: Claim, before: Decision | None, _after: Decision | None) -> bool:
    return claim.undoing is not None or before is None or not before.chosen


def _superseded(claim: Claim, before: Decision | None, after: Decision) -> bool:
    if before is None:
        return after.superseded_by is None or claim.importing
    return not before.superseded_by and bool(before.chosen) and _for(claim, before.decided_by)


def _to_confirm(claim: Claim, before: Decision | None, after: Decision) -> bool:
    """What a meeting without its quorum decided; a meeting that has it takes the mark away."""
    if before is None:
        return bool(after.source) or claim.importing
    return before.to_confirm and after.confirmed_in is not None


def _confirmed_in(claim: Claim, before: Decision | None, after: Decision) -> bool:
    if before is None or after.confirmed_in is None:
        return after.confirmed_in is None or claim.importing
    from store.kinds.meeting import Meeting, is_quorate  # late: it stands above this

    meeting = claim.after.maybe(Meeting, after.confirmed_in)
    held = meeting is not None and meeting.state == "running" and is_quorate(meeting) and leads(claim, meeting)
    return before.to_confirm and held


DECIDED_BY = Right(
    Words("whoever decides says so for themselves and for the departments they speak for, a coordinator for others"),
    _decided_by,
)
CHOSEN = Right(Words("what is decided stays as it is: another decision supersedes it"), _chosen)
ANSWERS = Right(CHOSEN.rule, _answers)
STAYS = Right(CHOSEN.rule, _stays)
DECIDED = Right(Words("the day on which it is decided"), _decided_on)
SUPERSEDED = Right(
    Words("those who decided it say which decision goes before it by now, or a coordinator"), _superseded
)
TO_CONFIRM = Right(Words("a meeting without its quorum marks what it decides"), _to_confirm)
CONFIRMED_IN = Right(Words("a meeting with its quorum confirms it"), _confirmed_in)
