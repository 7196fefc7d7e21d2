"""Backups: one moment, whole, and back again."""

import io
import os
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from store import commands
from store.engine import checkup
from store.errors import ConcordError, Damaged, Failed
from store.interop import archive
from store.interop.files import NewFile
from store.kinds.action import Action
from store.workspace import Workspace, open_workspace

WRITER = """
import sys
from store import commands
from store.workspace import open_workspace

with open_workspace(sys.argv[1], "ana") as workspace:
    for n in range(300):
        workspace.do(commands.add, "action", {"title": f"Action {n}"})
        if n == 20:
            print("going", flush=True)
"""


@pytest.fixture
def source(workspace: Workspace) -> str:
    for n in range(10):
        workspace.do(commands.add, "action", {"title": f"Action {n}"})
    workspace.ledger.rotate()
    workspace.do(commands.add, "action", {"title": "After"})
    return workspace.ledger.folder


def test_what_is_backed_up_is_restored(source: str, tmp_path: Path):
    file, place = tmp_path / "b.concord", tmp_path / "again"
    before = os.umask(0o077)
    try:
        count = archive.backup(source, file)
        report = archive.restore(str(file), str(place))
    finally:
        os.umask(before)
    assert report.entries == count
    with open_workspace(str(place), "ana") as again, open_workspace(source, "ana") as first:
        assert [action.title for action in again.records.all(Action)] == [a.title for a in first.records.all(Action)]
        assert again.ledger.seq == first.ledger.seq
        again.do(commands.add, "action", {"title": "Going on"})
    assert stat.S_IMODE(os.stat(place).st_mode) == 0o2770
    assert stat.S_IMODE(os.stat(place / "journal").st_mode) == 0o660
    assert checkup.verify(str(place)).clean


def test_a_backup_while_others_write_is_a_moment_that_was(workspace: Workspace, tmp_path: Path):
    folder = workspace.ledger.folder
    writer = subprocess.Popen([sys.executable, "-c", WRITER, folder], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    counts = [archive.backup(folder, tmp_path / f"{n}.concord") for n in range(5)]
    assert writer.wait() == 0
    assert counts == sorted(counts)
    for n, count in enumerate(counts):
        report = archive.restore(str(tmp_path / f"{n}.concord"), str(tmp_path / f"r{n}"))
        assert report.clean
        assert report.entries == count
        with open_workspace(str(tmp_path / f"r{n}"), "ana") as again:
            titles = [action.title for action in again.records.all(Action)]
            assert titles == [f"Action {at}" for at in range(len(titles))]


def test_nothing_is_overwritten(source: str, tmp_path: Path):
    file = tmp_path / "b.concord"
    file.write_text("mine")
    with pytest.raises(Failed, match="is there already"):
        archive.backup(source, file)
    assert file.read_text() == "mine"
    archive.backup(source, NewFile(str(file), force=True))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").write_text("mine")
    for place in (tmp_path / "full", file):
        with pytest.raises(Failed, match="something in"):
            archive.restore(str(file), str(place))
    (tmp_path / "empty").mkdir()
    archive.restore(str(file), str(tmp_path / "empty"))


def made(path: Path, *members: tuple[str, bytes, bytes]) -> Path:
    """A tar with members of a name, a type and content."""
    with tarfile.open(path, "w:gz") as file:
        for name, sort, data in members:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = sort, len(data), "/etc/passwd"
            file.addfile(info, io.BytesIO(data))
    return path


@pytest.mark.parametrize(
    "members",
    [
        (("../journal", tarfile.REGTYPE, b"x"),),
        (("/etc/cron.d/x", tarfile.REGTYPE, b"x"),),
        (("journal", tarfile.SYMTYPE, b""),),
        (("journal", tarfile.LNKTYPE, b""),),
        (("segments", tarfile.DIRTYPE, b""),),
        (("segments/000000000001/../../x", tarfile.REGTYPE, b"x"),),
        (("journal", tarfile.REGTYPE, b"rubbish"),),
        (),
    ],
)
def test_what_is_no_backup_is_refused_and_leaves_nothing(tmp_path: Path, members: tuple[tuple[str, bytes, bytes], ...]):
    file = made(tmp_path / "x.concord", *members)
    with pytest.raises(ConcordError):
        archive.restore(str(file), str(tmp_path / "in" / "place"))
    assert not (tmp_path / "in").exists() or not list((tmp_path / "in").iterdir())
    assert sorted(each.name for each in tmp_path.iterdir() if each.name != "in") == ["x.concord"]


def test_a_backup_that_was_cut_or_changed_is_refused(source: str, tmp_path: Path):
    archive.backup(source, tmp_path / "b.concord")
    data = (tmp_path / "b.concord").read_bytes()
    for broken in (data[:-20], data[: len(data) // 2], b"", b"not gzip", data[:200] + b"\xff" * 8 + data[208:]):
        (tmp_path / "broken").write_bytes(broken)
        with pytest.raises(Damaged):
            archive.restore(str(tmp_path / "broken"), str(tmp_path / "place"))
        assert not (tmp_path / "place").exists()
    with pytest.raises(Failed):
        archive.restore(str(tmp_path / "nowhere"), str(tmp_path / "place"))


def test_a_damaged_workspace_is_not_backed_up_as_if_it_were_well(source: str, tmp_path: Path):
    path = Path(source) / "segments" / "000000000001"
    data = bytearray(path.read_bytes())
    data[len(data.rstrip(b"\0")) // 2] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Damaged, match="does not verify"):
        archive.backup(source, tmp_path / "b.concord")
    assert not (tmp_path / "b.concord").exists()
