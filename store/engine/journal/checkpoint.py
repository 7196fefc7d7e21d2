"""The documents as of a sequence, beside the journal: a cache that makes opening fast, never the truth.

A line with the head, lines of documents, each of about `FRAME` bytes, lines of columns, a line that counts and places
them, each framed with the length and checksum of its body, and at the very end where that last line begins, 16 hex
digits.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from zlib import crc32

import msgspec

from store.engine.journal import place, system
from store.engine.journal.frames import Frame, FrameFile, Numbered, encode_frames
from store.engine.journal.value_columns import ValueColumn, encode_columns
from store.errors import Damaged

NAME = "checkpoint"
FORMAT = 1
#: Whoever needs one document reads the line that it is in: whatever is in sight of all is in some dozens of these.
FRAME = 16 * 1024
#: So much is read back at once.
PART = 1024 * 1024
#: The head and the index are at most this long.
LINE_LIMIT = 16 * 1024 * 1024
#: Bytes before a body: eight hex digits, a space, eight, a space.
HEAD = 18
END = 17


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Of which workspace, up to where in its journal, and the highest number that each table gave out.

    ``at`` is where the last entry begins and ``before`` the checksum before it; 0 where an earlier version wrote it.
    """

    concord: str = "checkpoint"
    format: int = FORMAT
    workspace: str
    seq: int
    offset: int
    chain: int
    at: int = 0
    before: int = 0
    highest: dict[str, int]
    tables: list[str]


class FrameIndex(msgspec.Struct, frozen=True):
    """The last line: how many lines of documents there are, and where; the columns, in the order of whose bytes."""

    count: int
    frames: list[Frame]
    columns: list[ValueColumn] = []
    byteorder: str = sys.byteorder


class Loaded(msgspec.Struct):
    """A checkpoint whose head and index verify; its documents are verified when they are fetched."""

    head: Head
    frames: dict[str, list[Frame]]
    file: FrameFile
    columns: dict[str, dict[str, ValueColumn]] = {}


def load(folder: str, workspace: str | None) -> Loaded | None:
    """The checkpoint of that workspace (None: of any), or None where there is none to use.

    It is only a cache: a link, a pipe, a file with a second name, another workspace's, a newer format are passed over.
    """
    try:
        fd = place.open_regular(os.path.join(folder, NAME), os.O_RDONLY)
    except (OSError, Damaged):
        return None
    file = FrameFile(fd)
    loaded = _load(file) if os.fstat(fd).st_nlink == 1 else None
    if loaded is None or workspace not in (None, loaded.head.workspace) or loaded.head.format != FORMAT:
        file.close()
        return None
    return loaded


def _load(file: FrameFile) -> Loaded | None:
    size = os.fstat(file.fd).st_size
    try:
        at = int(os.pread(file.fd, END, max(0, size - END)), 16)
        if not 0 < at < size:
            return None
        head = msgspec.json.decode(_line(file.fd, 0, size), type=Head)
        index = msgspec.json.decode(_line(file.fd, at, size), type=FrameIndex)
    except (ValueError, OSError, msgspec.MsgspecError):
        return None
    frames: dict[str, list[Frame]] = {table: [] for table in head.tables}
    for frame in index.frames:
        frames.setdefault(frame.table, []).append(frame)
    columns: dict[str, dict[str, ValueColumn]] = {}
    for column in index.columns if index.byteorder == sys.byteorder else ():
        columns.setdefault(column.table, {})[column.field] = column
    return Loaded(head, frames, file, columns) if len(index.frames) == index.count else None


def _line(fd: int, at: int, size: int) -> bytes:
    """The body of the line there; raises ValueError where it does not verify."""
    start = os.pread(fd, HEAD, at)
    length = int(start[9:17], 16)
    if length > LINE_LIMIT or at + HEAD + length > size:
        raise ValueError("longer than it can be")
    body = os.pread(fd, length, at + HEAD)
    if b"%08x %08x " % (crc32(body), len(body)) != start:
        raise ValueError("does not verify")
    return body


#: The fields of each table that stand side by side.
Wanted = Mapping[str, Sequence[str]]


def save(folder: str, head: Head, tables: dict[str, Numbered], wanted: Wanted) -> None:
    """Write the checkpoint aside, read it back, and put it in place of an older one."""
    from store.engine.journal import stray  # late: it reads checkpoints itself

    path = os.path.join(folder, NAME)
    _sweep(folder)
    aside = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    fd = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
    try:
        os.fchmod(fd, place.FILE_MODE)
        total = _write_all(fd, head, tables, wanted)
        system.fsync(fd)
        _read_back(fd, total)
        older = load(folder, head.workspace)
        if older is None:
            stray.set_aside(folder, head.workspace)
        else:
            older.file.close()
        if os.path.isdir(path) and not os.path.islink(path):
            system.rename(path, f"{path}.folder-{os.urandom(4).hex()}")  # whatever is in it is somebody's
        if older is None or older.head.seq <= head.seq:
            system.rename(aside, path)
            aside = ""
            system.sync_folder(folder)
    finally:
        os.close(fd)
        if aside:
            os.unlink(aside)


def _sweep(folder: str) -> None:
    """Take away what processes that were killed while writing a checkpoint have left: `checkpoint.PID.RANDOM`."""
    for name in os.listdir(folder):
        words = name.split(".")
        if len(words) == 3 and words[0] == NAME and words[1].isdigit() and not os.path.exists(f"/proc/{words[1]}"):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))


class _Writer:
    """Writes lines, and knows where it is and the checksum of all that it wrote."""

    def __init__(self, fd: int) -> None:
        self.fd, self.at, self.total = fd, 0, 0

    def line(self, body: bytes) -> tuple[int, int]:
        """Write a framed line; where its body stands and its checksum."""
        crc = crc32(body)
        start = self.at + HEAD
        self.bytes(b"%08x %08x %s\n" % (crc, len(body), body))
        return start, crc

    def bytes(self, data: bytes) -> None:
        """Write bytes as they are."""
        if system.write(self.fd, data) != len(data):
            raise OSError(28, os.strerror(28))  # ENOSPC
        self.at += len(data)
        self.total = crc32(data, self.total)


def _write_all(fd: int, head: Head, tables: dict[str, Numbered], wanted: Wanted) -> int:
    """Write everything; the checksum of all of it."""
    out = _Writer(fd)
    out.line(msgspec.json.encode(head))
    frames: list[Frame] = []
    for table, documents in tables.items():
        for body, numbers in encode_frames(table, documents, FRAME):
            offset, crc = out.line(body)
            frames.append(Frame(table, offset, len(body), crc, min(numbers), max(numbers), len(numbers)))
    columns = list(_write_columns(out, tables, wanted))
    last = out.at
    out.line(msgspec.json.encode(FrameIndex(len(frames), frames, columns)))
    out.bytes(b"%016x\n" % last)
    return out.total


def _write_columns(out: _Writer, tables: dict[str, Numbered], wanted: Wanted) -> Iterator[ValueColumn]:
    for table, fields in wanted.items():
        with suppress(msgspec.ValidationError):  # what is no object has no fields
            for field, body in encode_columns(tables[table], fields) if table in tables else ():
                offset, crc = out.line(body)
                yield ValueColumn(table, field, offset, len(body), crc)


def _read_back(fd: int, total: int) -> None:
    os.lseek(fd, 0, os.SEEK_SET)
    seen = 0
    while part := os.read(fd, PART):
        seen = crc32(part, seen)
    if seen != total:
        raise OSError(5, "the checkpoint does not read back as it was written")
