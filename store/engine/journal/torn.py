"""What an interrupted write has left behind the last entry: kept in a file of its own, then cut off."""

import os

from store.engine.journal import place, system
from store.engine.journal.file import Position

PREFIX = "torn-"


def set_aside(fd: int, folder: str, tail: bytes, position: Position) -> None:
    """Copy the tail aside and cut it off; under the lock. Its name says behind which entry it stood."""
    aside = os.path.join(folder, f"{PREFIX}{position.seq + 1}-{os.urandom(4).hex()}")
    place.write_new(aside, tail)
    system.truncate(fd, position.offset)
    system.fsync(fd)
    system.sync_folder(folder)
