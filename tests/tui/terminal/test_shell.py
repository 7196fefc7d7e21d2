"""Ctrl-Z never stops a program in the middle of a commit: it would keep everybody else's waiting."""

import os
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tui.app import BaseApp
from tui.terminal import shell


async def test_it_stops_only_once_nothing_is_being_written(monkeypatch: pytest.MonkeyPatch):
    busy, stopped = [True, True, True, False], list[int]()
    monkeypatch.setattr(shell, "waits", lambda: True)
    monkeypatch.setattr(os, "kill", lambda _pid, _signal: stopped.append(len(busy)))
    app: Any = SimpleNamespace(is_headless=False, keyboard=SimpleNamespace(busy=lambda: busy.pop(0)))
    assert await BaseApp.to_shell(cast("BaseApp", app))
    assert stopped == [0]
