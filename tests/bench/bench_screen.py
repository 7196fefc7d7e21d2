"""The screen on a pseudo-terminal: start, keys, dialogs and idle, beside a bare Textual app in the same run.

    python tests/bench/bench_screen.py [--records 10000] [--runs 7] [--lang en]

Prints tables; times are medians, what counts is the ratios.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.terminal.pseudo import Terminal  # noqa: E402

BARE = """
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("READY")
Bare().run()
"""
#: Name, key that does it, keys that undo it.
DIALOGS = [
    ("add form", "a", "\x1b"),
    ("edit form", "e", "\x1b"),
    ("owner picker", "o", "\x1b"),
    ("search", "/", "\x1b"),
    ("help", "?", "\x1b"),
]


def concord(folder: Path, lang: str) -> list[str]:
    return [sys.executable, "-m", "tui", "--workspace", str(folder), "--lang", lang]


def start(command: list[str], ready: str) -> tuple[Terminal, float]:
    terminal = Terminal(command, columns=120, rows=40, cwd=ROOT)
    return terminal, terminal.wait_for(ready) - terminal.started


def press(terminal: Terminal, key: str, quiet: float = 0.25) -> tuple[int, float]:
    """Bytes written and milliseconds to the last of them."""
    before, begin = terminal.written, time.perf_counter()
    terminal.send(key)
    last = terminal.settle(quiet)
    return terminal.written - before, max(0.0, last - begin) * 1e3


def median(values: list[float]) -> float:
    return statistics.median(values)


def table_of_starts(folder: Path, runs: int, lang: str) -> None:
    times: dict[str, list[float]] = {"bare Textual": [], "concord": []}
    ready = "Departments" if lang == "en" else "部门"
    for _ in range(runs):
        for name, command, words in (
            ("bare Textual", [sys.executable, "-c", BARE], "READY"),
            ("concord", concord(folder, lang), ready),
        ):
            terminal, seconds = start(command, words)
            times[name].append(seconds * 1e3)
            terminal.close()
    bare = median(times["bare Textual"])
    print("| program | first useful paint ms (min–max) | × bare |\n|---|--:|--:|")
    for name, values in times.items():
        print(f"| {name} | {median(values):.0f} ({min(values):.0f}–{max(values):.0f}) | {median(values) / bare:.2f} |")


def row(name: str, samples: list[tuple[int, float]]) -> None:
    sizes, times = [float(s) for s, _ in samples], [t for _, t in samples]
    print(f"| {name} | {median(sizes):,.0f} | {max(sizes):,.0f} | {median(times):.1f} | {max(times):.1f} |")


def table_of_keys(folder: Path, lang: str) -> None:
    terminal, _ = start(concord(folder, lang), "Departments" if lang == "en" else "部门")
    terminal.settle(0.6)
    press(terminal, "3", 0.6)
    print("\n| key | bytes | most | ms | most |\n|---|--:|--:|--:|--:|")
    for name, key, times in (("down", "j", 30), ("up", "k", 30), ("half a page", "\x04", 10), ("mark", " ", 10)):
        press(terminal, key)
        row(name, [press(terminal, key) for _ in range(times)])
    press(terminal, "\x1b", 0.6)
    for name, key, back in DIALOGS:
        opened, closed = [], []
        for _ in range(5):
            opened.append(press(terminal, key, 0.4))
            closed.append(press(terminal, back, 0.4))
        row(f"open {name}", opened)
        row(f"leave {name} (with Escape's wait)", closed)
    terminal.settle(1.0)
    process = psutil.Process(terminal.pid)
    before, cpu, seconds = terminal.written, sum(process.cpu_times()[:2]), 20.0
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)
    used = (sum(process.cpu_times()[:2]) - cpu) / seconds * 100
    memory = process.memory_info().rss / 2**20
    print(f"\nidle {seconds:.0f} s: {terminal.written - before} bytes, {used:.2f} % CPU, {memory:.0f} MB resident")
    terminal.close()


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=10_000)
    words.add_argument("--runs", type=int, default=7)
    words.add_argument("--lang", default="en", choices=["en", "zh"])
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = scratch
        folder = Path(scratch) / "workspace"
        demo = [
            sys.executable,
            "-m",
            "tui",
            "demo",
            "--records",
            str(chosen.records),
            "--keep",
            str(folder),
            "--lang",
            chosen.lang,
        ]
        subprocess.run(demo, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        table_of_starts(folder, chosen.runs, chosen.lang)
        table_of_keys(folder, chosen.lang)


if __name__ == "__main__":
    main()
