"""Records as objects for scripts: field names, references by the names that people say, what is computed apart."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from store.kinds import split_id
from store.kinds.base import Kind, Record
from store.records import KIND_OF

if TYPE_CHECKING:
    from store.workspace import Workspace


class Objects:
    """Makes objects of the records of one workspace."""

    def __init__(self, workspace: "Workspace") -> None:
        from store.insight.overview import Overview

        self.records = workspace.records
        self.today = workspace.today
        self.overview = Overview(workspace.ledger, self.today, self.records.settings.stale_after)
        self._names: dict[str, str] = {}

    def of(self, record: Record) -> dict[str, Any]:
        """The object of one record."""
        from store.computed import computed

        made: dict[str, Any] = msgspec.to_builtins(record)
        self._say_names(KIND_OF[type(record)], made)
        found = computed(record, self.overview, self.today)
        made["computed"] = {name: self._said(value) for name, value in found.items()}
        return made

    def of_all(self, records: Iterable[Record]) -> Iterable[dict[str, Any]]:
        """The objects of several records, one after the other."""
        return map(self.of, records)

    def _say_names(self, kind: Kind, made: dict[str, Any]) -> None:
        for field in kind.fields.values():
            value = made.get(field.name)
            if not value or not field.is_reference:
                continue
            if field.type == "ref":
                made[field.name] = self.name(value)
            elif field.type == "refs":
                made[field.name] = [self.name(id) for id in value]
            else:
                made[field.name] = {self.name(id): item for id, item in value.items()}

    def _said(self, value: Any) -> Any:
        """A computed value with the ids in it as people say them."""
        return [self.name(item) if split_id(item) else item for item in value] if isinstance(value, list) else value

    def name(self, id: str) -> str:
        """What people call the record with that id."""
        name = self._names.get(id)
        if name is None:
            from store.names import sayable

            name = self._names[id] = sayable(self.records, id)
        return name
