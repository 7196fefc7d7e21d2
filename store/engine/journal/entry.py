"""One commit as one line: framed, checksummed, chained to the line before.

``CRC32(8 hex) SPACE LENGTH(8 hex) SPACE BODY LF``. The checksum is seeded with that of the entry before, so that an
entry cannot be taken out, moved or repeated unseen. The body is UTF-8 JSON.
"""

from collections.abc import Iterator
from typing import Any, TypeVar
from zlib import crc32

import msgspec

#: The format that this program writes; a higher one is only read.
FORMAT = 1
#: Bytes before the body: eight, a space, eight, a space.
HEAD = 18
#: An entry's body is at most this long.
BODY_LIMIT = 128 * 1024 * 1024


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One commit."""

    v: int
    seq: int
    op: str
    at: str
    who: str
    what: dict[str, Any]
    #: Of each document: table and number with ``new`` (made), ``old`` (taken away) or ``set`` over ``was`` (changed);
    #: ``did`` is what happened to a whole table, ``clear`` or ``drop``.
    changes: list[dict[str, Any]] = []

    def touched(self) -> list[tuple[str, int]]:
        """The tables and numbers of the documents that it changed."""
        return [(change["t"], change["n"]) for change in self.changes]


class Place(msgspec.Struct, frozen=True, gc=False):
    """A document that an entry changed: its table and number."""

    t: str
    n: int


class Glance(msgspec.Struct, frozen=True, gc=False):
    """A commit without what it changed the documents to: much cheaper to read, where it is very much."""

    v: int
    seq: int
    at: str
    who: str
    changes: msgspec.Raw = msgspec.Raw(b"[]")

    def touched(self) -> list[tuple[str, int]]:
        """The tables and numbers of the documents that it changed; none of what a newer program says otherwise."""
        try:
            return [(change.t, change.n) for change in _places(self.changes)]
        except msgspec.MsgspecError:
            return []


_places = msgspec.json.Decoder(list[Place]).decode
#: What is read of entries.
Read = TypeVar("Read", Entry, Glance)


class Whole(msgspec.Struct, frozen=True):
    """An entry that verifies: its body, where it ends, and its checksum, the seed of the next."""

    body: bytes
    end: int
    chain: int


def frame(body: bytes, chain: int) -> tuple[bytes, int]:
    """The line for that body after an entry with checksum ``chain``, and the checksum of this one."""
    crc = crc32(body, chain)
    return b"%08x %08x %s\n" % (crc, len(body), body), crc


def scan(data: bytes, at: int, chain: int) -> Iterator[Whole]:
    """The entries of ``data`` from ``at`` on that verify, in order; stops before the first that does not."""
    size = len(data)
    while at + HEAD < size:
        head = data[at : at + HEAD]
        length = length_of(head)
        end = at + HEAD + length + 1
        if length < 0 or end > size or data[end - 1] != 0x0A:
            return
        body = data[at + HEAD : end - 1]
        crc = crc32(body, chain)
        if head != b"%08x %08x " % (crc, length):
            return
        yield Whole(body, end, crc)
        at, chain = end, crc


def length_of(head: bytes) -> int:
    """The length that a head gives, -1 where it is not written exactly as `frame` writes it."""
    digits = head[9:17]
    if len(head) != HEAD or head[8:9] != b" " or head[17:18] != b" " or digits.translate(None, b"0123456789abcdef"):
        return -1
    return int(digits, 16)


def claimed(line: bytes) -> int:
    """The checksum that a line claims; -1 where that is none, to which nothing is chained."""
    try:
        return int(line[:8], 16)
    except ValueError:
        return -1


def is_torn(tail: bytes) -> bool:
    """Whether bytes that do not verify are what an interrupted write of one entry leaves.

    That is less than the entry's length and no end of line in it, or a sector of zeros where the disk had not got to
    yet, with an end of line at the very end at most. Anything else is damage and must not be cut away. The zeros
    that a journal ends in are not part of ``tail``.
    """
    inner = tail.find(b"\n")
    if inner not in (-1, len(tail) - 1):
        return False
    if tail.startswith(b"\0") or bytes(512) in tail:
        return True
    if inner >= 0:
        return False
    if len(tail) < HEAD:
        return not tail.translate(None, b"0123456789abcdef ")
    length = length_of(tail[:HEAD])
    return 0 <= length <= BODY_LIMIT and len(tail) < HEAD + length + 1
