"""Allocations: what a goal asks of a resource, from a day to a day, and what its owner grants.

asked > granted or declined > released.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, day, line, number, ref, text
from store.fields.clean_text import clean
from store.fields.numbers import digits
from store.fields.rights import Claim, Right
from store.kinds.base import Kind, Record, ended_by
from store.kinds.common_rules import order_of_days
from store.kinds.department import Department
from store.kinds.department_rights import is_of
from store.kinds.naming import short_name
from store.kinds.resource import Load, Resource, amount_words, grants, over, over_for, overlaps
from store.words import Words, with_note

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What still wants something of a resource.
WANTED = ("asked", "granted")


# Who may


def _grants(claim: Claim, before: Allocation | None, after: Allocation) -> bool:
    """Granted and declined by the pool's owner, beyond its capacity only with the reason."""
    if before is None and not claim.undoing:
        return after.state == "asked" and not after.reason and not after.over
    if after.state == "granted":
        if before is not None and _still_granted(before, after):
            return bool(claim.undoing) or _may_put(claim, before, after)
        resource = claim.after.maybe(Resource, after.resource)
        if resource is None or not (claim.undoing or _owner(claim, resource)):
            return False
        others = claim.after.pointing(Allocation, "resource", resource.id)
        too_much = beyond(resource, [each for each in others if each.state == "granted"], after)
        return bool(after.over) or not too_much
    return bool(claim.undoing) or before is None or _answered(claim, before, after)


def _still_granted(before: Allocation, after: Allocation) -> bool:
    return before.state == "granted" and _within(after, before) and after.over in ("", before.over)


def _answered(claim: Claim, before: Allocation, after: Allocation) -> bool:
    resource = claim.after.maybe(Resource, after.resource)
    if not _may_put(claim, before, after):
        return False
    if after.state == "released" and before.state not in (*WANTED, "released"):
        return False
    if after.over or (after.reason != before.reason and after.state == before.state):
        return False
    if after.state == "declined" != before.state:
        return bool(after.reason) and (resource is None or _owner(claim, resource))
    return True


def _may_put(claim: Claim, before: Allocation, after: Allocation) -> bool:
    """What is asked for is said by whoever asks, or by the pool."""
    if all(getattr(before, name) == getattr(after, name) for name in ("resource", "amount", "start", "end")):
        return True
    resource = claim.records.maybe(Resource, before.resource)
    return _asks(claim, before, after) or (resource is not None and _owner(claim, resource))


def _owner(claim: Claim, resource: Resource) -> bool:
    """By what the pool was before: whoever takes it over in the same commit does not own it yet."""
    return grants(claim.records, claim.who, claim.records.maybe(Resource, resource.id) or resource)


def _stays(claim: Claim, before: Allocation | None, _after: Allocation | None) -> bool:
    return claim.above or claim.undoing is not None or before is None or before.state == "asked"


def _asks(claim: Claim, before: Allocation | None, after: Allocation) -> bool:
    known = [id for id in (after.department, before and before.department) if id]
    return all(is_of(claim.records, claim.who, id) for id in known)


GRANTED = Right(Words("the department that has the pool grants and declines, or a coordinator"), _grants, firm=True)
ASKER = Right(Words("somebody of the department that asks, or a coordinator"), _asks)
STAYS = Right(Words("what is answered stays, released where it is not needed; a coordinator may"), _stays)


class Allocation(Record, frozen=True):
    """``amount`` units a period of ``resource``. ``over`` says why it was granted beyond the capacity."""

    title: Annotated[str, line("For what", names=True)]
    resource: Annotated[str | None, ref("Resource", "resource", right=GRANTED, wanted=True)] = None
    amount: Annotated[int | float, number("Amount", least=0, unit_from="resource.unit", right=GRANTED)] = 1
    goal: Annotated[str | None, ref("Goal", "goal", right=ASKER)] = None
    department: Annotated[str | None, ref("Asked by", "department", right=ASKER, duty=True)] = None
    start: Annotated[date | None, day("From", context="day", right=GRANTED)] = None
    end: Annotated[date | None, day("To", right=GRANTED)] = None
    state: Annotated[
        str,
        choice(
            "State",
            ("asked", "Asked for"),
            ("granted", "Granted"),
            ("declined", "Declined"),
            ("released", "Released"),
            asked=False,
            right=GRANTED,
        ),
    ] = "asked"
    reason: Annotated[str, text("Reason", asked=False, right=GRANTED)] = ""
    over: Annotated[str, text("Why beyond the capacity", asked=False, right=GRANTED)] = ""


# Rules


def faults(allocation: Allocation, before: Allocation | None, records: Records) -> Iterator[Fault]:
    """Days in order; nothing granted beyond the capacity, by an undo neither, but with the reason."""
    yield from order_of_days(allocation.start, allocation.end, "end")
    granted = before is not None and allocation.state == "granted" != before.state
    resource = records.maybe(Resource, allocation.resource) if granted and not allocation.over else None
    if resource is not None:
        others = [each for each in records.pointing(Allocation, "resource", resource.id) if each.state == "granted"]
        if too_much := beyond(resource, others, allocation):
            yield Fault(
                "state",
                Words(
                    "{said}; release something first",
                    "no-room",
                    said=_load(resource, allocation, others, too_much),
                    resource=resource.id,
                ),
            )


def beyond(resource: Resource, granted: list[Allocation], allocation: Allocation) -> list[Load]:
    """When granting this beside what is granted uses more than there is."""
    others = [each for each in granted if each.id != allocation.id]
    return over_for([allocation], [*others, allocation], resource.capacity, resource.per)


def rivals(allocation: Allocation, others: list[Allocation], per: str) -> list[Allocation]:
    """Who else wants the same at the same time: asked for or granted."""
    return [e for e in others if e.id != allocation.id and e.state in WANTED and overlaps(e, allocation, per)]


# Steps and commands


def complete(changes: Changes, allocation: Allocation) -> Allocation:
    """Asked for by the department of whoever asks, for as long as the goal runs, unless told otherwise."""
    me = changes.person
    goal = changes.find(allocation.goal) if allocation.goal else None
    start = allocation.start or getattr(goal, "start", None)
    return msgspec.structs.replace(
        allocation,
        department=allocation.department or (None if me is None else me.department),
        start=start,
        end=allocation.end or getattr(goal, "due", None),
    )


def edited(changes: Changes, before: Allocation, after: Allocation, why: str) -> Allocation:
    """How far it is follows from the answers; what was not granted with the rest is granted anew."""
    if any(getattr(before, name) != getattr(after, name) for name in ("state", "reason", "over")):
        raise Refused("{id} is granted, declined or released; that is not edited", "by-granting", id=after.id)
    if after.state != "granted":
        return after
    if not _within(after, before):
        return _granted(changes, after, clean(why, lines=True))
    resource = _resource(changes, after)
    return after if beyond(resource, _others(changes, resource), after) else msgspec.structs.replace(after, over="")


def _within(after: Allocation, before: Allocation) -> bool:
    """The same resource, no more of it, and at no other time: nothing that its owner has not granted already."""
    begins = (after.start or date.min) >= (before.start or date.min)
    ends = (after.end or date.max) <= (before.end or date.max)
    return after.resource == before.resource and after.amount <= before.amount and begins and ends


def grant(changes: Changes, id: str, why: str = "") -> Allocation:
    """Give it. Beyond the capacity it wants a reason, which is kept; raises `Refused` without."""
    allocation = changes.one(Allocation, id)
    if allocation.state not in ("asked", "declined", "granted"):
        raise Refused("{id} was released; ask for it anew", "closed", id=id)
    why = clean(why, lines=True)
    after = _granted(changes, allocation, why)
    changes.say("grant", id=id, **({"why": why} if why else {}))
    return changes.change(after, state="granted", reason="")


def _resource(changes: Changes, allocation: Allocation) -> Resource:
    resource = changes.maybe(Resource, allocation.resource)
    if resource is None:
        raise Refused("{id} names no resource yet", "names-no-resource", id=allocation.id)
    return resource


def _others(changes: Changes, resource: Resource) -> list[Allocation]:
    """What is granted of a resource."""
    return [each for each in changes.pointing(Allocation, "resource", resource.id) if each.state == "granted"]


def _granted(changes: Changes, allocation: Allocation, why: str) -> Allocation:
    resource = _resource(changes, allocation)
    _owns(changes, resource)
    granted = _others(changes, resource)
    too_much = beyond(resource, granted, allocation)
    if too_much and not why:
        raise Refused.of(_too_much(resource, allocation, granted, too_much))
    return msgspec.structs.replace(allocation, over=why if too_much else "")


def _too_much(resource: Resource, allocation: Allocation, granted: list[Allocation], loads: list[Load]) -> Words:
    said = _load(resource, allocation, granted, loads)
    return Words("{said}. To grant it all the same, say why", "over-committed", said=said, resource=resource.name)


def _load(resource: Resource, allocation: Allocation, granted: list[Allocation], loads: list[Load]) -> Words:
    worst = max(loads, key=lambda each: each.used)
    others = [with_note(e.id, e.goal) if e.goal else e.id for e in rivals(allocation, granted, resource.per)]
    return Words(
        "{resource} would be over-committed: {used} of {capacity}{when}. Also granted: {others}",
        resource=resource.name,
        used=digits(worst.used),
        capacity=amount_words(resource.capacity, resource.unit, resource.per),
        when=_when(worst),
        others=others or Words("nothing"),
    )


def _when(load: Load) -> Words | str:
    if load.start is None or load.end is None:
        return ""
    return Words(" from {start} to {end}", start=load.start, end=load.end)


def decline(changes: Changes, id: str, why: str) -> Allocation:
    """Not given, with the reason."""
    allocation = changes.one(Allocation, id)
    why = clean(why, lines=True)
    if not why:
        raise Refused("Declining wants a reason; say why", "wants-reason")
    if allocation.state not in WANTED:
        raise Refused("{id} is not asked for any more", "not-asked-any-more", id=id)
    resource = changes.maybe(Resource, allocation.resource)
    if resource is not None:
        _owns(changes, resource)
    changes.say("decline", id=id, why=why)
    return changes.change(allocation, state="declined", reason=why, over="")


def release(_changes: Changes, allocation: Allocation, why: str) -> Allocation:
    """No longer needed."""
    if allocation.state not in WANTED:
        raise Refused(
            "{id} is not in use, so there is nothing to release; reopen it to ask for it again",
            "closed",
            id=allocation.id,
        )
    return msgspec.structs.replace(allocation, state="released", reason=why, over="")


def reopen(_changes: Changes, allocation: Allocation, _why: str) -> Allocation:
    """Asked for again."""
    if allocation.state not in ("declined", "released"):
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=allocation.id)
    return msgspec.structs.replace(allocation, state="asked", reason="")


def less_to_give(changes: Changes, before: Resource | None, after: Resource) -> None:
    """What was granted beyond a larger capacity, with the reason, is looked at anew where there is less."""
    capacity: Any = after.capacity  # none where it was cleared, which the rules will refuse
    if before is None or capacity is None or (after.per == before.per and capacity >= before.capacity):
        return
    granted = _others(changes, after)
    for load in over(granted, after.capacity, after.per):
        for each in granted:
            if each.over and overlaps(each, load, after.per):
                changes.change(each, over="")


def _owns(changes: Changes, resource: Resource) -> None:
    """Raise `Refused` where whoever gives the command does not speak for the department that owns the resource."""
    department = changes.maybe(Department, resource.department)
    if department is None or grants(changes, changes.who, resource):
        return
    code = short_name(department)
    raise Refused(
        "{name} belongs to {department}; its lead grants it, or a coordinator",
        "not-yours",
        name=resource.name,
        department=code,
    )


KIND = Kind(
    name="allocation",
    prefix="AL",
    label="Allocation",
    plural="Allocations",
    record=Allocation,
    seen_at=("resource",),
    writer="member",
    stays=STAYS,
    faults=faults,
    on_add=complete,
    on_edit=edited,
    done=release,
    reopen=reopen,
    drop=release,
    standing=ended_by("state", released="done", declined="dropped"),
    stands_by=("state",),
    within=("goal",),
)
