"""Records as objects for scripts: field names, references by the names that people say, what is computed apart."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

import msgspec

from store.fields import Field, unknown
from store.history.telling import telling_of
from store.kinds import KINDS, split_id
from store.kinds.base import Kind, Record
from store.records import KIND_OF
from store.records.names import all_sayable

if TYPE_CHECKING:
    from store.insight.overview import Overview  # late: most records are told without it
    from store.records import Records
    from store.workspace import Workspace

#: So many records are written in a piece.
_PIECE = 100


class JsonNames(dict[str, str]):
    """What people call a record, by its id; those of a kind are looked up together."""

    def __init__(self, records: "Records") -> None:
        super().__init__()
        self._records = records

    def __missing__(self, id: str) -> str:
        place = split_id(id)
        if place is not None and place[0].short_names:
            self.update(all_sayable(self._records, place[0]))
        return self.setdefault(id, id)


class Objects:
    """Writes the records of one workspace as JSON."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        encoder = msgspec.json.Encoder()
        self._encode, self._encode_lines = encoder.encode, encoder.encode_lines
        self.names = JsonNames(workspace.records)

    @cached_property
    def today(self) -> date:
        """The day it is where whoever reads it is."""
        return self._workspace.here

    @cached_property
    def overview(self) -> "Overview":
        """What is computed over many records."""
        from store.insight.overview import Overview  # late: most records are told without it

        records = self._workspace.records
        stale_after, calendar = records.settings.stale_after, records.calendar
        return Overview(self._workspace.ledger, self._workspace.today, stale_after, calendar, self.today)

    def computed(self, record: Record, kind: Kind | None = None) -> dict[str, Any]:
        """What is computed of a record, with references as people say them; ``kind`` where its own class is derived."""
        names = self.names
        found = telling_of(kind or KIND_OF[type(record)]).computed(record, self.overview)
        for name, value in found.items():
            if value and isinstance(value, list):
                items = cast("list[Any]", value)
                found[name] = [names[item] if isinstance(item, str) else item for item in items]
        return found

    def line(self, record: Record, **more: Any) -> bytes:
        """One record as a line of JSON; ``more`` is computed too. The record is used up: it has names for ids then."""
        found, kind, place = self.computed(record) | more, KIND_OF[type(record)], split_id(record.id)
        raw = None if place is None else self._workspace.records.raw(kind.name, place[1])
        self._name(kind, (record,))
        if raw is not None and unknown.parts(raw, kind.record):
            return self._encode(self._whole(kind, record, raw) | {"computed": found}) + b"\n"
        return self._encode(record)[:-1] + b',"computed":' + self._encode(found) + b"}\n"

    def _whole(self, kind: Kind, record: Record, raw: bytes | msgspec.Raw) -> dict[str, Any]:
        """The record, with names for ids, and what is stored of it that this version does not know."""
        stored: dict[str, Any] = msgspec.json.decode(raw)
        for name in [field.name for field in _named(kind.name) if field.type == "map"]:
            if isinstance(stored.get(name), dict):
                stored[name] = {self.names[id]: item for id, item in stored[name].items()}
        return unknown.holding(msgspec.to_builtins(record), msgspec.json.decode(self._encode(stored)), kind.record)

    def lines(self, records: Iterable[Record]) -> Iterator[bytes]:
        """Records, each a line of JSON. They are used up."""
        return map(self.line, records)

    def all_lines(self, kind: Kind) -> Iterator[bytes]:
        """All records of one kind as lines of JSON, many of them in a piece: the quickest way to write them all."""
        records, prefix, done = self._workspace.records, kind.prefix, 0
        try:
            for found in self._workspace.ledger.decoded(kind.name, _with_computed(kind)):
                if any(each.id != f"{prefix}-{number}" for number, each in found.items()):
                    break
                yield from self._pieces(kind, list(found.values()))
                done += len(found)
            else:
                return
        except msgspec.ValidationError:
            pass
        # One by one, to say which does not read as what it should be, to give its id to what has none yet, and for
        # what this version does not know.
        yield from self.lines(islice(records.of_kind(kind.name), done, None))

    def _pieces(self, kind: Kind, records: list[Any]) -> Iterator[bytes]:
        known: dict[Any, msgspec.Raw] = {}
        key_of: Callable[[Record], Any] = attrgetter(*telling_of(kind).computed_from)
        held, put = self.overview.held(), msgspec.structs.force_setattr
        for record in records:
            key = record.id if record.id in held else key_of(record)
            found = known.get(key)
            if found is None:
                found = known[key] = msgspec.Raw(self._encode(self.computed(record, kind)))
            put(record, "computed", found)
        self._name(kind, records)
        for start in range(0, len(records), _PIECE):
            yield self._encode_lines(records[start : start + _PIECE])

    def _name(self, kind: Kind, records: Iterable[Record]) -> None:
        """Put names for ids into records."""
        names = self.names
        # Setting fields in place: the records were decoded for this alone, and copies would double the time.
        put = msgspec.structs.force_setattr
        for field in _named(kind.name):
            name = field.name
            for record in records:
                ids = getattr(record, name)
                if not ids:
                    continue
                if field.type == "ref":
                    put(record, name, names[ids])
                elif field.type == "refs":
                    put(record, name, tuple(map(names.__getitem__, ids)))
                else:
                    put(record, name, {names[id]: item for id, item in ids.items()})


@cache
def _named(kind: str) -> list[Field]:
    """The fields of a kind that refer to records which may have a code or a login."""
    fields = [field for field in KINDS[kind].fields.values() if field.is_reference]
    return [field for field in fields if any(KINDS[other].short_names for other in field.kinds or KINDS)]


def _with_computed(kind: Kind) -> type[Record]:
    """The kind's record with what is computed as its last field; it reads nothing that the kind does not know."""
    field = ("computed", msgspec.Raw, msgspec.Raw(b"{}"))
    made = msgspec.defstruct(
        "WithComputed", [field], bases=(unknown.strict(kind.record),), frozen=True, kw_only=True, gc=False
    )
    return cast("type[Record]", made)
