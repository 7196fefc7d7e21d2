"""A new workspace for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Ledger, Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    folder = str(tmp_path / "workspace")
    Ledger.create(folder, "Test")
    with open_workspace(folder, "ana") as opened:
        yield opened
