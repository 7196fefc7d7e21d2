"""What records are called in sentences, looked up once each."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from store.history.wording import cut
from store.kinds import split_id
from store.kinds.base import Kind
from store.records import Records
from store.records.names import called, title_of
from store.words import IdAndTitle

if TYPE_CHECKING:
    from store.engine.ledger import Ledger


class RecordNames:
    """The names of records; of one that is gone the title that it had when it was last told of.

    Where only some entries are told, the ``ledger`` knows who is gone by the others: their ids are seen by nobody.
    """

    def __init__(self, records: Records, ledger: "Ledger | None" = None) -> None:
        self._records, self._ledger = records, ledger
        self._names: dict[str, str] = {}
        self._titles: dict[str, str] = {}

    def name(self, kind: Kind, id: str, document: Mapping[str, Any]) -> str:
        """A record by id and title, by its title alone where it has a name of one word besides."""
        title = " ".join(str(document.get(kind.naming.name, "")).split())
        # What is gone by now is told from the newest on: its deletion has its title, what came before it has none.
        title = self._titles.setdefault(id, title) if title else self._titles.get(id, "")
        if kind.short_names:
            return title or id
        return IdAndTitle(id, cut(title))

    def called(self, id: str | None) -> str:
        """A department or a person by their short name, another record by id and title."""
        if not id:
            return ""
        name = self._names.get(id)
        if name is None:
            record, place = self._records.find(id), split_id(id)
            name = self._gone(id) if record is None else called(record)
            if record is not None and place is not None and name == id:
                name = self.name(place[0], id, {place[0].naming.name: title_of(record)})
            self._names[id] = name
        return name

    def _gone(self, id: str) -> str:
        place = split_id(id)
        if id in self._titles or place is None or not place[0].short_names or self._ledger is None:
            return self._titles.get(id, id)
        kind, number = place
        for entry in self._ledger.backwards(0, (b'"t":"%s","n":%d,' % (kind.name.encode(), number),)):
            for change in entry.changes:
                if (change["t"], change["n"]) == (kind.name, number) and (last := change.get("old")):
                    return self.name(kind, id, last)
        return id
