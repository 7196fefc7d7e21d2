"""Whether every stored record holds what its kind demands: for `check`, which looks at all of a workspace at once."""

from collections.abc import Iterator

import msgspec

from store.checks import field_faults, misfit
from store.errors import Fault
from store.kinds import KINDS
from store.kinds.base import Kind, Record
from store.records import Records
from store.words import Words


def faults_in(records: Records) -> Iterator[tuple[str, Fault]]:
    """(id, fault) for each thing that is wrong: form, types, references, unique names, the rules of the kind."""
    for kind in KINDS.values():
        taken: dict[str, str] = {}
        for number, raw in records.items(kind.name):
            id = kind.id(number)
            try:
                record = msgspec.json.decode(raw, type=kind.record)
            except msgspec.ValidationError as fault:
                yield id, misfit(kind, fault)
                continue
            found = list(_of_record(kind, record, id, records))
            found += _of_names(kind, record, id, taken)
            for fault in found:
                yield id, fault


def _of_record(kind: Kind, record: Record, id: str, records: Records) -> Iterator[Fault]:
    if record.id != id:
        yield Fault("id", Words("{value} stands in the place of {id}", value=record.id, id=id))
    fields = list(field_faults(kind, record, None, lambda table, number: records.raw(table, number) is not None))
    yield from fields
    if not fields:
        yield from kind.faults(record, None, records)


def _of_names(kind: Kind, record: Record, id: str, taken: dict[str, str]) -> Iterator[Fault]:
    for field in kind.fields.values():
        if not field.unique:
            continue
        words: tuple[str, ...] = (getattr(record, field.name), *getattr(record, "other_names", ()))
        for word in filter(None, dict.fromkeys(word.casefold() for word in words)):
            if taken.setdefault(word, id) != id:
                yield Fault(field.name, Words('"{value}" is already a name of {id}', value=word, id=taken[word]))
