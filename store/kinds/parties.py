"""What departments and people can be given: a viewer only looks on, and who has left or is not active has no work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from store.errors import Fault, Lack
from store.kinds.base import Kind, Record
from store.kinds.department import Department
from store.kinds.goal import Goal, is_open
from store.kinds.key_result import KeyResult, ended_with_goal
from store.kinds.milestone import Milestone
from store.kinds.milestone import is_open as goes_on
from store.kinds.naming import short_name
from store.kinds.person import Person, has_left
from store.kinds.raci import Party
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records

Rule = Callable[[Any, Any, "Records"], Iterable[Fault]]


def is_viewer(records: Records, id: str | None) -> bool:
    """The person with that id may only look on."""
    person = records.maybe(Person, id)
    return person is not None and person.role == "viewer"


def accountable(raci: Mapping[str, str]) -> str | None:
    """The party that has the A."""
    return next((id for id, letter in raci.items() if letter == "A"), None)


def parties(records: Records, ids: Iterable[str], today: date) -> dict[str, Party]:
    """The departments and people of a RACI as far as its rules go."""
    found: dict[str, Party] = {}
    for id in ids:
        record = records.find(id)
        if isinstance(record, Department):
            looks_on = is_viewer(records, record.lead)
            found[id] = Party(short_name(record), record.lead is not None, record.active, looks_on)
        elif isinstance(record, Person):
            looks_on = record.role == "viewer"
            found[id] = Party(short_name(record), looks_on=looks_on, left=has_left(record, today))
    return found


# A viewer speaks for no department and is accountable for nothing.


def leads(department: Department, before: Department | None, records: Records) -> Iterator[Fault]:
    """Whoever is given as lead or deputy is no viewer."""
    for field in ("lead", "deputy"):
        who = getattr(department, field)
        if (before is None or who != getattr(before, field)) and is_viewer(records, who):
            yield Lack(field, Words("{who} is a viewer and cannot speak for a department", "viewer", who=who))


def answers(record: Any, before: Any, records: Records) -> Iterator[Fault]:
    """Whoever is given the A is no viewer."""
    who = accountable(record.raci)
    if (before is None or who != accountable(before.raci)) and is_viewer(records, who):
        yield Lack("raci", Words("{who} is a viewer and cannot be accountable (A)", "viewer", who=who))


def becomes(person: Person, before: Person | None, records: Records) -> Iterator[Fault]:
    """Whoever is made a viewer has handed over before what they answer for."""
    if before is None or person.role != "viewer" or before.role == "viewer":
        return
    led = (each for field in ("lead", "deputy") for each in records.pointing(Department, field, person.id))
    found = [*dict.fromkeys(each.id for each in led if each.active)]
    answered = [
        *(each for each in records.pointing(Goal, "raci", person.id) if is_open(each)),
        *(each for each in records.pointing(KeyResult, "raci", person.id) if not ended_with_goal(each, records)),
        *(each for each in records.pointing(Milestone, "raci", person.id) if goes_on(each)),
    ]
    found += [each.id for each in answered if accountable(each.raci) == person.id]
    if found:
        words = Words("a viewer answers for nothing; {list} wants somebody else first", "viewer", list=found)
        yield Lack("role", words)


def held_to(kind: Kind, rule: Rule) -> Kind:
    """The kind with one more rule."""

    def faults(record: Record, before: Record | None, records: Records) -> Iterator[Fault]:
        yield from kind.faults(record, before, records)
        yield from rule(record, before, records)

    return msgspec.structs.replace(kind, faults=faults)
