"""The disk fails under a real command, as strace makes it, after an open session has read what it wrote.

Only with `CONCORD_LONG`, where strace is installed: 500 times. In every run the same is done without a second process,
in `tests/store/engine/test_put_back.py`.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store import commands
from store.engine.checkup import verify
from store.engine.identity import os_user
from store.errors import PutBack
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace
from tests.store.campaign.colleague import digest

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(
    not os.environ.get("CONCORD_LONG") or shutil.which("strace") is None, reason="the long form, by strace"
)
STRACE = ["strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "-e"]
FAILS = "inject=fdatasync:error=EIO:delay_enter=300000:when=1"
TIMES = 20


@pytest.fixture
def workspace(tmp_path: Path):
    from store.engine.ledger import Ledger

    Ledger.create(tmp_path / "w", "Test")
    with open_workspace(str(tmp_path / "w"), os_user()) as session:
        session.do(found, "Test", "UTC", "en", os_user(), "Ana", "All")
        yield session


def phantom(session: Workspace, title: str) -> int:
    """A command whose first sync fails while the session reads what it wrote; how many entries that were."""
    command = [sys.executable, "-m", "tui", "--workspace", session.ledger.folder, "add", "action", title]
    process = subprocess.Popen([*STRACE, FAILS, *command], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    seen = 0
    while process.poll() is None and not seen:
        seen = session.ledger.catch_up() if session.ledger.moved() else 0
        time.sleep(0.01)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 1, said
    assert "Nothing was saved" in said
    return seen


@pytest.mark.parametrize("seed", range(500 // TIMES))
def test_what_the_disk_refused_is_nobody_s_end(workspace: Workspace, seed: int):
    chance, ledger = random.Random(seed), workspace.ledger
    acknowledged: list[str] = []
    met = 0
    for time_ in range(TIMES):
        epoch, size = ledger.epoch, chance.choice((5, 100, 100, 900))
        was_met = phantom(workspace, "x" * size)
        met += was_met
        title = f"{time_} " + "y" * chance.choice((1, size))
        if chance.random() < 0.5:
            assert ledger.moved() or not was_met
            ledger.catch_up()
        elif was_met:
            with pytest.raises(PutBack):
                workspace.do(commands.add, "action", {"title": title})
        acknowledged.append(workspace.do(commands.add, "action", {"title": title}).title)
        assert ledger.epoch == epoch + was_met
        if chance.random() < 0.2:
            ledger.checkpoint()
        with open_workspace(ledger.folder, os_user()) as fresh:
            assert digest(fresh) == digest(workspace)
            assert [each.title for each in fresh.records.of_kind("action")] == acknowledged
    assert verify(ledger.folder).clean
    assert met > TIMES * 0.9
