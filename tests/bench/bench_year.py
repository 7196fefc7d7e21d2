"""A year of stand-ups: 60 people, 259 working days, 15,540 entries beside 15,000 actions.

    python tests/bench/bench_year.py [--before FOLDER] [--runs 3] [--people 60] [--days 259]

Bringing the year in, starting, my entry and posting it, my day, the digest, and what a commit costs; ``--before`` is a
checkout of the code to compare with, in turn. Prints medians.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import commands  # noqa: E402
from store.engine import identity  # noqa: E402
from store.engine.ledger import Ledger  # noqa: E402
from store.workspace import open_workspace  # noqa: E402
from tests.bench.bench_screen import press  # noqa: E402
from tests.terminal.pseudo import Terminal  # noqa: E402

COMMITS = """
import sys, time, statistics
from store import commands, standups
from store.kinds.standup import Line
from store.workspace import open_workspace
from datetime import timedelta
with open_workspace(sys.argv[1]) as w:
    acts = {
        "post": lambda n: w.do(standups.post, [Line(section="next", text=f"Step {n}")], w.here + timedelta(n % 14)),
        "add a person": lambda n: w.do(commands.add, "person", {"name": f"New {n}", "login": f"new{w.ledger.seq}"}),
        "add an action": lambda n: w.do(commands.add, "action", {"title": f"New {n}"}),
    }
    for name, act in acts.items():
        times = []
        for n in range(14):
            begin = time.perf_counter(); act(n); times.append((time.perf_counter() - begin) * 1e3)
        print(f"{name};{times[0]:.2f};{statistics.median(times[1:]):.2f}")
"""


def build(folder: Path, people: int, days: int, actions: int) -> Path:
    """A workspace of that many people and actions; the file with a year of their entries, for ``--from-json``."""
    Ledger.create(folder, "Year")
    with open_workspace(str(folder)) as w:
        w.do(commands.add, "department", {"name": "Marketing", "code": "MKT"})
        me = {"name": "Me", "login": identity.os_user(), "role": "admin", "department": "DP-1"}
        w.do(commands.add, "person", me)
        others = [{"name": f"P {n}", "login": f"p{n}", "department": "DP-1"} for n in range(2, people + 1)]
        w.do(commands.add_many, "person", others)
        drafts = [{"title": f"Step {n} of the way", "owner": f"PN-{n % people + 1}"} for n in range(actions)]
        w.do(commands.add_many, "action", drafts)
        w.ledger.checkpoint()
    lines = folder.parent / "year.json"
    working = [day for back in range(1, 366) if (day := date.today() - timedelta(back)).weekday() < 5][:days]
    with lines.open("w") as out:
        for day in reversed(working):
            for n in range(people):
                said = [
                    {"id": "n", "section": "next", "text": "", "on": f"A-{(day.toordinal() * 7 + n) % actions + 1}"}
                ]
                out.write(json.dumps({"day": str(day), "person": f"PN-{n + 1}", "lines": said}) + "\n")
    return lines


def concord(root: Path, *words: str) -> float:
    """Seconds that the command takes."""
    begin = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "tui", *words]
    subprocess.run(command, check=True, cwd=root, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def screen(root: Path, folder: Path) -> dict[str, float]:
    """Milliseconds to the first paint and of keys, from the key to the last byte, and the memory before them."""
    command = [sys.executable, "-m", "tui", "--workspace", str(folder)]
    terminal = Terminal(command, columns=120, rows=40, cwd=root, env={"PYTHONPATH": str(root)})
    found = {"start": (terminal.wait_for("Departments") - terminal.started) * 1e3}
    terminal.settle(1.5)
    found["MB resident"] = psutil.Process(terminal.pid).memory_info().rss / 2**20
    for name, key in (("m: my day", "m"), ("H: what happened", "H"), ("S: my entry", "S")):
        found[name] = press(terminal, key, 0.6)[1]
        if key != "S":
            press(terminal, "\x1b", 0.6)
    found["post it: the room"] = press(terminal, "\x13", 0.6)[1]
    terminal.close()
    return found


def commits(root: Path, folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", COMMITS, str(folder)],
        check=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = {}
    for line in done.stdout.splitlines():
        name, first, others = line.split(";")
        found |= {
            f"{name.partition(':')[0]}, the first": float(first),
            f"{name.partition(':')[0]}, more": float(others),
        }
    return found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--before", type=Path)
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--people", type=int, default=60)
    words.add_argument("--days", type=int, default=259)
    words.add_argument("--actions", type=int, default=15_000)
    chosen = words.parse_args()
    roots = ([chosen.before.resolve()] if chosen.before else []) + [ROOT]
    found: dict[str, dict[Path, list[float]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = scratch
        folders = {root: Path(scratch) / str(at) / "workspace" for at, root in enumerate(roots)}
        for root, folder in folders.items():
            folder.parent.mkdir()
            lines = build(folder, chosen.people, chosen.days, chosen.actions)
            took = concord(root, "add", "standup", "--from-json", str(lines), "--workspace", str(folder)) * 1e3
            found.setdefault("add standup --from-json", {}).setdefault(root, []).append(took)
        for _ in range(chosen.runs):
            for root, folder in folders.items():
                took = {"digest": concord(root, "digest", "--workspace", str(folder)) * 1e3}
                for name, value in (screen(root, folder) | took | commits(root, folder)).items():
                    found.setdefault(name, {}).setdefault(root, []).append(value)
    print("| a year of stand-ups, ms |", " | ".join(["before", "now"][-len(roots) :]), "|\n|---|" + "--:|" * len(roots))
    for name, values in found.items():
        print(f"| {name} |", " | ".join(f"{statistics.median(values[root]):,.1f}" for root in roots), "|")


if __name__ == "__main__":
    main()
