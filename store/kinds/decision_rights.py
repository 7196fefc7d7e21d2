"""Who may decide, and that what is decided stays: another decision supersedes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from store.fields.rights import Claim, Right
from store.kinds.circulation import against, unanswered
from store.kinds.department_rights import speaks_for
from store.kinds.goal import Goal, Stance
from store.kinds.meeting_rights import leads
from store.kinds.stance_rights import became, put_anew
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.decision import Decision
    from store.records import Records


def unheard(decision: Decision, goal: Goal | None) -> tuple[str, ...]:
    """Who has a C on the goal and was neither heard nor waived, nor has said what they say as it went round."""
    raci, silent = goal.raci if goal is not None else {}, unanswered(decision)
    said = {*decision.consulted, *(id for id in decision.stances if id not in silent)}
    return tuple(id for id, letter in raci.items() if letter == "C" and id not in said)


def _for(claim: Claim, ids: Iterable[str]) -> bool:
    """Whoever commits speaks for all of them."""
    own = "" if claim.me is None else claim.me.id
    return claim.above or all(id == own or speaks_for(claim.records, claim.who, id) for id in ids)


def _decided_by(claim: Claim, before: Decision | None, after: Decision) -> bool:
    changed = set(() if before is None else before.decided_by) ^ set(after.decided_by)
    decides = bool(after.chosen) and (before is None or not before.chosen)
    return _for(claim, (*changed, *after.decided_by) if decides else changed)


def _asks(claim: Claim, before: Decision | None) -> bool:
    """It goes round by whoever commits, or they stand above; where nobody has put it round, anybody may."""
    by = None if before is None else before.circulated_by
    return claim.above or by is None or (claim.me is not None and claim.me.id == by)


def _circulates(claim: Claim, before: Decision | None, after: Decision) -> bool:
    """It begins and goes on by whoever asks, with a day and departments that are asked; decided, it stays as it was."""
    was = None if before is None else before.circulated_by
    if claim.importing or (before is not None and before.chosen) or not _asks(claim, before):
        return False
    whole = {after.circulated_by is None, after.circulated_until is None, not after.stances}
    own = was is not None or after.circulated_by == (None if claim.me is None else claim.me.id)
    return own and len(whole) == 1 and (not after.chosen or was is not None)


def _said(claim: Claim, before: Decision | None, after: Decision) -> bool:
    was: Mapping[str, Stance] = {} if before is None else before.stances
    if before is not None and before.chosen:
        return False
    for id in {**was, **after.stances}:
        then, now = was.get(id), after.stances.get(id)
        if then == now:
            continue
        if then is None or now is None:
            asked = now is None or (msgspec.structs.replace(now, asked=None) == type(now)() and claim.is_now(now.asked))
            if not (asked and _asks(claim, before)):
                return False
        elif not became(claim, id, then, now, fits=not after.chosen, anew=_is_new(before, after)):
            return False
    return True


def _is_new(before: Decision | None, after: Decision) -> bool:
    """What is asked is another thing than before."""
    from store.kinds.decision import ASKED_ABOUT  # late: it declares these rights

    return before is not None and any(getattr(before, name) != getattr(after, name) for name in ASKED_ABOUT)


def _asked(claim: Claim, before: Decision | None, after: Decision) -> bool:
    anew = before is not None and _is_new(before, after) and not after.chosen
    if before is not None and anew and not put_anew(claim, before.stances, after.stances):
        return False
    return claim.undoing is not None or _chosen(claim, before, after)


def _added(claim: Claim, before: Decision | None, after: Decision) -> bool:
    """What was left out is said later by whoever decided."""
    from store.kinds.decision import SAID_LATER  # late: it declares these rights

    if before is None or not before.chosen:
        return True
    same = all(getattr(before, name) in ("", getattr(after, name)) for name in SAID_LATER)
    return same and _for(claim, before.decided_by)


def _result(_claim: Claim, _before: Decision | None, after: Decision) -> bool:
    return bool(after.chosen) or not (after.result or after.result_note)


def _looked_at(claim: Claim, _before: Decision | None, after: Decision) -> bool:
    return after.reviewed is None or (bool(after.result) and claim.is_today(after.reviewed))


def _chosen(claim: Claim, before: Decision | None, after: Decision | None) -> bool:
    if before is not None and before.chosen:
        return False
    if after is None or not after.chosen:
        return True
    same = before is not None and before.decided_by == after.decided_by  # else what is said of them is asked there
    own = not same or _decided_by(claim, before, after)
    goals = {after.goal, None if before is None else before.goal}
    heard = not any(unheard(after, claim.after.maybe(Goal, goal)) for goal in goals)
    agreed = bool(after.despite) or not against(after, claim.after)
    marked = after.to_confirm or claim.importing or not lacks_quorum(claim.after, after.source)
    return after.decided is not None and heard and own and agreed and marked


def _answers(claim: Claim, before: Decision | None, after: Decision | None) -> bool:
    """As what is chosen; the objections of another workspace do not come along, so nothing answers them."""
    return not claim.with_past and _chosen(claim, before, after)


def _decided_on(claim: Claim, before: Decision | None, after: Decision) -> bool:
    if after.decided is None:
        return not after.chosen
    return (before is None or not before.chosen) and claim.is_today(after.decided)


def _stays(claim: Claim, before: Decision | None, _after: Decision | None) -> bool:
    return claim.undoing is not None or before is None or (not before.chosen and _asks(claim, before))


def _superseded(claim: Claim, before: Decision | None, after: Decision) -> bool:
    if before is None:
        return after.superseded_by is None or claim.importing
    return not before.superseded_by and bool(before.chosen) and _for(claim, before.decided_by)


def lacks_quorum(records: Records, source: str | None) -> bool:
    """That item is of a meeting that is held without its quorum."""
    from store.kinds.meeting import Meeting, is_quorate  # late: it stands above this

    meeting = records.maybe(Meeting, getattr(records.find(source or ""), "meeting", None))
    return meeting is not None and meeting.state == "running" and not is_quorate(meeting)


def _to_confirm(claim: Claim, before: Decision | None, after: Decision) -> bool:
    """What a meeting without its quorum decides, as it does; a meeting that has it takes the mark away."""
    if before is not None and before.to_confirm:
        return after.confirmed_in is not None
    decides = bool(after.chosen) and (before is None or not before.chosen)
    return claim.importing or (decides and lacks_quorum(claim.after, after.source))


def _confirmed_in(claim: Claim, before: Decision | None, after: Decision) -> bool:
    if before is None or after.confirmed_in is None:
        return after.confirmed_in is None or claim.importing
    from store.kinds.meeting import Meeting, is_quorate  # late: it stands above this

    meeting = claim.after.maybe(Meeting, after.confirmed_in)
    held = meeting is not None and meeting.state == "running" and is_quorate(meeting) and leads(claim, meeting)
    return before.to_confirm and held


def _back(_claim: Claim, before: Decision, after: Decision) -> bool:
    """It was decided knowing what the departments had said."""
    return not (before.chosen and after.chosen) or before.stances == after.stances


DECIDED_BY = Right(
    Words("whoever decides says so for themselves and for the departments they speak for, a coordinator for others"),
    _decided_by,
)
CHOSEN = Right(Words("what is decided stays as it is: another decision supersedes it"), _chosen)
ANSWERS = Right(CHOSEN.rule, _answers)
STAYS = Right(CHOSEN.rule, _stays)
BACK = Right(CHOSEN.rule, _back)
ASKED = Right(CHOSEN.rule, _asked, firm=True)
ADDED = Right(Words("what is decided stays; what was left out is added by those who decided it"), _added)
CIRCULATES = Right(Words("whoever puts it to departments says until when they answer, or a coordinator"), _circulates)
SAID = Right(
    Words("whoever puts it round asks the departments, whoever speaks for one says it, or a coordinator for it"), _said
)
RESULT = Right(Words("how a decision turned out is said once it is decided"), _result)
LOOKED_AT = Right(Words("the day on which somebody says how it turned out"), _looked_at)
DECIDED = Right(Words("the day on which it is decided"), _decided_on)
SUPERSEDED = Right(
    Words("those who decided it say which decision goes before it by now, or a coordinator"), _superseded
)
TO_CONFIRM = Right(Words("a meeting without its quorum marks what it decides"), _to_confirm)
CONFIRMED_IN = Right(Words("a meeting with its quorum confirms it"), _confirmed_in)
