"""Agenda items: what a meeting is to talk about or decide, what was said, and what came of it.

One that names a series and no meeting waits in its backlog, or is part of the template of its agendas.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, flag, line, moment, number, ref, refs, rows
from store.fields import text as prose
from store.fields.rights import ONCE
from store.kinds import evidence as proofs
from store.kinds.agenda_rights import CAME_FROM, NOTES, ON_AGENDA, REASON, SPENT, STATE, STAYS, WORDS
from store.kinds.base import Kind, Record, ended_by
from store.kinds.common_rules import circle
from store.kinds.evidence import Cited
from store.kinds.minutes_rights import ITEM_BACK, settled
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

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

    @staticmethod
    def searched(row: dict[str, Any]) -> Iterator[str]:
        """What of a stored line is found: its words."""
        yield str(row.get("text") or "")


class AgendaItem(Record, frozen=True):
    """``title`` is the question where something is to be decided. ``spent`` are the seconds it really took.

    ``place`` orders an agenda, then the id. ``came_from`` is the item of an earlier meeting that was carried or moved
    here; ``proposed`` says for which reason it was proposed, so that it is not proposed again.
    """

    title: Annotated[
        str, line("Title", names=True, hint="Or the question, where something is to be decided", right=WORDS)
    ]
    meeting: Annotated[str | None, ref("Meeting", "meeting", right=ON_AGENDA)] = None
    series: Annotated[str | None, ref("Series", "series", right=WORDS)] = None
    sort: Annotated[
        str, choice("Sort", ("inform", "inform"), ("discuss", "discuss"), ("decide", "decide"), right=WORDS)
    ] = "discuss"
    presents: Annotated[str | None, ref("Presents", "person", "department", right=WORDS)] = None
    minutes: Annotated[int | None, number("Minutes", least=1, most=1_440, unit="min", right=WORDS)] = None
    goal: Annotated[str | None, ref("Goal", "goal", right=WORDS)] = None
    about: Annotated[tuple[str, ...], refs("Pre-read records", right=WORDS)] = ()
    link: Annotated[str, line("Link", searched=False, right=WORDS)] = ""
    text: Annotated[str, prose("Pre-read", right=WORDS)] = ""
    evidence: Annotated[tuple[str, ...], proofs.evidence(WORDS)] = ()
    cited: Annotated[tuple[Cited, ...], proofs.cited(WORDS)] = ()
    evidence_links: Annotated[str, proofs.links(WORDS)] = ""
    always: Annotated[bool, flag("In every meeting of the series", right=WORDS)] = False
    undisputed: Annotated[bool, flag("Undisputed", hint="Taken by consent with others in one step", right=WORDS)] = (
        False
    )
    place: Annotated[float, number("Place in the agenda", asked=False, right=WORDS)] = 0.0
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
            right=STATE,
        ),
    ] = QUEUED
    reason: Annotated[str, prose("Reason", asked=False, right=REASON)] = ""
    spent: Annotated[int, number("Seconds spent", least=0, unit="s", asked=False, right=SPENT)] = 0
    notes: Annotated[tuple[Note, ...], rows("Notes", searched=True, right=NOTES)] = ()
    came_from: Annotated[str | None, ref("Came from", "agenda-item", asked=False, right=CAME_FROM)] = None
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


def gone_on(records: Records, id: str) -> list[AgendaItem]:
    """As what an item goes on elsewhere; without what was taken off there."""
    return [each for each in records.pointing(AgendaItem, "came_from", id) if each.state != "dropped"]


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
    yield from proofs.faults(item, before)
    if item.always and (item.meeting or not item.series):
        yield Fault("always", Words("only an item of a series is in every meeting", "no-series"))
    if item.came_from:
        yield from circle(item, before, "came_from", records)


# Steps


def complete(changes: Changes, item: AgendaItem) -> AgendaItem:
    """Behind what was put in order before."""
    item = proofs.settled(changes, None, item)
    if not item.meeting or item.place:
        return item
    places = [each.place for each in agenda(changes, item.meeting)]
    return msgspec.structs.replace(item, place=max(places) + 1) if any(places) else item


def edited(changes: Changes, before: AgendaItem, after: AgendaItem, _why: str) -> AgendaItem:
    """How far it is is brought about by the meeting. Raises `Refused`."""
    if after.state != before.state:
        raise Refused("{id} is talked about, parked and carried by its meeting", "by-its-meeting", id=before.id)
    return proofs.settled(changes, before, after)


def done(changes: Changes, item: AgendaItem, _why: str) -> AgendaItem:
    """Talked about."""
    _ahead(changes, item)
    meeting = changes.find(item.meeting or "")
    if getattr(meeting, "state", "") != "running":
        raise Refused("{id} has to be begun first", "not-running", id=item.meeting or item.series or item.id)
    return msgspec.structs.replace(item, state="discussed")


def drop(changes: Changes, item: AgendaItem, why: str) -> AgendaItem:
    """Taken off the agenda."""
    _ahead(changes, item)
    return msgspec.structs.replace(item, state="dropped", reason=why)


def reopen(changes: Changes, item: AgendaItem, _why: str) -> AgendaItem:
    """To be talked about again; what went on elsewhere is talked about there."""
    if item.state == QUEUED:
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=item.id)
    for on in gone_on(changes, item.id):
        raise Refused("{item} goes on as {id}", "went-on", item=item.id, id=on.id)
    return msgspec.structs.replace(item, state=QUEUED, reason="")


def _ahead(_changes: Changes, item: AgendaItem) -> None:
    if item.state in ("carried", "moved", "dropped"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=item.id)


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
    on_add=complete,
    on_edit=edited,
    done=done,
    drop=drop,
    reopen=reopen,
    standing=ended_by("state", discussed="done", parked="done", carried="done", moved="done", dropped="dropped"),
    stands_by=("state",),
    stays=STAYS,
    back=ITEM_BACK,
    settled=settled,
    within=("meeting",),
    out_of=("series",),
)
