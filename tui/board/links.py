"""Which records point to one: the comments on it, the cards of a retrospective, the check-ins of a key result."""

from typing import TYPE_CHECKING, Any

import msgspec

from store.fields import unknown
from store.kinds import KINDS

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class Links:
    """Built for a table and a field when first asked for, and again when the table has changed."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._kept: dict[tuple[str, str], tuple[int, dict[str, list[str]]]] = {}

    def to(self, id: str, kind: str, field: str) -> list[str]:
        """The ids of the records of that kind whose ``field`` is, or holds, ``id``, in the order of their making."""
        ledger = self._desk.workspace.ledger
        generation = ledger.generation(kind)
        kept = self._kept.get((kind, field))
        if kept is None or kept[0] != generation:
            kept = self._kept[kind, field] = (generation, self._built(kind, field))
        return kept[1].get(id, [])

    def records(self, id: str, kind: str, field: str) -> list[Any]:
        """The same as records."""
        found = (self._desk.records.find(each) for each in self.to(id, kind, field))
        return [record for record in found if record is not None]

    def _built(self, kind: str, field: str) -> dict[str, list[str]]:
        glance = msgspec.defstruct("_Pointer", [("at", str | tuple[str, ...] | None, None)], rename={"at": field})
        prefix = KINDS[kind].prefix
        found: dict[str, list[str]] = {}
        for read in unknown.decoded(self._desk.workspace.ledger, kind, glance):
            for number, each in read.items():
                at: Any = each.at  # type: ignore[attr-defined]
                for id in (at,) if isinstance(at, str) else at or ():
                    found.setdefault(id, []).append(f"{prefix}-{number}")
        return found
