"""When a meeting is, in its own time zone, and by the clocks of whoever reads it where they show something else."""

from datetime import date

from store.fields.recurrence.occurrences import MeetingDay
from tui.i18n import t
from tui.text.days import long


def clock(time: str) -> str:
    """A time of the day as people say it: 9:00."""
    return time.removeprefix("0")


def at(day: MeetingDay, zone: str, today: date) -> str:
    """Tue 24 Nov 9:00, and where clocks in that zone show another time or day: Tue 24 Nov 9:00 (15:00 here)."""
    said = long(day.on, today)
    if not day.time:
        return said
    return with_here(t("{day} {time}", day=said, time=clock(day.time)), day, zone, today)


def with_here(said: str, day: MeetingDay, zone: str, today: date) -> str:
    """When it is, as that is ``said``, and where clocks in that zone show something else what they show."""
    here = there(day, zone, today)
    return t("{when} ({here} here)", when=said, here=here) if here else said


def there(day: MeetingDay, zone: str, today: date) -> str:
    """When it begins by the clocks of another time zone; "" where they show the same, or it has no time."""
    seen = day.seen_from(zone)
    shown = f"{seen:%H:%M}"
    if not day.time or (seen.date(), shown) == (day.on, day.time):
        return ""
    if seen.date() == day.on:
        return clock(shown)
    return t("{day} {time}", day=long(seen.date(), today), time=clock(shown))
