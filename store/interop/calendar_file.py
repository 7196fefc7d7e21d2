"""Days off and made-up working days from a file: plain text or iCalendar, told apart by what is in it.

What the file names is told as a plan or done at once. It adds days and names those anew that it names otherwise; days
that it does not name stay. So the same file again changes nothing.
"""

import os
from collections.abc import Mapping
from datetime import date

import msgspec

from store.errors import Invalid, Refused, WrongWords
from store.fields.calendar import Day
from store.interop import calendar_ics, calendar_text, files
from store.interop.calendar_days import SIZE_LIMIT, Found, as_utf8
from store.kinds.workspace import KIND, Settings, day_faults, stretches
from store.records import Changes, Records
from store.words import Words

__all__ = ["CalendarPlan", "Found", "apply", "parsed", "plan", "read"]


def read(path: str | os.PathLike[str], years: range, zone: str = "UTC", today: date | None = None) -> Found:
    """What the file says; raises `Failed` where it cannot be read, `WrongWords` where it is wrong as a whole.

    ``years`` are those in which events of iCalendar that repeat are followed; ``zone`` is the workspace's. A day of
    plain text without a year is the next such from ``today`` on, or from the first day of these years.
    """
    data, encoding = as_utf8(files.read(path, SIZE_LIMIT))
    if os.fspath(path).lower().endswith((".ics", ".ical", ".ifb", ".icalendar")) and not calendar_ics.is_ics(data):
        raise WrongWords(
            "{path} is no iCalendar: it does not begin with BEGIN:VCALENDAR. Name a text file .txt",
            path=os.fspath(path),
        )
    return msgspec.structs.replace(parsed(data, years, zone, today), encoding=encoding)


def parsed(data: bytes, years: range, zone: str = "UTC", today: date | None = None) -> Found:
    """What the bytes of a file say, as `read`."""
    data, encoding = as_utf8(data)
    if not calendar_ics.is_ics(data):
        return msgspec.structs.replace(calendar_text.read(data, today or date(years[0], 1, 1)), encoding=encoding)
    from store.interop import calendar_events  # late: it loads icalendar, which other files do without

    return msgspec.structs.replace(calendar_events.read(data, years, zone), encoding=encoding)


class CalendarPlan(msgspec.Struct, frozen=True):
    """What an import makes of the workspace's calendar: days that are new to it, and those that are named otherwise."""

    found: Mapping[date, Day]
    new: Mapping[date, Day]
    changed: Mapping[date, Day]
    #: What the changed days are so far.
    before: Mapping[date, Day]

    @property
    def days(self) -> dict[date, Day]:
        """All that is set."""
        return {**self.new, **self.changed}

    def said(self) -> list[Words]:
        """What it does, days in a row together, for a dry run."""
        said = [stretch.words for stretch in stretches(self.new)]
        for stretch in stretches(self.changed):
            before = {day: named for day, named in self.before.items() if stretch.first <= day <= stretch.last}
            was = [each.words for each in stretches(before)]
            said.append(Words("{now} (until now {before})", now=stretch.words, before=was))
        return said


def plan(records: Records, found: Mapping[date, Day]) -> CalendarPlan:
    """What the days of a file make of what is there; raises `Refused`, `Invalid` where they are too many."""
    settings = _settings(records)
    known = {date.fromisoformat(day): named for day, named in settings.days.items()}
    new = {day: named for day, named in found.items() if day not in known}
    changed = {day: named for day, named in found.items() if known.get(day, named) != named}
    faults = list(day_faults(_stored({**known, **new, **changed})))
    if faults:
        raise Invalid(settings.id, faults, KIND.fields)
    return CalendarPlan(found, new, changed, {day: known[day] for day in changed})


def apply(changes: Changes, planned: CalendarPlan) -> CalendarPlan:
    """Do it, planned again on what is there now; what was done. A command for `Workspace.do`."""
    planned = plan(changes, planned.found)
    if planned.days:
        settings = _settings(changes)
        days = settings.days | _stored(planned.days)
        changes.change(settings, days=dict(sorted(days.items())))
        changes.say("import", format="calendar", id=settings.id, n=len(planned.days))
    return planned


def _settings(records: Records) -> Settings:
    settings = next(records.all(Settings), None)
    if settings is None:
        raise Refused("The workspace has no record of its own yet", "no-workspace-record")
    return settings


def _stored(days: Mapping[date, Day]) -> dict[str, Day]:
    return {day.isoformat(): named for day, named in days.items()}
