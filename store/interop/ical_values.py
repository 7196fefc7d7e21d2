"""What single properties of an iCalendar event mean: days, moments, lengths, rules; read with the library `icalendar`.

The library is imported here only, and only when a calendar is read.
"""

import re
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, cast

from store.errors import WrongWords
from store.fields.recurrence.rule import FREQUENCIES, LARGEST, WEEKDAYS, Rule, last_day
from store.interop.calendar_days import shown
from store.interop.calendar_ics import Property

_DAY_OR_MOMENT = re.compile(r"\d{8}(?:T\d{6}Z?)?", re.ASCII)
_RULE = re.compile(r"[A-Z]+=[^;=]+(?:;[A-Z]+=[^;=]+)*;?", re.ASCII)
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *LARGEST}
_OBSERVANCE = re.compile(r'DESCRIPTION(?:;[^:"]*)?: *(?:observance|纪念日|紀念日)', re.IGNORECASE)
#: More than so many times, or periods between two times, no rule of days has.
_MOST = 10_000


@contextmanager
def told(property: Property) -> Generator[None]:
    """What the library makes of a property that is wrong, told as such with its line."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        raise unreadable(property) from None


def unreadable(property: Property) -> WrongWords:
    """The property is not as iCalendar has it."""
    return WrongWords(
        'Line {line}: "{text}" cannot be read. Export the calendar again', line=property.line, text=shown(property.text)
    )


def parted(property: Property) -> tuple[dict[str, str], str]:
    """The parameters of a property by their names, and its value as it is written."""
    from icalendar.parser import Contentline  # late: it loads a lot; only for what is written in a calendar

    with told(property):
        _name, parameters, value = cast("Any", Contentline(property.text)).raw_parts()
        return {str(name).upper(): str(given) for name, given in parameters.items()}, str(value).strip()


def text(property: Property) -> str:
    """The value of a property that is text."""
    from icalendar.parser import Contentline  # late: it loads a lot; only for what is written in a calendar

    with told(property):
        return str(cast("Any", Contentline(property.text)).parts()[2])


def is_observance(description: Property) -> bool:
    """The first word of the description by which Google's calendars tell days that are kept but not free."""
    return _OBSERVANCE.match(description.text) is not None


def moments(property: Property) -> list[date | datetime]:
    """The days, or moments, of a property. A moment is naive where no time zone that is known comes with it."""
    from icalendar.prop import vDDDTypes  # late: it loads a lot; only for what is written in a calendar

    parameters, written = parted(property)
    found: list[date | datetime] = []
    for value in written.upper().split(","):
        if not _DAY_OR_MOMENT.fullmatch(value):
            raise unreadable(property)
        zone = parameters.get("TZID") if value[8:9] and value[-1] != "Z" else None
        with told(property), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a zone's name that is guessed
            read = cast("Any", vDDDTypes).from_ical
            try:
                found.append(read(value, timezone=zone))
            except OSError:  # a folder of zones (TZID=Asia), or too long for the name of a file: not known
                found.append(read(value, timezone=None))
    return found


def one(property: Property) -> date | datetime:
    """The one day, or moment, of a property."""
    found = moments(property)
    if len(found) != 1:
        raise unreadable(property)
    return found[0]


def wall(value: date | datetime, zone: tzinfo, property: Property) -> datetime:
    """A moment as the clock in that zone shows it, without a zone; of a day its first moment."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if value.tzinfo is None:
        return value
    with told(property):
        return value.astimezone(zone).replace(tzinfo=None)


def zone(name: str) -> tzinfo | None:
    """The time zone of that name, one of Windows too; None where it is not known."""
    from zoneinfo import ZoneInfo  # late: few calendars say their zone

    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # late: it loads a lot

    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(name, name)) if name else None
    except (KeyError, ValueError, OSError):
        return None


def home_of(value: date | datetime, zone: tzinfo) -> tzinfo:
    """The zone in which an event is reckoned: its own, but where it has none, or UTC, that of the workspace."""
    own = value.tzinfo if isinstance(value, datetime) else None
    return zone if own is None or str(own) == str(UTC) else own


def length(property: Property) -> timedelta:
    """A duration, which is not negative."""
    from icalendar.prop import vDuration  # late: it loads a lot; only for what is written in a calendar

    with told(property):
        found = cast("timedelta", cast("Any", vDuration).from_ical(parted(property)[1].upper()))
    if found < timedelta(0):
        raise unreadable(property)
    return found


# Rules


def rule(property: Property, zone: tzinfo, start: datetime) -> Rule:
    """The rule by which an event repeats that begins at ``start``, as the clock in ``zone`` shows it."""
    from icalendar.prop import vRecur  # late: it loads a lot; only for what is written in a calendar

    written = parted(property)[1].upper()
    names = [part.partition("=")[0] for part in written.rstrip(";").split(";")]
    if not _RULE.fullmatch(written) or len(set(names)) < len(names):
        raise unreadable(property)
    unknown = sorted(set(names) - _PARTS)
    if unknown:
        raise _unsupported(property, unknown[0])
    with told(property):
        parts = cast("dict[str, list[Any]]", cast("Any", vRecur).from_ical(written))
        frequency = str(parts["FREQ"][0])
        if frequency not in FREQUENCIES:
            raise _unsupported(property, f"FREQ={frequency}")
        until = parts.get("UNTIL")
        return Rule(
            frequency=frequency,
            interval=_number(parts, "INTERVAL") or 1,
            count=_number(parts, "COUNT"),
            until=None if until is None else _last(until[0], zone, start, property),
            months=_numbers(parts, "BYMONTH", least=1),
            month_days=_numbers(parts, "BYMONTHDAY"),
            year_days=_numbers(parts, "BYYEARDAY"),
            by_day=tuple(_weekday(each, frequency) for each in parts.get("BYDAY", ())),
            positions=_numbers(parts, "BYSETPOS"),
            week_start=WEEKDAYS.index(str(parts.get("WKST", ["MO"])[0])),
        )


def _last(until: date | datetime, zone: tzinfo, start: datetime, property: Property) -> date:
    """The last day: of a moment the last on which it still begins by then."""
    with told(property):
        day = wall(until, zone, property).date()
        return last_day(until, start.time(), zone) if isinstance(until, datetime) else day


def _unsupported(property: Property, part: str) -> WrongWords:
    return WrongWords(
        "Line {line}: Concord does not know how to repeat by {part}. Write out the days instead",
        line=property.line,
        part=shown(part),
    )


def _number(parts: dict[str, list[Any]], name: str) -> int | None:
    """A number from 1; raises ValueError."""
    if name not in parts:
        return None
    number = _whole(parts[name][0])
    if len(parts[name]) != 1 or not 1 <= number <= _MOST:
        raise ValueError(name)
    return number


def _numbers(parts: dict[str, list[Any]], name: str, least: int | None = None) -> frozenset[int]:
    """Numbers from 1, or from -1 down, as far as the part goes; raises ValueError."""
    most = LARGEST[name]
    numbers = frozenset(map(_whole, parts.get(name, ())))
    if 0 in numbers or any(not (-most if least is None else least) <= number <= most for number in numbers):
        raise ValueError(name)
    return numbers


def _whole(value: Any) -> int:
    if getattr(value, "leap", False):  # the leap months of other calendars
        raise ValueError(value)
    return int(value)


def _weekday(value: Any, frequency: str) -> tuple[int | None, int]:
    if value.relative is not None and (frequency not in ("YEARLY", "MONTHLY") or abs(value.relative) > 53):
        raise ValueError(value)
    return value.relative, WEEKDAYS.index(value.weekday)
