"""Reading what was committed: the segments of a workspace, then its journal, entry by entry."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

from store.engine.journal import rotation
from store.engine.journal.entry import Entry
from store.engine.journal.file import FilePosition, JournalFile
from store.engine.journal.to_the_end import not_verifying
from store.engine.later_versions import entry_of
from store.errors import Damaged


def entries(folder: str, journal: JournalFile, after: int, until: FilePosition) -> Iterator[Entry]:
    """The entries behind that sequence up to a position of the journal, or to where a newer program has written.

    Raises `Damaged` where some are missing.
    """
    seq = after
    firsts = [*rotation.firsts(folder), journal.header.after + 1]
    for first, following in pairwise(firsts):
        if following - 1 <= seq or first > journal.header.after:
            continue
        with closing(JournalFile(rotation.path(folder, first))) as segment:
            for entry in _of(segment, seq, None):
                if entry is None:
                    return
                seq = entry.seq
                yield entry
    if seq < journal.header.after:
        raise missing(seq + 1, journal.header.after)
    for entry in _of(journal, seq, until):
        if entry is None:
            return
        yield entry


def missing(first: int, last: int) -> Damaged:
    """The error for entries that are in no file any more."""
    return Damaged("entries {first} to {last} are missing", "wants-check", first=first, last=last)


def _of(file: JournalFile, after: int, until: FilePosition | None) -> Iterator[Entry | None]:
    end = file.start
    for whole, position in file.wholes(end, None if until is None else until.offset):
        end = position
        if position.seq > after:
            yield entry_of(whole.body)
    if until is not None and end.offset < until.offset and file.stands(until):
        raise not_verifying(file, end)
