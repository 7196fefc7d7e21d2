"""What people and departments have to do: where they stand as those who do it, and whether they are still there.

People leave, departments end. What is open with them is handed over; nothing new is given to them without a word.
"""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from typing import Any

import msgspec

from store.fields import Field
from store.kinds import KINDS, split_id
from store.kinds.base import Kind, Record, fields_of
from store.kinds.department import Department
from store.kinds.person import Person, has_left
from store.records import Records, ids_in
from store.words import Words


class Duty(msgspec.Struct, frozen=True):
    """A record that is not over, and the field in which somebody stands who has it to do."""

    id: str
    field: Field


@cache
def duty_fields(record: type[Record]) -> tuple[Field, ...]:
    """The fields of a record that say who has something to do."""
    return tuple(field for field in fields_of(record).values() if field.duty)


def duties(records: Records, id: str, today: date) -> list[Duty]:
    """All that is open with a person or a department, kind by kind."""
    place = split_id(id)
    if place is None:
        return []
    found: list[Duty] = []
    for kind in KINDS.values():
        fields = [field for field in duty_fields(kind.record) if place[0].name in field.kinds]
        there: dict[int, list[Duty]] = {}
        for field in fields:
            for record in records.pointing(kind.record, field.name, id):
                if not kind.is_over(record, records, today):
                    there.setdefault(int(record.id.partition("-")[2]), []).append(Duty(record.id, field))
        found += [duty for number in sorted(there) for duty in there[number]]
    return found


def why_gone(records: Records, id: str, today: date) -> Words | None:
    """Why nothing new is to be given to that person or department; None where they are here."""
    return why_ended(records.find(id), today)


def why_ended(party: object, today: date) -> Words | None:
    """The same of the record itself."""
    if isinstance(party, Person) and has_left(party, today):
        return Words("{who} left on {day}", "has-left", who=party.id, day=party.left_on)
    if isinstance(party, Department) and not party.active:
        return Words("{who} is not active any more", "not-active", who=party.id)
    return None


def ends(before: Record, after: Record) -> bool:
    """A person is to leave, or a department is no more: what is open with them wants somebody else."""
    if isinstance(before, Person) and isinstance(after, Person):
        return after.left_on is not None and after.left_on != before.left_on
    return isinstance(before, Department) and before.active and isinstance(after, Department) and not after.active


def given(kind: Kind, record: Record, before: Record | None) -> Iterator[tuple[Field, str]]:
    """Who stands in a field of that record who did not stand there before."""
    for field in duty_fields(kind.record):
        now: Any = getattr(record, field.name)
        if now and (before is None or now != getattr(before, field.name)):
            was: Collection[str] = () if before is None else ids_in(getattr(before, field.name))
            yield from ((field, id) for id in ids_in(now) if id not in was)
