"""Reading what was committed from its end: what is newest is found without reading what is old."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from zlib import crc32

from store.engine.journal import rotation
from store.engine.journal.entry import HEAD, Read, claimed
from store.engine.journal.file import BLOCK, JournalFile
from store.errors import Damaged


def entries(
    folder: str,
    journal: JournalFile,
    end: int,
    read: Callable[[bytes], Read | None],
    down_to: int = 0,
    needles: Sequence[bytes] = (),
) -> Iterator[Read]:
    """What ``read`` makes of the entries that end at byte ``end`` or before, the newest first.

    They go down to the sequence ``down_to``, which is not among them.

    With ``needles`` only those that have one of them in their bytes; the others are not even decoded. Raises `Damaged`
    where an entry does not verify.
    """
    yield from of_file(journal, end, read, down_to, needles)
    following = journal.header.after
    for first in reversed(rotation.firsts(folder)):
        if following <= down_to:
            return
        if first > following:
            continue  # the journal itself, while it is being rotated
        with closing(JournalFile(rotation.path(folder, first))) as segment:
            yield from of_file(segment, segment.end(), read, down_to, needles)
            following = segment.header.after


def of_file(
    journal: JournalFile, end: int, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
) -> Iterator[Read]:
    """The same of one file alone."""
    for line, chain in _chained(_lines(journal.fd, journal.start.offset, end, needles), journal.start.chain):
        if needles and not any(needle in line for needle in needles):
            continue
        body = line[HEAD:]
        if line[:8] != b"%08x" % crc32(body, chain):
            raise Damaged("An entry of {path} does not verify", "wants-check", path=journal.path)
        entry = read(body)
        if entry is None:
            continue  # a newer program's
        if entry.seq <= down_to:
            return
        yield entry
        if entry.seq == down_to + 1:
            return  # the one before it, be it as long as an import, is not decoded


def _chained(lines: Iterator[bytes], first: int) -> Iterator[tuple[bytes, int]]:
    """Each line with the checksum of the one before it in the file, which comes after it here."""
    held = next(lines, None)
    while held is not None:
        before = next(lines, None)
        yield held, first if before is None else claimed(before) & 0xFFFFFFFF
        held = before


def _lines(fd: int, start: int, end: int, needles: Sequence[bytes]) -> Iterator[bytes]:
    """The lines between two places, the last one first, without their ends.

    Where none of many lines has a needle, only the last of them is given: the line behind it is chained to it.
    """
    rest, size = b"", BLOCK
    while end > start:
        begin = max(start, end - size)
        data = os.pread(fd, end - begin, begin) + rest
        end = begin
        cut = data.find(b"\n") + 1 if begin > start else 0
        if begin > start and cut in (0, len(data)):
            rest, size = data, size * 2  # the line begins further up
            continue
        rest, data = data[:cut], data[cut:]
        if needles and not any(needle in data for needle in needles):
            yield data[data.rfind(b"\n", 0, -1) + 1 : -1]
        else:
            yield from reversed(data.split(b"\n")[:-1])
