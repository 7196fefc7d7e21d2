"""Days off and made-up working days from a file: plain text or iCalendar, told apart by what is in it."""

import os

from store.errors import WrongWords
from store.interop import calendar_ics, calendar_text, files
from store.interop.calendar_days import SIZE_LIMIT, Found


def read(path: str | os.PathLike[str], years: range, zone: str = "UTC") -> Found:
    """What the file says; raises `Failed` where it cannot be read, `WrongWords` at the first thing that is wrong.

    ``years`` are those in which events of iCalendar that repeat are followed; ``zone`` is the workspace's.
    """
    data = files.read(path, SIZE_LIMIT)
    if os.fspath(path).lower().endswith((".ics", ".ical", ".ifb", ".icalendar")) and not calendar_ics.is_ics(data):
        raise WrongWords(
            "{path} is no iCalendar: it does not begin with BEGIN:VCALENDAR. Name a text file .txt",
            path=os.fspath(path),
        )
    return parsed(data, years, zone)


def parsed(data: bytes, years: range, zone: str = "UTC") -> Found:
    """What the bytes of a file say, as `read`."""
    if not calendar_ics.is_ics(data):
        return calendar_text.read(data)
    from store.interop import calendar_events

    return calendar_events.read(data, years, zone)
