"""A checkpoint's documents, read from its file in frames, each when the first of its documents is needed."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from store.engine.garbage import uncollected

if TYPE_CHECKING:
    from store.engine.journal.value_columns import ValueColumn

Encoded = bytes | msgspec.Raw
Numbered = dict[int, Encoded]

_documents = msgspec.json.Decoder(dict[str, dict[int, msgspec.Raw]])


class Frame(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a frame stands in the file, its checksum, and which documents it holds."""

    table: str
    offset: int
    length: int
    crc: int
    least: int
    most: int
    count: int


class FrameDamaged(Exception):
    """A frame does not verify; its documents have to be made from the journal."""


class FrameFile:
    """The checkpoint's file, kept open so that a newer one may take its place."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def body(self, frame: "Frame | ValueColumn") -> bytes:
        """The frame as it stands in the file, `{table: {number: document}}`, or the column; raises `FrameDamaged`."""
        data = os.pread(self.fd, frame.length, frame.offset)
        if len(data) != frame.length or crc32(data) != frame.crc:
            raise FrameDamaged(frame.table)
        return data

    def read(self, frame: Frame) -> Numbered:
        """The frame's documents, encoded; raises `FrameDamaged`."""
        return dict(_documents.decode(self.body(frame))[frame.table])

    def read_all(self, frames: list[Frame]) -> Numbered:
        """The documents of several frames in their order; raises `FrameDamaged`."""
        documents: Numbered = {}
        with uncollected():
            for frame in frames:
                documents.update(self.read(frame))
        return documents

    def close(self) -> None:
        """Let go of the file."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def encode_frames(table: str, documents: Numbered, limit: int) -> Iterator[tuple[bytes, list[int]]]:
    """The bodies of the frames of a table, each of about ``limit`` bytes, with the numbers of their documents."""
    label = msgspec.json.encode(table)
    parts: list[bytes] = []
    numbers: list[int] = []
    size = 0
    for number, raw in documents.items():
        part = b'"%d":%s' % (number, bytes(raw))
        if parts and size + len(part) > limit:
            yield b"{%s:{%s}}" % (label, b",".join(parts)), numbers
            parts, numbers, size = [], [], 0
        parts.append(part)
        numbers.append(number)
        size += len(part)
    if parts:
        yield b"{%s:{%s}}" % (label, b",".join(parts)), numbers
