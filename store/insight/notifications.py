"""Whom one commit concerns, and why: the lines that somebody finds unread.

RACI does its work here too: who is informed (I) hears what became of a goal, who is accountable (A) that it is held up,
objected to or far behind. It reads the entry and the few records that this names, never a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from store.engine.journal.entry import Entry
from store.fields import unknown
from store.history.notices import ChangedRecord, Notice
from store.history.telling import telling_of
from store.kinds import KINDS
from store.kinds.base import Kind
from store.kinds.person import Person
from store.records import Records

#: A commit of more changes than that is an import: what it brings is not news to anybody by name.
MOST = 200


def told(entry: Entry, records: Records, held: Callable[[str], object]) -> list[Notice]:
    """What an entry is to whom, each person once for a record; never to whoever made it.

    ``held`` says whether something holds up the record of an id.
    """
    found: dict[tuple[str, str], Notice] = {}
    for change in entry.changes if len(entry.changes) <= MOST else ():
        for notice in _notices(entry, change, records, held):
            found.setdefault((notice.to, notice.id), notice)
    return [each for each in found.values() if not _is(records, each.to, entry.who)]


def _is(records: Records, person: str, login: str) -> bool:
    found = records.find(person)
    return not isinstance(found, Person) or found.login == login


def _notices(
    entry: Entry, change: Mapping[str, Any], records: Records, held: Callable[[str], object]
) -> Iterator[Notice]:
    kind = KINDS.get(str(change["t"]))
    if kind is None or "did" in change:
        return
    gone = "old" in change
    record: Any = _as_it_was(kind, change["old"]) if gone else records.find(kind.id(int(change["n"])))
    if record is not None:
        given = ChangedRecord(entry.who, record, "new" in change, change.get("set", {}), records, held)
        telling = telling_of(kind)
        yield from telling.notices_of_deletion(given) if gone else telling.notices(given)


def _as_it_was(kind: Kind, old: Any) -> Any:
    return unknown.read(old if isinstance(old, bytes | msgspec.Raw) else msgspec.json.encode(old), kind.record)
