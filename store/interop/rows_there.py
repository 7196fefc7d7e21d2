"""Which rows of a table are records already: by the file's id and the name, by a code or login, by name and place.

So the same file again changes nothing. What people changed since is left alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from store.fields import Field
from store.interop.row_references import FORMER
from store.kinds.base import STAMPS, Kind, Record
from store.records import Changes, defaults_of
from store.records.names import fold


class RowsThere:
    """Finds the record that a row is; each is taken once, so that two rows alike are two records."""

    def __init__(self, changes: Changes, kind: Kind, fields: Sequence[Field]) -> None:
        self._kind = kind
        #: By what two of a name are told apart: what they are a part of, or all that a table says.
        line = kind.naming.type == "line"
        self._by = [field.name for field in fields if (field.name in kind.within if line else field.name != "extra")]
        self._known: dict[str, list[Record]] = {}
        for record in changes.of_kind(kind.name):
            shows = changes.shows(record)
            if shows is not None and not shows(kind.naming.name):
                continue  # that there is such a row already would tell what is in it
            words = [getattr(record, field.name) for field in kind.short_names]
            words += [getattr(record, kind.naming.name), *getattr(record, "other_names", ())]
            for word in dict.fromkeys(fold(str(word)) for word in words if word != ""):
                self._known.setdefault(word, []).append(record)
        self._taken: set[str] = set()
        self._naming = kind.naming.name

    def named(self, columns: Sequence[Sequence[Any]]) -> set[int]:
        """The rows of which a record has one of the names in these columns: most are new."""
        known = self._known
        return {n for column in columns for n, name in enumerate(column) if fold(str(name)) in known}

    def take(self, id: str, values: Mapping[str, Any]) -> Record | None:
        """The record that is meant by the row with that id in the file, and these values; None where it is new."""
        found = self._unique(values)
        if found is None:
            alike = self._known.get(fold(str(values.get(self._naming, ""))), ())
            alike = [record for record in alike if record.id not in self._taken]
            found = next((each for each in alike if id and id in (each.id, each.extra.get(FORMER))), None)
            if found is None:
                free = [each for each in alike if not id or FORMER not in each.extra]
                found = next((each for each in free if self._same(each, values)), None)
        if found is not None:
            self._taken.add(found.id)
        return found

    def _unique(self, values: Mapping[str, Any]) -> Record | None:
        """The one that has that code or login, or is called only so as long as nobody has said more of it."""
        for field in self._kind.short_names:
            word: str = values.get(field.name) or ""
            for record in self._known.get(fold(word), ()) if word else ():
                if fold(getattr(record, field.name)) == fold(word) or (
                    self._is_bare(record) and record.id not in self._taken
                ):
                    return record
        return None

    def _same(self, record: Record, values: Mapping[str, Any]) -> bool:
        for field in self._kind.short_names:
            mine, theirs = values.get(field.name), getattr(record, field.name)
            if mine and theirs and fold(mine) != fold(theirs):
                return False
        return all(getattr(record, name) == values[name] for name in self._by if name in values)

    def _is_bare(self, record: Record) -> bool:
        """It has nothing but its names: an import made it of a word in a cell."""
        fresh, names = defaults_of(self._kind.record), {field.name for field in self._kind.short_names}
        return all(
            getattr(record, name) == default
            for name, default in fresh.items()
            if name not in STAMPS and name not in names and not self._kind.fields[name].names
        )

    def fills(self, record: Record, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the row says of a department or somebody whom an import only named."""
        if not self._kind.short_names or not self._is_bare(record):
            return {}
        return {name: value for name, value in values.items() if value not in ("", getattr(record, name))}
