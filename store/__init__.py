"""Records of an organisation's shared work, kept in a journaled TinyDB: the public surface of the store.

The errors come with it. What reads and writes is loaded when it is asked for, the kinds with it, so that whoever wants
a word of it only, as a help does, does not wait for all of it.
"""

from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any

from store import light_import
from store.errors import (
    Busy,
    ConcordError,
    Damaged,
    Failed,
    Fault,
    Invalid,
    NotFound,
    OutcomeUnknown,
    ReadOnly,
    Refused,
    Stale,
    StillReferenced,
    WrongWords,
)

if TYPE_CHECKING:
    from store.engine.documents import Documents
    from store.engine.journal.entry import Entry as News
    from store.engine.journal.entry import Glance
    from store.engine.ledger import Ledger
    from store.kinds import KINDS
    from store.workspace import Workspace, open_workspace

light_import.without("typing_extensions", "msgspec")

__all__ = [
    "KINDS",
    "Busy",
    "ConcordError",
    "Damaged",
    "Failed",
    "Fault",
    "Glance",
    "Invalid",
    "Ledger",
    "News",
    "NotFound",
    "OutcomeUnknown",
    "ReadOnly",
    "Refused",
    "Stale",
    "StillReferenced",
    "Workspace",
    "WrongWords",
    "open_documents",
    "open_workspace",
]

#: What is loaded when it is asked for: its module, and its name there.
_LATE = {
    "KINDS": ("store.kinds", "KINDS"),
    "Glance": ("store.engine.journal.entry", "Glance"),
    "Ledger": ("store.engine.ledger", "Ledger"),
    "News": ("store.engine.journal.entry", "Entry"),
    "Workspace": ("store.workspace", "Workspace"),
    "open_workspace": ("store.workspace", "open_workspace"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, there = _LATE[name]
    return getattr(import_module(module), there)


def open_documents(folder: str | PathLike[str], who: str | None = None) -> "Documents":
    """The TinyDB alone in ``folder``, or at an address: any table, any JSON document, journaled; made where it is not.

    It behaves as TinyDB documents itself and may be open in many processes. Closing it lets go of the place. Raises
    `Failed` where that is a workspace: what is hidden in it, and what may be written, only `open_workspace` knows.
    """
    from store.engine.documents import Documents  # late: TinyDB costs every start that does without it
    from store.engine.home.home_at import make_sure  # late: as above
    from store.engine.ledger import Ledger  # late: as above

    make_sure(folder)
    ledger = Ledger(folder, who, reuse_numbers=True)
    if ledger.header.name:
        ledger.close()
        raise Failed("{folder} is a workspace: a script opens it with open_workspace", folder=ledger.folder)
    return Documents(ledger)
