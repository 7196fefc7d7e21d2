"""Coordination meetings: prepared by the departments, run item by item, remembered in minutes.

draft > open > running > closed, or cancelled. A draft tells nobody. One of a series stands under its original day,
``series_day``; there is one for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from store.errors import Fault, Refused, Unlisted
from store.fields import choice, clock_line, day, line, mapping, minutes, moment, number, ref, refs, rows, zone_line
from store.fields import text as prose
from store.fields.indexes import RecordIndex
from store.fields.rights import ONCE
from store.kinds.base import Kind, Record, ended_by, fields_of
from store.kinds.common_rules import clock_faults, year_faults, zone_faults
from store.kinds.joining import stronger
from store.kinds.meeting_rights import (
    AHEAD,
    AMENDED,
    ATTENDANCE,
    BEGUN,
    CLOSED_AT,
    COMING,
    CONFIRMED,
    COURSE,
    LEAD,
    NOTES,
    PREPARED,
    PRESENT,
    QUORUM,
    SERIES_DAY,
    STATE,
    STAYS,
)
from store.kinds.minutes_rights import MEETING_BACK, settled
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What a department may be in a meeting; the first three are there.
THERE = ("present", "late", "delegate")


class Coming(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether a department comes: "yes", "no", or a "delegate" (who, in ``who``), as ``by`` said."""

    answer: Annotated[
        str, choice("Comes", ("yes", "comes"), ("no", "does not come"), ("delegate", "sends a delegate"))
    ] = "yes"
    who: Annotated[str, line("Who")] = ""
    by: Annotated[str, line("Said by", asked=False)] = ""

    def joined(self, other: Coming) -> Coming:
        """Of two departments that are made one somebody comes where anybody does."""
        return stronger(self, other, "answer", ("yes", "delegate", "no"))


class Attendance(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a department was there: ``who`` is a person's id or a name, ``instead_of`` the one they came for."""

    state: Annotated[
        str,
        choice(
            "Attendance",
            ("present", "present"),
            ("late", Words("late", context="attendance")),
            ("delegate", "delegate"),
            ("absent", "absent"),
        ),
    ] = "present"
    who: Annotated[str, line("Who")] = ""
    instead_of: Annotated[str, line("For")] = ""
    at: Annotated[datetime | None, moment("Since")] = None

    def joined(self, other: Attendance) -> Attendance:
        """Two departments that are made one were there where either was."""
        return stronger(self, other, "state", (*THERE, "absent"))


class Amendment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line that somebody who was there adds to the minutes; ``item`` is what it is about."""

    id: str
    text: Annotated[str, prose("Text", names=True)]
    item: Annotated[str, line("About")] = ""
    by: Annotated[str, line("Said by")] = ""
    at: Annotated[datetime | None, moment("Said on")] = None

    @staticmethod
    def searched(row: dict[str, Any]) -> Iterator[str]:
        """What of a stored line is found: its words."""
        yield str(row.get("text") or "")


class Meeting(Record, frozen=True):
    """``actions`` is what became of last time's (id to "done", "carried", "dropped") when they were looked through.

    ``current`` is the item that it is at since ``since``. ``quorum`` departments, and each of ``quorum_of``, have to be
    there for it to decide. ``present`` are the people who were there.
    """

    title: Annotated[str, line("Title", names=True)]
    series: Annotated[str | None, ref("Series", "series", right=ONCE)] = None
    series_day: Annotated[date | None, day("Day of the series", asked=False, right=SERIES_DAY)] = None
    on: Annotated[date | None, day("Day", wanted=True)] = None
    time: Annotated[str, clock_line("Time")] = ""
    length: Annotated[int | None, minutes("Length")] = None
    place: Annotated[str, line("Place")] = ""
    zone: Annotated[str, zone_line("Time zone", later=True)] = ""
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    departments: Annotated[tuple[str, ...], refs("Departments", "department")] = ()
    facilitator: Annotated[str | None, ref("Facilitator", "person", duty=True, right=LEAD)] = None
    note_taker: Annotated[str | None, ref("Note taker", "person", duty=True, right=NOTES)] = None
    purpose: Annotated[str, prose("Purpose")] = ""
    expected: Annotated[str, prose("Expected outcome")] = ""
    state: Annotated[
        str,
        choice(
            "State",
            ("draft", "Draft"),
            ("open", Words("Open", context="meeting")),
            ("running", "Running"),
            ("closed", Words("Closed", context="meeting")),
            ("cancelled", "Cancelled"),
            later=True,
            right=STATE,
        ),
    ] = "draft"
    reason: Annotated[str, prose("Why cancelled", asked=False, right=STATE)] = ""
    quorum: Annotated[
        int | None, number("Departments for a quorum", least=1, most=1_000, unit=None, later=True, right=QUORUM)
    ] = None
    quorum_of: Annotated[tuple[str, ...], refs("Have to be there", "department", later=True, right=QUORUM)] = ()
    coming: Annotated[dict[str, Coming], mapping("Who comes", "department", right=COMING)] = {}
    prepared: Annotated[dict[str, str], mapping("Prepared", "department", right=PREPARED, item=line("Said by"))] = {}
    attendance: Annotated[dict[str, Attendance], mapping("Attendance", "department", right=ATTENDANCE)] = {}
    present: Annotated[tuple[str, ...], refs("Present", "person", asked=False, right=PRESENT)] = ()
    actions: Annotated[dict[str, str], mapping("Actions of last time", "action", right=COURSE)] = {}
    current: Annotated[str | None, ref("At", "agenda-item", context="agenda", asked=False, right=COURSE)] = None
    since: Annotated[datetime | None, moment("Since", right=COURSE)] = None
    begun: Annotated[datetime | None, moment("Begun", right=BEGUN)] = None
    closed: Annotated[datetime | None, moment("Closed", context="moment", right=CLOSED_AT)] = None
    open_why: Annotated[dict[str, str], mapping("Left open, why", "action", right=COURSE)] = {}
    amendments: Annotated[tuple[Amendment, ...], rows("Amendments", searched=True, right=AMENDED)] = ()
    confirmed_at: Annotated[datetime | None, moment("Confirmed", right=CONFIRMED)] = None
    confirmed_by: Annotated[str | None, ref("Confirmed by", "person", asked=False, right=CONFIRMED)] = None
    confirmed_in: Annotated[str | None, ref("Confirmed in", "meeting", asked=False, right=CONFIRMED)] = None
    copied_from: Annotated[str | None, ref("Copied from", "meeting", asked=False, right=ONCE)] = None


class _OfSeries(msgspec.Struct, gc=False):
    series: str | None = None
    series_day: str | None = None


_DAYS = RecordIndex(
    "meeting", _OfSeries, lambda row: (row.series, f"{row.series} {row.series_day}") if row.series else ()
)


# Rules


def on_day(records: Records, series: str, day: date) -> str | None:
    """The id of the meeting that stands for that original day of a series."""
    found = records.numbers_with(_DAYS, f"{series} {day}")
    return KIND.id(found[0]) if found else None


def of_series(records: Records, series: str) -> list[Meeting]:
    """The meetings that stand for days of a series."""
    return [records.one(Meeting, KIND.id(number)) for number in records.numbers_with(_DAYS, series)]


def there(meeting: Meeting) -> tuple[str, ...]:
    """The departments that are there, late ones and those with a delegate too."""
    return tuple(id for id, each in meeting.attendance.items() if each.state in THERE)


def is_quorate(meeting: Meeting) -> bool:
    """It may decide: as many departments are there as it wants, and those without which it does not."""
    here = there(meeting)
    return len(here) >= (meeting.quorum or 0) and set(meeting.quorum_of) <= set(here)


def faults(meeting: Meeting, before: Meeting | None, records: Records) -> Iterator[Fault]:
    """A time zone that there is, one meeting for each day of a series, words that there are, in order."""
    yield from clock_faults("time", meeting.time)
    for name in ("on", "series_day"):
        yield from year_faults(name, getattr(meeting, name))
    if meeting.zone and (before is None or meeting.zone != before.zone):
        yield from zone_faults(meeting.zone)
    if meeting.series and meeting.series_day and (before is None or before.series_day != meeting.series_day):
        twin = on_day(records, meeting.series, meeting.series_day)
        if twin not in (None, meeting.id):
            yield Fault("series_day", Words("there is {id} of that day already", "twice-a-day", id=twin))
    for field, items, item, name in (
        ("coming", meeting.coming, Coming, "answer"),
        ("attendance", meeting.attendance, Attendance, "state"),
    ):
        listed = fields_of(item)[name]
        for id, each in items.items():
            if all(choice.value != getattr(each, name) for choice in listed.choices):
                yield Unlisted(f"{field}.{id}", getattr(each, name), listed.listed)
    if meeting.begun and meeting.closed and meeting.closed < meeting.begun:
        yield Fault("closed", Words("is before it was begun", "before-its-start"))


# Steps


def complete(changes: Changes, meeting: Meeting) -> Meeting:
    """Led by whoever makes it unless told otherwise; one of a series is as that says."""
    if meeting.series and not meeting.series_day:
        from store.kinds.series_course import in_series  # late: it knows meetings

        meeting = in_series(changes, meeting, changes.today)
    return msgspec.structs.replace(meeting, facilitator=meeting.facilitator or changes.person_id)


def edited(_changes: Changes, before: Meeting, after: Meeting, _why: str) -> Meeting:
    """What was held stays as it was; the minutes are amended. Raises `Refused`."""
    over = before.state not in (*AHEAD, "running")
    if over and any(getattr(before, name) != getattr(after, name) for name in HELD):
        raise Refused("{id} is closed already; reopen it first", "closed", id=before.id)
    if after.state != before.state:
        raise Refused("{id} is opened, begun and closed by its own commands", "by-its-course", id=before.id)
    return after


#: The field that names its series, which takes nothing new once it has ended.
SERIES = "series"
#: What stays as it is once a meeting is over.
HELD = (
    *("title", "on", "time", "length", "place", "zone", "goal", "departments"),
    *("purpose", "expected", "quorum", "quorum_of", "series"),
)

KIND = Kind(
    name="meeting",
    prefix="M",
    label="Meeting",
    plural="Meetings",
    record=Meeting,
    asks=("on", "time", "length", "place", "departments", "goal", "facilitator", "note_taker"),
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    no_done=Words("a meeting is done once it is closed", "held-not-done"),
    standing=ended_by("state", closed="done", cancelled="dropped"),
    stands_by=("state",),
    within=("goal", SERIES),
    closes=True,
    owned_by=("facilitator",),
    due_on="on",
    kept=HELD,
    stays=STAYS,
    back=MEETING_BACK,
    settled=settled,
)
