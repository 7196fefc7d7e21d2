"""A commit prepared before the lock: what it was made from is noted, and under the lock it is asked whether that holds.

Where it does, what was prepared is what the command would do now, and is written as it is. Where it does not, the
command has to run again. Other threads of this process may apply entries while it runs: what it saw of them changes
too, so it does not hold.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from store import clock
from store.engine.changes import changes_of
from store.engine.garbage import uncollected
from store.engine.journal.entry import BODY_LIMIT, Entry
from store.engine.lookups import LookupKeys
from store.engine.transaction import Encoded, State, Transaction
from store.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime

T = TypeVar("T")
#: So often a command is prepared before it runs under the lock, where others wait for it.
ROUNDS = 2
#: At most so many bytes of an entry's body are neither its changes nor what it says of itself.
FRAME = 1024

_encode = msgspec.json.Encoder().encode


class Committed(State, Protocol):
    """Documents as committed, which others change too; a ledger is one."""

    @property
    def epoch(self) -> int: ...

    def catch_up(self) -> int: ...


class WatchedReads:
    """Committed documents, read as a `State` is, and a note of all that was read of them."""

    def __init__(self, state: Committed) -> None:
        self._state = state
        self._epoch = state.epoch
        #: Of each table that was looked into: its generation before the first look.
        self._generations: dict[str, int] = {}
        self._whole: set[str] = set()
        self._single: dict[tuple[str, int], Encoded | None] = {}
        self._highest: dict[str, int] = {}
        self._tables: list[str] | None = None

    def raw(self, table: str, number: int) -> Encoded | None:
        self._look_into(table)
        raw = self._state.raw(table, number)
        if self._single.setdefault((table, number), raw) is not raw:
            self._whole.add(table)  # it changed while the command ran: whatever changes of the table now is too much
        return raw

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        self._look_at_all(table)
        return self._state.items(table)

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        self._look_at_all(table)
        return self._state.decoded(table, kind)

    def numbers_with(self, index: LookupKeys, key: str) -> list[int]:
        self._look_at_all(index.table)
        return self._state.numbers_with(index, key)

    def numbers(self, table: str) -> list[int]:
        self._look_at_all(table)
        return self._state.numbers(table)

    def generation(self, table: str) -> int:
        self._look_at_all(table)
        return self._generations[table]

    def highest(self, table: str) -> int:
        self._look_into(table)
        return self._highest.setdefault(table, self._state.highest(table))

    def tables(self) -> list[str]:
        if self._tables is None:
            self._tables = self._state.tables()
        return self._tables

    def _look_into(self, table: str) -> None:
        if table not in self._generations:
            self._generations[table] = self._state.generation(table)

    def _look_at_all(self, table: str) -> None:
        self._look_into(table)
        self._whole.add(table)

    def holds(self) -> bool:
        """Whether everything that was read would be read again now."""
        state = self._state
        if state.epoch != self._epoch or (self._tables is not None and state.tables() != self._tables):
            return False
        changed = {table for table, past in self._generations.items() if state.generation(table) != past}
        if changed & self._whole or any(state.highest(t) != self._highest.get(t, state.highest(t)) for t in changed):
            return False
        return all(_same(raw, state.raw(*place)) for place, raw in self._single.items() if place[0] in changed)


def _same(one: Encoded | None, other: Encoded | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or bytes(one) == bytes(other)


def commit_ahead(
    state: Committed,
    make: Callable[[State], "Made[T]"],
    locked: Callable[[], AbstractContextManager[None]],
    write: Callable[["Made[T]"], "Made[T] | None"],
) -> "Made[T] | None":
    """Run a command before the lock, and under it write what came of it, where that holds; else run it again.

    What is refused is refused at once where it was read from what still holds. None after `ROUNDS`: the command then
    has to run under the lock, since somebody else may always be quicker.
    """
    with uncollected():
        for _ in range(ROUNDS):
            state.catch_up()
            seen = WatchedReads(state)
            try:
                made = make(seen)
            except Exception:
                if seen.holds():
                    raise
                continue
            with locked():
                if seen.holds() and write(made):
                    return made
    return None


class Made(NamedTuple, Generic[T]):
    """What came of running a command: what it returned, and an entry in all but its place in the journal."""

    value: T
    who: str
    now: "datetime"
    what: dict[str, Any]
    changes: list[dict[str, Any]]
    #: The changes, encoded.
    encoded: bytes
    #: The outcome of each document that the changes name.
    ready: dict[tuple[str, int], bytes | None]

    def entry(self, seq: int, op: str) -> Entry:
        """The entry in that place, under that operation id."""
        return Entry(1, seq, op, clock.stamp(self.now), self.who, self.what, self.changes)

    def body(self, entry: Entry) -> bytes:
        """What is written of it; its changes are not encoded again."""
        changes: Any = msgspec.Raw(self.encoded)
        return _encode(msgspec.structs.replace(entry, changes=changes))


def run(
    transaction: Transaction,
    command: Callable[[Transaction], T],
    review: Callable[[Transaction], None] | None,
    *,
    always_whole: bool,
) -> Made[T]:
    """Run the command, have it looked at, and encode what it changed; raises what they refuse, `Refused` by size."""
    value = command(transaction)
    if review is not None and (transaction.written or transaction.whole):
        review(transaction)
    changes, ready = changes_of(transaction, always_whole=always_whole)
    encoded = _encode(changes)
    size = len(encoded) + FRAME
    if size > BODY_LIMIT / 2:  # else what it says of itself, which was typed, fits beside it
        size += len(_encode(transaction.what))
    if size > BODY_LIMIT:
        raise Refused(
            "This is {size} MiB, more than the {limit} MiB that fit in one change. Do it in parts",
            "too-large",
            size=-(-size // 1024**2),
            limit=BODY_LIMIT // 1024**2,
        )
    return Made(value, transaction.who, transaction.now, transaction.what, changes, encoded, ready)
