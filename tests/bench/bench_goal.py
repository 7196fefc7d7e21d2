"""A large goal in a large workspace: its page, matrix and timeline, painted and moved over; health, anew and kept.

    python tests/bench/bench_goal.py [--records 100000] [--runs 5]

The goal has 12 departments, 40 key results, 20 milestones and 400 actions. Screens are measured on a pseudo-terminal,
from the key to the last byte; what is computed, in the process. Prints tables.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import store  # noqa: E402
from store import commands  # noqa: E402
from store.demo import large  # noqa: E402
from store.insight import plan, waiting  # noqa: E402
from store.insight.my_day import of as my_day  # noqa: E402
from store.insight.overview import Overview  # noqa: E402
from store.kinds import key_result  # noqa: E402
from store.records import Changes  # noqa: E402
from tests.bench.bench_screen import press, row, start  # noqa: E402


def furnish(changes: Changes) -> str:
    """The goal and all that hangs on it."""
    changes.transaction.exempt = "demo"
    today = changes.today
    departments = [f"DP-{n}" for n in range(1, 13)]
    people = [f"PN-{n}" for n in range(1, 41)]
    goal = commands.add(
        changes,
        "goal",
        {
            "title": "A goal that everybody shares",
            "why": "To see how a large one feels",
            "departments": departments,
            "owner": "PN-1",
            "start": today - timedelta(60),
            "due": today + timedelta(90),
            "step": "execute",
            "raci": {"PN-1": "A", **dict.fromkeys(departments[:6], "R"), **dict.fromkeys(departments[6:], "C")},
        },
    ).id
    for n in range(40):
        values = {"title": f"Key result {n}", "goal": goal, "department": departments[n % 12], "owner": people[n]}
        made = commands.add(changes, "key-result", {**values, "raci": {people[n]: "A", departments[n % 12]: "R"}})
        for back in (21, 14, 7):
            key_result.check_in(changes, made.id, 60 - back + n % 20, 3 + n % 7, on=today - timedelta(back))
    for n in range(20):
        values = {"title": f"Milestone {n}", "goal": goal, "department": departments[n % 12]}
        commands.add(changes, "milestone", {**values, "due": today + timedelta(n * 5 - 10)})
    for n in range(400):
        values = {"title": f"Action {n} of the large goal", "goal": goal, "department": departments[n % 12]}
        due = today + timedelta(n % 90 - 5)
        commands.add(changes, "action", {**values, "owner": people[n % 40], "due": due})
    return goal


def milliseconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1e3


def computed(folder: Path, goal: str, runs: int) -> None:
    """What is computed, in this process."""
    anew: list[float] = []
    times: dict[str, list[float]] = {}
    with store.open_workspace(str(folder)) as workspace:

        def overview() -> Overview:
            return Overview(workspace.ledger, workspace.today)

        def all_health(over: Overview) -> None:
            for id, _row in over.open_goals():
                over.health(id)

        for _ in range(runs):
            fresh = overview()
            anew.append(milliseconds(lambda fresh=fresh: all_health(fresh)))
            times.setdefault("health of all goals, kept", []).append(milliseconds(lambda o=fresh: all_health(o)))
            fresh._health.clear()
            times.setdefault("health of all goals, judged again from what is kept", []).append(
                milliseconds(lambda o=fresh: all_health(o))
            )
            for name, work in (
                ("plan of the goal", lambda o=fresh: plan.of_goal(o, workspace.records, goal)),
                ("plan of all goals", lambda o=fresh: plan.of_all(o)),
                ("waiting matrix", lambda o=fresh: waiting.matrix(waiting.waits(o), o.today)),
                ("my day", lambda o=fresh: my_day(o, "PN-1")),
            ):
                times.setdefault(name, []).append(milliseconds(work))
            workspace.do(commands.edit, "A-1", {"priority": "low" if len(anew) % 2 else "high"})
            entries = workspace.ledger.news()
            times.setdefault("one change taken in, health of all goals after it", []).append(
                milliseconds(lambda o=fresh, e=entries: (o.apply(e), all_health(o)))
            )
    print("| what | ms, median | most |\n|---|--:|--:|")
    print(f"| health of all goals, built anew | {statistics.median(anew):.0f} | {max(anew):.0f} |")
    for name, values in times.items():
        print(f"| {name} | {statistics.median(values):.1f} | {max(values):.1f} |")


def painted(folder: Path, goal: str, runs: int) -> None:
    """The screens, on a pseudo-terminal."""
    terminal, first = start([sys.executable, "-m", "tui", "--workspace", str(folder)], "Departments")
    print(f"\nfirst useful paint: {first * 1e3:.0f} ms")
    terminal.settle(1.0)
    press(terminal, "/", 0.6)
    press(terminal, goal, 2.0)
    print("\n| key | bytes | most | ms | most |\n|---|--:|--:|--:|--:|")
    row("the goal's page, from the search", [press(terminal, "\r", 0.5)])
    row("scroll the page", [press(terminal, key) for _ in range(runs) for key in "JK"])
    for name, key, moves in (("matrix", "r", "jl"), ("timeline", "T", "jj"), ("gate", "s", ""), ("why", "w", "jj")):
        opened = []
        moved = []
        for _ in range(runs):
            opened.append(press(terminal, key, 0.4))
            moved += [press(terminal, move) for move in moves * 3]
            press(terminal, "\x1b", 0.5)
        row(f"open the {name}", opened)
        if moved:
            row(f"move over the {name}", moved)
    row("who waits for whom", [press(terminal, "I", 0.5)])
    press(terminal, "\x1b", 0.5)
    row("my day", [press(terminal, "m", 0.5)])
    terminal.close()


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--runs", type=int, default=5)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = scratch
        folder = Path(scratch) / "workspace"
        from store import clock

        large.build(str(folder), chosen.records, "en", clock.today("UTC"))
        with store.open_workspace(str(folder)) as workspace:
            goal = workspace.do(furnish)
            workspace.ledger.checkpoint()
        computed(folder, goal, chosen.runs)
        painted(folder, goal, chosen.runs)


if __name__ == "__main__":
    main()
