"""Records with quick answers to what points to what, from what the overview keeps anyway."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from store.insight.projection import Groups
from store.kinds.base import Record
from store.records import KIND_OF, DocumentSource, Records

R = TypeVar("R", bound=Record)


class LinkedRecords(Records):
    """``groups`` are by (kind, field) that names the others."""

    def __init__(self, source: DocumentSource, groups: Mapping[tuple[str, str], Groups[Any]]) -> None:
        super().__init__(source)
        self._pointing = groups

    def pointing(self, record: type[R], field: str, id: str) -> Iterator[R]:
        """Every record of that class whose ``field`` names ``id``."""
        group = self._pointing.get((KIND_OF[record].name, field))
        indexed = hasattr(self._source, "generation")  # then one field is read, and kept, not the whole row
        if group is None or (indexed and not group.part.is_read):
            yield from super().pointing(record, field, id)
            return
        for each in group.ids(id):
            found = self.find(each)
            if isinstance(found, record):
                yield found
