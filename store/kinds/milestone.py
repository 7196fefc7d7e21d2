"""Milestones: what a goal has reached by a day, and which department sees to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Protocol

import msgspec

from store.errors import Fault, Refused
from store.fields import day, line, mapping, ref, refs, rows, text
from store.fields.rights import FREE, Claim, Right
from store.kinds.base import Ending, Kind, Record
from store.kinds.common_rules import circle
from store.kinds.department_rights import HANDED_ON
from store.kinds.moves import MOVED, DueChange, moved
from store.kinds.raci import LETTER, letters_known
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


# Who may


def _reached(claim: Claim, before: Milestone | None, after: Milestone) -> bool:
    return after.done is None or ((before is None or before.done is None) and claim.is_today(after.done))


def _dropped(claim: Claim, before: Milestone | None, after: Milestone) -> bool:
    return after.dropped is None or ((before is None or before.dropped is None) and claim.is_today(after.dropped))


def _why_dropped(_claim: Claim, before: Milestone | None, after: Milestone) -> bool:
    return after.dropped != (None if before is None else before.dropped)


REACHED = Right(Words("the day on which somebody says so"), _reached)
DROPPED = Right(Words("the day on which somebody says so"), _dropped)
REASON = Right(Words("said when the milestone is dropped"), _why_dropped)


class Milestone(Record, frozen=True):
    """Reached on the day ``done``, or given up on the day ``dropped``; open until then."""

    title: Annotated[str, line("Title", names=True)]
    goal: Annotated[str | None, ref("Goal", "goal", wanted=True)] = None
    department: Annotated[str | None, ref("Department", "department", right=HANDED_ON, duty=True, wanted=True)] = None
    owner: Annotated[str | None, ref("Owner", "person", sign="@", right=HANDED_ON, duty=True)] = None
    due: Annotated[date | None, day("Due", right=MOVED, wanted=True, deadline=True)] = None
    note: Annotated[str, text("Note")] = ""
    depends_on: Annotated[tuple[str, ...], refs("Depends on", "milestone")] = ()
    done: Annotated[date | None, day("Reached on", asked=False, right=REACHED)] = None
    dropped: Annotated[date | None, day("Dropped on", asked=False, right=DROPPED)] = None
    reason: Annotated[str, text("Why dropped", asked=False, right=REASON)] = ""
    due_log: Annotated[tuple[DueChange, ...], rows("Moved", right=MOVED)] = ()
    raci: Annotated[dict[str, str], mapping("RACI", "department", "person", item=LETTER, right=FREE, duty=True)] = {}


class MilestoneLike(Protocol):
    """A milestone, or as much of one."""

    @property
    def done(self) -> date | None: ...
    @property
    def dropped(self) -> date | None: ...


# Rules


def is_open(milestone: MilestoneLike) -> bool:
    """Neither reached nor dropped."""
    return milestone.done is None and milestone.dropped is None


def faults(milestone: Milestone, before: Milestone | None, records: Records) -> Iterator[Fault]:
    """At most one is accountable, and nothing waits for itself."""
    yield from letters_known(milestone.raci)
    yield from circle(milestone, before, "depends_on", records)


# Steps and commands


def edited(changes: Changes, before: Milestone, after: Milestone, why: str) -> Milestone:
    """Moving the due day wants a reason and is kept."""
    return moved(changes, before, after, why)


def done(changes: Changes, milestone: Milestone, _why: str) -> Milestone:
    """Reached today."""
    _has_to_be_open(milestone)
    return msgspec.structs.replace(milestone, done=changes.today)


def reopen(_changes: Changes, milestone: Milestone, _why: str) -> Milestone:
    """Not reached after all, or taken up again."""
    if is_open(milestone):
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=milestone.id)
    return msgspec.structs.replace(milestone, done=None, dropped=None, reason="")


def drop(changes: Changes, milestone: Milestone, why: str) -> Milestone:
    """Given up, with the reason."""
    _has_to_be_open(milestone)
    return msgspec.structs.replace(milestone, dropped=changes.today, reason=why)


def end(changes: Changes, milestone: Milestone, ending: Ending) -> Milestone:
    """What becomes of it when its goal ends."""
    if ending.how == "move":
        return msgspec.structs.replace(milestone, goal=ending.to)
    return done(changes, milestone, "") if ending.how == "done" else drop(changes, milestone, ending.why)


def _has_to_be_open(milestone: Milestone) -> None:
    if milestone.done:
        raise Refused("{id} is done already; reopen it first if it is not", "closed", id=milestone.id)
    if milestone.dropped:
        raise Refused("{id} was dropped; reopen it first", "closed", id=milestone.id)


def standing(milestone: Milestone) -> str:
    """Open, done (reached) or dropped."""
    if is_open(milestone):
        return "open"
    return "done" if milestone.done else "dropped"


KIND = Kind(
    name="milestone",
    prefix="MS",
    label="Milestone",
    plural="Milestones",
    record=Milestone,
    asks=("owner", "due", "goal", "department"),
    writer="member",
    faults=faults,
    on_edit=edited,
    done=done,
    reopen=reopen,
    drop=drop,
    standing=standing,
    stands_by=("done", "dropped"),
    within=("goal",),
    kept=("due", "done", "dropped", "depends_on", "raci"),
    goes_on=lambda milestone, _day: is_open(milestone),
    ends=end,
)
