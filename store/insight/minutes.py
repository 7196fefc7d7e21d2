"""The minutes of a meeting at any moment of it: who was there, each item, what was decided, agreed, and left.

They are told as of the meeting: what became of an action since it was closed stands elsewhere. All of it is values;
`tui.text.minutes` makes a document of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from store.history.earlier import when_last
from store.insight.kudos_across import Thanks, across
from store.kinds.action import Action
from store.kinds.agenda_item import QUEUED, AgendaItem, agenda, carried, gone_on
from store.kinds.base import Record
from store.kinds.decision import Decision
from store.kinds.meeting import Amendment, Attendance, Coming, Meeting, is_quorate, there
from store.kinds.meeting_rights import AHEAD
from store.kinds.meetings_around import neighbours, origins, outcomes

if TYPE_CHECKING:
    from store.engine.ledger import Ledger
    from store.records import Records

#: Of a meeting that follows on none, so many days before it.
SINCE = 14


class Seat(NamedTuple):
    """A department: how it was there, where somebody noted that, and what it had said beforehand."""

    department: str
    attendance: Attendance | None
    said: Coming | None


class Point(NamedTuple):
    """An item of the agenda, what came of it, and where it goes on: in a meeting, or in the backlog of its series.

    ``carried`` counts how often it was carried, this time too.
    """

    item: AgendaItem
    came: tuple[Record, ...]
    carried: int
    goes_on: str | None

    @property
    def earlier(self) -> int:
        """On how many agendas before this one it stood."""
        return self.carried - (self.item.state == "carried")

    @property
    def is_ahead(self) -> bool:
        """Nobody has talked about it, and it is not put off either."""
        return self.item.state == QUEUED


class Minutes(NamedTuple):
    """``others`` are people who were there beside those of the seats. ``came`` is all that came of the meeting, as it
    was when that was closed."""

    meeting: Meeting
    seats: tuple[Seat, ...]
    others: tuple[str, ...]
    points: tuple[Point, ...]
    came: tuple[Record, ...]
    thanks: tuple[Thanks, ...] = ()

    @property
    def is_held(self) -> bool:
        """Attendance and quorum can be told: it is neither ahead, nor was it cancelled before it was begun."""
        return self.meeting.state not in (*AHEAD, "cancelled") or self.meeting.begun is not None

    @property
    def wants_quorum(self) -> bool:
        """It has a quorum at all."""
        return bool(self.meeting.quorum or self.meeting.quorum_of)

    @property
    def is_quorate(self) -> bool:
        """As many were there as it wants, and those without whom it does not decide."""
        return is_quorate(self.meeting)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The departments without which it does not decide and that were not there."""
        here = there(self.meeting)
        return tuple(id for id in self.meeting.quorum_of if id not in here)

    @property
    def here(self) -> tuple[str, ...]:
        """The departments that were there."""
        return there(self.meeting)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided, and the questions that were put and stay open."""
        return tuple(each for each in self.came if isinstance(each, Decision))

    @property
    def actions(self) -> tuple[Action, ...]:
        """What somebody is to do."""
        return tuple(each for each in self.came if isinstance(each, Action))

    @property
    def rest(self) -> tuple[Record, ...]:
        """What else came of it: requests, blockers."""
        return tuple(each for each in self.came if not isinstance(each, Decision | Action))

    def ended(self, *states: str) -> tuple[Point, ...]:
        """The items that are in one of these states."""
        return tuple(each for each in self.points if each.item.state in states)

    def said_of(self, item: str) -> tuple[Amendment, ...]:
        """What was added to the minutes about that item; for "" about none that is on the agenda."""
        listed = {each.item.id for each in self.points}
        return tuple(each for each in self.meeting.amendments if (each.item if each.item in listed else "") == item)


def of_meeting(ledger: Ledger, records: Records, id: str) -> Minutes:
    """The minutes of that meeting; raises `NotFound`."""
    meeting = records.one(Meeting, id)
    items = agenda(records, id)
    made = {each.id: _made(records, each) for each in items}
    came = list(dict.fromkeys((*(each for found in made.values() for each in found), *outcomes(records, [id]))))
    if meeting.state == "closed":
        then = {each.id: each for each in when_last(ledger, records, came, id, "state", "closed")}
    else:
        then = {each: records.get(each) for each in came}
    points = tuple(_point(records, each, tuple(then[one] for one in made[each.id])) for each in items)
    seats = tuple(_seats(meeting))
    seated = {each.attendance.who for each in seats if each.attendance is not None}
    others = tuple(person for person in meeting.present if person not in seated)
    minutes = Minutes(meeting, seats, others, points, tuple(then.values()))
    return minutes._replace(thanks=_thanks(records, minutes)) if minutes.is_held else minutes


def _thanks(records: Records, minutes: Minutes) -> tuple[Thanks, ...]:
    """What those who were there thanked others for, and were thanked for, since the meeting before."""
    meeting = minutes.meeting
    if meeting.on is None or not minutes.here:
        return ()
    before = records.maybe(Meeting, neighbours(records, meeting)[0])
    since = before.on if before is not None and before.on is not None else meeting.on - timedelta(SINCE)
    return across(records, since + timedelta(1), meeting.on, minutes.here).thanks


def _seats(meeting: Meeting) -> Iterator[Seat]:
    for id in dict.fromkeys((*meeting.departments, *meeting.attendance, *meeting.coming)):
        yield Seat(id, meeting.attendance.get(id), meeting.coming.get(id))


def _point(records: Records, item: AgendaItem, came: tuple[Record, ...]) -> Point:
    after = next(iter(gone_on(records, item.id)), None)
    goes_on = None if after is None else after.meeting or after.series
    return Point(item, came, carried(item, records) + (item.state == "carried"), goes_on)


def _made(records: Records, item: AgendaItem) -> list[str]:
    """What came of an item; of one that was moved here from another meeting, what came of it there too."""
    moved = takewhile(lambda each: each.state == "moved", origins(records, item))
    return outcomes(records, [*reversed([each.id for each in moved]), item.id])
