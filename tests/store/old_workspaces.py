"""The workspaces of other versions that are kept beside the tests, and what is compared of their documents."""

import hashlib
import tarfile
from pathlib import Path

import msgspec

from store.engine.ledger import Ledger

FIXTURES = Path(__file__).parent / "fixtures"


def unpack(name: str, folder: Path) -> Path:
    """The workspace of that name, put into ``folder``."""
    with tarfile.open(FIXTURES / f"{name}.tar.gz") as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # not before Python 3.11.4
        archive.extractall(folder)
    return folder


def digest(ledger: Ledger) -> str:
    """Of all documents, whatever the order of their fields."""
    found = {
        table: {str(n): msgspec.json.decode(raw) for n, raw in ledger.unveiled.items(table)}
        for table in ledger.tables()
    }
    encoded = msgspec.json.encode({table: rows for table, rows in found.items() if rows}, order="sorted")
    return hashlib.sha256(encoded).hexdigest()[:16]
