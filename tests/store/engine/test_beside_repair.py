"""A workspace is put together by a repair while others open it or read in it: its segments go away under them."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from store.engine.journal import place, rotation
from store.engine.journal.file import JournalFile
from store.engine.ledger import Ledger
from store.engine.repair import repair
from tests.store.engine.notes import add

PLACES: list[tuple[Any, str]] = [
    (rotation, "paths"),
    (JournalFile, "_open"),
    (JournalFile, "wholes"),
    (place, "is_other"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    Ledger.create(folder, "Test")
    with Ledger(folder, "ana") as ana:
        for n in range(4):
            ana.commit(add(f"early {n}"))
            ana.rotate()
        for n in range(4):
            ana.commit(add(f"late {n}"))
    return folder


def damage(folder: Path) -> None:
    data = bytearray((folder / "journal").read_bytes())
    data[data.index(b"late 1")] ^= 4
    with (folder / "journal").open("r+b") as journal:
        journal.write(data)


def repaired_at(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, nth: int, folder: Path) -> list[int]:
    """A repair comes right after the nth call."""
    real: Callable[..., Any] = getattr(owner, name)
    calls: list[int] = []

    def call(*values: Any, **more: Any) -> Any:
        made = real(*values, **more)
        calls.append(len(calls) + 1)
        if len(calls) == nth:
            monkeypatch.setattr(owner, name, real)
            repair(str(folder))
        return made

    monkeypatch.setattr(owner, name, call)
    return calls


@pytest.mark.parametrize("opens", [True, False], ids=["opening", "in an open session"])
@pytest.mark.parametrize(("owner", "name"), PLACES, ids=[name for _owner, name in PLACES])
def test_nobody_is_told_that_something_is_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, opens: bool
):
    for nth in range(1, 40):
        copy = folder.with_name(f"{nth}")
        shutil.copytree(folder, copy)
        with ExitStack() as stack:
            sessions = [] if opens else [stack.enter_context(Ledger(copy, "bo"))]
            damage(copy)
            with monkeypatch.context() as patched:
                calls = repaired_at(patched, owner, name, nth, copy)
                for session in sessions:
                    session.catch_up()
                if opens:
                    sessions.append(stack.enter_context(Ledger(copy, "eva")))
            if len(calls) < nth:
                break
            for session in sessions:
                session.catch_up()
                assert (session.read_only, session.count("note")) == (None, 7), str(session.read_only)
                session.commit(add("and on it goes"))
    assert nth > 1 or not opens
