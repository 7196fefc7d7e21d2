"""What records lack, by record and field: for `check`, which lists it apart from damage.

What forms ask for and gates insist on; work that is with somebody who has left; what older records may have and new
ones may not. What is over lacks nothing.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from store.errors import Damaged, Lack
from store.fields import unknown
from store.kinds import KINDS
from store.kinds.base import Kind, Record
from store.kinds.goal import Goal
from store.kinds.parties import parties
from store.kinds.raci import gaps
from store.records import Records, ids_in
from store.records.duties import duty_fields, why_gone
from store.words import Name, Words

NOT_GIVEN = Words("is not given")


class Lacking(NamedTuple):
    """A record, a field of it and what is wanted there; how the field is ``called`` where it is said."""

    id: str
    field: str
    words: Words
    called: Name | str = ""


def lacks_in(records: Records, today: date) -> Iterator[Lacking]:
    """Kind by kind. What does not read is damage, and not for here."""
    gone: dict[str, Words | None] = {}
    for kind in KINDS.values():
        for number, raw in records.items(kind.name):
            try:
                record = msgspec.structs.replace(unknown.read(raw, kind.record), id=kind.id(number))
                if not kind.is_over(record, records, today):
                    yield from _of_record(kind, record, records, today, gone)
            except (msgspec.ValidationError, Damaged):
                continue


def _of_record(
    kind: Kind, record: Record, records: Records, today: date, gone: dict[str, Words | None]
) -> Iterator[Lacking]:
    for field in kind.fields.values():
        if field.wanted and getattr(record, field.name) in (None, "", ()):
            yield Lacking(record.id, field.name, NOT_GIVEN)
    yield from _with_who_is_gone(kind, record, records, today, gone)
    for fault in kind.faults(record, None, records):
        if isinstance(fault, Lack):
            yield Lacking(record.id, fault.field, fault.words)
    if isinstance(record, Goal):
        yield from (Lacking(record.id, "raci", words) for words in _letters(record, records, today))


def _letters(goal: Goal, records: Records, today: date) -> Iterator[Words]:
    """What its letters lack, but for what is said of whoever has them."""
    found = parties(records, goal.raci, today).items()
    return gaps(goal.raci, {id: replace(each, active=True, left=False, looks_on=False) for id, each in found})


def _with_who_is_gone(
    kind: Kind, record: Record, records: Records, today: date, gone: dict[str, Words | None]
) -> Iterator[Lacking]:
    for field in duty_fields(kind.record):
        for id in ids_in(getattr(record, field.name)):
            if id not in gone:
                gone[id] = why_gone(records, id, today)
            why = gone[id]
            if why is not None:
                yield Lacking(record.id, field.name, why)
