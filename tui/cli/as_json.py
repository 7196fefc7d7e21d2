"""Records as objects for scripts: field names, references by the names that people say, what is computed apart."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from store.kinds.base import Kind, Record
from store.records import KIND_OF

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.records import Records
    from store.workspace import Workspace

#: From so many records on it is worth going the quick way.
MANY = 200


class Names(dict[str, str]):
    """What people call a record, by its id; looked up once."""

    def __init__(self, records: "Records") -> None:
        super().__init__()
        self._records = records

    def __missing__(self, id: str) -> str:
        from store.names import sayable

        name = self[id] = sayable(self._records, id)
        return name


class Objects:
    """Writes the records of one workspace as JSON."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._encode = msgspec.json.Encoder().encode
        self.names = Names(workspace.records)

    @cached_property
    def today(self) -> date:
        """The day it is in the workspace's time zone."""
        return self._workspace.today

    @cached_property
    def overview(self) -> "Overview":
        """What is computed over many records."""
        from store.insight.overview import Overview

        return Overview(self._workspace.ledger, self.today, self._workspace.records.settings.stale_after)

    def computed(self, record: Record) -> dict[str, Any]:
        """What is computed of a record, with references as people say them."""
        from store.computed import computed

        names = self.names
        found = computed(record, self.overview, self.today)
        for name, value in found.items():
            if value and isinstance(value, list):
                found[name] = [names[item] if isinstance(item, str) else item for item in value]
        return found

    def line(self, record: Record, **more: Any) -> bytes:
        """One record as a line of JSON; ``more`` is computed too. The record is used up: it has names for ids then."""
        return next(self._lines(KIND_OF[type(record)], (record,), more))

    def lines(self, kind: Kind, records: Iterable[Record]) -> Iterator[bytes]:
        """The records of one kind, each a line of JSON. They are used up."""
        return self._lines(kind, records, {})

    def all_lines(self, kind: Kind) -> Iterator[bytes]:
        """All records of one kind, each a line of JSON."""
        if self._workspace.ledger.count(kind.name) >= MANY:
            from tui.cli import many_json

            if many_json.quick(kind):
                return many_json.lines(kind, self._workspace, self)
        return self.lines(kind, self._workspace.records.of_kind(kind.name))

    def _lines(self, kind: Kind, records: Iterable[Record], more: dict[str, Any]) -> Iterator[bytes]:
        encode, compute, names = self._encode, self.computed, self.names
        single = [field.name for field in kind.fields.values() if field.type == "ref"]
        several = [field for field in kind.fields.values() if field.is_reference and field.type != "ref"]
        # Setting fields in place: the records were decoded for this alone, and copies would double the time.
        put = msgspec.structs.force_setattr
        for record in records:
            found = compute(record) | more
            for name in single:
                id = getattr(record, name)
                if id:
                    put(record, name, names[id])
            for field in several:
                ids = getattr(record, field.name)
                if ids and field.type == "refs":
                    put(record, field.name, tuple(map(names.__getitem__, ids)))
                elif ids:
                    put(record, field.name, {names[id]: item for id, item in ids.items()})
            yield encode(record)[:-1] + b',"computed":' + encode(found) + b"}\n"
