"""A disk that fails when it is told to."""

import os
from collections.abc import Callable
from typing import Any

import pytest

from store.engine.journal import system


def fails_once(monkeypatch: pytest.MonkeyPatch, name: str, meanwhile: Callable[[], Any]) -> None:
    """That system call fails the next time; before it does, others do something."""
    real = getattr(system, name)

    def fail(*values: Any) -> Any:
        monkeypatch.setattr(system, name, real)
        meanwhile()
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(system, name, fail)
