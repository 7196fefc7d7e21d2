"""Archives that are larger than they look: refused before disk or memory is full; whole ones a piece at a time."""

import gzip
import io
import os
import tarfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from store import commands
from store.engine.journal import checkpoint, system
from store.engine.journal.entry import frame
from store.engine.journal.header import Header
from store.errors import ConcordError, Damaged, Failed
from store.interop import archive, unpacking
from store.workspace import Workspace, open_workspace

MIB = 1 << 20
ZEROS = bytes(MIB)


def journal(entries: int, size: int, *, after: int = 0, chain: int = 0) -> bytes:
    """A journal that verifies, of entries that say nothing."""
    header = Header(workspace="0123456789abcdef", name="x", made="2026-11-28T00:00:00Z", after=after, chain=chain)
    line, seed = frame(msgspec.json.encode(header), 0)
    lines = [line]
    seed = chain or seed
    for seq in range(after + 1, after + entries + 1):
        body = {"v": 1, "seq": seq, "op": "", "at": "2026-11-28T00:00:00Z", "who": "a", "what": {"do": "x" * size}}
        line, seed = frame(msgspec.json.encode(body), seed)
        lines.append(line)
    return b"".join(lines)


def header(name: str, size: int, sort: bytes = tarfile.REGTYPE) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type = size, sort
    return info.tobuf(tarfile.GNU_FORMAT)


def member(name: str, data: bytes) -> bytes:
    return header(name, len(data)) + data + bytes(-len(data) % 512)


BOMBS: dict[str, Callable[[], Iterator[bytes]]] = {
    "a journal of ten gigabytes": lambda: iter([header("journal", 10 << 30), ZEROS]),
    "a size below nothing": lambda: iter([header("journal", -5)]),
    "a journal of zeros": lambda: iter([header("journal", 256 * MIB), *[ZEROS] * 256]),
    "a journal that goes on in zeros": lambda: iter(
        [header("journal", 256 * MIB), (line := journal(3, 10)), ZEROS[len(line) :], *[ZEROS] * 255]
    ),
    "an entry that says to be endless": lambda: iter(
        [header("journal", 256 * MIB), (line := journal(1, 1)), b"00000000 7fffffff ", ZEROS[len(line) + 18 :]]
        + [ZEROS] * 255
    ),
    "more than its header says": lambda: iter([member("journal", journal(3, 10)), *[b"x" * MIB] * 256]),
    "zeros behind its end": lambda: iter([member("journal", journal(3, 10)), *[ZEROS] * 256]),
    "a long name": lambda: iter([header("././@LongLink", 256 * MIB, tarfile.GNUTYPE_LONGNAME), *[ZEROS] * 256]),
    "an extended header": lambda: iter([header("x", 256 * MIB, tarfile.XHDTYPE), *[ZEROS] * 256]),
    "a global header": lambda: iter([header("x", 256 * MIB, tarfile.XGLTYPE), *[ZEROS] * 256]),
    "many files": lambda: (
        member(f"segments/{n:012d}", journal(1, 1, after=n - 1, chain=min(n - 1, 7))) for n in range(1, 99)
    ),
    "one file twice": lambda: iter([member("journal", journal(3, 10))] * 2),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_inflates_is_refused_with_little_written_and_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bomb: str
):
    file = tmp_path / "bomb.concord"
    with gzip.open(file, "wb", compresslevel=1) as out:
        for part in BOMBS[bomb]():
            out.write(part)
    written: list[int] = []
    write = system.write
    monkeypatch.setattr(system, "write", lambda fd, data: (written.append(len(data)), write(fd, data))[1])
    monkeypatch.setattr(unpacking, "MEMBERS", 9)
    tracemalloc.start()
    try:
        with pytest.raises(ConcordError):
            archive.restore(str(file), str(tmp_path / "place"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sum(written) < 2 * MIB
    assert peak < 16 * MIB
    assert [each.name for each in tmp_path.iterdir()] == ["bomb.concord"]


def test_an_archive_wants_room_on_the_disk_and_below_the_limit(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, place = tmp_path / "b.concord", tmp_path / "place"
    archive.backup(workspace.ledger.folder, file)
    with pytest.raises(Failed, match="Raise the limit"):
        archive.restore(str(file), str(place), limit=100)
    monkeypatch.setattr(os, "statvfs", lambda _path: SimpleNamespace(f_bavail=1, f_frsize=100))
    with pytest.raises(Failed, match="1 MiB are needed, 0 MiB are free"):
        archive.restore(str(file), str(place))
    assert not place.exists()


def test_a_restored_workspace_has_a_checkpoint_for_its_group(workspace: Workspace, tmp_path: Path):
    workspace.do(commands.add, "action", {"title": "Feed"})
    file, place = tmp_path / "b.concord", tmp_path / "place"
    archive.backup(workspace.ledger.folder, file)
    assert archive.restore(str(file), str(place)).findings == []
    loaded = checkpoint.load(str(place), None)
    assert loaded is not None
    loaded.file.close()
    assert loaded.head.seq == workspace.ledger.seq
    assert os.stat(place / "checkpoint").st_mode & 0o777 == 0o660


def test_without_room_for_a_checkpoint_the_rest_is_restored_all_the_same(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file, place = tmp_path / "b.concord", tmp_path / "place"
    archive.backup(workspace.ledger.folder, file)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint, "save", full)
    assert [finding.level for finding in archive.restore(str(file), str(place)).findings] == ["note"]
    with open_workspace(str(place), "ana") as again:
        assert again.ledger.seq == workspace.ledger.seq


def test_a_large_workspace_is_backed_up_with_little_in_memory(tmp_path: Path):
    folder = tmp_path / "large"
    (folder / "segments").mkdir(parents=True)
    first = journal(400, 60_000)
    (folder / "segments" / "000000000001").write_bytes(first)
    (folder / "journal").write_bytes(journal(400, 60_000, after=400, chain=int(last(first)[:8], 16)) + bytes(65536))
    tracemalloc.start()
    try:
        assert archive.backup(str(folder), tmp_path / "b.concord") == 800
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 12 * MIB
    assert archive.restore(str(tmp_path / "b.concord"), str(tmp_path / "again")).entries == 800


def last(data: bytes) -> bytes:
    return data.rstrip(b"\n").rpartition(b"\n")[2]


@pytest.mark.parametrize("gone", ["first", "middle"])
def test_a_segment_that_is_missing_is_said_when_backing_up(workspace: Workspace, tmp_path: Path, gone: str):
    for n in range(3):
        workspace.do(commands.add, "action", {"title": f"Action {n}"})
        workspace.ledger.rotate()
    segments = sorted((Path(workspace.ledger.folder) / "segments").iterdir())
    segments[0 if gone == "first" else 1].unlink()
    with pytest.raises(Damaged, match="does not go on"):
        archive.backup(workspace.ledger.folder, tmp_path / "b.concord")
    assert list(tmp_path.glob("*.concord")) == []


def test_what_others_write_meanwhile_is_not_called_damaged(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for n in range(3):
        workspace.do(commands.add, "action", {"title": f"Action {n}"})
    whole = (Path(workspace.ledger.folder) / "journal").read_bytes().rstrip(b"\0")
    hole = len(whole) - len(last(whole)) - 60
    stale = [whole[:hole] + bytes(30) + whole[hole + 30 :]] * 2
    pread = os.pread
    monkeypatch.setattr(
        os, "pread", lambda fd, size, at: stale.pop()[at : at + size] if stale and size > 4096 else pread(fd, size, at)
    )
    count = archive.backup(workspace.ledger.folder, tmp_path / "b.concord")
    assert not stale
    monkeypatch.undo()
    assert count == workspace.ledger.seq
    assert archive.restore(str(tmp_path / "b.concord"), str(tmp_path / "again")).entries == count


def test_an_archive_comes_through_a_pipe_too(workspace: Workspace, tmp_path: Path):
    out = io.BytesIO()
    count = archive.backup(workspace.ledger.folder, out)
    read, write = os.pipe()
    os.write(write, out.getvalue())
    os.close(write)
    assert archive.restore(f"/dev/fd/{read}", str(tmp_path / "again")).entries == count
    os.close(read)
