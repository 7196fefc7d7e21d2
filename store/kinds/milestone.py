"""Milestones: what a goal has reached by a day, and which department sees to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import day, line, mapping, ref, refs, rows, text
from store.fields.rights import FREE, Claim, Right
from store.kinds.base import Kind, Record, open_until
from store.kinds.common_rules import circle
from store.kinds.department_rights import HANDED_ON
from store.kinds.due_changes import MOVED, DueChange, moved
from store.kinds.raci import LETTER, letters_known
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


# Who may


def _reached(claim: Claim, before: Milestone | None, after: Milestone) -> bool:
    return after.done is None or ((before is None or before.done is None) and claim.is_today(after.done))


REACHED = Right(Words("the day on which somebody says so"), _reached)


class Milestone(Record, frozen=True):
    """Reached on the day ``done``; open until then."""

    title: Annotated[str, line("Title", names=True)]
    goal: Annotated[str | None, ref("Goal", "goal", wanted=True)] = None
    department: Annotated[str | None, ref("Department", "department", right=HANDED_ON, duty=True, wanted=True)] = None
    owner: Annotated[str | None, ref("Owner", "person", sign="@", right=HANDED_ON, duty=True)] = None
    due: Annotated[date | None, day("Due", right=MOVED, wanted=True)] = None
    note: Annotated[str, text("Note")] = ""
    depends_on: Annotated[tuple[str, ...], refs("Depends on", "milestone")] = ()
    done: Annotated[date | None, day("Reached on", asked=False, right=REACHED)] = None
    due_log: Annotated[tuple[DueChange, ...], rows("Moved", right=MOVED)] = ()
    raci: Annotated[dict[str, str], mapping("RACI", "department", "person", item=LETTER, right=FREE, duty=True)] = {}


# Rules


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
    if milestone.done:
        raise Refused("{id} is done already; reopen it first if it is not", "closed", id=milestone.id)
    return msgspec.structs.replace(milestone, done=changes.today)


def reopen(_changes: Changes, milestone: Milestone, _why: str) -> Milestone:
    """Not reached after all."""
    if milestone.done is None:
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=milestone.id)
    return msgspec.structs.replace(milestone, done=None)


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
    standing=open_until("done"),
    stands_by=("done",),
)
