"""How far somebody has read in a journal that stands in a database."""

from typing import NamedTuple
from zlib import crc32


class DatabasePosition(NamedTuple):
    """The last entry's sequence and checksum."""

    seq: int
    chain: int


def begin_of(header: bytes) -> DatabasePosition:
    """Where a journal with that header begins."""
    return DatabasePosition(0, crc32(header))
