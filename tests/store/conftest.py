"""A small workspace to try commands on: Ana (admin) and Bo in Marketing, Fay in Finance."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine.ledger import Ledger
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    folder = str(tmp_path / "w")
    Ledger.create(folder, "Nordwind")
    with open_workspace(folder, "ana") as workspace:
        workspace.do(found, "Nordwind", "UTC", "en", "ana", "Ana Lund", "Marketing")
        workspace.ledger.news()
        yield workspace


@pytest.fixture
def organisation(workspace: Workspace) -> Workspace:
    """DP-1 MKT with PN-1 ana and PN-2 bo, DP-2 FIN with PN-3 fay."""
    from store.commands import add, edit

    workspace.do(edit, "DP-1", {"code": "MKT"})
    workspace.do(add, "department", {"name": "Finance", "code": "FIN"})
    workspace.do(add, "person", {"name": "Bo Berg", "login": "bo", "department": "DP-1"})
    workspace.do(add, "person", {"name": "王芳", "login": "fay", "department": "DP-2"})
    workspace.ledger.news()
    return workspace
