"""The store beside TinyDB's own storage and SQLite, in turn in one run.

    python tests/bench/bench_store.py [--records 100000] [--rounds 40]

Prints what a durable change of one record costs at 1,000 and at many records, and what opening costs in time and
memory.
"""

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import store  # noqa: E402
from store import commands  # noqa: E402
from store.engine.ledger import Ledger  # noqa: E402

FILLER = "The stock feed reaches every shop before the doors open, and whoever changes it says so. " * 3


def action(number: int) -> dict[str, object]:
    """About 400 bytes."""
    return {"title": f"Action number {number}", "note": FILLER, "priority": "normal", "state": "todo"}


def workspace(folder: Path, records: int) -> None:
    Ledger.create(folder, "Bench")
    with store.open_workspace(str(folder), "bench") as opened:
        for first in range(0, records, 20_000):
            opened.do(commands.add_many, "action", [action(n) for n in range(first, min(first + 20_000, records))])
        opened.ledger.checkpoint()


def documents(folder: Path, records: int) -> None:
    with store.open_documents(folder, "bench") as opened:
        opened.table("action").insert_multiple(action(n) for n in range(records))
        opened.ledger.checkpoint()


def plain(path: Path, records: int) -> None:
    path.write_text(json.dumps({"action": {str(n): action(n) for n in range(1, records + 1)}}), "utf-8")


def sqlite(path: Path, records: int) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute("create table action (id integer primary key, body text)")
    connection.execute("begin")
    connection.executemany(
        "insert into action values (?, ?)", ((n, json.dumps(action(n))) for n in range(1, records + 1))
    )
    connection.execute("commit")
    return connection


def clocked(work: Callable[[int], object], number: int) -> float:
    begin = time.perf_counter()
    work(number)
    return (time.perf_counter() - begin) * 1e3


def commits(scratch: Path, records: int, rounds: int) -> dict[str, float]:
    """Milliseconds for a change of one record, medians of ``rounds`` taken in turn."""
    workspace(scratch / "workspace", records)
    documents(scratch / "documents", records)
    plain(scratch / "plain.json", records)
    connection = sqlite(scratch / "sqlite", records)
    from tinydb import TinyDB

    tiny = TinyDB(scratch / "plain.json")
    opened, alone = (
        store.open_workspace(str(scratch / "workspace"), "bench"),
        store.open_documents(scratch / "documents"),
    )
    table = alone.table("action")
    works: dict[str, Callable[[int], object]] = {
        "open_documents": lambda n: table.update({"state": f"doing {time.perf_counter_ns()}"}, doc_ids=[n]),
        "a command": lambda n: opened.do(commands.edit, f"A-{n}", {"title": f"Changed {time.perf_counter_ns()}"}),
        "SQLite FULL": lambda n: connection.execute(
            "update action set body = ? where id = ?", (json.dumps({**action(n), "at": time.perf_counter_ns()}), n)
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(1, rounds * 10 + 1):
        for name, work in works.items():
            times[name].append(clocked(work, number % records + 1))
    times["TinyDB JSONStorage"] = [
        clocked(lambda n: tiny.table("action").update({"state": "doing"}, doc_ids=[n]), number)
        for number in range(1, 4)
    ]
    for thing in (opened, alone, connection, tiny):
        thing.close()
    return {name: statistics.median(values) for name, values in times.items()}


OPENINGS = {
    "bare imports": "import msgspec, tinydb, store",
    "open_documents": "import store; d = store.open_documents(sys.argv[1] + '/documents')",
    "open_documents, one read": "import store; d = store.open_documents(sys.argv[1] + '/documents'); "
    "d.table('action').get(doc_id=5)",
    "open_documents, all read": "import store; d = store.open_documents(sys.argv[1] + '/documents'); "
    "d.table('action').all()",
    "TinyDB, one read": "import tinydb; d = tinydb.TinyDB(sys.argv[1] + '/plain.json'); "
    "d.table('action').get(doc_id=5)",
}


def opening(scratch: Path, code: str) -> tuple[float, float]:
    """Milliseconds within the process, after the imports, and its peak memory in MB."""
    head, _, tail = code.partition("; ")
    measured = (
        f"import sys, time; {head}; b = time.perf_counter(); {tail or 'pass'}; e = time.perf_counter(); "
        "peak = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0]; "
        "print((e - b) * 1e3, int(peak) / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, str(scratch)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    milliseconds, memory = done.stdout.split()
    return float(milliseconds), float(memory)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=40)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        small = commits(Path(few), 1_000, chosen.rounds)
        large = commits(Path(many), chosen.records, chosen.rounds)
        print(f"| one change | ms at 1,000 | ms at {chosen.records:,} | growth | × SQLite |\n|---|--:|--:|--:|--:|")
        for name, value in large.items():
            ratio = value / large["SQLite FULL"]
            print(f"| {name} | {small[name]:.3f} | {value:.3f} | {value / small[name]:.2f} | {ratio:.2f} |")
        faster = large["TinyDB JSONStorage"] / large["open_documents"]
        print(f"\nopen_documents is {faster:,.0f} × faster than TinyDB's JSONStorage at {chosen.records:,} records")
        print("\n| opening | ms | peak MB |\n|---|--:|--:|")
        for name, code in OPENINGS.items():
            runs = [opening(Path(many), code) for _ in range(5)]
            milliseconds, memory = (statistics.median(values) for values in zip(*runs, strict=True))
            print(f"| {name} | {milliseconds:.0f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
