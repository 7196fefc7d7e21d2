"""Who may bring about what of a request: the department that asks and the one that is asked, each its part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.fields.rights import Claim, Right
from store.kinds.department_rights import is_of
from store.kinds.ending import standing
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.request import Request

#: From where to where it goes; an answer that is changed stays where it is.
_WAYS = {
    "sent": ("negotiating", "accepted", "declined", "withdrawn"),
    "negotiating": ("sent", "accepted", "declined", "withdrawn"),
    "accepted": ("delivered", "withdrawn"),
    "delivered": ("accepted", "confirmed", "withdrawn"),
    "confirmed": ("accepted",),
    "declined": ("sent",),
    "withdrawn": ("sent",),
}
_DAYS = ("sent", "answered", "delivered", "confirmed")
#: What the action leaves as it is.
_KEPT = ("offer", "offer_by", "offer_owner", "action", "sent", "answered", "confirmed")


def one_of(claim: Claim, *departments: str | None) -> bool:
    """Whoever commits is of one of these departments, or above; where none of them is known, anybody is."""
    known = [id for id in departments if id and claim.records.find(id) is not None]
    return not known or any(is_of(claim.records, claim.who, id) for id in known)


def _asks(claim: Claim, before: Request | None, after: Request) -> bool:
    return (before is None or one_of(claim, before.asker)) and one_of(claim, after.asker)


def _is_asked(claim: Claim, before: Request | None, _after: Request) -> bool:
    return before is None or claim.above or (before.state == "sent" and one_of(claim, before.asker))


def _goes_its_way(claim: Claim, before: Request | None, after: Request) -> bool:
    """Each step by the department whose it is, on the day on which it is taken."""
    given = [getattr(after, day) for day in _DAYS if getattr(after, day) != getattr(before, day, None)]
    if any(day is not None and not claim.is_today(day) for day in given):
        return False
    if before is None:
        answers = (
            after.offer,
            after.offer_by,
            after.offer_owner,
            after.reason,
            after.action,
            *(getattr(after, d) for d in _DAYS[1:]),
        )
        return after.state == "sent" and not any(answers)
    if after.state == before.state:
        return _within(claim, before, after)
    if after.state in ("confirmed", "withdrawn") and _with_its_goal(claim, before):
        return True
    if _by_its_action(claim, before, after):
        return True
    asker, department = before.asker, before.department
    was, offer = ((each.offer, each.offer_by, each.offer_owner) for each in (before, after))
    offers = offer != was and any(offer)
    if after.state not in _WAYS.get(before.state, ()) or (offers and after.state != "negotiating"):
        return False
    if after.state == "accepted":
        made = claim.after.find(after.action or "")
        whose = {"sent": (department,), "confirmed": (asker,)}.get(before.state, (department, asker))
        return getattr(made, "source", "") == after.id and one_of(claim, *whose)
    if after.state in ("confirmed", "withdrawn"):
        return one_of(claim, asker)
    if after.state == "sent":
        return one_of(claim, asker, department if before.state == "declined" else asker)
    return one_of(claim, department)


def _with_its_goal(claim: Claim, before: Request) -> bool:
    """Whoever closes a goal in the same commit, which not everybody may, says what becomes of what was asked for it."""
    was, now = (records.find(before.goal or "") for records in (claim.records, claim.after))
    return was is not None and now is not None and standing(was) == "open" != standing(now)


def _within(claim: Claim, before: Request, after: Request) -> bool:
    """Put to another department it is sent anew; negotiated again, the offer is another."""
    changed = {name for name in after.__struct_fields__ if getattr(before, name) != getattr(after, name)}
    if after.state == "negotiating":
        return not changed & {"reason", "action", "delivered", "confirmed"} and one_of(claim, before.department)
    return (
        changed & {"offer", "offer_by", "offer_owner", "reason", "action", *_DAYS} <= {"sent"}
        and "department" in changed
    )


def _by_its_action(claim: Claim, before: Request, after: Request) -> bool:
    """What is done with the action that it made is done with it; whoever has the action delivers, wherever they are."""
    was, now = (records.find(before.action or "") for records in (claim.records, claim.after))
    moved = getattr(was, "state", "") != getattr(now, "state", "")
    follows = {"done": "delivered", "dropped": "declined"}.get(getattr(now, "state", ""), "accepted")
    kept = all(getattr(before, name) == getattr(after, name) for name in after.__struct_fields__ if name in _KEPT)
    if not moved or not kept or after.state != follows or "accepted" not in (before.state, after.state):
        return False
    given = claim.me is not None and getattr(was, "owner", None) == claim.me.id
    return given or one_of(claim, before.department, before.asker if before.state == "delivered" else before.department)


def _stays(claim: Claim, before: Request | None, _after: Request | None) -> bool:
    return claim.above or claim.undoing is not None or before is None or before.state in ("sent", "withdrawn")


STAYS = Right(Words("what is answered stays, withdrawn where it is not needed; a coordinator may"), _stays)
ASKER = Right(Words("somebody of the department that asks, or a coordinator"), _asks)
WORDS = Right(Words("what is asked is said by the department that asks, or a coordinator"), _asks)
ASKED = Right(
    Words("the department that asks puts it to another one as long as it is not answered; a coordinator hands it over"),
    _is_asked,
)
WAY = Right(
    Words("it goes its way by answers: the department that is asked answers and delivers, the one that asks confirms"),
    _goes_its_way,
)
