"""Agenda items: what a meeting is to talk about or decide, what was said, and what came of it.

One that names a series and no meeting waits in its backlog, or is part of the template of its agendas.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault
from store.fields import choice, flag, line, moment, number, ref, refs, rows
from store.fields import text as prose
from store.fields.rights import FREE, ONCE, Claim, Right
from store.kinds.base import Kind, Record, ended_by
from store.kinds.common_rules import circle
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records

#: What is still to be talked about; what a meeting did not bring to its end.
QUEUED = "queued"
ENDS = ("discussed", "parked", "carried", "moved", "dropped")


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line that was noted. ``id`` stays while the words change; ``became`` is the record made of it."""

    id: str
    text: Annotated[str, line("Text", names=True)]
    by: Annotated[str, line("Said by")] = ""
    at: Annotated[datetime | None, moment("Said on")] = None
    became: Annotated[str, line("Became")] = ""


# Who may


def _came(claim: Claim, before: AgendaItem | None, after: AgendaItem) -> bool:
    """How far it is, as its meeting or series goes."""
    return before is not None or after.state == QUEUED or claim.importing or after.state == "dropped"


COURSE = Right(Words("written as the meeting goes on"), _came)


class AgendaItem(Record, frozen=True):
    """``title`` is the question where something is to be decided. ``spent`` are the seconds it really took.

    ``place`` orders an agenda, then the id. ``came_from`` is the item of an earlier meeting that was carried or moved
    here; ``proposed`` says for which reason it was proposed, so that it is not proposed again.
    """

    title: Annotated[str, line("Title", names=True, hint="Or the question, where something is to be decided")]
    meeting: Annotated[str | None, ref("Meeting", "meeting", right=FREE)] = None
    series: Annotated[str | None, ref("Series", "series")] = None
    sort: Annotated[str, choice("Sort", ("inform", "inform"), ("discuss", "discuss"), ("decide", "decide"))] = "discuss"
    presents: Annotated[str | None, ref("Presents", "person", "department")] = None
    minutes: Annotated[int | None, number("Minutes", least=1, most=1_440, unit="min")] = None
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    about: Annotated[tuple[str, ...], refs("Pre-read records")] = ()
    link: Annotated[str, line("Link", searched=False)] = ""
    text: Annotated[str, prose("Pre-read")] = ""
    always: Annotated[bool, flag("In every meeting of the series")] = False
    undisputed: Annotated[bool, flag("Undisputed", hint="Taken by consent with others in one step")] = False
    place: Annotated[float, number("Place in the agenda", asked=False, right=FREE)] = 0
    state: Annotated[
        str,
        choice(
            "State",
            ("queued", "Queued"),
            ("discussed", "Discussed"),
            ("parked", "Parked"),
            ("carried", "Carried"),
            ("moved", Words("Moved", context="agenda")),
            ("dropped", "Dropped"),
            later=True,
            right=COURSE,
        ),
    ] = QUEUED
    reason: Annotated[str, prose("Reason", asked=False, right=COURSE)] = ""
    spent: Annotated[int, number("Seconds spent", least=0, unit="s", asked=False, right=COURSE)] = 0
    notes: Annotated[tuple[Note, ...], rows("Notes", right=FREE)] = ()
    came_from: Annotated[str | None, ref("Came from", "agenda-item", asked=False, right=ONCE)] = None
    proposed: Annotated[str, line("Proposed because", searched=False, asked=False, right=ONCE)] = ""


# Rules


def carried(item: AgendaItem, records: Records) -> int:
    """How often it was carried from meeting to meeting: once more for each that it came from."""
    times, seen = 0, set[str]()
    found: AgendaItem | None = item
    while found is not None and found.came_from and found.came_from not in seen:
        seen.add(found.came_from)
        found = records.maybe(AgendaItem, found.came_from)
        times += found is not None and found.state == "carried"
    return times


def order(item: AgendaItem) -> tuple[float, int]:
    """Where it stands on its agenda."""
    return (item.place, int(item.id.partition("-")[2] or 0))


def agenda(records: Records, meeting: str) -> list[AgendaItem]:
    """The items of a meeting, in their order; without those that were taken off."""
    found = records.pointing(AgendaItem, "meeting", meeting)
    return sorted((each for each in found if each.state != "dropped"), key=order)


def backlog(records: Records, series: str, *, always: bool = False) -> list[AgendaItem]:
    """What waits in the backlog of a series; with ``always`` what each of its agendas begins with."""
    found = records.pointing(AgendaItem, "series", series)
    waits = (each for each in found if each.meeting is None and each.state in (QUEUED, "parked"))
    return sorted((each for each in waits if each.always == always), key=order)


def faults(item: AgendaItem, before: AgendaItem | None, records: Records) -> Iterator[Fault]:
    """Something that it is part of, and no circle of where it came from; only a series has a template."""
    if item.always and (item.meeting or not item.series):
        yield Fault("always", Words("only an item of a series is in every meeting", "no-series"))
    if item.came_from:
        yield from circle(item, before, "came_from", records)


# Steps and commands


def drop(_changes: object, item: AgendaItem, why: str) -> AgendaItem:
    """Taken off the agenda."""
    return msgspec.structs.replace(item, state="dropped", reason=why)


def reopen(_changes: object, item: AgendaItem, _why: str) -> AgendaItem:
    """To be talked about again."""
    return msgspec.structs.replace(item, state=QUEUED, reason="")


def done(_changes: object, item: AgendaItem, _why: str) -> AgendaItem:
    """Talked about."""
    return msgspec.structs.replace(item, state="discussed")


KIND = Kind(
    name="agenda-item",
    prefix="AI",
    label="Agenda item",
    plural="Agenda items",
    record=AgendaItem,
    asks=("sort", "presents", "minutes", "meeting", "series", "goal"),
    writer="member",
    seen_at=("meeting", "series", "came_from"),
    faults=faults,
    done=done,
    drop=drop,
    reopen=reopen,
    standing=ended_by(
        "state", discussed="done", parked="dropped", carried="dropped", moved="dropped", dropped="dropped"
    ),
    stands_by=("state",),
    within=("meeting",),
)
