"""Allocations: what a goal asks of a resource, from a day to a day, and what its owner grants.

asked > granted or declined > released.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, day, line, number, ref, text
from store.kinds.base import Kind, Record
from store.kinds.department import Department
from store.kinds.resource import Load, Resource, amount_words, over, overlaps
from store.kinds.shared import order_of_days, speakers
from store.text import clean
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


class Allocation(Record, frozen=True):
    """``amount`` units a period of ``resource``. ``over`` says why it was granted beyond the capacity."""

    title: Annotated[str, line("For what", names=True)]
    resource: Annotated[str | None, ref("Resource", "resource")] = None
    amount: Annotated[int | float, number("Amount", least=0)] = 1
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    department: Annotated[str | None, ref("Asked by", "department")] = None
    start: Annotated[date | None, day("From")] = None
    end: Annotated[date | None, day("To")] = None
    state: Annotated[
        str,
        choice(
            "State",
            ("asked", "Asked for"),
            ("granted", "Granted"),
            ("declined", "Declined"),
            ("released", "Released"),
            asked=False,
        ),
    ] = "asked"
    reason: Annotated[str, text("Reason", asked=False)] = ""
    over: Annotated[str, text("Why beyond the capacity", asked=False)] = ""


# Rules


def faults(allocation: Allocation, _before: Allocation | None, _records: Records) -> Iterator[Fault]:
    """Days in order."""
    yield from order_of_days(allocation.start, allocation.end, "end")


def beyond(resource: Resource, granted: list[Allocation], allocation: Allocation) -> list[Load]:
    """When granting this beside what is granted uses more than there is."""
    others = [each for each in granted if each.id != allocation.id and overlaps(each, allocation, resource.per)]
    return [
        each
        for each in over([*others, allocation], resource.capacity, resource.per)
        if resource.per == "all" or overlaps(allocation, _Span(each.start, each.end), resource.per)
    ]


class _Span(msgspec.Struct, frozen=True):
    start: date | None
    end: date | None
    amount: float = 0


def rivals(allocation: Allocation, others: list[Allocation], per: str) -> list[Allocation]:
    """Who else wants the same at the same time: asked for or granted."""
    wanted = ("asked", "granted")
    return [e for e in others if e.id != allocation.id and e.state in wanted and overlaps(e, allocation, per)]


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
    """How far it is follows from the answers; more than was granted is granted anew."""
    if after.state != before.state:
        raise Refused("{id} is granted, declined or released (grant, decline, done)", id=after.id)
    if after.state == "granted" and any(
        getattr(before, name) != getattr(after, name) for name in ("amount", "start", "end", "resource")
    ):
        return _granted(changes, after, why)
    return after


def grant(changes: Changes, id: str, why: str = "") -> Allocation:
    """Give it. Beyond the capacity it wants a reason, which is kept; raises `Refused` without."""
    allocation = changes.one(Allocation, id)
    if allocation.state not in ("asked", "declined", "granted"):
        raise Refused("{id} was released; ask for it anew", id=id)
    after = _granted(changes, allocation, clean(why, lines=True))
    changes.say("grant", id=id, **({"why": why} if why else {}))
    return changes.change(after, state="granted", reason="")


def _granted(changes: Changes, allocation: Allocation, why: str) -> Allocation:
    resource = changes.find(allocation.resource) if allocation.resource else None
    if not isinstance(resource, Resource):
        raise Refused("{id} names no resource yet", id=allocation.id)
    _owns(changes, resource)
    granted = [each for each in changes.pointing(Allocation, "resource", resource.id) if each.state == "granted"]
    too_much = beyond(resource, granted, allocation)
    if too_much and not why:
        worst = max(too_much, key=lambda each: each.used)
        others = ", ".join(f"{e.id} ({e.goal})" if e.goal else e.id for e in rivals(allocation, granted, resource.per))
        raise Refused(
            "{resource} would be over-committed: {used} of {capacity}{when}. Also granted: {others}. To grant it all "
            "the same, say why (--why)",
            resource=resource.name,
            used=f"{worst.used:,.6g}",
            capacity=amount_words(resource.capacity, resource.unit, resource.per),
            when=_when(worst),
            others=others or Words("nothing"),
        )
    return msgspec.structs.replace(allocation, over=why if too_much else "")


def _when(load: Load) -> Words | str:
    if load.start is None or load.end is None:
        return ""
    return Words(" from {start} to {end}", start=load.start, end=load.end)


def decline(changes: Changes, id: str, why: str) -> Allocation:
    """Not given, with the reason."""
    allocation = changes.one(Allocation, id)
    why = clean(why, lines=True)
    if not why:
        raise Refused("Declining wants a reason; say why (--why)")
    if allocation.state not in ("asked", "granted"):
        raise Refused("{id} is not asked for any more", id=id)
    resource = changes.find(allocation.resource) if allocation.resource else None
    if isinstance(resource, Resource):
        _owns(changes, resource)
    changes.say("decline", id=id, why=why)
    return changes.change(allocation, state="declined", reason=why, over="")


def release(_changes: Changes, allocation: Allocation, why: str) -> Allocation:
    """No longer needed."""
    if allocation.state not in ("asked", "granted"):
        raise Refused("{id} is not in use", id=allocation.id)
    return msgspec.structs.replace(allocation, state="released", reason=why, over="")


def reopen(_changes: Changes, allocation: Allocation, _why: str) -> Allocation:
    """Asked for again."""
    if allocation.state not in ("declined", "released"):
        raise Refused("{id} is open already", id=allocation.id)
    return msgspec.structs.replace(allocation, state="asked", reason="")


def _owns(changes: Changes, resource: Resource) -> None:
    """Raise `Refused` where whoever gives the command does not speak for the department that owns the resource."""
    me = changes.person
    department = changes.find(resource.department) if resource.department else None
    if me is None or me.role in ("coordinator", "admin") or not isinstance(department, Department):
        return
    named = speakers(department)
    if me.id in named or (not named and me.department == department.id):
        return
    code = department.code or department.name
    raise Refused(
        "{name} belongs to {department}; its lead grants it, or a coordinator", name=resource.name, department=code
    )


def standing(allocation: Allocation) -> str:
    """Open (asked for, granted), done (released) or dropped (declined)."""
    return {"declined": "dropped", "released": "done"}.get(allocation.state, "open")


KIND = Kind(
    name="allocation",
    prefix="AL",
    label="Allocation",
    plural="Allocations",
    record=Allocation,
    faults=faults,
    on_add=complete,
    on_edit=edited,
    done=release,
    reopen=reopen,
    drop=release,
    standing=standing,
    stands_by=("state",),
)
