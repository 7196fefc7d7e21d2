"""Records of an organisation's shared work, kept in a journaled TinyDB: the public surface of the store."""

from os import PathLike
from os.path import join, lexists
from typing import TYPE_CHECKING

from store.engine.journal.entry import Entry as News
from store.engine.journal.entry import Glance
from store.engine.ledger import Ledger
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
from store.kinds import KINDS
from store.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from store.engine.documents import Documents

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


def open_documents(folder: str | PathLike[str], who: str | None = None) -> "Documents":
    """The TinyDB alone in ``folder``: any table, any JSON document, journaled; made if it is not there.

    It behaves as TinyDB documents itself and may be open in many processes. Closing it closes the folder. Raises
    `Failed` where that is a workspace: what is hidden in it, and what may be written, only `open_workspace` knows.
    """
    from store.engine.documents import Documents  # late: TinyDB costs every start that does without it

    journal = join(folder, "journal")
    if not lexists(journal):
        try:
            Ledger.create(folder, "")
        except Failed:
            if not lexists(journal):  # else somebody made it in the same moment
                raise
    ledger = Ledger(folder, who, reuse_numbers=True)
    if ledger.header.name:
        ledger.close()
        raise Failed("{folder} is a workspace: a script opens it with open_workspace", folder=ledger.folder)
    return Documents(ledger)
