"""The first line of a journal: which format, which workspace, and where its chain begins."""

import msgspec

from store.engine.journal.entry import FORMAT


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """``workspace`` is an id made once; ``after`` and ``chain`` continue the segment before, if there is one."""

    concord: str = "journal"
    format: int = FORMAT
    workspace: str
    name: str
    made: str
    after: int = 0
    chain: int = 0
