"""The days of a series of meetings on the command line: one a line, and as objects for scripts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from store import clock
from store.fields.recurrence.occurrences import MeetingDay
from store.kinds.meeting import Meeting
from store.kinds.series import Series
from store.kinds.series_course import ROTAS, dates_of, day_of, turns
from store.words import Words
from tui.i18n import t
from tui.text.joined import listed
from tui.text.labels import value_label
from tui.text.meeting_day import at

if TYPE_CHECKING:
    from tui.cli.call import Call


class SeriesDay(NamedTuple):
    """One day of a series: when it is, in words, who leads it and who takes notes, and the meeting that it has."""

    series: str
    day: MeetingDay
    when: str
    people: dict[str, str | None]
    called: dict[str, str]
    state: str

    def as_row(self) -> list[str]:
        """When, its meeting and how that is, who leads it and who takes notes."""
        lead, notes = ("" if self.day.state == "cancelled" else self.called[field] for _next, field in ROTAS.values())
        who = [t("{who} leads", who=lead)] if lead else []
        who += [t("{who} takes notes", who=notes)] if notes else []
        return [self.when, self.day.place, self.day.id, self.state, listed(who)]

    def as_object(self) -> dict[str, Any]:
        """For scripts: ``day`` is its own day in the series, ``on`` where it lies."""
        day = self.day
        return {
            "series": self.series,
            "day": str(day.day),
            "on": str(day.on),
            "time": day.time or None,
            "length": day.length or None,
            "zone": day.zone,
            "place": day.place,
            "starts": clock.stamp(day.starts) if day.time else None,
            "ends": clock.stamp(day.ends) if day.time and day.length else None,
            "meeting": day.id or None,
            "state": day.state or None,
            **self.people,
        }


def days_shown(call: Call, id: str, since: date, n: int) -> list[SeriesDay]:
    """The next ``n`` days of a series, those that were cancelled among them."""
    records = call.workspace.records
    series = records.one(Series, id)
    found = dates_of(records, series, since, n, cancelled=True)
    serving: dict[str, dict[date, str | None]] = {}
    last = max((each.on for each in found), default=since)
    for order, (_next, field) in ROTAS.items():
        serving[field] = {}
        for turn in turns(records, series, order, call.workspace.today):
            if turn.at.on > last:
                break
            serving[field][turn.at.day] = turn.who
    return [_shown(call, id, each, {field: who.get(each.day) for field, who in serving.items()}) for each in found]


def _shown(call: Call, id: str, day: MeetingDay, people: dict[str, str | None]) -> SeriesDay:
    records, here = call.workspace.records, call.workspace.here
    meeting = records.maybe(Meeting, day.id)
    if meeting is not None:
        people = {field: getattr(meeting, field) for field in people}
    called = {field: call.called(who) if who else "" for field, who in people.items()}
    state = "" if meeting is None else value_label(meeting, "state").lower()
    return SeriesDay(id, day, at(day, records.zone_of(call.workspace.who), here), people, called, state)


def day_shown(call: Call, id: str) -> Words:
    """A meeting in a line: when it is now, and how it is."""
    records = call.workspace.records
    meeting = records.one(Meeting, id)
    when = at(day_of(records, meeting), records.zone_of(call.workspace.who), call.workspace.here)
    return Words("{id} is {state}: {when}", id=id, state=value_label(meeting, "state").lower(), when=when)
