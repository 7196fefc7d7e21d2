"""The documents of one table: those of the checkpoint, fetched when they are needed, and what changed since."""

import threading
from array import array
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from typing import Any, TypeAlias, TypeVar

import msgspec

from store.engine.journal import value_columns
from store.engine.journal.frames import Encoded, Frame, FrameDamaged, FrameFile, Numbered
from store.engine.journal.value_columns import ValueColumn

T = TypeVar("T")


def _frames_of(kind: type[T]) -> "msgspec.json.Decoder[dict[str, dict[int, T]]]":
    table: Any = dict[int, kind]
    tables: Any = dict[str, table]
    return msgspec.json.Decoder(tables)


#: So many frames of a table are kept once they were read, the last ones: a megabyte.
FETCHED = 64


class _Nothing(msgspec.Struct, gc=False):
    """Of a document."""


class TableDocuments:
    """Number to encoded document, in the order of their making; what a dict does, as far as it is needed here.

    ``rescue`` gives the documents as of the checkpoint where its frames do not verify.
    """

    def __init__(
        self, file: FrameFile, frames: list[Frame], rescue: Callable[[], Numbered], columns: Mapping[str, ValueColumn]
    ) -> None:
        self._file = file
        self._frames = frames
        self._rescue = rescue
        self._columns = columns
        in_order = all(one.most < other.least for one, other in pairwise(frames))
        self._leasts = [frame.least for frame in frames] if in_order else None
        self._fetched: dict[int, Numbered] = {}  # frames by their place in the list
        self._changed: Numbered = {}
        self._count = sum(frame.count for frame in frames)
        self._whole: Numbered | None = None
        self._lock = threading.RLock()

    def get(self, number: int) -> Encoded | None:
        """The document, or None."""
        if self._whole is not None:
            return self._whole.get(number)
        raw = self._changed.get(number)
        return self._stored(number) if raw is None else raw

    def _stored(self, number: int) -> Encoded | None:
        for at in self._places(number):
            frame = self._frames[at]
            if frame.least <= number <= frame.most:
                try:
                    documents = self._fetched.get(at) or self._fetch(at, frame)
                except FrameDamaged:
                    return self.all().get(number)
                if number in documents:
                    return documents[number]
        return None

    def _fetch(self, at: int, frame: Frame) -> Numbered:
        documents = self._file.read(frame)
        with self._lock:
            while len(self._fetched) >= FETCHED:
                del self._fetched[next(iter(self._fetched))]
            self._fetched[at] = documents
        return documents

    def _places(self, number: int) -> Iterable[int]:
        """The frames that may have it: one, where they follow each other by their numbers."""
        if self._leasts is None:
            return range(len(self._frames))
        return (at,) if (at := bisect(self._leasts, number) - 1) >= 0 else ()

    def __setitem__(self, number: int, raw: Encoded) -> None:
        with self._lock:
            if self._whole is None and self.get(number) is None:
                self._count += 1
            if self._whole is not None:
                self._whole[number] = raw
            else:
                self._changed[number] = raw

    def pop(self, number: int, _default: None = None) -> None:
        """Take the document away, if it is there."""
        with self._lock:
            self.all().pop(number, None)

    def all(self) -> Numbered:
        """Every document."""
        with self._lock:
            if self._whole is None:
                try:
                    whole = self._file.read_all(self._frames)
                except FrameDamaged:
                    whole = dict(self._rescue())
                whole.update(self._changed)
                self._whole, self._fetched, self._changed = whole, {}, {}
            return self._whole

    def items(self) -> list[tuple[int, Encoded]]:
        """Every document with its number."""
        return list(self.all().items())

    def decoded(self, kind: type[T]) -> Iterator[dict[int, T]]:
        """Every document decoded as ``kind``, many at a time; raises msgspec.ValidationError."""
        with self._lock:
            changed, frames = dict(self._changed), [] if self._whole is not None else self._frames
        one = msgspec.json.Decoder(kind).decode
        whole = self._side_by_side(kind) if frames else None
        if whole is not None:
            whole.update((number, one(raw)) for number, raw in changed.items())
            yield whole
            return
        decode, seen = _frames_of(kind).decode, array("q")
        try:
            for frame in frames:
                found = decode(self._file.body(frame))[frame.table]
                for number in changed.keys() & found.keys():
                    found[number] = one(changed.pop(number))
                seen.extend(found)
                yield found
        except FrameDamaged:
            frames = []
        if not frames:
            told = set(seen)
            changed = {number: raw for number, raw in self.all().items() if number not in told}
        yield {number: one(raw) for number, raw in changed.items()}

    def _side_by_side(self, kind: type[T]) -> dict[int, T] | None:
        """The checkpoint's documents from its columns, where these have all that is asked and all of it is sound."""
        with suppress(FrameDamaged, msgspec.ValidationError):
            return value_columns.rows(self._file.body, self._columns, kind)
        return None

    def __iter__(self) -> Iterator[int]:
        if self._whole is not None:
            return iter(list(self._whole))
        return iter([number for found in self.decoded(_Nothing) for number in found])

    def __len__(self) -> int:
        return self._count if self._whole is None else len(self._whole)


#: A table: fetched when needed, or made since.
Documents: TypeAlias = TableDocuments | dict[int, Encoded]


def decoded(documents: Documents, kind: type[T]) -> Iterator[dict[int, T]]:
    """Every document of a table decoded as ``kind``, some at a time; raises msgspec.ValidationError."""
    if isinstance(documents, TableDocuments):
        yield from documents.decoded(kind)
    else:
        one = msgspec.json.Decoder(kind).decode
        yield {number: one(raw) for number, raw in list(documents.items())}
