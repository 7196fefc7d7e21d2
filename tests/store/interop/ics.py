"""Calendars in the format of iCalendar, for the tests that read them."""


def event(*properties: str) -> str:
    """One event, each property as it is written."""
    return "\r\n".join(("BEGIN:VEVENT", *properties, "END:VEVENT", ""))


def calendar(*events: str) -> bytes:
    """A whole file: line 3 is the first line of the first event."""
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


def day(start: str, summary: str, *more: str) -> str:
    """An event that fills a day, or with a DTEND among ``more`` several."""
    return event(f"DTSTART;VALUE=DATE:{start}", f"SUMMARY:{summary}", *more)
