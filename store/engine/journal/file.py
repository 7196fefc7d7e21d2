"""One file of a journal, the journal itself or a segment of it: its first line, its entries, its end."""

import errno
import os
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from store.engine.journal import absence, place
from store.engine.journal.entry import BODY_LIMIT, HEAD, Whole, claimed, length_of, scan
from store.engine.journal.header import Header
from store.engine.later_versions import glance_of, header_of
from store.errors import Damaged
from store.words import Words

#: The file grows by zeros of this size, so that most entries change neither its size nor its blocks: syncing one then
#: costs two thirds of what it costs to append (measured on ext4).
GROWTH = 64 * 1024
#: So many bytes are read at a time.
BLOCK = 256 * 1024
#: Of an entry up to this size every byte is looked at again before anything is written behind it.
LOOKED_AT = 1024 * 1024
#: Of a longer one, so many at its end.
END = 512
_ZEROS = bytes(GROWTH)

#: Why it can only be read.
_CLOSED = Words("you may read {path} but not write it")
_DISK = Words("the disk of {path} is mounted read-only")


class FilePosition(NamedTuple):
    """How far one has read: in which file, bytes, sequence, and the checksum that seeds the next entry.

    ``at`` is where the last entry begins and ``before`` the checksum that seeds it, so that it can be read again.
    """

    file: tuple[int, int]
    offset: int
    seq: int
    chain: int
    at: int = 0
    before: int = 0


class JournalFile:
    """It knows bytes, sequences and checksums, and no documents. Whoever reads in it keeps it open."""

    def __init__(self, path: str, *, write: bool = False) -> None:
        self.fd = -1
        self.path = path
        self.unwritable: Words | None = None
        self.fd = self._open(write)
        try:
            info = os.fstat(self.fd)
            self.identity = (info.st_dev, info.st_ino)
            self.line = os.pread(self.fd, 4096, 0).partition(b"\n")[0] + b"\n"
            self.header, self.start = self._first()
        except BaseException:
            self.close()
            raise

    def _open(self, write: bool) -> int:
        try:
            try:
                return place.open_regular(self.path, os.O_RDWR if write else os.O_RDONLY)
            except OSError as error:
                if not write or error.errno not in (errno.EPERM, errno.EACCES, errno.EROFS):
                    raise
                self.unwritable = _DISK if error.errno == errno.EROFS else _CLOSED
                self.unwritable = self.unwritable.filled(path=self.path)
                return place.open_regular(self.path, os.O_RDONLY)
        except OSError as error:
            raise absence.explain(error, self.path) from error

    def _first(self) -> tuple[Header, FilePosition]:
        whole = next(scan(self.line, 0, 0), None)
        if whole is None:
            raise Damaged("{path} does not begin as a journal does", "wants-repair", path=self.path)
        header = header_of(whole.body, self.path)
        return header, FilePosition(
            self.identity, whole.end, header.after, header.chain if header.after else whole.chain
        )

    def size(self) -> int:
        """Bytes in the file that we hold open."""
        return os.fstat(self.fd).st_size

    def grown(self, position: FilePosition) -> bool:
        """Whether something was written at that position: one byte is looked at."""
        return os.pread(self.fd, 1, position.offset) not in (b"", b"\0")

    def stands(self, position: FilePosition, ahead: int = 0) -> bool:
        """Whether what was read up to there is what stands there: the first line and the last entry are read again.

        And whether the ``ahead`` bytes behind it, as far as the file has them, are but zeros to grow into.
        """
        if os.pread(self.fd, len(self.line), 0) != self.line:
            return False
        span = position.offset - position.at
        if position.seq == self.start.seq:
            stands = position[1:4] == self.start[1:4] and self.size() >= position.offset
            behind = os.pread(self.fd, ahead, position.offset)
        elif span <= LOOKED_AT:
            data = os.pread(self.fd, span + ahead, position.at)
            stands = data[:HEAD] == b"%08x %08x " % (position.chain, span - HEAD - 1) and data[span - 1 : span] == b"\n"
            stands = stands and crc32(data[HEAD : span - 1], position.before) == position.chain
            behind = data[span:]
        else:
            head = os.pread(self.fd, HEAD, position.at)
            data = os.pread(self.fd, END + ahead, position.offset - END)
            stands = head == b"%08x %08x " % (position.chain, span - HEAD - 1) and data[END - 1 : END] == b"\n"
            stands = stands and not is_zeros(data[: END - 1])
            behind = data[END:]
        return stands and is_zeros(behind)

    def wholes(self, after: FilePosition, until: int | None = None) -> Iterator[tuple[Whole, FilePosition]]:
        """The entries behind a position that verify, in order, up to byte ``until``; each with its position.

        Ends before the first that does not verify: the next call looks there again.
        """
        offset, seq, chain = after[1:4]
        step = BLOCK
        while until is None or offset < until:
            data = os.pread(self.fd, step if until is None else min(step, until - offset), offset)
            used = 0
            for whole in scan(data, 0, chain):
                seq += 1
                yield whole, FilePosition(self.identity, offset + whole.end, seq, whole.chain, offset + used, chain)
                used, chain = whole.end, whole.chain
            offset += used
            if used:
                step = BLOCK
                continue
            wanted = length_of(data[:HEAD]) + HEAD + 1
            if not len(data) < wanted <= HEAD + BODY_LIMIT + 1 or step >= wanted:
                return
            step = wanted

    def tail(self, position: FilePosition) -> bytes:
        """All that stands behind a position, without the zeros that a journal ends in."""
        return os.pread(self.fd, max(0, self.size() - position.offset), position.offset).rstrip(b"\0")

    def ending(self, offset: int, seq: int, chain: int) -> FilePosition | None:
        """The position at that byte, if a whole entry ends there that has this checksum."""
        if offset == self.start.offset:
            return self.start if (seq, chain) == self.start[2:4] else None
        at, line = self._line_before(offset)
        before = self.start.chain
        if at > self.start.offset:
            before = claimed(self._line_before(at)[1])
        whole = next(scan(line, 0, before), None)
        if whole is None or (whole.end, whole.chain) != (len(line), chain):
            return None
        return FilePosition(self.identity, offset, seq, chain, at, before)

    def last(self) -> FilePosition | None:
        """The position of the last entry, as the end of the file tells it; None where no whole entry stands there."""
        offset = self.end()
        if offset <= self.start.offset:
            return self.start
        line = self._line_before(offset)[1]
        glance = glance_of(line[HEAD:-1])
        return None if glance is None else self.ending(offset, glance.seq, claimed(line))

    def end(self) -> int:
        """Where the last entry ends: nothing but zeros is behind it."""
        end = self.size()
        while end > self.start.offset:
            begin = max(self.start.offset, end - BLOCK)
            rest = os.pread(self.fd, end - begin, begin).rstrip(b"\0")
            if rest:
                return begin + len(rest)
            end = begin
        return end

    def _line_before(self, end: int) -> tuple[int, bytes]:
        """Where the line begins that ends at that byte, and the line."""
        begin, data = end, b""
        while begin > self.start.offset and b"\n" not in data[:-1]:
            begin = max(self.start.offset, begin - max(BLOCK, len(data)))
            data = os.pread(self.fd, end - begin, begin)
        cut = data.rfind(b"\n", 0, -1) + 1
        return begin + cut, data[cut:]

    def close(self) -> None:
        """Let go of the file."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def __del__(self) -> None:
        self.close()


def is_zeros(data: bytes) -> bool:
    """Whether there is nothing in it."""
    return data == _ZEROS[: len(data)]  # ten times as fast as stripping them
