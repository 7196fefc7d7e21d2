"""Beginning a new journal where the old one has grown long; the old one stays whole, among the segments.

A crash at any point leaves either the old journal or the new one in place: the old file first gets a second name in
`segments/`, then the new one is renamed over its first.
"""

import os
from contextlib import closing

import msgspec

from store.engine.journal import place, system
from store.engine.journal.entry import frame
from store.engine.journal.file import FilePosition, JournalFile
from store.engine.journal.header import Header
from store.errors import ConcordError, Damaged, Failed
from store.words import Words

FOLDER = "segments"
#: A journal is rotated when it has this many bytes.
LIMIT = 64 * 1024 * 1024


def firsts(folder: str, least: int = 0) -> list[int]:
    """With which sequences the segments of a workspace begin, from ``least`` on.

    Raises `Damaged` where something else is in the place of their folder.
    """
    inside = os.path.join(folder, FOLDER)
    try:
        names = os.listdir(inside)
    except FileNotFoundError:
        return []
    except NotADirectoryError as error:
        raise Damaged("{path} is not a folder. Move it away first", "wants-check", path=inside) from error
    return [first for name in sorted(names) if name.isdigit() and (first := int(name)) >= least]


def path(folder: str, first: int) -> str:
    """Where the segment is, or will be, that begins with that sequence."""
    return os.path.join(folder, FOLDER, f"{first:012d}")


def paths(folder: str, least: int = 0) -> list[str]:
    """The segments of a workspace that begin with ``least`` or later, the oldest first."""
    return [path(folder, first) for first in firsts(folder, least)]


def misfit(folder: str, journal: JournalFile) -> Words | None:
    """Why a journal does not go on where its segments end; None where it does."""
    if _goes_on(folder, journal):
        return None
    return Words(
        "{path} does not go on where its segments end: an older one was put in its place, or a segment is missing. "
        "The repair puts them together",
        "wants-repair",
        path=journal.path,
    )


def _goes_on(folder: str, journal: JournalFile) -> bool:
    segments = paths(folder)
    if segments and not place.is_other(segments[-1], journal.identity):
        segments.pop()  # a rotation was interrupted between the two names
    if not segments:
        return not journal.header.after
    try:
        last = JournalFile(segments[-1])
    except (ConcordError, OSError):
        return False
    with closing(last):
        return (
            last.header.workspace == journal.header.workspace
            and last.ending(last.end(), journal.header.after, journal.header.chain) is not None
        )


def rotate(folder: str, journal: JournalFile, position: FilePosition, made: str) -> None:
    """Put a new journal that goes on at ``position`` in place of this one; under the lock, at its very end.

    Raises `Failed` where the segment's name is taken by another file: its entries would be in no file any more.
    """
    if position.seq == journal.header.after:
        return  # nothing was appended to it
    inside = os.path.join(folder, FOLDER)
    if not os.path.isdir(inside):
        os.mkdir(inside)
        os.chmod(inside, place.FOLDER_MODE)
    kept = path(folder, journal.header.after + 1)
    if os.path.lexists(kept) and place.is_other(kept, journal.identity):
        raise Failed("{path} is there already, and is not this journal", "wants-check", path=kept)
    old = journal.header
    header = Header(workspace=old.workspace, name=old.name, made=made, after=position.seq, chain=position.chain)
    aside = f"{journal.path}.{os.urandom(4).hex()}"
    try:
        place.write_new(aside, frame(msgspec.json.encode(header), 0)[0])
        if not os.path.lexists(kept):
            os.link(journal.path, kept, follow_symlinks=False)
        system.sync_folder(inside)
        system.rename(aside, journal.path)
        aside = ""
        system.sync_folder(folder)
    finally:
        if aside and os.path.lexists(aside):
            os.unlink(aside)
