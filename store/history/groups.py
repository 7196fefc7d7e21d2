"""Events grouped by the goal that they serve, those without one by department."""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from store.history.events import Event
from store.history.telling import telling_of
from store.kinds import split_id
from store.records import Records
from store.words import Words


class Group(NamedTuple):
    """``id`` is a goal or a department, "" for what belongs to neither; its events in the order given."""

    id: str
    events: list[Event]


#: The letters of what events are grouped by, in the order of the groups.
_GROUPS = ("G-", "DP-")


def grouped(events: Iterable[Event], records: Records) -> list[Group]:
    """Goals, then departments, each in the order of their first event, what belongs nowhere last; record by record.

    What several did alike, as posting at the stand-up, is one event.
    """
    groups: dict[str, list[Event]] = {}
    for event in _together(events):
        groups.setdefault(belongs_to(event.id, records), []).append(event)
    in_order = sorted(groups.items(), key=lambda group: _place(group[0]))
    return [Group(id, _by_record(found)) for id, found in in_order]


def _place(id: str) -> int:
    return next((at for at, letters in enumerate(_GROUPS) if id.startswith(letters)), len(_GROUPS))


def _together(events: Iterable[Event]) -> list[Event]:
    """The events; what several did alike stands once, where the first of it stood, and names them all."""
    found: list[Event] = []
    places: dict[Words, int] = {}
    for event in events:
        place = split_id(event.id)
        several = telling_of(place[0]).together(event.words.values) if place and not event.changes else None
        if several is None:
            found.append(event)
        elif several not in places:
            places[several] = len(found)
            found.append(event._replace(words=several.filled(names=[event.who])))
        else:
            first = found[places[several]]
            names = [*cast("list[str]", first.words.values["names"]), event.who]
            words = several.filled(names=list(dict.fromkeys(names)))
            found[places[several]] = first._replace(ids=(*first.ids, *event.ids), words=words)
    return found


def _by_record(events: list[Event]) -> list[Event]:
    places: dict[str, int] = {}
    for at, event in enumerate(events):
        places.setdefault(event.id, at)
    return sorted(events, key=lambda event: places[event.id])


#: Fields that lead from a record to what it belongs to, the nearest first.
_UP = ("goal", "key_result", "retro", "on", "holds", "department", "departments")


def belongs_to(id: str, records: Records, depth: int = 4) -> str:
    """The goal of a record, however far up; without one its department; "" where it has neither."""
    if id.startswith(_GROUPS) or not depth:
        return id if id.startswith(_GROUPS) else ""
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
