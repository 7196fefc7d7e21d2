"""Events grouped by the goal that they serve, those without one by department."""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from store.history.events import Event
from store.records import Records


class Group(NamedTuple):
    """``id`` is a goal or a department, "" for what belongs to neither; its events in the order given."""

    id: str
    events: list[Event]


def grouped(events: Iterable[Event], records: Records) -> list[Group]:
    """The groups in the order of their first event, what belongs nowhere last; within one, record by record."""
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(belongs_to(event.id, records), []).append(event)
    in_order = sorted(groups.items(), key=lambda group: not group[0])
    return [Group(id, _by_record(found)) for id, found in in_order]


def _by_record(events: list[Event]) -> list[Event]:
    places: dict[str, int] = {}
    for at, event in enumerate(events):
        places.setdefault(event.id, at)
    return sorted(events, key=lambda event: places[event.id])


#: Fields that lead from a record to what it belongs to, the nearest first.
_UP = ("goal", "key_result", "retro", "on", "holds", "department", "departments")


def belongs_to(id: str, records: Records, depth: int = 4) -> str:
    """The goal of a record, however far up; without one its department; "" where it has neither."""
    if id.startswith(("G-", "DP-")) or not depth:
        return id if id.startswith(("G-", "DP-")) else ""
    record: Any = records.find(id)
    department = ""
    for name in _UP:
        above = getattr(record, name, None)
        for each in cast("tuple[Any, ...]", above) if isinstance(above, tuple) else (above,):
            if isinstance(each, str):
                found = belongs_to(each, records, depth - 1)
                if found.startswith("G-"):
                    return found
                department = department or found
    return department
