"""What a command works on: the documents as they are, with its own changes laid over them.

Nothing is written while the command runs; if it is refused, the overlay is thrown away and nothing has happened.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeAlias, TypeVar

import msgspec

from store.engine.lookups import Lookup, LookupKeys, LookupSource
from store.engine.values import check_text, encode

T = TypeVar("T")
Encoded: TypeAlias = bytes | msgspec.Raw
decode = msgspec.json.Decoder().decode

#: Hears how far a long command is: what it does, and how many of how many are done.
Tell = Callable[[str, int, int], None]

#: A long command says how far it is every so many documents: saying it takes as long as a part of the work itself.
TOLD = 50


def silent(_what: str, _done: int, _of: int) -> None:
    """Nobody waits to hear how far it is."""


class State(LookupSource, Protocol):
    """Committed documents, encoded; a table's generation rises whenever it changes. See `Snapshot`."""

    def raw(self, table: str, number: int) -> Encoded | None: ...
    def numbers(self, table: str) -> list[int]: ...
    def numbers_with(self, index: LookupKeys, key: str) -> list[int]: ...
    def highest(self, table: str) -> int: ...
    def tables(self) -> list[str]: ...
    def generation(self, table: str) -> int: ...


class Transaction:
    """Alive only while its command runs; read as a `State` is. ``what`` says what it is: a verb with its values.

    ``committed`` are the documents without its changes, ``tell`` hears how far a long command is. ``exempt`` says why
    whoever commits is not held to all that binds others: an "undo" of what was committed at ``back_to``, the "owner" of
    the folder, the maker of a "demo", a "merge" of two that are the same; ``again`` is the verb of what is done again
    after an undo.
    """

    def __init__(
        self, state: State, who: str, now: datetime, tell: Tell = silent, *, before: datetime | None = None
    ) -> None:
        """``before`` is the moment of the commit before it."""
        self.who = who
        self.now = now
        self._before = before or now
        self.tell = tell
        self.committed = state
        self.what: dict[str, Any] = {"verb": "write"}
        self.exempt = ""
        self.back_to: datetime | None = None
        self.again = ""
        #: Whoever commits was told that it gives something new to who is gone, and wants it all the same.
        self.anyway = False
        #: It writes documents as TinyDB does, and no command has made them.
        self.by_tables = False
        self._written: dict[str, dict[int, bytes | None]] = {}
        self._highest: dict[str, int] = {}
        self._versions: dict[str, int] = {}
        self._lookups: dict[str, dict[LookupKeys, Lookup]] = {}  # of what was written
        self.restored: set[tuple[str, int]] = set()
        self.whole: dict[str, str] = {}  # tables that were cleared or dropped

    def unsign(self) -> None:
        """Nobody is to learn who commits: it names nobody, and has no moment but that of the commit before it."""
        self.who, self.now = "", self._before

    def telling(self, what: str, items: Sequence[T]) -> Iterator[T]:
        """The items one after another, and told every so many how far one is."""
        for at, item in enumerate(items):
            if at % TOLD == 0:
                self.tell(what, at, len(items))
            yield item

    def raw(self, table: str, number: int) -> Encoded | None:
        written = self._written.get(table)
        if written is not None and number in written:
            return written[number]
        return self.committed.raw(table, number)

    def read(self, table: str, number: int) -> dict[str, Any] | None:
        """The document, decoded anew, or None."""
        raw = self.raw(table, number)
        return None if raw is None else decode(raw)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        written = self._written.get(table)
        if not written:
            return self.committed.items(table)
        merged: dict[int, Encoded | None] = dict(self.committed.items(table))
        merged.update(written)
        return [(number, raw) for number, raw in merged.items() if raw is not None]

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        one = msgspec.json.Decoder(kind).decode
        yield {number: one(raw) for number, raw in self.items(table)}

    def numbers_with(self, index: LookupKeys, key: str) -> list[int]:
        committed = self.committed.numbers_with(index, key)
        written = self._written.get(index.table)
        if not written:
            return committed
        of_table = self._lookups.setdefault(index.table, {})
        if index not in of_table:
            of_table[index] = Lookup(index, ((n, index.keys(raw)) for n, raw in written.items() if raw is not None))
        return [*(number for number in committed if number not in written), *of_table[index].numbers(key)]

    def numbers(self, table: str) -> list[int]:
        if table not in self._written:
            return self.committed.numbers(table)
        return [number for number, _raw in self.items(table)]

    def write(self, table: str, number: int, document: Mapping[str, Any] | msgspec.Struct) -> None:
        """Put the document in that place; raises `Unstorable` for what JSON cannot hold as it is."""
        check_text(table, "table")
        self.put(table, number, encode(document))
        if number > self.highest(table):
            self._highest[table] = number

    def restore(self, table: str, number: int, document: Mapping[str, Any]) -> None:
        """Put a document back that was deleted: it goes on as what it was."""
        self.write(table, number, document)
        self.restored.add((table, number))

    def delete(self, table: str, number: int) -> None:
        """Take the document away."""
        self.put(table, number, None)

    def put(self, table: str, number: int, raw: bytes | None) -> None:
        """Put an encoded document in that place, all of which can be stored; None takes away what is there."""
        written = self._written.get(table)
        if written is None:
            written = self._written[table] = {}
        for lookup in self._lookups[table].values() if table in self._lookups else ():
            lookup.change(number, written.get(number), raw)
        written[number] = raw
        self._versions[table] = self._versions.get(table, 0) + 1

    def version(self, table: str) -> int:
        """Rises whenever the command changes the table."""
        return self._versions.get(table, 0)

    def highest(self, table: str) -> int:
        own, committed = self._highest.get(table, 0), self.committed.highest(table)
        return max(committed, own)

    def clear(self, table: str) -> None:
        """Delete all documents of the table; the table stays, empty."""
        check_text(table, "table")
        for number in self.numbers(table):
            self.delete(table, number)
        self._written.setdefault(table, {})
        self._highest.pop(table, None)
        self.whole[table] = "clear"

    def drop(self, table: str) -> None:
        """Delete the table with all its documents."""
        self.clear(table)
        self.whole[table] = "drop"

    def allot(self, table: str) -> int:
        """The next number; it counts only if the commit is accepted."""
        highest = self._highest.get(table)
        self._highest[table] = number = (self.committed.highest(table) if highest is None else highest) + 1
        return number

    def insert(self, table: str, number: int, document: msgspec.Struct) -> None:
        """Put a new document in the place that was allotted to it; raises `Unstorable`."""
        self.put(table, number, encode(document))

    @property
    def goes_back(self) -> bool:
        """It brings back what has been."""
        return self.exempt == "undo" or bool(self.again)

    @property
    def written(self) -> list[str]:
        """The tables in which something was written."""
        return [table for table, written in self._written.items() if written]

    def touched(self) -> list[tuple[str, int, Encoded | None, bytes | None]]:
        """Table, number, document before and after (encoded; None where absent) of all that was written."""
        found: list[tuple[str, int, Encoded | None, bytes | None]] = []
        for table, written in self._written.items():
            highest, before = self.committed.highest(table), self.committed.raw
            found += [
                (table, number, before(table, number) if number <= highest else None, after)
                for number, after in written.items()
            ]
        return found
