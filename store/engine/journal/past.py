"""Reading what was committed: the segments of a workspace, then its journal, entry by entry."""

from collections.abc import Iterator

from store.engine.journal import rotation
from store.engine.journal.entry import Entry, scan
from store.engine.journal.folder import FolderJournal
from store.engine.versions import entry_of
from store.errors import Damaged


def entries(journal: FolderJournal, after: int = 0) -> Iterator[Entry]:
    """The entries behind that sequence, in order, up to where a newer program has written.

    Raises `Damaged` where a segment lacks some.
    """
    segments = rotation.paths(journal.folder)
    firsts = [int(path[-12:]) for path in segments] + [journal.header.after + 1]
    seq = after
    for path, following in zip(segments, firsts[1:], strict=True):
        if following - 1 <= seq or path == journal.path:
            continue
        segment = FolderJournal(journal.folder, segment=path)
        try:
            for entry in _of(segment, seq):
                if entry is None:
                    return
                seq = entry.seq
                yield entry
        finally:
            segment.close()
    if seq < journal.header.after:
        raise Damaged(
            "entries {first} to {last} are missing. Run `concord check`", first=seq + 1, last=journal.header.after
        )
    for entry in _of(journal, seq):
        if entry is None:
            return
        yield entry


def _of(journal: FolderJournal, after: int) -> Iterator[Entry | None]:
    start = journal.start
    for whole in scan(journal.read(start, to_the_end=True), 0, start.chain):
        entry = entry_of(whole.body)
        if entry is None or entry.seq > after:
            yield entry
