"""What meetings ask of one person: the one of today, whether their department comes and is prepared, the minutes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from store import clock
from store.kinds.meeting import Coming, Meeting
from store.kinds.meeting_rights import AHEAD, HERE
from store.kinds.person import Person
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.records import Records

#: Meetings within so many days are near; for so many the minutes may be amended before one is no longer asked.
NEAR, AMEND = 14, 5


class Clocks(NamedTuple):
    """The time zone in which meetings are where they say none, and the one of whoever looks."""

    home: str = ""
    here: str = ""


#: The same clocks everywhere.
CLOCKS = Clocks()


class MeetingPart(msgspec.Struct, gc=False):
    """Of a meeting: when it is, and whom it concerns."""

    on: date | None = None
    time: str = ""
    zone: str = ""
    state: str = "draft"
    facilitator: str | None = None
    note_taker: str | None = None
    departments: tuple[str, ...] = ()
    coming: dict[str, Coming] = {}
    prepared: dict[str, str] = {}
    present: tuple[str, ...] = ()
    closed: datetime | None = None
    confirmed_at: datetime | None = None

    @property
    def parties(self) -> Iterator[str]:
        """Those whom it concerns as long as it is ahead; those who were there until its minutes are confirmed."""
        if self.state in (*AHEAD, "running"):
            yield from (each for each in (self.facilitator, self.note_taker) if each)
            if self.state != "draft":
                yield from self.departments
                yield from (each.who for each in self.coming.values() if each.who)
        elif self.state == "closed" and self.confirmed_at is None:
            yield from self.present

    def seen(self, clocks: Clocks) -> MeetingPart:
        """Its day and time by the clocks of whoever looks."""
        zone = self.zone if self.zone and clock.knows(self.zone) else clocks.home
        if self.on is None or not self.time or zone == clocks.here:
            return self
        begins = clock.there(clock.at(self.on, self.time, zone), clocks.here)
        return msgspec.structs.replace(self, on=begins.date(), time=f"{begins:%H:%M}")


class Presented(msgspec.Struct, gc=False):
    """Of an agenda item: who presents it where."""

    meeting: str | None = None
    presents: str | None = None
    state: str = "queued"

    @property
    def at(self) -> tuple[str, ...]:
        """Who presents it, as long as it is still to be talked about."""
        return (self.presents,) if self.presents and self.state == "queued" else ()


def clocks_of(records: Records, person: str) -> Clocks:
    """By which clocks that person sees meetings."""
    home, found = records.settings.zone, records.maybe(Person, person)
    own = found.zone if found else ""
    return Clocks(home, own if own and clock.knows(own) else home)


def told(
    found: Mapping[str, MeetingPart],
    presented: Collection[str],
    person: str,
    said_of: Mapping[str, str],
    here: date,
    clocks: Clocks = CLOCKS,
) -> Iterator[tuple[str, str, Words]]:
    """Section, meeting and why it stands there, in the order of their days by the ``clocks`` of the person.

    ``found`` are the meetings that concern the person or the departments that they speak for, those in ``said_of`` with
    what they are called; at those ``presented`` the person, or such a department, presents something.
    """
    seen = {id: row.seen(clocks) for id, row in found.items()}
    for id, row in sorted(seen.items(), key=lambda each: (str(each[1].on), each[1].time)):
        if row.state == "closed":
            if row.closed and row.closed.date() + timedelta(AMEND) >= here:
                yield "next", id, Words("its minutes may be amended")
            continue
        parts = [*_parts(row, person), *([Words("I present")] if id in presented else [])]
        asked = list(_asked(row, said_of))
        if row.state == "running":
            yield "today", id, _listed(Words("goes on now"), parts)
        elif row.on is not None and row.on < here:
            if person in (row.facilitator, row.note_taker):
                yield "late", id, _listed(_day(row), [Words("neither held nor cancelled")])
        elif row.on == here:
            time = Words("at {time}", time=row.time.removeprefix("0")) if row.time else Words("today")
            yield "today", id, _listed(time, [*parts, *asked])
        elif asked:
            yield "answers", id, _listed(asked[0], asked[1:]) if row.on is None else _listed(_day(row), asked)
        elif parts and row.on is not None and row.on <= here + timedelta(NEAR):
            yield "ahead", id, _listed(_day(row), parts)


def _day(row: MeetingPart) -> Words:
    return Words("{day}", day=row.on)


def _listed(first: Words, others: list[Words]) -> Words:
    return Words("{facts}", facts=[first, *others]) if others else first


def _parts(row: MeetingPart, person: str) -> Iterator[Words]:
    """What somebody has to do in it."""
    if row.facilitator == person:
        yield Words("I lead")
    if row.note_taker == person:
        yield Words("I take notes")
    if any(each.who == person and each.answer != "no" for each in row.coming.values()):
        yield Words("I come")


def _asked(row: MeetingPart, said_of: Mapping[str, str]) -> Iterator[Words]:
    """What these departments have not said of one that is open."""
    for department in row.departments if row.state == "open" else ():
        if department in said_of:
            comes, called = row.coming.get(department), said_of[department]
            if comes is None:
                yield Words("whether {department} comes", department=called)
            if department not in row.prepared and (comes is None or comes.answer != "no"):
                yield Words("whether {department} is prepared", department=called)


# All of them


def next_meetings(overview: Overview) -> set[str]:
    """The next one of each series, and those alone that are still to be held or held now."""
    ahead = [each for each in overview.reading.all(Meeting) if each.state in HERE]
    first: dict[str, Meeting] = {}
    for each in sorted(ahead, key=lambda each: (each.on or date.max, each.time)):
        first.setdefault(each.series or each.id, each)
    return {each.id for each in first.values()}


def past_meetings(overview: Overview) -> set[str]:
    """Those that were held."""
    return {each.id for each in overview.reading.all(Meeting) if each.state == "closed"}
