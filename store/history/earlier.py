"""Records as they were at an earlier entry of the journal: what was changed since is taken back, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from store.engine.changes import apply
from store.fields import unknown
from store.kinds import KINDS, split_id
from store.kinds.base import Record

if TYPE_CHECKING:
    from store.engine.journal.entry import Entry
    from store.engine.ledger import Ledger
    from store.records import Records

_Place: TypeAlias = tuple[str, int]


def when_last(ledger: Ledger, records: Records, ids: Iterable[str], of: str, field: str, value: str) -> list[Record]:
    """The records as they were when ``field`` of the record ``of`` last became ``value``; made later, as they began.

    They are as they are where nothing tells when that was.
    """
    found = {place: record for id in ids if (record := records.find(id)) and (place := _place(id))}
    until, documents = _place(of), dict[_Place, dict[str, Any]]()
    needles = [b'"t":"%s","n":%d,' % (table.encode(), number) for table, number in (until, *found)]
    for entry in ledger.backwards(0, needles) if found else ():
        if _became(entry, until, field, value):
            return [_read(place, documents[place]) if place in documents else found[place] for place in found]
        for place, was, now in _changed(entry):
            if place in found:
                if place not in documents:
                    documents[place] = msgspec.json.decode(records.raw(*place) or b"{}")
                apply(documents[place], was, now)
    return list(found.values())


def _place(id: str) -> _Place:
    parts = split_id(id)
    return ("", 0) if parts is None else (parts[0].name, parts[1])


def _became(entry: Entry, place: _Place, field: str, value: str) -> bool:
    changes = (change for change in entry.changes if (change["t"], change["n"]) == place)
    return any({**change.get("new", {}), **change.get("set", {})}.get(field) == value for change in changes)


def _changed(entry: Entry) -> Iterator[tuple[_Place, dict[str, Any], dict[str, Any]]]:
    for change in entry.changes:
        if "set" in change or "was" in change:
            yield (change["t"], change["n"]), change.get("was", {}), change.get("set", {})


def _read(place: _Place, document: dict[str, Any]) -> Record:
    kind = KINDS[place[0]]
    found = unknown.read(msgspec.json.encode(document), kind.record)
    return msgspec.structs.replace(found, id=kind.id(place[1]))
