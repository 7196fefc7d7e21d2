"""What changed between two documents, as paths with old and new values, and the way back.

A path is a field's name, or names joined by dots where both documents hold objects (`stances.DP-3`), so that journal,
merge, undo and history speak of the item: of the first one of a map and the last one too. A field that was not there
and holds items now came as an empty map, then item by item. In names ``~`` is written ``~0`` and ``.`` is written
``~1``. Lists and plain values are whole.
"""

from typing import Any, TypeAlias, cast

import msgspec

from store.engine.transaction import Encoded, Transaction, decode

Document: TypeAlias = dict[str, Any]
#: There is nothing at that path.
ABSENT: Any = object()


def difference(before: Document, after: Document) -> tuple[Document, Document]:
    """``(set, was)``: the new values by path, and the old ones; a path in only one of them came or went."""
    new: Document = {}
    old: Document = {}
    _compare(before, after, "", new, old)
    return new, old


def _compare(before: Document, after: Document, prefix: str, new: Document, old: Document) -> None:
    for name, value in after.items():
        past = before.get(name, ABSENT)
        if same(past, value):
            continue
        path = prefix + _quoted(name)
        if past is ABSENT and not prefix and isinstance(value, dict):
            new[path] = past = {}
        if isinstance(past, dict) and isinstance(value, dict):
            _compare(cast("Document", past), cast("Document", value), path + ".", new, old)
        elif past is ABSENT:
            new[path] = value
        else:
            new[path], old[path] = value, past
    for name, past in before.items():
        if name not in after:
            old[prefix + _quoted(name)] = past


def same(one: Any, other: Any) -> bool:
    """Equal as JSON: unlike Python's, true is not 1 and 1 is not 1.0."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        left, right = cast("Document", one), cast("Document", other)
        return left.keys() == right.keys() and all(same(value, right[name]) for name, value in left.items())
    if isinstance(one, list):
        first, second = cast("list[Any]", one), cast("list[Any]", other)
        return len(first) == len(second) and all(map(same, first, second))
    return bool(one == other)


def apply(document: Document, new: Document, old: Document) -> None:
    """Make ``document`` what it was changed to, in place."""
    for path in old.keys() - new.keys():
        put_at(document, path, ABSENT)
    for path, value in new.items():
        place, name = _place(document, path)
        if path not in old and isinstance(value, dict) and not value:
            place.setdefault(name, {})  # not the entry's own, since its items are put in here
        else:
            place[name] = value


def value_at(document: Document, path: str) -> Any:
    """What stands at that path, or `ABSENT`."""
    *names, last = names_of(path)
    for name in names:
        inner = document.get(name)
        if not isinstance(inner, dict):
            return ABSENT
        document = cast("Document", inner)
    return document.get(last, ABSENT)


def put_at(document: Document, path: str, value: Any) -> None:
    """Put it there, in place; `ABSENT` takes away what is there."""
    if value is ABSENT and value_at(document, path) is ABSENT:
        return
    place, name = _place(document, path)
    if value is ABSENT:
        del place[name]
    else:
        place[name] = value


def _place(document: Document, path: str) -> tuple[Document, str]:
    *names, last = names_of(path)
    for name in names:
        document = document.setdefault(name, {})
    return document, last


def names_of(path: str) -> list[str]:
    """The names that a path joins."""
    return [name.replace("~1", ".").replace("~0", "~") for name in path.split(".")]


def _quoted(name: str) -> str:
    if "." in name or "~" in name:
        return name.replace("~", "~0").replace(".", "~1")
    return name


def changes_of(
    transaction: Transaction, *, always_whole: bool
) -> tuple[list[Document], dict[tuple[str, int], bytes | None]]:
    """What an entry says of a transaction, and the encoded outcome of each document that it names.

    Emptying a table that there was is said besides its deletions where ``always_whole``.
    """
    changes: list[Document] = []
    ready: dict[tuple[str, int], bytes | None] = {}
    for table, did in transaction.whole.items():
        if did == "drop" or always_whole or table not in transaction.committed.tables():
            changes.append({"t": table, "n": 0, "did": did})
    gone: list[Document] = []
    for table, number, before, after in transaction.touched():
        change = change_of(table, number, before, after)
        if change is not None:
            (gone if after is None else changes).append(change)
            ready[table, number] = after
    return [*reversed(gone), *changes], ready  # what goes away goes first


def change_of(table: str, number: int, before: Encoded | None, after: Encoded | None) -> Document | None:
    """What an entry says of a document that was made, changed or taken away; None where it is the same."""
    if before is None:
        return None if after is None else {"t": table, "n": number, "new": msgspec.Raw(after)}
    if after is None:
        return {"t": table, "n": number, "old": msgspec.Raw(before)}
    if bytes(after) == bytes(before):
        return None
    new, old = difference(decode(before), decode(after))
    return {"t": table, "n": number, "set": new, "was": old} if new or old else None
