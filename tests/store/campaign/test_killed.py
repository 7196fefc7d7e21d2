"""Killed at random moments of commits, checkpoints, rotations and repairs: what was acknowledged is there."""

import os
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from store.engine.checkup import verify
from store.engine.ledger import Ledger
from store.interop.archive_trial import try_out
from store.interop.daily_backups import DailyBackups
from store.interop.unpacking import look_through

ROOT = Path(__file__).parents[3]
LONG = bool(os.environ.get("CONCORD_LONG"))

WORKER = """
import sys
from store.engine.ledger import Ledger
from store.engine.repair import repair
ledger = Ledger(sys.argv[1], "ana", wait=60)
def add(transaction):
    number = transaction.allot("note")
    transaction.write("note", number, {"text": "x" * 300})
    return number
n = 0
while True:
    print("n", ledger.commit(add), flush=True)
    n += 1
    if n % 5 == 0:
        ledger.checkpoint()
    if n % 7 == 0:
        ledger.rotate()
"""

REPAIRER = """
import sys
from store.engine.repair import repair
print("go", flush=True)
repair(sys.argv[1], 60)
"""


def killed(script: str, folder: Path, after: float) -> list[str]:
    """What the process said before it was killed."""
    process = subprocess.Popen([sys.executable, "-c", script, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = [process.stdout.readline()]
    time.sleep(after)
    process.kill()
    said += process.stdout.readlines()
    process.wait()
    return [each for each in said if each.endswith("\n")]


@pytest.mark.parametrize("seed", range(4) if LONG else range(1))
def test_nothing_acknowledged_is_lost(tmp_path: Path, seed: int):
    folder, chance = tmp_path / "w", random.Random(seed)
    Ledger.create(folder, "Test")
    acknowledged: set[int] = set()
    for _ in range(250 if LONG else 10):
        said = killed(WORKER, folder, chance.uniform(0, 0.08))
        acknowledged |= {int(each.split()[1]) for each in said}
        with Ledger(folder, "reader") as ledger:
            assert set(ledger.numbers("note")) >= acknowledged
            assert ledger.damage is None
    assert len(acknowledged) > 10
    assert verify(str(folder)).clean
    with Ledger(folder, "ana") as ledger:
        assert [entry.seq for entry in ledger.entries()] == list(range(1, ledger.seq + 1))


def test_a_killed_repair_is_taken_up_again(tmp_path: Path):
    chance = random.Random(5)
    for round in range(40 if LONG else 4):
        folder = tmp_path / f"w{round}"
        Ledger.create(folder, "Test")
        with Ledger(folder, "ana") as ledger:
            for number in range(1, 200):
                ledger.commit(lambda transaction, number=number: transaction.write("note", number, {"n": number}))
            ledger.checkpoint()
        journal = folder / "journal"
        data = bytearray(journal.read_bytes())
        data[len(data.rstrip(b"\0")) // 2] ^= 4
        journal.write_bytes(bytes(data))
        killed(REPAIRER, folder, chance.uniform(0, 0.05))
        from store.engine.repair import repair

        repair(str(folder))
        with Ledger(folder, "ana") as ledger:
            assert sorted(ledger.numbers("note")) == list(range(1, 200))
        assert verify(str(folder)).clean


BACKUP = """
import sys
from datetime import date, timedelta
from store.engine.ledger import Ledger
from store.interop.archive_trial import try_out
from store.interop.daily_backups import DailyBackups, remove
with Ledger(sys.argv[1], "ana", wait=60) as ledger:
    backups = DailyBackups(sys.argv[2], ledger.folder, ledger.header.workspace)
    number = 0
    while True:
        ledger.commit(lambda transaction: transaction.write("note", transaction.allot("note"), {"text": "x" * 9000}))
        number += 1
        day = date(2026, 11, 23) + timedelta(number // 4)
        backups.write(day, lambda part, followed: try_out(part, ledger, followed), wait=60)
        remove(backups.superfluous(day, {"d": 2}))
        print(day, ledger.seq, flush=True)
"""


@pytest.mark.parametrize("writers", [1, 3])
def test_a_killed_backup_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writers: int):
    """Whatever has the name verifies; what was said to be backed up is; what was left behind goes with the next one."""
    folder, place, chance = tmp_path / "w", tmp_path / "backups", random.Random(writers)
    (place / "trials").mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(place / "trials"))
    Ledger.create(folder, "Test")
    said: list[str] = []
    for _ in range(60 if LONG else 5):
        command = [sys.executable, "-c", BACKUP, str(folder), str(place)]
        processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(writers)]
        for process in processes:
            assert process.stdout is not None
            said.append(process.stdout.readline())
            time.sleep(chance.uniform(0, 0.15))
            process.kill()
            said += process.stdout.readlines()
            process.wait()
        for path in place.glob("*.concord"):
            assert look_through(str(path))[0].seq > 0
    acknowledged = [line.split() for line in said if line.endswith("\n")]
    assert len(acknowledged) >= 5
    newest = max((path for path in place.glob("*.concord")), key=lambda path: look_through(str(path))[0].seq)
    assert look_through(str(newest))[0].seq >= max(int(seq) for _day, seq in acknowledged)
    with Ledger(folder, "ana") as ledger:
        monkeypatch.setattr("tempfile.tempdir", str(place / "trials"))
        backups = DailyBackups(str(place), ledger.folder, ledger.header.workspace)
        backups.write(date(2027, 1, 1), lambda part, followed: try_out(part, ledger, followed), wait=0)
    assert [each.name for each in place.iterdir() if each.suffix != ".concord"] == ["trials"]
    assert [*(place / "trials").iterdir()] == []
