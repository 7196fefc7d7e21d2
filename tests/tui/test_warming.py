"""What is loaded ahead: all of it exists, the keys come first, and start-up itself waits for none of it."""

import asyncio
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tui import warming


@pytest.mark.parametrize("name", warming.MODULES)
def test_what_is_loaded_ahead_is_there_and_is_not_part_of_start_up(name: str):
    assert find_spec(name) is not None
    command = f"import sys, tui.app, tui.board.screen; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0


async def test_keys_come_before_it(monkeypatch: pytest.MonkeyPatch):
    loaded: list[str] = []
    monkeypatch.setattr(warming, "import_module", loaded.append)
    monkeypatch.setattr(warming, "BEGIN", 0)
    monkeypatch.setattr(warming, "BREATH", 0)
    typing = True
    warming.begin(lambda: not typing)
    for _ in range(20):
        await asyncio.sleep(0)
    assert not loaded
    typing = False
    while len(loaded) < len(warming.MODULES):
        await asyncio.sleep(0)
    assert loaded == list(warming.MODULES)
