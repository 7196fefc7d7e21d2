"""A healthy journal is never called damaged: what several reads bring, while others write, is not one moment.

With `CONCORD_LONG` 5,000 openings beside two busy writers, else 200.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store.commands import undo
from store.engine.checkup import verify
from store.engine.journal import system
from store.engine.ledger import Ledger
from store.errors import Failed
from store.interop import archive
from store.interop.files import NewFile
from store.workspace import Workspace
from tests.store.engine.notes import add

ROOT = Path(__file__).parents[3]
#: A round is a hundred openings in a workspace of its own, which grows under them.
ROUNDS = 50 if os.environ.get("CONCORD_LONG") else 2
#: So that the first line and the last entry are read without what is behind them.
EARLY = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "w"
    Ledger.create(place, "Test")
    with Ledger(place, "ana") as ana:
        for n in range(EARLY):
            ana.commit(add(f"early {n} " + "x" * 300))
    return place


# Made certain


@contextmanager
def mixed(monkeypatch: pytest.MonkeyPatch, folder: Path, before: bytes) -> Iterator[list[int]]:
    """The first two reads of the journal's end bring the zeros of before, then what was written since."""
    identity = os.stat(folder / "journal").st_ino
    end = len(before.rstrip(b"\0"))
    middle = end + 100
    real, met = os.pread, list[int]()

    def pread(fd: int, size: int, offset: int) -> bytes:
        data = real(fd, size, offset)
        if size == 1 or offset + len(data) <= middle or len(met) == 2 or os.fstat(fd).st_ino != identity:
            return data
        met.append(offset)
        return before[offset:middle] + data[middle - offset :]

    with monkeypatch.context() as patched:
        patched.setattr(os, "pread", pread)
        yield met


def opening(folder: Path, _ledger: Ledger) -> int:
    with Ledger(folder, "eva") as eva:
        assert eva.read_only is None, str(eva.read_only)
        return eva.seq


def catching_up(_folder: Path, ledger: Ledger) -> int:
    assert ledger.moved()
    ledger.catch_up()
    assert ledger.damage is None, str(ledger.damage)
    return ledger.seq


def check(folder: Path, _ledger: Ledger) -> int:
    report = verify(str(folder))
    assert report.findings == []
    return report.entries


def backup(folder: Path, _ledger: Ledger) -> int:
    return archive.backup(str(folder), str(folder.parent / "backup.tar.gz"))


def history(_folder: Path, ledger: Ledger) -> int:
    ledger.catch_up()
    return len(list(ledger.entries()))


def history_from_its_end(_folder: Path, ledger: Ledger) -> int:
    ledger.catch_up()
    return len(list(ledger.backwards()))


def taking_back(folder: Path, _ledger: Ledger) -> int:
    with Ledger(folder, "ana") as ana:
        entry = undo.latest(ana)
        assert entry is not None
        undo.take_back(Workspace(ana), entry)
        return ana.seq - 1


LOOKS = [opening, catching_up, check, backup, history, history_from_its_end, taking_back]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.__name__)
def test_a_tail_put_together_of_several_reads_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, look: Callable[[Path, Ledger], int]
):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        before = (folder / "journal").read_bytes()
        for n in range(3):
            ana.commit(add(f"late {n} " + "x" * 200))
        with mixed(monkeypatch, folder, before) as met:
            assert look(folder, bo) == EARLY + 3
        assert len(met) == 2, "the reads that go wrong were not made"
        bo.commit(add("it goes on"))
    assert verify(str(folder)).clean


@pytest.mark.parametrize("size", [10, 200, 2_000], ids=["shorter", "of the same length", "longer"])
def test_what_was_taken_back_meanwhile_is_no_damage(folder: Path, monkeypatch: pytest.MonkeyPatch, size: int):
    """A session has read an entry, its writer has taken it back and others have written there: then it looks back."""
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        real = system.sync_data

        def fail(_fd: int) -> None:
            monkeypatch.setattr(system, "sync_data", real)
            bo.catch_up()
            raise OSError(5, os.strerror(5))

        monkeypatch.setattr(system, "sync_data", fail)
        with pytest.raises(Failed):
            ana.commit(add("x" * 200))
        assert bo.seq == EARLY + 1
        assert {len(list(bo.entries())), len(list(bo.backwards()))} <= {EARLY, EARLY + 1}
        with Ledger(folder, "eva") as eva:
            eva.commit(add("y" * size))
        assert {len(list(bo.entries())), len(list(bo.backwards()))} <= {EARLY, EARLY + 1}
        assert history(folder, bo) == history_from_its_end(folder, bo) == EARLY + 1
    assert verify(str(folder)).clean


# Left to chance

WRITER = """
import random, sys
from store.engine.ledger import Ledger
from tests.store.engine.notes import add
chance = random.Random(int(sys.argv[2]))
with Ledger(sys.argv[1], "writer" + sys.argv[2], wait=60) as ledger:
    print("go", flush=True)
    while True:
        ledger.commit(add("x" * chance.choice((10, 300, 5_000))))
        if ledger.seq % 300 == 0:
            ledger.checkpoint()
        if ledger.seq % 500 == 0:
            ledger.rotate()
"""


@pytest.fixture
def writers(folder: Path) -> Iterator[list[subprocess.Popen[str]]]:
    words = [sys.executable, "-c", WRITER, str(folder)]
    busy = [subprocess.Popen([*words, str(n)], cwd=ROOT, stdout=subprocess.PIPE, text=True) for n in range(2)]
    for process in busy:
        assert process.stdout is not None
        process.stdout.readline()
    yield busy
    for process in busy:
        process.kill()
        process.wait()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_openings_beside_busy_writers(folder: Path, writers: list[subprocess.Popen[str]], _round: int):
    """Every way in, in turn; none is told that anything does not verify."""
    with Ledger(folder, "session") as session:
        for number in range(100):
            if number % 20 == 9:
                report = verify(str(folder))
                assert report.clean, [str(finding.words) for finding in report.findings]
            elif number % 20 == 19:
                archive.backup(str(folder), NewFile(str(folder.parent / "backup.tar.gz"), force=True))
            else:
                with Ledger(folder, "reader") as ledger:
                    assert ledger.read_only is None, str(ledger.read_only)
                    assert next(ledger.backwards()).seq == ledger.seq
                    assert [entry.seq for entry in ledger.entries(ledger.seq - 3)][-1] == ledger.seq
            seen = session.seq
            session.catch_up()
            assert (session.read_only, session.epoch) == (None, 0), str(session.read_only)
            assert session.seq >= seen
        end = time.monotonic() + 60
        while session.seq <= EARLY + 50 and time.monotonic() < end:  # on a busy machine they are slow
            time.sleep(0.05)
            session.catch_up()
        seen = session.seq
    assert [process.poll() for process in writers] == [None, None], "a writer was refused"
    assert seen > EARLY + 50
