"""Records of an organisation's shared work, kept in a journaled TinyDB: the public surface of the store."""

from store.engine.documents import Documents
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

__all__ = [
    "KINDS",
    "Busy",
    "ConcordError",
    "Damaged",
    "Failed",
    "Fault",
    "Invalid",
    "Ledger",
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


def open_documents(folder: str, who: str | None = None) -> Documents:
    """The TinyDB alone: any table, any JSON document, journaled; made if it is not there."""
    return Ledger.documents_of(folder, who)
