"""Beginning a new journal where the old one has grown long; the old one stays whole, among the segments.

A crash at any point leaves either the old journal or the new one in place: the old file first gets a second name in
`segments/`, then the new one is renamed over its first.
"""

import os

import msgspec

from store.engine.journal import place, system
from store.engine.journal.entry import frame
from store.engine.journal.folder import FolderJournal, Position
from store.engine.journal.header import Header

FOLDER = "segments"
#: A journal is rotated when it has this many bytes.
LIMIT = 64 * 1024 * 1024


def paths(folder: str) -> list[str]:
    """The segments of that workspace, the oldest first."""
    inside = os.path.join(folder, FOLDER)
    try:
        names = os.listdir(inside)
    except FileNotFoundError:
        return []
    return [os.path.join(inside, name) for name in sorted(names) if name.isdigit()]


def rotate(journal: FolderJournal, position: Position, made: str) -> None:
    """Put a new journal that goes on at ``position`` in place of this one; under the lock, at its very end."""
    folder = journal.folder
    inside = os.path.join(folder, FOLDER)
    if not os.path.isdir(inside):
        os.mkdir(inside)
        os.chmod(inside, place.FOLDER_MODE)
    kept = os.path.join(inside, f"{journal.header.after + 1:012d}")
    old = journal.header
    header = Header(workspace=old.workspace, name=old.name, made=made, after=position.seq, chain=position.chain)
    aside = f"{journal.path}.{os.urandom(4).hex()}"
    fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
    try:
        os.fchmod(fd, place.FILE_MODE)
        line, _chain = frame(msgspec.json.encode(header), 0)
        system.write(fd, line)
        system.fsync(fd)
        if not os.path.exists(kept):
            os.link(journal.path, kept, follow_symlinks=False)
        system.sync_folder(inside)
        system.rename(aside, journal.path)
        aside = ""
        system.sync_folder(folder)
    finally:
        os.close(fd)
        if aside:
            os.unlink(aside)
