"""A small workspace to try commands on: Ana (admin) and Bo in Marketing, Fay in Finance."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.kinds.workspace import found
from store.records import Changes
from store.workspace import Workspace, open_workspace

#: Gives a command as if it were that day.
OnDay = Callable[..., Any]


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where whoever runs the tests keeps what is theirs."""
    return tmp_path_factory.mktemp("own")


@pytest.fixture(autouse=True)
def own_state(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody has seen of a journal is kept in a folder of the tests', also by processes that they start."""
    for kind in ("STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(own_folder / kind))


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


@pytest.fixture
def on_day(organisation: Workspace) -> OnDay:
    """``on_day(day, command, …)`` gives a command at noon of a day (UTC), so that what is counted in days is sure."""

    def give(day: date, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
        def run(transaction: Transaction) -> Any:
            transaction.now = datetime.combine(day, time(12), UTC)
            return command(Changes(transaction), *args, **values)

        return organisation.ledger.commit(run)

    return give
