"""What was set aside in a workspace, interrupted writes and the files before a repair, and what of it is missing.

An entry that is whole there and not in the journal was perhaps acknowledged: `check` names it, a repair brings it back.
"""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from store.engine.changes import ABSENT, apply, same, value_at
from store.engine.home.folder import NAME
from store.engine.journal import place, rotation
from store.engine.journal.entry import Entry
from store.engine.journal.survivors import LostBytes, survivors
from store.engine.journal.torn import PREFIX
from store.engine.remains import pieces_of
from store.engine.transaction import Transaction

if TYPE_CHECKING:
    from store.engine.ledger import Ledger

#: The folders in which a repair keeps the files as they were begin so.
DAMAGED = "damaged-"
#: A document: its table and number.
Named = tuple[str, int]


class Aside(NamedTuple):
    """A file that was set aside: its name in the workspace, the entries in it that are whole, the rest."""

    name: str
    entries: list[Entry]
    lost: list[LostBytes]


def asides(folder: str) -> Iterator[Aside]:
    """Every file that was set aside, as far as it can be read."""
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.startswith(PREFIX):
            data = place.read_regular(path)
            if data is not None:
                found = survivors(data, 0, None)
                yield Aside(name, found.entries, found.lost + found.torn)
        elif name.startswith(DAMAGED) and os.path.isdir(path):
            for file in [*rotation.paths(path), os.path.join(path, NAME)]:
                data = place.read_regular(file)
                if data is not None:
                    _header, piece = pieces_of(data, file)
                    yield Aside(os.path.relpath(file, folder), piece.entries, piece.lost + piece.torn)


def ops(entries: Iterable[Entry]) -> set[str]:
    """The operation ids of the entries, and of those that a repair has settled."""
    known: set[str] = set()
    for entry in entries:
        known.add(entry.op)
        known.update(entry.what.get("ops", ()))
    return known


def missing(ledger: "Ledger", folder: str, others: Iterable[Entry] = ()) -> list[Entry]:
    """The entries that are whole in what was set aside, and ``others``, and not in the journal; in their order."""
    found = {entry.op: entry for aside in asides(folder) for entry in aside.entries}
    found.update((entry.op, entry) for entry in others)
    if not found:
        return []
    known = ops(ledger.entries())
    return sorted((entry for op, entry in found.items() if op not in known), key=lambda entry: (entry.at, entry.seq))


def bring_back(transaction: Transaction, entries: Iterable[Entry]) -> tuple[list[Named], list[Named]]:
    """Do again what entries did, as far as nothing else stands there now: the documents done, and those left alone."""
    done: list[Named] = []
    left: list[Named] = []
    for entry in entries:
        for change in entry.changes:
            if "did" in change:
                continue
            named = (str(change["t"]), int(change["n"]))
            (done if _again(transaction, named, change) else left).append(named)
    return done, left


def _again(transaction: Transaction, named: Named, change: dict[str, Any]) -> bool:
    table, number = named
    now = transaction.read(table, number)
    if "new" in change:
        if now is None:
            transaction.restore(table, number, change["new"])
        return now is None
    if now is None:
        return "old" in change
    if "old" in change:
        if same(now, change["old"]):
            transaction.delete(table, number)
        return same(now, change["old"])
    to, was = change.get("set", {}), change.get("was", {})
    if all(_stands(value_at(now, path), was.get(path, ABSENT), to.get(path)) for path in {*to, *was}):
        apply(now, to, was)
        transaction.write(table, number, now)
        return True
    return False


def _stands(now: Any, was: Any, to: Any) -> bool:
    """It is as it was, or a map that others have put items into since it was to come."""
    return same(now, was) or (was is ABSENT and to == {} and isinstance(now, dict))
