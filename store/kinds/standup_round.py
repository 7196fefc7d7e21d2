"""Stand-ups: the daily round of everybody's entries; who leads it, when it was opened and closed, who was there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import msgspec

from store import fields
from store.errors import Fault, Refused
from store.fields import moment, ref, refs
from store.fields.indexes import RecordIndex
from store.fields.rights import COORDINATOR, ONCE, Claim, Right
from store.kinds.base import Kind, Record, open_until
from store.kinds.blocker import KIND as BLOCKER
from store.kinds.blocker import Blocker, wants_decision
from store.kinds.naming import by_id
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What only opening, leading and closing it write.
KEPT = ("opened", "closed", "present")


# Who may


def _lead(claim: Claim, before: Round | None, after: Round) -> bool:
    """Anybody takes the lead; to hand it to somebody else it has to be one's own, or nobody's."""
    me = claim.me
    own = None if me is None else me.id
    return claim.above or before is None or before.facilitator in (None, own) or after.facilitator == own


def _opened(claim: Claim, before: Round | None, after: Round) -> bool:
    return before is None and claim.is_now(after.opened)


def _ends(claim: Claim, before: Round | None, after: Round) -> bool:
    """Closed now, by whoever leads it; who was there is written then."""
    if before is None:
        return after.closed is None and not after.present
    if after.closed == before.closed:
        return False
    me = claim.me
    leads = claim.above or before.facilitator in (None, me and me.id)
    if after.closed is None:
        return after.present == before.present
    open_ones = (each for each in claim.after.all(Blocker) if each.resolved is None)
    return claim.is_now(after.closed) and leads and not any(wants_decision(each, after.day) for each in open_ones)


LEAD = Right(Words("anybody takes the lead; whoever has it hands it on, or a coordinator"), _lead)
OPENED = Right(Words("written when the stand-up is opened"), _opened)
ENDS = Right(Words("written when the stand-up is closed, by whoever leads it or a coordinator"), _ends)


class Round(Record, frozen=True):
    """One a day. Open until ``closed``; who was missing follows from the entries."""

    day: Annotated[date, fields.day("Day", names=True, right=ONCE)]
    facilitator: Annotated[str | None, ref("Facilitator", "person", right=LEAD, duty=True)] = None
    opened: Annotated[datetime | None, moment("Opened", right=OPENED)] = None
    closed: Annotated[datetime | None, moment("Closed", context="moment", right=ENDS)] = None
    present: Annotated[tuple[str, ...], refs("Present", "person", asked=False, right=ENDS)] = ()


class _Day(msgspec.Struct, gc=False):
    day: str = ""


class _Resolved(msgspec.Struct, gc=False):
    resolved: str | None = None


_ROUNDS = RecordIndex("round", _Day, lambda row: (row.day,))
_OPEN = RecordIndex("blocker", _Resolved, lambda row: () if row.resolved else ("open",))


# Rules


def faults(record: Round, before: Round | None, records: Records) -> Iterator[Fault]:
    """The only one of its day, and not closed before it was opened."""
    if before is None or before.day != record.day:
        others = map(KIND.id, records.numbers_with(_ROUNDS, str(record.day)))
        twin = next((id for id in others if id != record.id), None)
        if twin is not None:
            yield Fault("day", Words("there is {id} of that day already", "twice-a-day", id=twin))
    if record.opened and record.closed and record.closed < record.opened:
        yield Fault("closed", Words("is before it was opened", "before-its-start"))


# Steps and commands


def complete(changes: Changes, record: Round) -> Round:
    """A new one is opened now, by whoever does it unless told otherwise."""
    facilitator = record.facilitator or changes.person_id
    return msgspec.structs.replace(record, opened=record.opened or changes.now, facilitator=facilitator)


def edited(_changes: Changes, before: Round, after: Round, _why: str) -> Round:
    """Who leads it may change; the rest is written by opening and closing it."""
    if after.day != before.day or any(getattr(before, name) != getattr(after, name) for name in KEPT):
        raise Refused("{id} is opened and closed; only who leads it is changed", "opened-and-closed", id=after.id)
    return after


def closing(changes: Changes, record: Round, present: Sequence[str] = ()) -> Round:
    """The round as it is once it is closed.

    Raises `Refused` where it is closed already, where somebody else leads it, and as long as a blocker that came up
    again has neither a next step, nor was escalated, nor ended by a decision.
    """
    if record.closed is not None:
        raise Refused("{id} is closed already; reopen it first", "closed", id=record.id)
    _leads(changes, record)
    open_ones = (changes.one(Blocker, BLOCKER.id(number)) for number in changes.numbers_with(_OPEN, "open"))
    held = [each.id for each in open_ones if wants_decision(each, record.day)]
    if held:
        raise Refused(
            "{ids}: raised again without progress. Before the stand-up is closed, each wants a next step, to be put "
            "before the next one above, or a decision",
            "no-progress",
            ids=held,
            details={"held": held},
        )
    return msgspec.structs.replace(record, closed=changes.now, present=_there(changes, record, present))


def _there(changes: Changes, record: Round, present: Sequence[str]) -> tuple[str, ...]:
    known = (*record.present, record.facilitator, changes.person_id, *present)
    return tuple(dict.fromkeys(id for id in known if id))


def _leads(changes: Changes, record: Round) -> None:
    if changes.rank_of(changes.who) >= COORDINATOR or record.facilitator in (None, changes.person_id):
        return
    name = by_id(changes, record.facilitator)
    raise Refused(
        "{person} leads {id} and closes it; take the lead first, or ask a coordinator",
        "not-yours",
        person=name,
        id=record.id,
    )


def reopen(_changes: Changes, record: Round, _why: str) -> Round:
    """Going on again."""
    if record.closed is None:
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=record.id)
    return msgspec.structs.replace(record, closed=None)


def of_day(records: Records, day: date) -> Round | None:
    """The stand-up of a day."""
    numbers = records.numbers_with(_ROUNDS, str(day))
    return records.one(Round, KIND.id(numbers[0])) if numbers else None


KIND = Kind(
    name="round",
    prefix="SR",
    label="Stand-up",
    plural="Stand-ups",
    record=Round,
    seen_at=("facilitator",),
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    reopen=reopen,
    no_done=Words("a stand-up is closed, not done", "closed-by-its-lead"),
    standing=open_until("closed"),
    stands_by=("closed",),
)
