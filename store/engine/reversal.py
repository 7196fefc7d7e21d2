"""Taking back what an entry of the journal did, as far as it still stands.

What it changed and nobody has changed since becomes what it was; within objects, and within lists whose items carry
ids or are plain words, item by item. What somebody has changed since is left alone and reported.
"""

from collections.abc import Collection
from typing import Any, NamedTuple, cast

import msgspec

from store.engine.changes import ABSENT, Document, put_at, same, value_at
from store.engine.journal.entry import Entry
from store.engine.transaction import Transaction, decode

#: Two people changed the same thing.
CLASH: Any = object()


class NoLongerStands(NamedTuple):
    """What does not stand any more: a path of a document, or all of it where ``path`` is empty."""

    table: str
    number: int
    path: str


def take_back(transaction: Transaction, entry: Entry, stamps: Collection[str] = ()) -> list[NoLongerStands]:
    """Undo the entry's changes in ``transaction``, those that stand; returns the others.

    ``stamps`` are fields that change with every change and are nobody's: they neither stand in the way nor come back.
    """
    held: list[NoLongerStands] = []
    for change in reversed(entry.changes):
        if "did" in change:
            continue  # its documents are named one by one
        table, number = str(change["t"]), int(change["n"])
        now = transaction.read(table, number)
        if "new" in change:
            held += _unmake(transaction, table, number, now, _document(change["new"]), stamps)
        elif "old" in change:
            if now is None:
                transaction.restore(table, number, _document(change["old"]))
            else:
                held.append(NoLongerStands(table, number, ""))
        elif now is None:
            held.append(NoLongerStands(table, number, ""))
        else:
            held += _set_back(now, change, stamps)
            transaction.write(table, number, now)
    return held


def _document(value: Any) -> Document:
    return decode(value) if isinstance(value, bytes | msgspec.Raw) else value


def _unmake(
    transaction: Transaction,
    table: str,
    number: int,
    now: Document | None,
    made: Document,
    stamps: Collection[str],
) -> list[NoLongerStands]:
    if now is None:
        return []
    changed = [
        name
        for name in {**made, **now}
        if name not in stamps and not same(now.get(name, ABSENT), made.get(name, ABSENT))
    ]
    if not changed:
        transaction.delete(table, number)
    return [NoLongerStands(table, number, name) for name in changed]


def _set_back(now: Document, change: Document, stamps: Collection[str]) -> list[NoLongerStands]:
    held: list[NoLongerStands] = []
    new, old = cast("Document", change.get("set", {})), cast("Document", change.get("was", {}))
    for path in sorted({**old, **new}, key=lambda path: -path.count(".")):  # the items of a map that came before it
        if path in stamps:
            continue
        values = value_at(now, path), new.get(path, ABSENT), old.get(path, ABSENT)
        value = restored(*values)
        if value is CLASH and "." not in path:
            value = _restored_map(*values)
        if value is CLASH:
            held.append(NoLongerStands(str(change["t"]), int(change["n"]), path))
        else:
            put_at(now, path, value)
    return held


def restored(now: Any, after: Any, before: Any) -> Any:
    """What a value that went from ``before`` to ``after`` becomes when that is taken back, or `CLASH`."""
    if same(now, after):
        return before
    if same(now, before) or same(after, before):
        return now
    if all(isinstance(value, dict) for value in (now, after, before)):
        return _restored_items(now, after, before)
    if all(isinstance(value, list) for value in (now, after, before)):
        if all(isinstance(item, str) for item in (*now, *after, *before)):
            return _restored_words(now, after, before)
        if all(isinstance(item, dict) and "id" in item for item in (*now, *after, *before)):
            parts = [{str(item["id"]): item for item in value} for value in (now, after, before)]
            found = _restored_items(*parts)
            return found if found is CLASH else list(found.values())
    return CLASH


def _restored_map(*values: Any) -> Any:
    """The same of a field that came or went as a whole, with what others have put into it."""
    maps: list[Any] = [{} if value is ABSENT else value for value in values]
    return _restored_items(*maps) if all(isinstance(value, dict) for value in maps) else CLASH


def _restored_items(now: Document, after: Document, before: Document) -> Any:
    found: Document = {}
    for name in {**now, **before}:
        value = restored(now.get(name, ABSENT), after.get(name, ABSENT), before.get(name, ABSENT))
        if value is CLASH:
            return CLASH
        if value is not ABSENT:
            found[name] = value
    return found


def _restored_words(now: list[str], after: list[str], before: list[str]) -> list[str]:
    kept = [word for word in now if word in before or word not in after]
    return [*kept, *(word for word in before if word not in after and word not in kept)]
