"""Many at once: commits of 15 writers beside SQLite's, how long the lock is waited for, what 50 idle sessions cost.

python tests/bench/bench_crowd.py [--writers 15] [--seconds 10] [--sessions 50]
"""

import argparse
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import store  # noqa: E402
from store import commands  # noqa: E402
from store.engine.ledger import Ledger  # noqa: E402
from store.kinds.workspace import found  # noqa: E402

LITE = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
connection.execute("pragma synchronous=full")
count, end = 0, time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    connection.execute("begin immediate")
    connection.execute("insert into action (body) values (?)", ('{"title": "By a colleague", "note": ""}',))
    connection.execute("commit")
    count += 1
print(count)
"""
OURS = """
import sys, time
from store import commands
from store.workspace import open_workspace
count, end = 0, time.monotonic() + float(sys.argv[2])
with open_workspace(sys.argv[1], "p0", wait=60) as workspace:
    while time.monotonic() < end:
        workspace.do(commands.add, "action", {"title": "By a colleague"})
        count += 1
print(count)
"""


def workspace(folder: str, people: int, records: int = 0) -> None:
    Ledger.create(folder, "Bench")
    with store.open_workspace(folder, "p0") as opened:
        opened.do(found, "Bench", "UTC", "en", "p0", "P 0", "All")
        for n in range(1, people):
            opened.do(commands.add, "person", {"name": f"P {n}", "login": f"p{n}"})
        if records:
            opened.do(commands.add_many, "action", [{"title": f"Action {n}"} for n in range(records)])
        opened.ledger.checkpoint()


def together(script: str, place: str, writers: int, seconds: float) -> float:
    """Commits a second of that many processes."""
    words = [sys.executable, "-c", script, place, str(seconds)]
    crowd = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(writers)]
    return sum(int(process.communicate()[0]) for process in crowd) / seconds


def throughput(scratch: Path, writers: int, seconds: float) -> None:
    lite = scratch / "lite.db"
    connection = sqlite3.connect(lite)
    connection.execute("pragma journal_mode=wal")
    connection.execute("create table action (id integer primary key, body text)")
    connection.commit()
    connection.close()
    workspace(str(scratch / "ours"), 1)
    found: dict[str, list[float]] = {"concord": [], "sqlite": []}
    for _ in range(3):
        found["concord"].append(together(OURS, str(scratch / "ours"), writers, seconds))
        found["sqlite"].append(together(LITE, str(lite), writers, seconds))
    ours, theirs = (statistics.median(found[name]) for name in ("concord", "sqlite"))
    print(f"{writers} writers: {ours:,.0f} commands/s, SQLite FULL {theirs:,.0f} inserts/s, x {ours / theirs:.2f}")


def waiting(scratch: Path, writers: int, seconds: float) -> None:
    """Everybody commits now and then, 20 times a second in all."""
    folder = str(scratch / "waiting")
    workspace(folder, writers, 1_000)
    pause = writers / 20
    words = [sys.executable, "-m", "tests.store.campaign.colleague", folder]
    crowd = [
        subprocess.Popen(
            [*words, f"p{n}", str(n), str(seconds), str(pause)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for n in range(writers)
    ]  # fmt: skip
    waits: list[float] = []
    for process in crowd:
        assert process.stdout is not None
        process.stdout.readline()
        waits += [float(wait) for wait in process.stdout.readline().split()[1:]]
        process.communicate("\n")
    waits.sort()
    p50, p99 = (waits[int(len(waits) * share)] * 1000 for share in (0.5, 0.99))
    print(f"{len(waits)} commits of {writers} writers wait for the lock:", end=" ")
    print(f"median {p50:.1f} ms, p99 {p99:.1f}, most {waits[-1] * 1000:.0f}")


def idle(scratch: Path, sessions: int, seconds: float) -> None:
    """Sessions that nobody touches: their share of one core, and the bytes that they write."""
    from tests.terminal.pseudo import Terminal

    folder = str(scratch / "idle")
    workspace(folder, 1, 1_000)
    os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(scratch)
    env = {"CONCORD_WORKSPACE": folder, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from tui.__main__ import start; start()"]
    opened = [Terminal(command, columns=120, rows=40, env=env) for _ in range(sessions)]
    quiet = time.monotonic() + 10 + sessions / 2
    while time.monotonic() < quiet:
        for terminal in opened:
            terminal.read(0.002)
    before = [_used(terminal.pid) for terminal in opened]
    written = sum(terminal.written for terminal in opened)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(1)
        for terminal in opened:
            terminal.read(0)
    used = sum(_used(terminal.pid) - was for terminal, was in zip(opened, before, strict=True))
    written = sum(terminal.written for terminal in opened) - written
    print(f"{sessions} idle sessions: {used / seconds * 100:.1f} % of one core, {written} bytes in {seconds:.0f} s")
    for terminal in opened:
        os.kill(terminal.pid, 9)


def _used(pid: int) -> float:
    """Processor seconds of a process."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--writers", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--sessions", type=int, default=50)
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    with tempfile.TemporaryDirectory() as place:
        scratch = Path(place)
        throughput(scratch, given.writers, given.seconds)
        waiting(scratch, given.writers, given.seconds)
        idle(scratch, given.sessions, 2 * given.seconds)


if __name__ == "__main__":
    main()
