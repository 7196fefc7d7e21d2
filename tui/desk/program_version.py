"""Whether another version than this session's is at work: its files or its link changed, or a newer one has written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.kinds import STORED
from store.words import Words
from tui.terminal import environment

if TYPE_CHECKING:
    from store import News

UPDATED = Words("Concord was updated; leave and start again")
WRITES = Words("A newer Concord writes here; leave and start again to use it")


class Versions:
    """Each is told once, in a sentence; None otherwise."""

    def __init__(self) -> None:
        self._said = set[Words]()

    def look(self) -> Words | None:
        """Look at the files: two stats."""
        return self._once(UPDATED) if environment.updated() or environment.replaced() else None

    def heard(self, entries: "Sequence[News]") -> Words | None:
        """What the news tell of it."""
        return self._once(WRITES) if UPDATED not in self._said and any(map(_is_newer, entries)) else None

    def _once(self, words: Words) -> Words | None:
        new = words not in self._said
        self._said.add(words)
        return words if new else None


def _is_newer(entry: "News") -> bool:
    """Whether it names a kind or a field that this version does not know."""
    for change in entry.changes:
        kind, named = STORED.get(change["t"]), change.get("new") or change.get("set") or {}
        if kind is None:
            return True
        # A document that was written here is still encoded.
        if isinstance(named, dict) and any(
            path.partition(".")[0] not in kind.record.__struct_fields__ for path in named
        ):
            return True
    return False
