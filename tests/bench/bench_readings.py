"""Readings: what entering one costs, ten thousand out of a pipe, and whether very many make anything else slow.

    python tests/bench/bench_readings.py [--records 100000] [--runs 11] [--workspace DIR]

Each two things in turn: `concord reading` beside a bare `import msgspec, tinydb, argparse`; a pipe of readings beside
one of actions; a workspace beside the same one without its readings; a metric of a year of readings, one every five
minutes, beside one of a few.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import commands  # noqa: E402
from store.commands.readings import NewReading, add_reading, add_readings  # noqa: E402
from store.insight import metrics  # noqa: E402
from store.insight.overview import Overview  # noqa: E402
from store.kinds.reading_day import KIND  # noqa: E402
from store.workspace import Workspace, open_workspace  # noqa: E402
from tests.bench.bench_cli import BASE, ENVIRON, concord, run  # noqa: E402

PIPED = 10_000
#: The year of one every five minutes.
YEAR, EVERY = 365, timedelta(minutes=5)
PEAK = """
import sys
from tui.__main__ import main
main(sys.argv[1:])
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")][0], file=sys.stderr)
"""


def main() -> None:
    """Prints each pair with its ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--workspace")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = asked.workspace or f"{place}/large"
        if asked.workspace is None:
            words = ("demo", "--records", str(asked.records), "--keep", folder)
            subprocess.run(concord(*words), cwd=ROOT, env=ENVIRON, stdin=subprocess.DEVNULL, check=True)
        copy = f"{place}/copy"
        shutil.copytree(folder, copy)
        one(copy, asked.runs)
        pipe(copy, place)
        beside(copy, place, asked.runs)
        year(copy)


def say(what: str, mine: float, other: float, unit: str = "ms") -> None:
    """A line: both and the ratio."""
    print(f"{what:58} {mine:9.2f} {unit}  beside {other:9.2f} {unit}   x {mine / other:.2f}", flush=True)


def one(folder: str, runs: int) -> None:
    """`concord reading` with a value, beside the imports that nothing does without."""
    found: list[tuple[float, float]] = []
    run(BASE)
    for at in range(runs):
        words = ("reading", "N-1", str(500 + at), "--at", f"00:{at:02}", "--workspace", folder)
        found.append((run(BASE)[0], run(concord(*words))[0]))
    base, mine = (statistics.median(column) for column in zip(*found, strict=True))
    say("concord reading N-1 VALUE (processor time)", mine * 1000, base * 1000)


def pipe(folder: str, place: str) -> None:
    """Ten thousand readings, beside as many actions."""
    begins = datetime.now(UTC).replace(second=30, microsecond=0) - (PIPED + 1) * timedelta(minutes=1)
    lines = {
        "actions": [{"title": f"Ring shop {at}", "due": "2027-01-15"} for at in range(PIPED)],
        "readings": [
            {"metric": f"N-{at % 5 + 1}", "at": (begins + at * timedelta(minutes=1)).isoformat(), "value": at}
            for at in range(PIPED)
        ],
    }
    took: dict[str, list[float]] = {"actions": [], "readings": []}
    for turn in range(3):
        for name, objects in lines.items():
            target = f"{place}/pipe-{name}-{turn}"
            shutil.copytree(folder, target)
            Path(f"{place}/lines").write_text("\n".join(map(json.dumps, objects)))
            words = ("add", "action") if name == "actions" else ("reading",)
            command = concord(*words, "--from-json", f"{place}/lines", "--workspace", target)
            took[name].append(run(command)[0])
            shutil.rmtree(target)
    say(
        f"{PIPED:,} readings from JSON, beside actions",
        *(statistics.median(took[name]) for name in reversed(took)),
        "s",
    )


def beside(folder: str, place: str, runs: int) -> None:
    """Start, list and memory with the readings, and without."""
    bare = f"{place}/bare"
    shutil.copytree(folder, bare)
    with open_workspace(bare) as workspace:
        n = workspace.ledger.count(KIND.name)
        workspace.ledger.commit(lambda transaction: transaction.drop(KIND.name))
        workspace.ledger.checkpoint()
    with open_workspace(folder) as workspace:
        workspace.ledger.checkpoint()
    print(f"with {n:,} days of readings, beside none:")
    for words in (("show", "A-1"), ("list", "action", "is:overdue"), ("search", "stock")):
        found = [
            tuple(run(concord(*words, "--workspace", each))[0] for each in (folder, bare)) for _turn in range(runs)
        ]
        mine, other = (statistics.median(column) for column in zip(*found, strict=True))
        say(f"  concord {' '.join(words)}", mine * 1000, other * 1000)
    peaks = [_peak(each, "list", "action", "is:overdue") for each in (folder, bare)]
    say("  concord list action is:overdue, at most", *peaks, "MB")


def _peak(folder: str, *words: str) -> float:
    command = [sys.executable, "-c", PEAK, *words, "--workspace", folder]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRON, capture_output=True, check=True)
    return int(done.stderr.split()[-1]) / 1024


def year(folder: str) -> None:
    """A metric that was read every five minutes for a year, beside one that was read a few times."""
    with open_workspace(folder) as workspace:
        ids = [workspace.do(commands.add, "metric", {"title": title, "target": 500}).id for title in ("Year", "Few")]
        now = datetime.now(UTC).replace(second=0, microsecond=0)
        moments = [now - at * EVERY for at in range(YEAR * 288, 0, -1)]
        begin = time.perf_counter()
        for at in range(0, len(moments), 10_000):
            entered = [NewReading(ids[0], at % 700, moment) for at, moment in enumerate(moments[at : at + 10_000])]
            workspace.do(add_readings, entered)
        print(f"a year of them, {len(moments):,}: entered in {time.perf_counter() - begin:.1f} s; then, beside a few:")
        workspace.do(add_readings, [NewReading(ids[1], at, moment) for at, moment in enumerate(moments[-20::2])])
        workspace.ledger.checkpoint()
        _compare(workspace, ids, now)


def _compare(workspace: Workspace, ids: list[str], now: datetime) -> None:
    overview = Overview(workspace.ledger, workspace.today)
    days = [now.date() - timedelta(back) for back in range(14)]
    deeds: dict[str, Callable[[str, int], object]] = {
        "enter one": lambda of, at: workspace.do(add_reading, of, at, now - timedelta(seconds=2 * at + 1)),
        "one more, then latest, change and state": lambda of, at: _fresh(workspace, overview, id, at, now),
        "the last reading of each of 14 days": lambda of, _at: metrics.daily(overview, of, days),
        "a day": lambda of, _at: metrics.between(overview, of, now - timedelta(1), now),
    }
    for what, deed in deeds.items():
        took: dict[str, list[float]] = {id: [] for id in ids}
        for at in range(21):
            for id in ids:
                begin = time.perf_counter()
                deed(id, at)
                took[id].append(time.perf_counter() - begin)
        say(f"  {what}", *(statistics.median(took[id]) * 1000 for id in ids))
        print(f"  {'  (the first time)':56} {took[ids[0]][0] * 1000:9.2f} ms  beside {took[ids[1]][0] * 1000:9.2f} ms")


def _fresh(workspace: Workspace, overview: Overview, id: str, at: int, now: datetime) -> None:
    workspace.do(add_reading, id, at, now - timedelta(seconds=2 * at + 62))
    overview.apply(workspace.ledger.news())
    metrics.latest(overview, id)
    metrics.change(overview, id)
    metrics.state(overview, id, now)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
