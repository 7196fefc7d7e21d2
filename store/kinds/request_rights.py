"""Who may bring about what of a request: the department that asks and the one that is asked, each its part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.kinds.shared import is_of
from store.rights import Claim, Right
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.request import Request

_DAYS = ("sent", "answered", "delivered", "confirmed")


def _of(claim: Claim, *departments: str | None) -> bool:
    known = [id for id in departments if id and claim.records.find(id) is not None]
    return not known or any(is_of(claim.records, claim.who, id) for id in known)


def _asks(claim: Claim, before: Request | None, after: Request) -> bool:
    return (before is None or _of(claim, before.asker)) and _of(claim, after.asker)


def _is_asked(claim: Claim, before: Request | None, _after: Request) -> bool:
    return before is None or (before.state == "sent" and _of(claim, before.asker))


def _goes_its_way(claim: Claim, before: Request | None, after: Request) -> bool:
    """Each step by the department whose it is, on the day on which it is taken."""
    given = [getattr(after, day) for day in _DAYS if getattr(after, day) != getattr(before, day, None)]
    if any(day is not None and not claim.is_today(day) for day in given):
        return False
    if before is None:
        answers = (after.offer, after.offer_by, after.reason, after.action, *(getattr(after, d) for d in _DAYS[1:]))
        return after.state == "sent" and not any(answers)
    if after.state == before.state:
        return _within(claim, before, after)
    if _by_its_action(claim, before, after):
        return True
    asker, department = before.asker, before.department
    if after.state == "accepted":
        made = claim.after.find(after.action or "")
        offered = before.state == "negotiating" or before.state in ("delivered", "confirmed")
        return getattr(made, "source", "") == after.id and _of(claim, department, asker if offered else department)
    if after.state in ("confirmed", "withdrawn"):
        return _of(claim, asker)
    if after.state == "sent":
        return _of(claim, asker, department if before.state == "declined" else asker)
    return _of(claim, department)


def _within(claim: Claim, before: Request, after: Request) -> bool:
    """Put to another department it is sent anew; negotiated again, the offer is another."""
    changed = {name for name in after.__struct_fields__ if getattr(before, name) != getattr(after, name)}
    if after.state == "negotiating":
        return not changed & {"reason", "action", "delivered", "confirmed"} and _of(claim, before.department)
    return changed & {"offer", "offer_by", "reason", "action", *_DAYS} <= {"sent"} and "department" in changed


def _by_its_action(claim: Claim, before: Request, after: Request) -> bool:
    """What is done with the action that it made is done with it: whoever does the action delivers."""
    id = after.action or before.action or ""
    was, now = claim.records.find(id), claim.after.find(id)
    moved = getattr(was, "state", "") != getattr(now, "state", "")
    follows = {"done": "delivered", "dropped": "declined"}.get(getattr(now, "state", ""), "accepted")
    return moved and after.state == follows and {before.state, after.state} & {"accepted"} != set()


ASKER = Right(Words("somebody of the department that asks, or a coordinator"), _asks)
ASKED = Right(Words("the department that asks puts it to another one as long as it is not answered"), _is_asked)
WAY = Right(
    Words("it goes its way by answers: the department that is asked answers and delivers, the one that asks confirms"),
    _goes_its_way,
)
