"""Who may do what to a meeting: who leads it, who speaks for a department in it, what only its course brings about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.fields.rights import Claim, Right
from store.kinds.department_rights import belongs_to
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.meeting import Meeting

#: From which state on to which: what the acts do; and back, by reopening.
STEPS = {
    "draft": ("open", "running", "cancelled"),
    "open": ("draft", "running", "cancelled"),
    "running": ("closed", "open"),
    "closed": ("running",),
    "cancelled": ("draft",),
}


def leads(claim: Claim, meeting: Meeting) -> bool:
    """Whoever has the chair, whoever takes the notes, whoever made it where nobody leads it, or a coordinator."""
    me = claim.me
    if claim.above:
        return True
    if me is None:
        return False
    own = meeting.facilitator is None and meeting.made_by == claim.who
    return me.id in (meeting.facilitator, meeting.note_taker) or own


def _lead(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """Anybody takes the lead; to hand it to somebody else it has to be one's own, or nobody's."""
    me = claim.me
    own = None if me is None else me.id
    return claim.above or before is None or before.facilitator in (None, own) or after.facilitator == own


def _state(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """One step, by whoever leads it; it begins as a draft or open."""
    if before is None:
        return after.state in ("draft", "open") or claim.importing
    return after.state in STEPS.get(before.state, ()) and (leads(claim, before) or leads(claim, after))


def _stamped(name: str) -> Right:
    """A stamp that the step brings about, now."""

    def allows(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
        now, was = getattr(after, name), None if before is None else getattr(before, name)
        if before is None:
            return now is None or claim.importing
        return (now is None and before.state != after.state) or claim.is_now(now) or now == was

    return Right(Words("written when the meeting is begun and closed"), allows)


def _own_department(claim: Claim, before: Any, after: Any, field: str) -> bool:
    """Each department's own place is written by its people, all of them by whoever leads the meeting."""
    was: dict[str, Any] = {} if before is None else getattr(before, field)
    now: dict[str, Any] = getattr(after, field)
    changed = {id for id in {**was, **now} if was.get(id) != now.get(id)}
    lead = leads(claim, after if before is None else before) or leads(claim, after)
    return lead or all(belongs_to(claim.records, claim.who, id) for id in changed)


def of_departments(field: str, rule: Words) -> Right:
    """A map of departments, of which each writes its own place."""
    return Right(rule, lambda claim, before, after: _own_department(claim, before, after, field))


def _course(claim: Claim, before: Meeting | None, _after: Meeting) -> bool:
    """What is written while it is held, by whoever leads it."""
    return claim.importing if before is None else leads(claim, before) or leads(claim, _after)


def _confirmed(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    return (
        before is not None and before.state == "closed" and (not after.confirmed_at or claim.is_now(after.confirmed_at))
    )


def _amended(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """One's own lines, once it is closed, by those who were there or whoever leads it."""
    if before is None:
        return claim.importing
    was, now = set(before.amendments), set(after.amendments)
    me = claim.me
    there = me is not None and (me.id in before.present or leads(claim, before))
    return (
        before.state == "closed"
        and not before.confirmed_at
        and there
        and all(each.by == claim.who for each in was ^ now)
    )


LEAD = Right(Words("anybody takes the lead; whoever has it hands it on, or a coordinator"), _lead)
STATE = Right(Words("whoever leads the meeting opens, begins, closes, cancels it"), _state)
BEGUN, CLOSED_AT = _stamped("begun"), _stamped("closed")
COURSE = Right(Words("written while the meeting is held, by whoever leads it or takes the notes"), _course)
CONFIRMED = Right(Words("written when a later meeting confirms the minutes"), _confirmed)
AMENDED = Right(
    Words("those who were there add and take back lines of their own, until the minutes are confirmed"), _amended
)
COMING = of_departments("coming", Words("each department says who comes, or whoever leads the meeting does"))
PREPARED = of_departments(
    "prepared", Words("each department says that it is prepared, or whoever leads the meeting does")
)
ATTENDANCE = of_departments(
    "attendance", Words("whoever leads the meeting says who is there, or the department itself")
)
