"""Rules that several kinds have: days in order, no circles, periods, time zones."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from store.errors import Fault
from store.fields.periods import is_period
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.base import Record
    from store.records import Records

#: The years in which people meet.
_FIRST, _LAST = 1900, 2999


def order_of_days(start: date | None, due: date | None, field: str = "due") -> Iterator[Fault]:
    """What starts on one day is not due on an earlier one; ``field`` is the one that names the later day."""
    if start is not None and due is not None and start > due:
        yield Fault(
            field,
            Words("{due} is before the start, {start}; move one of them", "before-its-start", due=due, start=start),
        )


def circle(record: "Record", before: "Record | None", field: str, records: "Records") -> Iterator[Fault]:
    """The way along ``field`` must not come back to where it began; costs what hangs on it, not what is stored.

    Where ``field`` is as it was ``before``, nothing is looked at.
    """
    named = _named(record, field)
    if not named or (before is not None and named == _named(before, field)):
        return
    came_from: dict[str, str] = {}
    ahead = [(id, record.id) for id in named]
    while ahead:
        id, by = ahead.pop()
        if id in came_from:
            continue
        came_from[id] = by
        if id == record.id:
            yield Fault(
                field, Words("goes round in a circle: {way}; take one of them out", "circle", way=_way(came_from, id))
            )
            return
        found = records.find(id)
        if found is not None:
            ahead += [(next_id, id) for next_id in _named(found, field)]


def _named(record: "Record", field: str) -> tuple[str, ...]:
    value = getattr(record, field)
    return (value,) if isinstance(value, str) else value or ()


def _way(came_from: dict[str, str], id: str) -> object:
    way = [id]
    while len(way) == 1 or way[-1] != id:
        way.append(came_from[way[-1]])
    said: object = way[-1]
    for id in reversed(way[:-1]):
        said = Words("{before} > {after}", before=said, after=id)
    return said


def period_form(period: str) -> Iterator[Fault]:
    """A period is a year, or one with a quarter, half or month."""
    if period and not is_period(period):
        words = Words(
            '"{value}" is not a period such as 2026-Q4, 2026-H1, 2026-11 or 2026', "wrong-shape", value=period
        )
        yield Fault("period", words)


def zone_faults(zone: str, field: str = "zone") -> Iterator[Fault]:
    """A time zone is one that this machine knows."""
    if zone == "UTC":
        return
    from zoneinfo import ZoneInfo  # late: it costs every start, and UTC does without it

    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # not found, not a name, a folder of zones
        words = Words('"{value}" is not a time zone such as Europe/Berlin or Asia/Shanghai', "wrong-shape", value=zone)
        yield Fault(field, words)


def year_faults(field: str, day: date | None) -> Iterator[Fault]:
    """A day on which people meet, none so far off that clocks elsewhere cannot show it."""
    if day is not None and not is_near(day):
        yield Fault(field, Words("is not between {first} and {last}", "out-of-range", first=_FIRST, last=_LAST))


def is_near(day: date) -> bool:
    """People might meet on it."""
    return _FIRST <= day.year <= _LAST


def clock_faults(field: str, time: str) -> Iterator[Fault]:
    """A time of the day as it is kept, or none."""
    if time and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", time):
        yield Fault(field, Words('"{value}" is not a time such as 09:30', "wrong-shape", value=time))
