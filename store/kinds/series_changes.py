"""A series of meetings is changed: from a day on or as a whole, with the drafts that stand for its days; and it ends.

What has a record keeps its own day. A draft whose day the series has no more goes along to the next day that it has
now, with its agenda; one that was opened stays, since people were told of it; what was cancelled stays cancelled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from store import clock
from store.errors import Fault, Invalid
from store.fields.recurrence import series as recurrence
from store.fields.recurrence.occurrences import Course, MeetingDay, by_rule, own_day
from store.fields.recurrence.rule import completed, dated, parse, write
from store.kinds import rota, series
from store.kinds.ending import settle
from store.kinds.meeting import Meeting, of_series
from store.kinds.meeting_rights import AHEAD
from store.kinds.repeating import NO_DAY
from store.kinds.series import Phase, Series
from store.kinds.series_course import ROTAS, WHEN, course_of, first_day, zone_of
from store.kinds.series_seats import Seats

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What a meeting has from its series whenever it comes, and from the stretch of its day.
SHARED = ("title", "departments", "purpose", "goal", "quorum", "quorum_of")
OF_ITS_DAY = ("on", "time", "length", "place", "zone")
_ONE = timedelta(1)


class GoneAlong(msgspec.Struct, frozen=True):
    """What became of the meetings of a series that was changed.

    ``moved`` went to another day of it (id, from, to), ``adjusted`` follow in what they have from it, ``kept`` were
    opened and stay as they are, for those ``left`` the series has no day any more.
    """

    moved: tuple[tuple[str, date, date], ...] = ()
    adjusted: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


# Rules


def faults(record: Series, before: Series | None, records: Records) -> Iterator[Fault]:
    """The rule falls on some day from the first one on."""
    yield from series.faults(record, before, records)
    if record.repeats and (before is None or (record.repeats, record.start) != (before.repeats, before.start)):
        start = first_day(record)
        if not recurrence.falls(completed(parse(record.repeats), start), start, records.calendar):
            yield Fault("repeats", NO_DAY)


# Steps


def begun(changes: Changes, record: Series) -> Series:
    """A new one comes from its first day on, which is the next that its rule has; the first of an order begins."""
    return in_turn(record, _dated(changes, record))


def _dated(changes: Changes, record: Series) -> Series:
    """The first day of its rule, where nobody said one; and the rule with the day of the week that it then has."""
    if not record.repeats:
        return record
    zone = clock.zone_called(zone_of(changes, record.zone))
    rule, start = dated(parse(record.repeats), _time(record), zone), record.start
    if start is None:
        found = recurrence.first(rule, changes.today, changes.calendar)
        if found is None:
            raise Invalid(record.id or record.title, [Fault("repeats", NO_DAY)])
        start = found.day
    return msgspec.structs.replace(record, start=start, repeats=write(completed(rule, start)))


def _time(record: Series) -> time:
    try:
        return time.fromisoformat(record.time or "00:00")
    except ValueError:  # which the rules say
        return time()


def in_turn(before: Series, after: Series) -> Series:
    """Whose turn is next is one of the order: where they were taken out, whoever came after them."""
    values: dict[str, Any] = {}
    for order, (next_one, _field) in ROTAS.items():
        people = getattr(after, order)
        if getattr(after, next_one) not in people or (people and getattr(after, next_one) is None):
            values[next_one] = rota.kept(getattr(before, order), people, getattr(before, next_one))
    return msgspec.structs.replace(after, **values)


def edited(changes: Changes, before: Series, after: Series, _why: str) -> Series:
    """Another rule or first day is that of the whole series; another time or place that of all its stretches too."""
    changed = {name: getattr(after, name) for name in WHEN if getattr(after, name) != getattr(before, name)}
    if changed.keys() & {"repeats", "start"}:
        after = msgspec.structs.replace(_dated(changes, after), phases=())
    elif changed and after.phases:
        phases = tuple(msgspec.structs.replace(each, **changed) for each in after.phases)
        after = msgspec.structs.replace(after, phases=phases)
    return in_turn(before, after)


def follow(changes: Changes, before: Series | None, after: Series) -> None:
    """The drafts from today on go along."""
    if before is not None:
        take_along(changes, before, after, changes.today)


def end(changes: Changes, record: Series, why: str) -> Series:
    """It comes no more after today; what is still to be held of it goes the way that was answered."""
    after = changes.change(record, ended=changes.today)
    settle(changes, after, why)
    return after


def reopen(_changes: Changes, record: Series, _why: str) -> Series:
    """It comes again, as its rule says."""
    return msgspec.structs.replace(record, ended=None)


# A change and the meetings that stand for its days


def parted(changes: Changes, before: Series, after: Series, since: date) -> Series:
    """The series with what it was before that day as a stretch of its own; another rule counts from that day on."""
    phases = [each for each in before.phases if _begins(before, each) < since]
    begins = before.phases[-1].until + _ONE if before.phases else before.start
    if begins is not None and begins < since:
        number = max((int(each.id) for each in before.phases if each.id.isdigit()), default=0) + 1
        phases.append(Phase(str(number), since - _ONE, **{name: getattr(before, name) for name in WHEN}))
    phases = [msgspec.structs.replace(each, until=min(each.until, since - _ONE)) for each in phases]
    if (after.repeats, after.start) != (before.repeats, before.start):
        start = after.start if after.start != before.start else since
        if not phases and start is not None:  # nothing before it says that its days begin later
            start = max(start, since)
        after = _dated(changes, msgspec.structs.replace(after, start=start))
    return msgspec.structs.replace(after, phases=tuple(phases))


def _begins(record: Series, phase: Phase) -> date:
    at = record.phases.index(phase)
    return record.phases[at - 1].until + _ONE if at else phase.start or date.min


def take_along(changes: Changes, before: Series, after: Series, since: date) -> GoneAlong:
    """Bring the meetings that are still to be held to what the series has become, from that day on."""
    ahead = [
        each
        for each in of_series(changes, after.id)
        if each.state in (*AHEAD, "running") and each.series_day is not None and each.series_day >= since
    ]
    if not ahead:
        return GoneAlong()
    seats = Seats(changes, before)
    found = _Along(changes, before, after, since)
    for meeting in sorted(ahead, key=lambda each: str(each.series_day)):
        found.take(meeting)
    seats.settle(after)
    return GoneAlong(tuple(found.moved), tuple(found.adjusted), tuple(found.kept), tuple(found.left))


class _Along:
    """Takes one meeting after the other along to what its series has become."""

    def __init__(self, changes: Changes, before: Series, after: Series, since: date) -> None:
        self.changes, self.before, self.after, self.since = changes, before, after, max(since, changes.today)
        self.old, self.new = course_of(changes, before, bare=True), course_of(changes, after, bare=True)
        self.taken = set(course_of(changes, after).own)
        self.moved: list[tuple[str, date, date]] = []
        self.adjusted: list[str] = []
        self.kept: list[str] = []
        self.left: list[str] = []

    def take(self, meeting: Meeting) -> None:
        """One meeting, in the order of their own days."""
        day = meeting.series_day or self.since
        was, now = own_day(self.old, day), own_day(self.new, day)
        if meeting.state != "draft":
            self.kept += [meeting.id] if was is not None and was != now else []
            return
        goes = now is None and was is not None
        if goes:
            now = self._next(day)
        if now is None:
            self.left += [meeting.id] if was is not None else []
            return
        values = self._values(meeting, was, now, goes=goes)
        if goes:
            self.taken = self.taken - {day} | {now.day}
            self.moved.append((meeting.id, meeting.on or day, now.on))
        elif values:
            self.adjusted.append(meeting.id)
        if values:
            self.changes.change(meeting, **values)

    def _next(self, day: date) -> MeetingDay | None:
        """The first day of the series as it is now that nobody has, after the one that came before that day."""
        last = max((each.day for each in _until(self.old, day)), default=date.min)
        found = by_rule(self.new, self.since)
        return next(
            (each for each in found if each.day > last and min(each.day, each.on) >= self.since and self._free(each)),
            None,
        )

    def _free(self, each: MeetingDay) -> bool:
        return each.day not in self.taken

    def _values(self, meeting: Meeting, was: MeetingDay | None, now: MeetingDay, *, goes: bool) -> dict[str, Any]:
        """What differs from the series already was changed for that one meeting, and stays."""
        values: dict[str, Any] = {"series_day": now.day} if goes else {}
        for name in OF_ITS_DAY if was is not None else ():
            as_it_was = _of(self.before, was, name) == getattr(meeting, name)
            if (as_it_was or (goes and name == "on")) and _of(self.after, now, name) != getattr(meeting, name):
                values[name] = _of(self.after, now, name)
        for name in SHARED:
            if getattr(meeting, name) == getattr(self.before, name) != getattr(self.after, name):
                values[name] = getattr(self.after, name)
        return values


def _of(record: Series, at: MeetingDay | None, name: str) -> Any:
    """What a meeting on that day has from its series; the zone of the workspace is said by none."""
    value: Any = getattr(at, name)
    if name == "zone":
        return record.zone and value
    return value or None if name == "length" else value


def _until(course: Course, day: date) -> Iterator[MeetingDay]:
    """The days by the rule shortly before that one."""
    for each in by_rule(course, day - timedelta(400)):
        if each.day >= day:
            return
        yield each


KIND = msgspec.structs.replace(
    series.KIND, faults=faults, on_add=begun, on_edit=edited, follow=follow, drop=end, reopen=reopen
)
