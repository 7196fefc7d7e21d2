"""A folder whose journal was moved to another home: it is only read from then on, and says where it went.

The file `moved` beside the journal has the address. The journal loses its leave to be written, which sessions that
have it open see as a change.
"""

import os
from contextlib import suppress

from store.engine.journal import place, system
from store.words import Words

NAME = "moved"
#: An address is at most this long.
LONGEST = 4096


def where(folder: str) -> str:
    """Where the journal in that folder has gone; empty where it is in its place."""
    try:
        fd = os.open(os.path.join(folder, NAME), os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return ""
    with os.fdopen(fd, "rb") as file:
        return file.read(LONGEST).decode(errors="replace").strip() or "?"


def words(folder: str) -> Words | None:
    """Why nothing is written there any more; None where it was not moved."""
    found = where(folder)
    return Words("it was moved to {place}", place=found) if found else None


def mark(folder: str, to: str) -> None:
    """Say that it has gone there; in one's turn. Raises OSError."""
    place.write_whole(os.path.join(folder, NAME), f"{to}\n".encode(), instead=True)
    with suppress(FileNotFoundError):  # it is only being made
        os.chmod(os.path.join(folder, "journal"), place.FILE_MODE & 0o440)
    system.sync_folder(folder)


def unmark(folder: str) -> None:
    """It is in its place again. Raises OSError."""
    os.chmod(os.path.join(folder, "journal"), place.FILE_MODE)
    os.unlink(os.path.join(folder, NAME))
    system.sync_folder(folder)
