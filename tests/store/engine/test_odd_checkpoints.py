"""Whatever lies in the place of the checkpoint: it is a cache, so all opens as it is, and the next one replaces it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from store.engine.checkup import verify
from store.engine.journal import checkpoint
from store.engine.ledger import Ledger
from store.engine.repair import repair
from tests.store.engine.notes import add, texts

Change = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three notes, the checkpoint at the second."""
    place = tmp_path / "w"
    Ledger.create(place, "Test")
    with Ledger(place, "ana") as ana:
        ana.commit(add("one"))
        ana.commit(add("two"))
        ana.checkpoint()
        ana.commit(add("three"))
    return place


def link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder_there(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "kept").touch()


def second_name(path: Path) -> None:
    os.link(path, path.with_name("second"))


def other_workspace(path: Path) -> None:
    other = path.parent.parent / "other"
    Ledger.create(other, "Other")
    with Ledger(other, "eva") as eva:
        eva.commit(add("theirs"))
        eva.checkpoint()
    shutil.copy(other / "checkpoint", path)


def huge(path: Path) -> None:
    os.truncate(path, 1 << 40)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 30)


def documents_spoilt(path: Path) -> None:
    data = path.read_bytes()
    assert b"two" in data
    path.write_bytes(data.replace(b"two", b"owt"))


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def newer(path: Path) -> None:
    """Whole, but of a format that nobody knows yet."""
    loaded = checkpoint.load(str(path.parent), None)
    assert loaded is not None
    tables = {table: loaded.file.read_all(frames) for table, frames in loaded.frames.items()}
    loaded.file.close()
    path.unlink()
    checkpoint.save(str(path.parent), msgspec.structs.replace(loaded.head, format=2), tables, {})


ODD = [
    link, link_to_nowhere, pipe, folder_there, second_name, other_workspace, huge, truncated, documents_spoilt, emptied,
    newer,
]  # fmt: skip


@pytest.mark.parametrize("change", ODD, ids=lambda change: change.__name__)
def test_all_is_read_said_and_mended(folder: Path, change: Change):
    journal = (folder / "journal").read_bytes()
    change(folder / "checkpoint")
    assert texts(folder) == ["one", "two", "three"]
    report = verify(str(folder))
    assert report.clean
    assert ["checkpoint" in str(finding.words) for finding in report.findings] == [True]
    assert repair(str(folder)).nothing
    assert (folder / "journal").read_bytes() == journal
    with Ledger(folder, "ana") as ana:
        ana.commit(add("four"))
        ana.checkpoint()
    assert texts(folder) == ["one", "two", "three", "four"]
    found = checkpoint.load(str(folder), None)
    assert found is not None
    assert found.head.seq == 4
    found.file.close()
    assert verify(str(folder)).clean


def test_what_a_killed_process_was_writing_is_swept_and_a_living_one_s_is_not(folder: Path):
    child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, living = (folder / f"checkpoint.{process.pid}.0a1b2c3d" for process in (dead, child))
    for path in (left, living):
        path.write_bytes(b"half")
    try:
        with Ledger(folder, "ana") as ana:
            ana.checkpoint()
        assert not left.exists()
        assert living.exists()
    finally:
        child.communicate()
