"""A workspace on a fixed day, and terminals on it: what the tests on pseudo-terminals share."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import store
from store import clock
from store.engine.ledger import Ledger
from tests.terminal.pseudo import Terminal
from tests.terminal.still import MORNING
from tests.tui.conftest import furnish
from tests.tui.way import furnish_way

ROOT = Path(__file__).parents[2]
Opens = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing in it."""
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the tests of the screen, made once; it is copied, not used."""
    place = tmp_path_factory.mktemp("furnished") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: MORNING)
        Ledger.create(place, "Nordwind Retail")
        with store.open_workspace(str(place), "ana") as workspace:
            workspace.do(furnish)
            workspace.do(furnish_way)
    return place


@pytest.fixture
def folder(home: Path, furnished: Path) -> Path:
    """A copy of that workspace."""
    return Path(shutil.copytree(furnished, home / "workspace"))


@pytest.fixture
def opens() -> Iterator[Opens]:
    """Opens the screen on a folder, 80 × 24 unless said otherwise: ``opens(folder, "bo", "zh")``."""
    with ExitStack() as stack:

        def open_screen(folder: Path, who: str = "ana", lang: str = "en", **values: Any) -> Terminal:
            command = [sys.executable, "-m", "tests.terminal.still", who, "--workspace", str(folder), "--lang", lang]
            return stack.enter_context(Terminal(command, **values))

        yield open_screen
