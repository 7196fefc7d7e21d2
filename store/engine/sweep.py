"""Documents judged before the lock, on throw-away decodes, and again under it where they changed meanwhile.

Conditions and updates are a caller's code and may be slow; the lock is held only for what they decided.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from store.engine.transaction import Encoded, decode

if TYPE_CHECKING:
    from store.engine.unveiled import Unveiled

#: Looks at a document, may change it in place, and says how often it applied: 0 leaves the document alone.
Step = Callable[[dict[str, Any]], int]


class Verdict(NamedTuple):
    """What came of one document: the encoded form it was judged by, how often the step applied, what it became."""

    raw: Encoded
    times: int
    document: dict[str, Any]


class Sweep:
    """What ``step`` makes of the documents of a table: of all, or of those with ``numbers`` in that order."""

    def __init__(self, ledger: "Unveiled", table: str, step: Step, numbers: Iterable[int] | None = None) -> None:
        self._ledger, self._table, self._step = ledger, table, step
        self._numbers = None if numbers is None else list(numbers)
        self._generation: int = ledger.generation(table)
        self._items = self._select()
        self._verdicts: dict[int, Verdict] = {}
        for number, raw in self._items:
            self._judge(number, raw)

    def settled(self) -> dict[int, Verdict]:
        """The verdicts by number, where the step applied; to be called under the lock.

        Nothing is judged twice unless somebody else changed it since; then only that.
        """
        generation = self._ledger.generation(self._table)
        if generation != self._generation:
            before, known = dict(self._items), self._verdicts
            self._items, self._verdicts, self._generation = self._select(), {}, generation
            for number, raw in self._items:
                if before.get(number) is not raw:
                    self._judge(number, raw)
                elif number in known:
                    self._verdicts[number] = known[number]
        return self._verdicts

    def _select(self) -> list[tuple[int, Encoded]]:
        if self._numbers is None:
            return self._ledger.items(self._table)
        found = ((number, self._ledger.raw(self._table, number)) for number in self._numbers)
        return [(number, raw) for number, raw in found if raw is not None]

    def _judge(self, number: int, raw: Encoded) -> None:
        """Let the step look at a document; a number that was asked for twice is stepped on twice, as in TinyDB."""
        earlier = self._verdicts.get(number)
        document = decode(raw) if earlier is None else earlier.document
        times = self._step(document)
        if times:
            self._verdicts[number] = Verdict(raw, times + (earlier.times if earlier else 0), document)
