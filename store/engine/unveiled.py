"""What is between the documents and whoever reads them, and the way past it for what is committed.

A workspace may veil some documents for as long as they are not for everybody (`store.workspace.veil`). Whoever reads
the ledger reads them veiled, and so its entries. A transaction, and the rules that it is held against, work on what is
really there: what is veiled is neither lost nor voted for twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from store.engine.journal.entry import Entry, Glance
from store.engine.lookups import LookupKeys
from store.engine.snapshot import Snapshot
from store.engine.transaction import Encoded

if TYPE_CHECKING:
    from store.engine.following import Following

T = TypeVar("T")


class TableVeil(Protocol):
    """Over the documents of one table."""

    def is_down(self) -> bool:
        """Whether anything of the table is hidden now. Cheap: asked at every reading."""
        ...

    def over(self, raw: Encoded) -> Encoded:
        """What may be seen of a document."""
        ...

    def over_change(self, change: dict[str, Any]) -> dict[str, Any] | None:
        """What may be seen of a change of the table's documents; None where that is nothing."""
        ...

    def generation(self, own: int) -> int:
        """The table's generation, that of its documents, or of what tells what is hidden of them."""
        ...


def veiled(entry: Entry, veils: Mapping[str, TableVeil]) -> Entry:
    """What may be seen of an entry; where none of its changes is, neither is what the command was given."""
    changes = _changes(entry.changes, veils)
    if changes is entry.changes:
        return entry
    what = entry.what if changes else {"verb": entry.what.get("verb", "")}
    return msgspec.structs.replace(entry, what=what, changes=changes)


def veiled_glance(glance: Glance, veils: Mapping[str, TableVeil]) -> Glance:
    """The same of a glance."""
    if not any(table in veils for table, _number in glance.touched()):
        return glance
    changes = _changes(msgspec.json.decode(glance.changes, type=list[dict[str, Any]]), veils)
    return msgspec.structs.replace(glance, changes=msgspec.Raw(msgspec.json.encode(changes)))


def _changes(changes: list[dict[str, Any]], veils: Mapping[str, TableVeil]) -> list[dict[str, Any]]:
    if not any(change["t"] in veils for change in changes):
        return changes
    seen = (veils[change["t"]].over_change(change) if change["t"] in veils else change for change in changes)
    return [change for change in seen if change is not None]


class Unveiled:
    """The documents and entries of a ledger as they are; read as a `State` is."""

    def __init__(self, of: "Following") -> None:
        self._of = of

    @property
    def epoch(self) -> int:
        return self._of.epoch

    def catch_up(self) -> int:
        return self._of.catch_up()

    def raw(self, table: str, number: int) -> Encoded | None:
        return Snapshot.raw(self._of, table, number)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        return Snapshot.items(self._of, table)

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        return Snapshot.decoded(self._of, table, kind)

    def numbers_with(self, index: LookupKeys, key: str) -> list[int]:
        return self._of.numbers_with(index, key)

    def numbers(self, table: str) -> list[int]:
        return self._of.numbers(table)

    def highest(self, table: str) -> int:
        return self._of.highest(table)

    def tables(self) -> list[str]:
        return self._of.tables()

    def generation(self, table: str) -> int:
        return Snapshot.generation(self._of, table)

    def backwards(self, down_to: int = 0, needles: Sequence[bytes] = ()) -> Iterator[Entry]:
        return self._of.unveiled_backwards(down_to, needles)
