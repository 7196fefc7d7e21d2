"""Taking back what an entry of the journal did, as far as it still stands.

What it changed and nobody has changed since becomes what it was; within objects, and within lists whose items carry
ids or are plain words, item by item. What somebody has changed since is left alone and reported.
"""

from collections.abc import Callable, Collection, Sequence
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
    transaction: Transaction, table: str, number: int, now: Document | None, made: Document, stamps: Collection[str]
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
        return merged_items(now, after, before, restored)
    if all(isinstance(value, list) for value in (now, after, before)):
        if all(isinstance(item, str) for item in (*now, *after, *before)):
            return merged_words(now, after, before)
        if all(isinstance(item, dict) and "id" in item for item in (*now, *after, *before)):
            parts = [{str(item["id"]): item for item in value} for value in (now, after, before)]
            found = merged_items(parts[0], parts[1], parts[2], restored)
            return found if found is CLASH else list(found.values())
    return CLASH


def _restored_map(*values: Any) -> Any:
    """The same of a field that came or went as a whole, with what others have put into it."""
    maps: list[Any] = [{} if value is ABSENT else value for value in values]
    if all(isinstance(value, dict) for value in maps):
        return merged_items(maps[0], maps[1], maps[2], restored)
    return CLASH


def merged_items(theirs: Document, base: Document, mine: Document, merge: Callable[[Any, Any, Any], Any]) -> Any:
    """The map that has what both made of ``base``, each item as ``merge`` says; `CLASH` where one clashes."""
    found: Document = {}
    for name in {**theirs, **mine}:
        value = merge(*(part.get(name, ABSENT) for part in (theirs, base, mine)))
        if value is CLASH:
            return CLASH
        if value is not ABSENT:
            found[name] = value
    return found


def merged_words(theirs: Sequence[str], base: Sequence[str], mine: Sequence[str]) -> list[str]:
    """The list that has what both made of ``base``."""
    kept = [word for word in theirs if word in mine or word not in base]
    return [*kept, *(word for word in mine if word not in base and word not in kept)]
