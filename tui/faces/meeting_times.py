"""When a meeting is, as it stands in a row and on a page; how long it lasts."""

from datetime import date

from store.kinds.meeting import Meeting
from tui.faces.naming import Naming, Seen
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import ranged


def clock(time: str) -> str:
    """A time of the day as people say it: 9:00."""
    return time.removeprefix("0")


def row_when(_seen: Seen, record: Meeting, today: date) -> str:
    """Short: tomorrow 9:00, Tue 9:00, 3 Nov; that it is running, or cancelled."""
    if record.state == "running":
        return t("now")
    if record.on is None:
        return ""
    day = short(record.on, today)
    near = 0 <= (record.on - today).days < 7 and record.state not in ("closed", "cancelled")
    return t("{day} {time}", day=day, time=clock(record.time)) if near and record.time else day


def when(page: Naming, record: Meeting) -> str:
    """With its weekday, from when to when."""
    if record.on is None:
        return t("no day yet")
    if not record.time:
        return page.day(record.on)
    return t("{day} {time}", day=page.day(record.on), time=span(record.time, record.length))


def span(time: str, length: int | None) -> str:
    """From when to when; the beginning alone where nobody says how long it lasts."""
    if not length:
        return clock(time)
    hours, minutes = map(int, time.split(":"))
    end = hours * 60 + minutes + length
    return ranged(clock(time), f"{end // 60 % 24}:{end % 60:02}")


def lasting(minutes: int | None) -> str:
    """How many minutes."""
    return t("{n} min", n=minutes) if minutes else ""
