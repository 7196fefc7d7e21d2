"""What an interrupted write has left behind the last entry: kept in a file of its own, then cut off."""

import os
from contextlib import suppress

from store.engine.journal import place, system
from store.engine.journal.file import FilePosition
from store.errors import Failed

PREFIX = "torn-"


def set_aside(fd: int, folder: str, tail: bytes, position: FilePosition) -> None:
    """Copy the tail aside and cut it off; under the lock. Its name says behind which entry it stood.

    Raises `Failed`; nothing is cut off that has no copy, and none is left but of what was cut off.
    """
    aside = os.path.join(folder, f"{PREFIX}{position.seq + 1}-{os.urandom(4).hex()}")
    cut = False
    try:
        place.write_new(aside, tail)
        system.truncate(fd, position.offset)
        cut = True
        system.fsync(fd)
        system.sync_folder(folder)
    except OSError as error:
        if not cut:
            with suppress(FileNotFoundError):
                os.unlink(aside)
        raise Failed("Nothing was saved: the disk says {reason}", reason=error.strerror) from error
