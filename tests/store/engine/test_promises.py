"""What the ledger promises, whatever happens to the machine: tried with real processes, cuts, flips and kills."""

import os
import pty
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from store import Busy, ConcordError, Damaged, Failed
from store.engine.checkup import verify
from store.engine.identity import os_user
from store.engine.journal import lock, system
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from tests.store.engine.notes import add

ROOT = Path(__file__).parents[3]
LONG = bool(os.environ.get("CONCORD_LONG"))

WRITER = """
import sys
from store.engine.ledger import Ledger
folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
ledger = Ledger(folder, name, wait=60)
def add(transaction):
    number = transaction.allot("note")
    transaction.write("note", number, {"by": name, "text": "x" * 50})
    return number
for _ in range(count):
    print(ledger.commit(add), flush=True)
"""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "workspace", "Test")
    return tmp_path / "workspace"


def written(journal: Path) -> bytes:
    """What the journal holds, without the zeros into which it grows."""
    return journal.read_bytes().rstrip(b"\0")


def texts(folder: Path) -> list[bytes]:
    with Ledger(folder, "reader") as ledger:
        return [bytes(raw) for _number, raw in ledger.items("note")]


def test_several_processes_lose_nothing_and_share_no_number(folder: Path):
    count = 1000 if LONG else 150
    running = [writer(folder, name, count) for name in ("ana", "bo", "eva")]
    said = [int(line) for process in running for line in process.communicate()[0].split()]
    assert sorted(said) == list(range(1, 3 * count + 1))
    with Ledger(folder, "reader") as ledger:
        assert sorted(ledger.numbers("note")) == sorted(said)
        assert [entry.seq for entry in ledger.entries()] == list(range(1, 3 * count + 1))


def test_another_s_commit_is_news_once(folder: Path):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        ana.commit(add("hello"))
        assert bo.moved()
        assert bo.catch_up() == 1
        assert [entry.who for entry in bo.news()] == ["ana"]
        assert bo.news() == []
        assert not bo.moved()


def test_killed_at_any_moment_every_acknowledged_commit_is_there(folder: Path):
    chance = random.Random(7)
    acknowledged = 0
    for _ in range(200 if LONG else 12):
        process = writer(folder, "ana", 100_000)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, 60)):
            acknowledged = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[0].split()
        acknowledged = int(rest[-1]) if rest else acknowledged
        with Ledger(folder, "reader") as ledger:
            assert ledger.highest("note") >= acknowledged
            assert ledger.numbers("note") == list(range(1, ledger.highest("note") + 1))
    assert acknowledged > 100


def test_cut_at_every_byte_of_the_last_entries_the_whole_ones_are_there(folder: Path):
    journal = folder / "journal"
    ends = []
    with Ledger(folder, "ana") as ledger:
        for text in ("one", "two", "three"):
            ends.append(len(written(journal)))
            ledger.commit(add(text))
    data = written(journal)
    ends.append(len(data))
    for size in range(ends[0], len(data)):
        journal.write_bytes(data[:size])
        whole = sum(end <= size for end in ends[1:])
        assert len(texts(folder)) == whole, f"cut to {size} bytes"
        with Ledger(folder, "ana") as ledger:
            ledger.commit(add("after"))
        assert len(texts(folder)) == whole + 1
    for aside in folder.glob("torn-*"):
        assert aside.stat().st_size


@pytest.mark.parametrize("tail", [b"\0" * 30, b"\0" * 5000, b"\0" * 600 + b"rest of an entry", b"\0abc\n"])
@pytest.mark.parametrize("cut", [True, False])
def test_a_write_of_which_the_first_sectors_never_arrived_is_set_aside(folder: Path, tail: bytes, cut: bool):
    journal = folder / "journal"
    with Ledger(folder, "ana") as ledger:
        ledger.commit(add("one"))
    data = written(journal)
    journal.write_bytes(data + tail + (b"" if cut else bytes(9000)))
    with Ledger(folder, "ana") as ledger:
        ledger.commit(add("two"))
    assert len(texts(folder)) == 2
    assert written(journal).count(b"\n") == 3
    assert bool(list(folder.glob("torn-*"))) == bool(tail.strip(b"\0"))


def test_any_flipped_bit_is_refused_or_leaves_the_commits_before_it(folder: Path):
    journal = folder / "journal"
    with Ledger(folder, "ana") as ledger:
        for text in ("one", "two", "three"):
            ledger.commit(add(text))
    data = written(journal)
    right = texts(folder)
    step = 1 if LONG else 11
    for bit in range(0, len(data) * 8, step):
        broken = bytearray(data)
        broken[bit // 8] ^= 1 << bit % 8
        journal.write_bytes(broken)
        with suppress(ConcordError), Ledger(folder, "ana") as ledger:  # a named refusal is right too
            seen = [bytes(raw) for _number, raw in ledger.items("note")]
            assert seen == right[: len(seen)], f"bit {bit} made a wrong document"
            assert len(seen) < 3
            with pytest.raises(ConcordError):
                ledger.commit(add("four"))
        assert journal.read_bytes() == bytes(broken), f"bit {bit}: something was cut"


def test_damage_in_the_middle_is_known_from_the_opening_on(folder: Path):
    with Ledger(folder, "ana") as ledger:
        for text in ("one", "two", "three"):
            ledger.commit(add(text))
    journal = folder / "journal"
    journal.write_bytes(journal.read_bytes().replace(b'"two"', b'"twa"'))
    with Ledger(folder, "ana") as ledger:
        assert ledger.damage is not None
        assert "entry 1" in str(ledger.read_only)
        assert ledger.count("note") == 1


def test_a_refused_command_writes_nothing(folder: Path):
    before = (folder / "journal").read_bytes()
    with Ledger(folder, "ana") as ledger:

        def refused(transaction: Transaction) -> None:
            add("never")(transaction)
            raise Failed("no")

        with pytest.raises(Failed):
            ledger.commit(refused)
        assert ledger.items("note") == []
        ledger.commit(lambda transaction: None)
    assert (folder / "journal").read_bytes() == before


def test_the_checkpoint_is_a_cache(folder: Path):
    with Ledger(folder, "ana") as ledger:
        for text in ("one", "two"):
            ledger.commit(add(text))
        ledger.checkpoint()
        ledger.commit(add("three"))
    right = texts(folder)
    checkpoint = folder / "checkpoint"
    data = checkpoint.read_bytes()
    for at in range(0, len(data), 7):
        broken = bytearray(data)
        broken[at] ^= 4
        checkpoint.write_bytes(broken)
        assert texts(folder) == right
    checkpoint.unlink()
    assert texts(folder) == right


def test_a_number_is_never_given_twice_even_over_a_checkpoint(folder: Path):
    with Ledger(folder, "ana") as ledger:
        number = ledger.commit(add("one"))
        ledger.commit(lambda transaction: transaction.delete("note", number))
        ledger.checkpoint()
    with Ledger(folder, "ana") as ledger:
        assert ledger.commit(add("two")) == number + 1


def test_the_folder_and_its_files_belong_to_the_group_whatever_the_umask(tmp_path: Path):
    before = os.umask(0o077)
    try:
        Ledger.create(tmp_path / "shared", "Test")
        with Ledger(tmp_path / "shared", "ana") as ledger:
            ledger.commit(add("one"))
            ledger.checkpoint()
    finally:
        os.umask(before)
    modes = {
        path.name: path.stat().st_mode & 0o7777 for path in [tmp_path / "shared", *(tmp_path / "shared").iterdir()]
    }
    assert modes == {"shared": 0o2770, "journal": 0o660, "checkpoint": 0o660}


def test_a_checkpoint_ahead_of_the_journal_means_that_the_journal_was_cut(folder: Path):
    with Ledger(folder, "ana") as ledger:
        for text in ("one", "two"):
            ledger.commit(add(text))
        ledger.checkpoint()
    os.truncate(folder / "journal", len(written(folder / "journal")) - 20)
    with Ledger(folder, "ana") as ledger:
        assert ledger.read_only is not None
        assert ledger.count("note") == 2
        with pytest.raises(Damaged, match="cut"):
            ledger.commit(add("three"))
    assert not verify(str(folder)).clean


def test_the_check_names_what_is_damaged_and_leaves_the_rest_alone(folder: Path):
    with Ledger(folder, "ana") as ledger:
        for text in ("one", "two", "three"):
            ledger.commit(add(text))
        ledger.checkpoint()
    assert verify(str(folder)).clean
    journal = folder / "journal"
    data = journal.read_bytes()
    journal.write_bytes(data.replace(b'"two"', b'"twa"'))
    report = verify(str(folder))
    assert not report.clean
    assert report.entries == 1
    assert any("entry 2" in str(f.words) and "1 entry behind it looks whole" in str(f.words) for f in report.findings)


@pytest.mark.parametrize("make", ["link", "pipe", "folder", "empty", "zeros"])
def test_what_is_no_journal_is_refused_in_words(folder: Path, make: str):
    journal, other = folder / "journal", folder / "other"
    journal.rename(other)
    if make == "link":
        journal.symlink_to(other)
    elif make == "pipe":
        os.mkfifo(journal)
    elif make == "folder":
        journal.mkdir()
    else:
        journal.write_bytes(b"\0" * 4096 if make == "zeros" else b"")
    with pytest.raises(ConcordError):
        Ledger(folder, "ana")


def test_the_lock_is_waited_for_in_bounds_and_its_holder_named(folder: Path):
    with Ledger(folder, "ana", wait=0.1) as ana, Ledger(folder, "bo") as bo:
        with pytest.raises(Busy) as refused:
            bo.commit(lambda transaction: ana.commit(add("never")))
        assert refused.value.details["pid"] == os.getpid()
        assert ana.commit(add("now")) == 1


HOLDER = """
import fcntl, os, sys
name = os.ttyname(0).removeprefix("/dev/")
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
fcntl.flock(os.open(sys.argv[1], os.O_RDWR), fcntl.LOCK_EX)
os.write(1, name.encode())
while True:
    os.read(1, 1)
"""


def test_the_holder_s_terminal_is_told_whatever_it_reads_from(folder: Path):
    pid, end = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-c", HOLDER, str(folder / "journal")])
    try:
        name = os.read(end, 100).decode()
        assert lock.holder(str(folder / "journal")) == (pid, os_user(), name)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(end)


@pytest.mark.parametrize("error", [28, 5])
@pytest.mark.parametrize("call", ["write_at", "sync_data"])
def test_a_failing_disk_leaves_nothing_half_written(
    folder: Path, call: str, error: int, monkeypatch: pytest.MonkeyPatch
):
    with Ledger(folder, "ana") as ledger:
        ledger.commit(add("one"))
        before = written(folder / "journal")
        real = getattr(system, call)
        failing = [True]

        def fail(fd: int, *rest: Any):
            if failing.pop() if failing else False:
                if call == "write_at":
                    real(fd, rest[0][:20], rest[1])
                raise OSError(error, os.strerror(error))
            return real(fd, *rest)

        monkeypatch.setattr(system, call, fail)
        with pytest.raises(Failed, match="Nothing was saved"):
            ledger.commit(add("two"))
        assert not failing
        assert written(folder / "journal") == before
        assert ledger.count("note") == 1
    with Ledger(folder, "ana") as ledger:
        ledger.commit(add("two"))
    assert len(texts(folder)) == 2


def test_a_journal_put_in_the_place_of_the_open_one_is_noticed(folder: Path, tmp_path: Path):
    with Ledger(folder, "ana") as ledger:
        ledger.commit(add("one"))
        data = (folder / "journal").read_bytes()
        ledger.commit(add("two"))
        (tmp_path / "copy").write_bytes(data)
        (tmp_path / "copy").rename(folder / "journal")
        ledger.commit(add("three"))
        assert ledger.count("note") == 2
    assert len(texts(folder)) == 2
