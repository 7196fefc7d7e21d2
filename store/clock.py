"""The only clock: everything that needs the time is given it, and it is read here."""

from datetime import UTC, date, datetime, time, tzinfo


def now() -> datetime:
    """The present moment, UTC, to the second's thousandth."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today(zone: str | None, moment: datetime | None = None) -> date:
    """The day it is in the time zone named ``zone`` (IANA; none is UTC) at ``moment`` (now)."""
    return there(moment or now(), zone).date()


def there(moment: datetime, zone: str | None) -> datetime:
    """The moment as clocks in that time zone show it."""
    return moment.astimezone(zone_called(zone))


def knows(zone: str) -> bool:
    """Whether this machine knows a time zone of that name."""
    try:
        zone_called(zone)
    except (KeyError, ValueError, OSError):  # not found, not a name, a folder of zones
        return False
    return True


def begins(day: date, zone: str | None) -> datetime:
    """The moment at which that day begins in that time zone, UTC."""
    return datetime.combine(day, time(), zone_called(zone)).astimezone(UTC)


def at(day: date, clock: str, zone: str | None) -> datetime:
    """The moment, UTC, at which clocks in that time zone show ``clock`` (09:30) on that day.

    A time that the clocks pass over is read as before they were put forward, so that it lies as much later; of one that
    comes twice the first is meant (RFC 5545, 3.3.5).
    """
    return datetime.combine(day, time.fromisoformat(clock), zone_called(zone)).astimezone(UTC)


def zone_called(name: str | None) -> tzinfo:
    """The time zone of that name, UTC for none; raises `KeyError`, `ValueError` for one that is not known here."""
    if not name or name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo  # late: it costs every start, and UTC does without it

    return ZoneInfo(name)


def stamp(moment: datetime) -> str:
    """The moment as the journal writes it: ISO 8601, UTC, to the thousandth of a second."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(stamp: str) -> datetime:
    """The moment that such a stamp says; raises ValueError for another text."""
    return datetime.fromisoformat(stamp)
