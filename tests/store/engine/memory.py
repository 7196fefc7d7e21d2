"""A home of the journal in memory: no lock, no files; the first of several wins, as on a server.

It shows that the ledger stands on `store.engine.home.Home` alone.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple, cast
from zlib import crc32

from store.engine.home import Diverged, KeptCheckpoint, Known, Overtook
from store.engine.home import Position as AnyPosition
from store.engine.journal.checkpoint import Head, Loaded, Wanted
from store.engine.journal.entry import Entry, Read
from store.engine.journal.frames import Frame, FrameFile, Numbered, encode_frames
from store.engine.journal.header import Header
from store.engine.journal.value_columns import ValueColumn
from store.engine.later_versions import entry_of
from store.errors import Damaged
from store.words import Words


class Position(NamedTuple):
    """The last entry's sequence and operation id."""

    seq: int
    op: str


class Journal:
    """What several homes share: the bodies of the entries, and a checkpoint."""

    def __init__(self, name: str = "Memory") -> None:
        self.header = Header(workspace=os.urandom(8).hex(), name=name, made="2026-11-23T09:00:00.000Z")
        self.bodies: list[bytes] = []
        self.kept: tuple[Position, dict[str, Numbered], dict[str, int]] | None = None


class Frames(FrameFile):
    """A checkpoint's documents that were never in a file."""

    def __init__(self) -> None:
        super().__init__(-1)
        self.bodies: list[bytes] = []

    def body(self, frame: Frame | ValueColumn) -> bytes:
        return self.bodies[frame.offset]


class Within:
    """No network stands between."""

    lost = None

    def watch(self, at: AnyPosition) -> None: ...

    def is_near(self, at: AnyPosition) -> bool:
        return True

    def meet(self, sign: str) -> None: ...


class MemoryHome(Within):
    """One session's view of a `Journal`."""

    place = "memory:"
    first_wins = True

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.header = journal.header
        self.refusal: Words | None = None

    login = gone_to = ""
    vanished = None

    def has_account(self, login: str) -> bool:
        return True

    def arrived(self, op: str) -> bool:
        return any(self._at(seq).op == op for seq in range(1, len(self.journal.bodies) + 1))

    def risk(self) -> None: ...

    def begin(self) -> Position:
        return Position(0, "")

    def _at(self, seq: int) -> Position:
        entry = entry_of(self.journal.bodies[seq - 1]) if seq else None
        return Position(seq, entry.op if entry else "")

    def _stands(self, at: Position) -> bool:
        return at.seq <= len(self.journal.bodies) and self._at(at.seq) == at

    def moved(self, at: AnyPosition) -> bool:
        position = cast("Position", at)
        return len(self.journal.bodies) != position.seq or not self._stands(position)

    def read(self, after: AnyPosition) -> Iterator[tuple[Entry, Position]]:
        position = cast("Position", after)
        if not self._stands(position) or self.journal.header.workspace != self.header.workspace:
            raise Diverged
        for body in self.journal.bodies[position.seq :]:
            entry = entry_of(body)
            assert entry is not None
            yield entry, Position(entry.seq, entry.op)

    def entries(self, after: int, until: AnyPosition) -> Iterator[Entry]:
        for body in self.journal.bodies[after : until.seq]:
            entry = entry_of(body)
            assert entry is not None
            yield entry

    def backwards(
        self, end: AnyPosition, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
    ) -> Iterator[Read]:
        for body in reversed(self.journal.bodies[down_to : end.seq]):
            entry = read(body)
            assert entry is not None
            if not needles or any(needle in body for needle in needles):
                yield entry

    def turn(self, wait: float) -> AbstractContextManager[None]:
        return nullcontext()

    def alone(self, wait: float) -> AbstractContextManager[None]:
        return nullcontext()

    def is_far_behind(self, at: AnyPosition) -> bool:
        return False

    def append(self, entry: Entry, body: bytes, expecting: AnyPosition) -> Position | Overtook | Known:
        known = next((seq for seq in range(1, len(self.journal.bodies) + 1) if self._at(seq).op == entry.op), 0)
        if known:
            return Known(known)
        if self.moved(expecting):
            return Overtook()
        self.journal.bodies.append(body)
        return Position(entry.seq, entry.op)

    def settle(self) -> None: ...

    def holder(self) -> None:
        return None

    def load(self) -> KeptCheckpoint | None:
        if self.journal.kept is None:
            return None
        at, tables, highest = self.journal.kept
        file, frames = Frames(), dict[str, list[Frame]]()
        for table, documents in tables.items():
            frames[table] = []
            for body, numbers in encode_frames(table, documents, 1000):
                frame = Frame(table, len(file.bodies), len(body), crc32(body), min(numbers), max(numbers), len(numbers))
                file.bodies.append(body)
                frames[table].append(frame)
        head = Head(
            workspace=self.header.workspace, seq=at.seq, offset=0, chain=0, highest=highest, tables=list(tables)
        )
        return KeptCheckpoint(Loaded(head, frames, file), at, self._stands(at))

    def save(self, at: AnyPosition, tables: dict[str, Numbered], highest: dict[str, int], columns: Wanted) -> None:
        self.journal.kept = cast("Position", at), tables, highest

    def tail_is_long(self, kept: AnyPosition, now: AnyPosition, documents: int) -> bool:
        return now.seq - kept.seq > 100

    def grown_long(self, now: AnyPosition) -> bool:
        return False

    def rotate(self, now: AnyPosition, made: str) -> None: ...

    def leave(self, to: str) -> None:
        self.refusal = Words("it was moved to {place}", place=to)

    def anew(self) -> None:
        if self.journal.header.workspace != self.header.workspace:
            raise Damaged("another workspace, {name}, is in the place of {path}", name="?", path=self.place)

    def close(self) -> None: ...
