"""Values of fields as cells of a table, references as people say them: `MKT`, `ana`, else the id."""

from typing import cast

import msgspec

from store.fields import Field
from store.kinds import split_id
from store.kinds.base import Record
from store.records import Records
from store.records.writing import write


class ReferenceNames:
    """Says references; each name is looked up once."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[tuple[str, str], str] = {}

    def say(self, field: Field, id: str) -> str:
        """What the record with that id is called in a value of ``field``, such that it is read back as the same."""
        place = split_id(id)
        if place is None or not place[0].short_names:
            return id
        key = field.name, id
        if key not in self._known:
            one = msgspec.structs.replace(field, type="ref")
            self._known[key] = write(one, id, self._records)
        return self._known[key]

    def text(self, field: Field, record: Record) -> str:
        """The field's value as one cell of a table has it."""
        value = getattr(record, field.name)
        if value is None or value in ((), {}):
            return ""
        if field.type == "ref":
            return self.say(field, value)
        if field.type == "refs":
            return ", ".join(self.say(field, id) for id in cast("tuple[str, ...]", value))
        if field.type in ("rows", "extra"):
            return msgspec.json.encode(value).decode()
        if field.type == "map" and any(len(msgspec.to_builtins(item)) > 1 for item in value.values() if _is_item(item)):
            return msgspec.json.encode({self.say(field, id): item for id, item in value.items()}).decode()
        return write(field, value, self._records)


def _is_item(value: object) -> bool:
    """Whether it has fields of its own, of which a pair such as ``MKT=A`` tells the first alone."""
    return isinstance(value, msgspec.Struct)
