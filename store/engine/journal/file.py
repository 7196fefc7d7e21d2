"""One file of a journal, the journal itself or a segment of it: its first line, its entries, its end."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from store.engine.journal import absence, place
from store.engine.journal.entry import BODY_LIMIT, HEAD, Whole, claimed, length_of, scan
from store.engine.journal.header import Header
from store.engine.versions import header_of
from store.errors import Damaged
from store.words import Words

#: The file grows by zeros of this size, so that most entries change neither its size nor its blocks: syncing one then
#: costs two thirds of what it costs to append (measured on ext4).
GROWTH = 64 * 1024
#: So many bytes are read at a time.
BLOCK = 256 * 1024
#: Of an entry up to this size every byte is looked at again before anything is written behind it.
LOOKED_AT = 1024 * 1024
_ZEROS = bytes(GROWTH)


class Position(NamedTuple):
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
        import errno

        try:
            try:
                return place.open_regular(self.path, os.O_RDWR if write else os.O_RDONLY)
            except OSError as error:
                if not write or error.errno not in (errno.EPERM, errno.EACCES, errno.EROFS):
                    raise
                self.unwritable = Words("you may read {path} but not write it", path=self.path)
                return place.open_regular(self.path, os.O_RDONLY)
        except OSError as error:
            raise absence.explain(error, self.path) from error

    def _first(self) -> tuple[Header, Position]:
        whole = next(scan(self.line, 0, 0), None)
        if whole is None:
            raise Damaged(
                "{path} does not begin as a journal does. `concord check --repair` brings back what there is",
                path=self.path,
            )
        header = header_of(whole.body, self.path)
        return header, Position(self.identity, whole.end, header.after, header.chain if header.after else whole.chain)

    def size(self) -> int:
        """Bytes in the file that we hold open."""
        return os.fstat(self.fd).st_size

    def grown(self, position: Position) -> bool:
        """Whether something was written at that position: one byte is looked at."""
        return os.pread(self.fd, 1, position.offset) not in (b"", b"\0")

    def stands(self, position: Position) -> bool:
        """Whether what was read up to there is what stands there: the first line and the last entry are read again."""
        return position.offset == self._looked_at(position, 0)

    def ends_at(self, position: Position, size: int) -> bool:
        """Whether that is so and nothing stands behind it, in a file of ``size`` bytes, but the zeros to grow into."""
        return size == self._looked_at(position, size - position.offset)

    def _looked_at(self, position: Position, behind: int) -> int:
        """Up to which byte all is as it should be: the position, and ``behind`` it as many bytes as are zeros; or 0."""
        if os.pread(self.fd, len(self.line), 0) != self.line or behind < 0:
            return 0
        span = position.offset - position.at
        if position.seq == self.start.seq:
            last = position[1:4] == self.start[1:4]
            zeros = os.pread(self.fd, behind, position.offset)
        elif span <= LOOKED_AT:
            data = os.pread(self.fd, span + behind, position.at)
            whole = next(scan(data, 0, position.before), None)
            last = whole is not None and (whole.end, whole.chain) == (span, position.chain)
            zeros = data[span:]
        else:
            head = os.pread(self.fd, HEAD, position.at)
            last = head == b"%08x %08x " % (position.chain, span - HEAD - 1)
            data = os.pread(self.fd, 512 + behind, position.offset - 512)
            last = last and data[511:512] == b"\n" and data[:512] != _ZEROS[:512]
            zeros = data[512:]
        if not last:
            return 0
        return position.offset + len(zeros) if len(zeros) == behind and is_zeros(zeros) else position.offset

    def wholes(self, after: Position, until: int | None = None) -> Iterator[tuple[Whole, Position]]:
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
                yield whole, Position(self.identity, offset + whole.end, seq, whole.chain, offset + used, chain)
                used, chain = whole.end, whole.chain
            offset += used
            if used:
                step = BLOCK
                continue
            wanted = length_of(data[:HEAD]) + HEAD + 1
            if not len(data) < wanted <= HEAD + BODY_LIMIT + 1 or step >= wanted:
                return
            step = wanted

    def tail(self, position: Position) -> bytes:
        """All that stands behind a position, without the zeros that a journal ends in."""
        return os.pread(self.fd, max(0, self.size() - position.offset), position.offset).rstrip(b"\0")

    def ending(self, offset: int, seq: int, chain: int) -> Position | None:
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
        return Position(self.identity, offset, seq, chain, at, before)

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
    return (len(data) <= GROWTH and data == _ZEROS[: len(data)]) or not data.strip(b"\0")
