"""The documents as of a sequence, beside the journal: a cache that makes opening fast, never the truth.

A frame with the head, frames of documents of at most about 1 MiB, and a last frame that counts them; each with the
length and the checksum of its body.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from typing import cast
from zlib import crc32

import msgspec

from store.engine.journal import place, system
from store.engine.journal.folder import Position

NAME = "checkpoint"
FRAME = 1024 * 1024

Tables = dict[str, dict[int, bytes | msgspec.Raw]]
_documents = msgspec.json.Decoder(dict[str, dict[int, msgspec.Raw]])


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Of which workspace and journal, up to where, and the highest number that each table gave out."""

    concord: str = "checkpoint"
    format: int = 1
    workspace: str
    inode: int = 0
    seq: int
    offset: int
    chain: int
    highest: dict[str, int]


class Loaded(msgspec.Struct):
    """A checkpoint that verifies."""

    head: Head
    tables: Tables

    @property
    def position(self) -> Position:
        """Where in the journal it was taken."""
        return Position(self.head.offset, self.head.seq, self.head.chain)


def load(folder: str, workspace: str) -> Loaded | None:
    """The checkpoint of that workspace, or None where there is none that verifies."""
    try:
        fd = place.open_regular(os.path.join(folder, NAME), os.O_RDONLY)
    except OSError:
        return None
    try:
        data = _whole(fd)
    finally:
        os.close(fd)
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand new objects, none of which is garbage
    try:
        return _parse(data, workspace)
    except (ValueError, msgspec.MsgspecError):
        return None
    finally:
        if collecting:
            gc.enable()


def _whole(fd: int) -> bytes:
    size = os.fstat(fd).st_size
    data = os.pread(fd, size, 0)
    while len(data) < size and (part := os.pread(fd, size - len(data), len(data))):
        data += part
    return data


def _parse(data: bytes, workspace: str) -> Loaded | None:
    frames = _frames(data)
    head = msgspec.json.decode(next(frames, b""), type=Head)
    if head.workspace != workspace or head.format != 1:
        return None
    tables: Tables = {name: {} for name in head.highest}
    before: bytes | memoryview = b""
    count = -1
    for body in frames:
        if count >= 0:
            for name, documents in _documents.decode(before).items():
                known = tables.get(name)
                if known:
                    known.update(documents)
                else:
                    tables[name] = cast("dict[int, bytes | msgspec.Raw]", documents)
        before = body
        count += 1
    if msgspec.json.decode(before) != {"frames": count}:
        return None
    return Loaded(head, tables)


def _frames(data: bytes) -> Iterator[memoryview]:
    at, view = 0, memoryview(data)
    while at < len(data):
        head = bytes(view[at : at + 18])
        length = int(head[9:17], 16)
        body = view[at + 18 : at + 18 + length]
        if len(body) != length or b"%08x %08x " % (crc32(body), length) != head:
            raise ValueError("a frame does not verify")
        yield body
        at += 18 + length + 1


def _framed(body: bytes) -> bytes:
    return b"%08x %08x %s\n" % (crc32(body), len(body), body)


def _bodies(tables: Tables) -> Iterator[bytes]:
    for name, documents in tables.items():
        parts: list[bytes] = []
        size = 0
        label = msgspec.json.encode(name)
        for number, raw in documents.items():
            part = b'"%d":%s' % (number, bytes(raw))
            if parts and size + len(part) > FRAME:
                yield b"{" + label + b":{" + b",".join(parts) + b"}}"
                parts, size = [], 0
            parts.append(part)
            size += len(part)
        if parts:
            yield b"{" + label + b":{" + b",".join(parts) + b"}}"


def save(folder: str, head: Head, tables: Tables) -> None:
    """Write the checkpoint aside, read it back, and put it in place of an older one."""
    path = os.path.join(folder, NAME)
    aside = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    fd = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
    try:
        os.fchmod(fd, place.FILE_MODE)
        total = _write_all(fd, head, _bodies(tables))
        system.fsync(fd)
        _read_back(fd, total)
        older = load_head(folder)
        if older is None or older.workspace != head.workspace or older.seq <= head.seq:
            system.rename(aside, path)
            system.sync_folder(folder)
            aside = ""
    finally:
        os.close(fd)
        if aside:
            os.unlink(aside)


def _write_all(fd: int, head: Head, bodies: Iterable[bytes]) -> int:
    """Write the frames; the checksum of all that was written."""
    total, count = 0, 0
    written = _framed(msgspec.json.encode(head))
    for body in bodies:
        count += 1
        total = _write(fd, written, total)
        written = _framed(body)
    total = _write(fd, written, total)
    return _write(fd, _framed(msgspec.json.encode({"frames": count})), total)


def _write(fd: int, data: bytes, total: int) -> int:
    if system.write(fd, data) != len(data):
        raise OSError(28, os.strerror(28))
    return crc32(data, total)


def _read_back(fd: int, total: int) -> None:
    os.lseek(fd, 0, os.SEEK_SET)
    seen = 0
    while part := os.read(fd, FRAME):
        seen = crc32(part, seen)
    if seen != total:
        raise OSError(5, "the checkpoint does not read back as it was written")


def load_head(folder: str) -> Head | None:
    """The head of the checkpoint that is there, or None."""
    try:
        with open(os.path.join(folder, NAME), "rb") as file:
            first = file.readline(1 << 20)
        return msgspec.json.decode(next(_frames(first)), type=Head)
    except (OSError, ValueError, StopIteration, msgspec.MsgspecError):
        return None
