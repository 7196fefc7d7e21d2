"""What is loaded ahead: all of it exists, the keys come first, and start-up itself waits for none of it."""

import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec

import pytest

from tui import warming


def test_what_is_loaded_ahead_is_there_and_is_not_part_of_start_up():
    assert all(find_spec(name) for name in warming.MODULES)
    code = f"import sys, tui.app, tui.board.screen; print([n for n in {warming.MODULES!r} if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_nothing_declared_is_read_by_importing():
    code = (
        "import tui.cli, tui.app, tui.board.screen, tui.parts.record_page, tui.faces.goal\n"
        "import store.records.names, store.commands, store.search\n"
        "from store.kinds.base import fields_of; print(fields_of.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "0\n"


def test_keys_come_before_it(monkeypatch: pytest.MonkeyPatch):
    loaded: list[str] = []
    monkeypatch.setattr(warming, "import_module", loaded.append)
    waiting: list[Callable[[], None]] = []
    typing = True
    warming.begin(lambda _seconds, act: waiting.append(act), lambda: not typing)
    for _ in range(20):
        waiting.pop()()
    assert not loaded
    typing = False
    while waiting:
        waiting.pop()()
    assert loaded == list(warming.MODULES)


def test_it_waits_where_others_need_the_processor(monkeypatch: pytest.MonkeyPatch):
    loaded: list[str] = []
    asked: list[tuple[float, Callable[[], None]]] = []
    now = worked = 0.0
    monkeypatch.setattr(warming, "import_module", loaded.append)
    monkeypatch.setattr(warming, "monotonic", lambda: now)
    monkeypatch.setattr(warming, "process_time", lambda: worked)
    warming.begin(lambda seconds, act: asked.append((seconds, act)), lambda: True)
    for _ in range(20):  # each step a second late
        seconds, act = asked.pop()
        now += seconds + 1
        act()
    assert (loaded, asked[-1][0]) == ([], warming.BUSY)
    for _ in range(2):  # late again, by work of our own
        seconds, act = asked.pop()
        now, worked = now + seconds + 1, worked + 1
        act()
    assert loaded == list(warming.MODULES[:2])
