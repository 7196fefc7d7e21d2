"""The command line run within the test, and its words, streams and exit code."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from tui import i18n
from tui.__main__ import main
from tui.terminal import byte_code


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [msgspec.json.decode(line) for line in self.out.splitlines()]

    @property
    def error(self) -> dict[str, Any]:
        """Standard error, which has to be one JSON object."""
        return msgspec.json.decode(self.err)


Concord = Callable[..., Ran]
#: A Chinese character.
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings, no workspace and no locale of whoever runs the tests."""
    for name in set(os.environ) - {"CONCORD_GOLDENS"}:
        if name.startswith(("XDG_", "LC_", "CONCORD", "TEXTUAL")) or name in ("LANG", "LANGUAGE", "TZ"):
            monkeypatch.delenv(name)
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    monkeypatch.setattr("tui.config.MACHINE", str(tmp_path / "machine.toml"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    yield
    i18n.use("en")


@pytest.fixture
def concord(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Concord:
    """Runs a command: ``concord("add", "action", "Title")``."""
    monkeypatch.setattr(byte_code, "uncompiled", list)  # what a process of tests has loaded need not be compiled

    def run(*words: str) -> Ran:
        capfd.readouterr()
        code = main(words)
        return Ran(code, *capfd.readouterr())

    return run


@pytest.fixture
def acme(tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that commands use, with two departments and a person `ana`."""
    folder = tmp_path / "acme"
    assert concord("init", str(folder), "--name", "Acme").code == 0
    monkeypatch.setenv("CONCORD_WORKSPACE", str(folder))
    for words in (
        ("add", "department", "Marketing", "--code", "MKT"),
        ("add", "department", "Finance", "--code", "FIN"),
        ("add", "person", "Ana", "--login", "ana", "--department", "MKT"),
    ):
        assert concord(*words).code == 0
    return folder
