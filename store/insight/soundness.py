"""Whether every stored record holds what its kind demands: for `check`, which looks at all of a workspace at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from store.errors import Fault, Lack, Unlisted, field_name
from store.fields import Field, unknown
from store.kinds import PREFIXES, READ, STORED
from store.kinds.base import Kind, Record
from store.records import Records
from store.records.checks import field_faults, misfit
from store.words import Words


def faults_in(records: Records) -> Iterator[tuple[str, Fault]]:
    """(id, fault) for each thing that is wrong: form, types, references, unique names, the rules of the kind.

    What a later version has written is no fault; see `later_in`.
    """
    for kind in READ.values():
        taken: dict[str, str] = {}
        for number, raw in records.items(kind.name):
            id = kind.id(number)
            try:
                record = unknown.read(raw, kind.record)
            except msgspec.ValidationError as fault:
                yield id, misfit(kind, fault)
                continue
            unread = {path.partition(".")[0] for path, _value in unknown.parts(raw, kind.record)} & kind.fields.keys()
            later = dict(_without_later(kind, record))
            record = msgspec.structs.replace(record, **later)
            found = list(_of_record(kind, record, id, records, unread, whole=not unread and not later))
            found += _of_names(kind, record, id, taken)
            for fault in found:
                yield id if kind.known_as is None else kind.known_as(record), fault


def later_in(records: Records, tables: dict[str, int]) -> Iterator[Words]:
    """What a later version has written and this one only keeps, counted; ``tables`` are all that there are."""
    for table, n in tables.items():
        if n and table not in STORED:
            yield Words(
                "{n} records of a kind that this version does not know: {kind}",
                one="One record of a kind that this version does not know: {kind}",
                n=n,
                kind=table,
            )
    for kind in READ.values():
        fields = Counter[str]()
        for _number, raw in records.items(kind.name):
            fields.update({path.partition(".")[0] for path, _value in unknown.parts(raw, kind.record)})
            try:
                record = unknown.read(raw, kind.record)
            except msgspec.ValidationError:
                continue
            later = {name for name, _value in _without_later(kind, record)}
            fields.update(later | _unlisted(kind.faults(record, None, records)))
        for name, n in fields.items():
            yield Words(
                "{kind}: in {n} records, {field} holds what this version does not know; it is kept",
                one="{kind}: in one record, {field} holds what this version does not know; it is kept",
                kind=Words(kind.plural),
                n=n,
                field=field_name(name, kind.fields),
            )


def _without_later(kind: Kind, record: Record) -> Iterator[tuple[str, Any]]:
    """The fields that hold words and ids which only a later version knows, with their values without those."""
    for name, field in kind.fields.items():
        value = getattr(record, name)
        if field.type == "choice":
            if all(choice.value != value for choice in field.choices):
                yield name, field.choices[0].value
        elif field.is_reference and value:
            known = _known_ids(field, value)
            if known != value:
                yield name, known


def _known_ids(field: Field, value: Any) -> Any:
    if field.type == "ref":
        return None if _is_later(value) else value
    if field.type == "refs":
        return tuple(id for id in value if not _is_later(id))
    return {id: item for id, item in value.items() if not _is_later(id)}


def _is_later(id: str) -> bool:
    """Written as an id is, of a kind that this version does not know."""
    return re.fullmatch(r"[A-Z]{1,3}-[1-9][0-9]{0,14}", id) is not None and id.partition("-")[0] not in PREFIXES


def _of_record(
    kind: Kind, record: Record, id: str, records: Records, unread: set[str], *, whole: bool
) -> Iterator[Fault]:
    """``unread`` are the fields of which not all could be read: what is left of them proves nothing."""
    if record.id != id:
        yield Fault("id", Words("{value} stands in the place of {id}", "damaged", value=record.id, id=id))
    found = field_faults(kind, record, None, lambda table, number: records.raw(table, number) is not None)
    fields = [fault for fault in found if fault.field not in unread]
    yield from fields
    if whole and not fields:
        faults = list(kind.faults(record, None, records))
        later = _unlisted(faults)
        sound = (fault for fault in faults if not isinstance(fault, Lack))
        yield from (fault for fault in sound if fault.field.partition(".")[0] not in later)


def _unlisted(faults: Iterable[Fault]) -> set[str]:
    """The fields whose items hold words of a later version: what else is wrong with them proves nothing."""
    return {fault.field.partition(".")[0] for fault in faults if isinstance(fault, Unlisted)}


def _of_names(kind: Kind, record: Record, id: str, taken: dict[str, str]) -> Iterator[Fault]:
    for field in kind.fields.values():
        if not field.unique:
            continue
        words: tuple[str, ...] = (getattr(record, field.name), *getattr(record, "other_names", ()))
        for word in filter(None, dict.fromkeys(word.casefold() for word in words)):
            if taken.setdefault(word, id) != id:
                yield Fault(
                    field.name, Words('"{value}" is already a name of {id}', "name-taken", value=word, id=taken[word])
                )
