"""Reading a damaged journal line by line: what still verifies, and what was lost.

A line is whole when its body has the checksum that it claims, whatever its length field or its end say; or when only
its checksum is wrong, which shows in the next line being chained to the right one. Behind a hole nobody knows what the
next line is chained to: it is whole if it is exactly as long as it claims, and an entry; where lines are missing, by
their sequence, the next one has to go on from it besides. Everything else is lost, but for a line that stands there
twice; what was put between two whole lines that belong together is no part of the journal.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from store.engine.journal.entry import HEAD, Entry, is_torn
from store.engine.later_versions import entry_of

#: What a line may be chained to behind lost ones: so many checksums are tried, those of the nearest lines first.
SEEDS = 8
_NAMED = re.compile(rb'"t":"([a-z-]+)","n":(\d+)')


class LostBytes(NamedTuple):
    """Bytes that do not verify: where they stand, and the documents (table, number) that they name."""

    offset: int
    size: int
    named: list[tuple[str, int]]


class Survivors(NamedTuple):
    """The entries of a file that are whole, in their order; those lost; how many lines were not quite as written.

    ``chains`` are the sequences and checksums of those that are whole.
    """

    entries: list[Entry]
    lost: list[LostBytes]
    mended: int
    chains: set[tuple[int, int]]
    #: It ends before an entry that is whole, and that a newer program has written.
    newer: bool = False
    #: What an interrupted write has left behind them: that was never acknowledged.
    torn: list[LostBytes] = []


class _PossibleLine(NamedTuple):
    claimed: int | None
    bodies: list[tuple[bytes, int]]  # possible bodies, each with the place behind its line
    next: int


def survivors(data: bytes, at: int, seed: int | None) -> Survivors:
    """The entries of ``data`` from ``at`` on; ``seed`` is the checksum before them, None where that is not known."""
    data = data.rstrip(b"\0")
    entries: list[Entry] = []
    lost: list[LostBytes] = []
    chains: set[tuple[int, int]] = set()
    mended = pieces = 0  # those lost since the last one that is whole
    seeds: list[int] = [] if seed is None else [seed]
    before = seeds  # those that the last one which is whole gives
    hole = seed is None
    while at < len(data):
        if data[at] == 0 and not is_torn(data[at:]):
            end = len(data) - len(data[at:].lstrip(b"\0"))
            lost.append(LostBytes(at, end - at, []))
            at, hole, pieces = end, True, pieces + 1
            continue
        line = _line(data, at)
        verified = next(_verified(data, line, seeds), None)
        framed = None if verified else _framed(data, at, line)
        found = verified or (framed if hole or (entries and _placed(data, framed, entries[-1].seq + pieces)) else None)
        if found is not None:
            body, end, chain = found
            entry = entry_of(body)
            if entry is None and verified:
                return Survivors(entries, lost, mended, chains, newer=True)
            if entry is not None:
                if pieces and any(crc32(body, each) == chain for each in before):  # nothing is missing between
                    lost[-pieces:] = [each._replace(named=[]) for each in lost[-pieces:]]
                entries.append(entry)
                chains.add((entry.seq, chain))
                mended += data[at:end] != b"%08x %08x %s\n" % (chain, len(body), body)
                at, hole, pieces = end, False, 0
                before = seeds = [chain]
                continue
        if framed is not None and _is_among(chains, framed):
            at, mended = framed[1], mended + 1
            continue
        if not lost and is_torn(data[at:]):
            return Survivors(entries, lost, mended, chains, torn=[LostBytes(at, len(data) - at, named(data[at:]))])
        piece = data[at : line.next]
        lost.append(LostBytes(at, len(piece), named(piece)))
        made = [crc32(body, seed) for body, _end in line.bodies for seed in (*before, *seeds[:SEEDS])]
        seeds = list(dict.fromkeys(crc for crc in (line.claimed, *before, *seeds[:SEEDS], *made) if crc))
        at, hole, pieces = line.next, b"\0" in piece, pieces + 1
    return Survivors(entries, lost, mended, chains)


def _framed(data: bytes, at: int, line: _PossibleLine) -> tuple[bytes, int, int] | None:
    """The body of a line of which it is not known what it is chained to, the place behind it, and its checksum."""
    body, end = line.bodies[0] if line.bodies else (b"", at)
    if line.claimed is None or data[at:end] != b"%08x %08x %s\n" % (line.claimed, len(body), body):
        return None
    return body, end, line.claimed


def _placed(data: bytes, framed: tuple[bytes, int, int] | None, before: int) -> bool:
    """Whether more is missing before that line than what lies there, and the next one goes on from it."""
    entry = None if framed is None else entry_of(framed[0])
    if framed is None or entry is None or entry.seq <= before + 1:
        return False
    line = _line(data, framed[1])
    after = [entry_of(body) for body, _end in line.bodies if crc32(body, framed[2]) == line.claimed]
    return any(each is not None and each.seq == entry.seq + 1 for each in after)


def _is_among(chains: set[tuple[int, int]], framed: tuple[bytes, int, int]) -> bool:
    """Whether that line was there before already."""
    entry = entry_of(framed[0])
    return entry is not None and (entry.seq, framed[2]) in chains


def named(data: bytes) -> list[tuple[str, int]]:
    """The documents that the bytes of an entry name, as far as they can still be read."""
    return list(dict.fromkeys((table.decode(), int(number)) for table, number in _NAMED.findall(data)))


def _line(data: bytes, at: int) -> _PossibleLine:
    """The line there, as its length field and as its end say that it is."""
    newline = data.find(b"\n", at)
    following = len(data) if newline < 0 else newline + 1
    bodies = [(data[at + HEAD : following - (newline >= 0)], following)]
    try:
        length = int(data[at + 9 : at + 17], 16)
    except ValueError:
        length = -1
    end = at + HEAD + length
    if length >= 0 and end <= len(data) and end != at + HEAD + len(bodies[0][0]):
        bodies.append((data[at + HEAD : end], min(end + 1, len(data))))
    try:
        claimed = int(data[at : at + 8], 16)
    except ValueError:
        claimed = None
    return _PossibleLine(claimed, [each for each in bodies if each[0]], following)


def _verified(data: bytes, line: _PossibleLine, seeds: list[int]) -> Iterator[tuple[bytes, int, int]]:
    """A body of the line that verifies, the place behind it, and its checksum."""
    for body, end in line.bodies:
        for seed in seeds:
            crc = crc32(body, seed)
            if crc == line.claimed or _chained(data, end, crc):
                yield body, end, crc


def _chained(data: bytes, at: int, seed: int) -> bool:
    """Whether the line there is chained to that checksum: its own then says that the one before is right."""
    if at >= len(data):
        return False
    line = _line(data, at)
    return any(crc32(body, seed) == line.claimed for body, _end in line.bodies)
