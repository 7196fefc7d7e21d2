"""Every system call of a commit and of a checkpoint fails in every way: nothing half written, and then it goes on."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from store import commands
from store.engine.checkup import verify
from store.engine.journal import system
from store.engine.ledger import Ledger
from store.errors import ConcordError, OutcomeUnknown
from store.kinds.workspace import found
from store.workspace import open_workspace
from tests.store.engine.raw import end

FAULTS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)
CALLS = ("write", "write_at", "sync_data", "fsync", "truncate", "rename", "sync_folder")


@pytest.fixture
def folder(tmp_path: Path) -> str:
    place = str(tmp_path / "w")
    Ledger.create(place, "Test")
    with open_workspace(place, "ana") as workspace:
        workspace.do(found, "Test", "UTC", "en", "ana", "Ana", "All")
        workspace.do(commands.add, "action", {"title": "First"})
        workspace.ledger.checkpoint()
    return place


def failing(monkeypatch: pytest.MonkeyPatch, number: int, fault: int) -> list[str]:
    """The nth of these calls fails; which were made."""
    made: list[str] = []

    def wrapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any) -> Any:
            made.append(name)
            if len(made) == number:
                raise OSError(fault, os.strerror(fault))
            return real(*values)

        return call

    for name in CALLS:
        monkeypatch.setattr(system, name, wrapped(name, getattr(system, name)))
    return made


@pytest.mark.parametrize("fault", FAULTS, ids=errno.errorcode.get)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_commit(folder: str, monkeypatch: pytest.MonkeyPatch, number: int, fault: int):
    with open_workspace(folder, "ana") as workspace:
        seq = workspace.ledger.seq
        with monkeypatch.context() as patched:
            made = failing(patched, number, fault)
            said = ""
            try:
                workspace.do(commands.add, "action", {"title": "Second"})
            except ConcordError as refused:
                said = str(refused)
            if len(made) < number:
                assert (said, workspace.ledger.seq) == ("", seq + 1)
            else:
                assert os.strerror(fault) in said, "a call that failed went unnoticed"
                assert workspace.ledger.seq == seq
    with open_workspace(folder, "ana") as again:
        there = [record.id for record in again.records.of_kind("action")]
        assert there in (["A-1"], ["A-1", "A-2"])
        again.do(commands.add, "action", {"title": "After it cleared"})
    assert verify(folder).clean


@pytest.mark.parametrize("first", ["write_at", "sync_data"])
@pytest.mark.parametrize("fault", FAULTS, ids=errno.errorcode.get)
def test_taking_back_fails_too(folder: str, monkeypatch: pytest.MonkeyPatch, first: str, fault: int):
    def fail(*_values: Any) -> Any:
        raise OSError(fault, os.strerror(fault))

    with open_workspace(folder, "ana") as workspace:
        with monkeypatch.context() as patched:
            patched.setattr(system, first, fail)
            patched.setattr(system, "truncate", fail)
            with pytest.raises(OutcomeUnknown):
                workspace.do(commands.add, "action", {"title": "Second"})
        with pytest.raises(ConcordError):
            workspace.do(commands.add, "action", {"title": "Third"})
    with open_workspace(folder, "ana") as again:
        again.do(commands.add, "action", {"title": "After it cleared"})
    assert verify(folder).clean


@pytest.mark.parametrize("fault", FAULTS, ids=errno.errorcode.get)
def test_setting_aside_what_a_killed_writer_left(folder: str, monkeypatch: pytest.MonkeyPatch, fault: int):
    number = 1
    while True:
        place = end(folder)
        with open(os.path.join(folder, "journal"), "r+b") as journal:
            journal.seek(place.offset)
            journal.write(b"0123abcd 00000123 half an entry")
        with open_workspace(folder, "ana") as workspace:
            with monkeypatch.context() as patched:
                made = failing(patched, number, fault)
                with suppress(ConcordError):
                    workspace.do(commands.edit, "A-1", {"note": f"{number}"})
            done = len(made) < number
        with open_workspace(folder, "ana") as again:
            again.do(commands.comment, "A-1", "on it goes")
        assert verify(folder).clean
        if done:
            break
        number += 1
    assert number > 5
    copies = [Path(folder, name).read_bytes() for name in os.listdir(folder) if name.startswith("torn-")]
    assert copies == [b"0123abcd 00000123 half an entry"] * number


@pytest.mark.parametrize("fault", FAULTS, ids=errno.errorcode.get)
def test_a_checkpoint(folder: str, monkeypatch: pytest.MonkeyPatch, fault: int):
    number, failed = 1, 0
    while True:
        with open_workspace(folder, "ana") as workspace:
            workspace.do(commands.edit, "A-1", {"note": f"{number}"})
            with monkeypatch.context() as patched:
                made = failing(patched, number, fault)
                try:
                    workspace.ledger.checkpoint()
                except OSError:
                    failed += 1
            done = len(made) < number
        left = sorted(name for name in os.listdir(folder) if name.startswith("checkpoint"))
        assert left == ["checkpoint"], "something was left behind"
        assert verify(folder).clean
        with open_workspace(folder, "ana") as again:
            assert getattr(again.records.get("A-1"), "note", "") == f"{number}"
        if done:
            break
        number += 1
    assert failed >= 5


@pytest.mark.parametrize("fault", FAULTS, ids=errno.errorcode.get)
def test_a_rotation(folder: str, monkeypatch: pytest.MonkeyPatch, fault: int):
    number = 1
    while True:
        with open_workspace(folder, "ana") as workspace:
            workspace.do(commands.edit, "A-1", {"note": f"{number}"})
            with monkeypatch.context() as patched:
                made = failing(patched, number, fault)
                with suppress(OSError, ConcordError):
                    workspace.ledger.rotate()
            done = len(made) < number
        with open_workspace(folder, "ana") as again:
            assert getattr(again.records.get("A-1"), "note", "") == f"{number}"
            again.do(commands.comment, "A-1", "on it goes")
        assert verify(folder).clean
        if done:
            break
        number += 1
    assert number > 4
