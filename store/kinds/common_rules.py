"""Rules that several kinds have: days in order, no circles, periods, time zones, who speaks for a department."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from store.errors import Fault
from store.fields.rights import COORDINATOR, Claim, Right
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.base import Record
    from store.kinds.department import Department
    from store.kinds.person import Person
    from store.records import Records


def order_of_days(start: date | None, due: date | None, field: str = "due") -> Iterator[Fault]:
    """What starts on one day is not due on an earlier one; ``field`` is the one that names the later day."""
    if start is not None and due is not None and start > due:
        yield Fault(
            field,
            Words("{due} is before the start, {start}; move one of them", "before-its-start", due=due, start=start),
        )


def circle(record: "Record", field: str, records: "Records") -> Iterator[Fault]:
    """The way along ``field`` must not come back to where it began; costs what hangs on it, not what is stored."""
    came_from: dict[str, str] = {}
    ahead = [(id, record.id) for id in _named(record, field)]
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


def _way(came_from: dict[str, str], id: str) -> str:
    way = [id]
    while len(way) == 1 or way[-1] != id:
        way.append(came_from[way[-1]])
    return " > ".join(reversed(way))


def period_form(period: str) -> Iterator[Fault]:
    """A period is a year, or one with a quarter, half or month."""
    if period and not re.fullmatch(r"[0-9]{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?", period):
        words = Words(
            '"{value}" is not a period such as 2026-Q4, 2026-H1, 2026-11 or 2026', "wrong-shape", value=period
        )
        yield Fault("period", words)


def speakers(department: "Department") -> tuple[str, ...]:
    """The ids of those who speak for a department: its lead and its deputy."""
    return tuple(id for id in (department.lead, department.deputy) if id)


def is_of(records: "Records", login: str, department_id: str | None) -> bool:
    """Somebody belongs to a department or speaks for it; a coordinator stands above all of them."""
    return records.rank_of(login) >= COORDINATOR or belongs_to(records, login, department_id)


def belongs_to(records: "Records", login: str, department_id: str | None) -> bool:
    """Somebody is of a department, its lead or its deputy."""
    me, department = records.person_of(login), _department(records, department_id)
    return me is not None and department is not None and me.id in (*speakers(department), *_of(me, department))


def speaks_for(records: "Records", login: str, department_id: str | None) -> bool:
    """Somebody is its lead or deputy, or of it where it has neither; a coordinator speaks for all of them."""
    if records.rank_of(login) >= COORDINATOR:
        return True
    me, department = records.person_of(login), _department(records, department_id)
    return me is not None and department is not None and me.id in (speakers(department) or _of(me, department))


def _of(me: "Person", department: "Department") -> tuple[str, ...]:
    return (me.id,) if me.department == department.id else ()


def _department(records: "Records", id: str | None) -> "Department | None":
    from store.kinds.department import Department  # which has rules of this module

    found = records.find(id) if id else None
    return found if isinstance(found, Department) else None


def _hands_on(claim: Claim, before: Any, _after: Any) -> bool:
    """Whose a piece of work is: its owner, its department, that of its owner, or whoever made it."""
    if before is None or claim.above or before.made_by == claim.who:
        return True
    owner = claim.records.find(before.owner or "")
    departments = [id for id in (before.department, getattr(owner, "department", None)) if id]
    me = claim.me
    if me is None or (owner is None and not departments):
        return me is not None
    return me == owner or any(belongs_to(claim.records, claim.who, id) for id in departments)


HANDED_ON = Right(
    Words("whose it is hands it on, their department, who made it, or a coordinator; what is nobody's anybody takes"),
    _hands_on,
)


def zone_faults(zone: str, field: str = "zone") -> Iterator[Fault]:
    """A time zone is one that this machine knows."""
    if zone == "UTC":
        return
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # not found, not a name, a folder of zones
        words = Words('"{value}" is not a time zone such as Europe/Berlin or Asia/Shanghai', "wrong-shape", value=zone)
        yield Fault(field, words)
