"""Series of meetings: the rule by which they come again, and what each of them begins with.

An occurrence that differs from the rule is a meeting under its original day (`store.kinds.meeting`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault
from store.fields import clock_line, day, flag, line, minutes, number, recurring, ref, refs, rows, text, zone_line
from store.kinds.base import Ending, Kind, Record, open_until
from store.kinds.common_rules import clock_faults, year_faults, zone_faults
from store.kinds.series_rights import ENDED, PHASES, TURNS, WHEN
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


class Phase(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a series went until a day, before it was changed from there on."""

    id: str
    until: Annotated[date, day("Until", names=True)]
    repeats: Annotated[str, recurring("Repeats")] = ""
    start: Annotated[date | None, day("First day")] = None
    time: Annotated[str, clock_line("Time")] = ""
    length: Annotated[int | None, minutes("Length")] = None
    place: Annotated[str, line("Place")] = ""
    zone: Annotated[str, zone_line("Time zone")] = ""


class Series(Record, frozen=True):
    """``facilitators`` and ``note_takers`` take turns in that order; whose turn is next stands beside.

    ``time`` is in ``zone`` (IANA), the workspace's where that is empty. The items of its backlog and of its template
    are agenda items that name it and no meeting. The next one is made when one is closed: as a draft, so that it can
    be prepared without telling anybody, or with ``opens`` open at once. ``repeats`` counts from ``start`` on.
    """

    title: Annotated[str, line("Title", names=True)]
    repeats: Annotated[str, recurring("Repeats", wanted=True, right=WHEN)] = ""
    start: Annotated[date | None, day("First day", right=WHEN)] = None
    time: Annotated[str, clock_line("Time", right=WHEN)] = ""
    length: Annotated[int | None, minutes("Length", right=WHEN)] = 45
    place: Annotated[str, line("Place", right=WHEN)] = ""
    zone: Annotated[str, zone_line("Time zone", later=True, right=WHEN)] = ""
    departments: Annotated[tuple[str, ...], refs("Departments", "department")] = ()
    purpose: Annotated[str, text("Purpose")] = ""
    facilitators: Annotated[tuple[str, ...], refs("Take turns to lead", "person", duty=True, right=TURNS)] = ()
    facilitator_next: Annotated[str | None, ref("Leads next", "person", later=True)] = None
    note_takers: Annotated[tuple[str, ...], refs("Take turns to take notes", "person", duty=True, right=TURNS)] = ()
    note_taker_next: Annotated[str | None, ref("Takes notes next", "person", later=True)] = None
    quorum: Annotated[int | None, number("Departments for a quorum", least=1, most=1_000, unit=None)] = None
    quorum_of: Annotated[tuple[str, ...], refs("Have to be there", "department")] = ()
    opens: Annotated[
        bool, flag("The next one opens at once", hint="Else it is a draft, which tells nobody", later=True)
    ] = False
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    phases: Annotated[tuple[Phase, ...], rows("Earlier stretches", right=PHASES)] = ()
    ended: Annotated[date | None, day("Ended on", asked=False, right=ENDED)] = None


# Rules


def faults(series: Series, before: Series | None, _records: Records) -> Iterator[Fault]:
    """A time zone that there is; whose turn is next is one of those who take turns."""
    yield from clock_faults("time", series.time)
    yield from year_faults("start", series.start)
    if series.zone and (before is None or series.zone != before.zone):
        yield from zone_faults(series.zone)
    for next_one, order in (("facilitator_next", series.facilitators), ("note_taker_next", series.note_takers)):
        if getattr(series, next_one) and getattr(series, next_one) not in order:
            yield Fault(next_one, Words("is not among those who take turns", "not-listed"))


# What becomes of it with its goal


def goes_on(series: Series, _day: date) -> bool:
    """It has not ended."""
    return series.ended is None


def end(changes: Changes, series: Series, ending: Ending) -> Series:
    """Another goal is met about from now on, or there are no more meetings of it."""
    if ending.how == "move":
        return msgspec.structs.replace(series, goal=ending.to)
    return msgspec.structs.replace(series, ended=changes.today)


KIND = Kind(
    name="series",
    prefix="SE",
    label="Meeting series",
    plural="Series",
    record=Series,
    asks=("repeats", "time", "length", "place", "departments"),
    writer="member",
    faults=faults,
    no_done=Words("a series is never done; it ends on a day", "never-done"),
    standing=open_until("ended"),
    stands_by=("ended",),
    within=("goal",),
    closes=True,
    goes_on=goes_on,
    ends=end,
)
