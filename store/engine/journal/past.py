"""Reading what was committed: the segments of a workspace, then its journal, entry by entry."""

from collections.abc import Iterator

import msgspec

from store.engine.journal import rotation
from store.engine.journal.entry import Entry, scan
from store.engine.journal.folder import FolderJournal
from store.errors import Damaged

_entries = msgspec.json.Decoder(Entry)


def entries(journal: FolderJournal, after: int = 0) -> Iterator[Entry]:
    """The entries behind that sequence, in order; raises `Damaged` where a segment lacks some."""
    segments = rotation.paths(journal.folder)
    firsts = [int(path[-12:]) for path in segments] + [journal.header.after + 1]
    seq = after
    for path, following in zip(segments, firsts[1:], strict=True):
        if following - 1 <= seq or path == journal.path:
            continue
        segment = FolderJournal(journal.folder, segment=path)
        try:
            for entry in _of(segment, seq):
                seq = entry.seq
                yield entry
        finally:
            segment.close()
    if seq < journal.header.after:
        raise Damaged(
            "entries {first} to {last} are missing. Run `concord check`", first=seq + 1, last=journal.header.after
        )
    yield from _of(journal, seq)


def _of(journal: FolderJournal, after: int) -> Iterator[Entry]:
    start = journal.start
    for whole in scan(journal.read(start, to_the_end=True), 0, start.chain):
        entry = _entries.decode(whole.body)
        if entry.seq > after:
            yield entry
