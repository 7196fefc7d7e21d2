"""The documents as they were at an earlier moment: today's, with what the journal's entries since changed taken back.

It costs what was changed since. Which entry was before a moment follows from their order: times run with it, and a
clock that was wrong dates only its own entry.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import msgspec

from store.engine.changes import apply
from store.engine.transaction import Encoded
from store.history.times import NEIGHBOURS
from store.kinds import STORED

if TYPE_CHECKING:
    from store.engine.journal.entry import Glance
    from store.engine.ledger import Ledger

T = TypeVar("T")
Place: TypeAlias = tuple[str, int]

#: Of which records nothing is read: those of which not everybody may see all, or nobody may learn who wrote them.
UNREAD = frozenset(kind.name for kind in STORED.values() if kind.veil is not None or kind.anonymous is not None)
_NOTHING = msgspec.Raw(b"{}")


class _Taken(msgspec.Struct, gc=False):
    """Of a change, what takes it back; of a document that was made, its place alone."""

    t: str
    n: int
    old: msgspec.Raw = _NOTHING
    set: msgspec.Raw = _NOTHING
    was: msgspec.Raw = _NOTHING

    @property
    def is_change(self) -> bool:
        """The document was there before, and after."""
        return self.set is not _NOTHING or self.was is not _NOTHING


_taken = msgspec.json.Decoder(list[_Taken]).decode
_document = msgspec.json.Decoder(dict[str, Any]).decode


class EarlierDocuments:
    """Those of a ledger as they are at first; ``back_to`` goes on backwards from where one is."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._laid: dict[str, dict[int, Encoded | None]] = {}
        self._generations: Counter[str] = Counter()
        self._moved: dict[Place, None] = {}
        self._back = _Backwards(ledger.unveiled_glances())
        #: The sequence up to which what is beneath is taken back.
        self._seen = self._back.seq

    # Going

    def back_to(self, stamp: str) -> None:
        """As they were at that moment, a stamp of the journal."""
        chains = _chains(self._back.since(stamp))
        while True:
            self.keep_up()
            raws = self._beneath(chains)
            if self._ledger.settled_seq() == self._seen:
                break
        self._lay(chains, raws)

    def keep_up(self) -> None:
        """Take back what was committed meanwhile."""
        while self._seen != self._ledger.settled_seq():
            newer = list(self._ledger.unveiled_glances(self._seen))
            chains = {place: chain for place, chain in _chains(newer).items() if place not in self}
            raws = self._beneath(chains)
            if newer and self._ledger.settled_seq() == newer[0].seq:
                self._lay(chains, raws)
                self._seen = newer[0].seq

    def moves(self) -> list[Place]:
        """The places of the documents that are not as they were when this was last asked."""
        moved, self._moved = self._moved, {}
        return list(moved)

    def __contains__(self, place: Place) -> bool:
        return place[1] in self._laid.get(place[0], ())

    def _beneath(self, chains: Mapping[Place, Sequence[_Taken]]) -> dict[Place, Encoded | None]:
        """The documents that are changed, as they are; not those that were made or taken away at last."""
        return {place: self.raw(*place) for place, chain in chains.items() if chain[0].is_change}

    def _lay(self, chains: Mapping[Place, Sequence[_Taken]], raws: Mapping[Place, Encoded | None]) -> None:
        for place, chain in chains.items():
            self._laid.setdefault(place[0], {})[place[1]] = _before(raws.get(place), chain)
            self._generations[place[0]] += 1
            self._moved[place] = None

    # Reading

    def raw(self, table: str, number: int) -> Encoded | None:
        """The document as it was, or None."""
        if table in UNREAD:
            return None
        laid = self._laid.get(table)
        return laid[number] if laid and number in laid else self._ledger.raw(table, number)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        """Every document of the table, by its number."""
        if table in UNREAD:
            return []
        laid, items = self._laid.get(table), self._ledger.items(table)
        if not laid:
            return items
        whole = dict(items) | {number: raw for number, raw in laid.items() if raw is not None}
        return sorted((number, raw) for number, raw in whole.items() if laid.get(number, raw) is not None)

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        """The same decoded, many at a time."""
        if table in UNREAD:
            return
        laid = dict(self._laid.get(table, {}))
        for found in self._ledger.decoded(table, kind):
            for number in laid.keys() & found.keys():
                del found[number]
            yield found
        one = msgspec.json.Decoder(kind).decode
        yield {number: one(raw) for number, raw in laid.items() if raw is not None}

    def generation(self, table: str) -> int:
        """Rises whenever it is gone back in the table."""
        return self._generations[table]


class _Backwards:
    """The entries of a journal from its end on."""

    def __init__(self, glances: Iterator[Glance]) -> None:
        self._glances = glances
        #: The next ones, as many as say whether the first of them is dated as it should be.
        self._ahead = deque(islice(glances, NEIGHBOURS + 1))
        #: The sequence of the last one.
        self.seq = self._ahead[0].seq if self._ahead else 0

    def since(self, stamp: str) -> Iterator[Glance]:
        """Go back to that moment: the entries since, the newest first."""
        while not self._is_before(stamp):
            yield self._ahead.popleft()
            self._ahead.extend(islice(self._glances, 1))

    def _is_before(self, stamp: str) -> bool:
        """The next one is dated before that moment, and so are most of it and those before it; or there is none."""
        before = [each.at < stamp for each in self._ahead] if self._ahead and self._ahead[0].at < stamp else []
        return not self._ahead or sum(before) * 2 > len(self._ahead)


def _chains(glances: Iterable[Glance]) -> dict[Place, list[_Taken]]:
    """What takes entries back, by document, in the order in which it does."""
    chains: dict[Place, list[_Taken]] = {}
    for glance in glances:
        for each in _taken(glance.changes):
            if each.n > 0 and each.t not in UNREAD:
                chains.setdefault((each.t, each.n), []).append(each)
    return chains


def _before(raw: Encoded | None, chain: Iterable[_Taken]) -> Encoded | None:
    """A document before these changes, the newest first."""
    document = None if raw is None else _document(raw)
    for change in chain:
        if change.old is not _NOTHING:
            document = _document(change.old)
        elif not change.is_change:
            document = None  # it was made
        elif document is not None:
            apply(document, _document(change.was), _document(change.set))
    return None if document is None else msgspec.json.encode(document)
