"""The command line's start beside `python -c 'import msgspec, tinydb, argparse'`, in turn in one run.

    python tests/bench/bench_cli.py [--records 10000] [--runs 21] [--workspace DIR]

Prints the medians of whole processes (processor time and wall clock) and their ratios, pair by pair. Without
``--workspace``, an example of that many records is made first.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Compiled files are written and used, as in every installation.
ENVIRON = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPATH": str(ROOT)
}
BASE = [sys.executable, "-c", "import msgspec, tinydb, argparse"]


def concord(*words: str) -> list[str]:
    """The command as a process without the console script of this or that installation."""
    return [sys.executable, "-c", "import sys; from tui.__main__ import start; start()", *words]


def run(command: Sequence[str]) -> tuple[float, float]:
    """Processor and wall seconds of one process; its output is read and thrown away."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, env=ENVIRON)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def compare(name: str, command: Sequence[str], runs: int) -> None:
    """One line: the medians of both, the ratios of the pairs."""
    run(command), run(BASE)
    pairs = [(run(command), run(BASE)) for _ in range(runs)]
    ours, base = (statistics.median(pair[at][0] for pair in pairs) for at in (0, 1))
    processor = statistics.median(pair[0][0] / pair[1][0] for pair in pairs)
    wall = statistics.median(pair[0][1] / pair[1][1] for pair in pairs)
    print(f"{name:<44} {ours * 1e3:7.1f} ms {base * 1e3:7.1f} ms   cpu x {processor:4.2f}   wall x {wall:4.2f}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--workspace")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        empty, large = f"{folder}/empty", options.workspace or f"{folder}/large"
        run(concord("init", empty))
        if not options.workspace:
            run(concord("demo", "--records", str(options.records), "--keep", large))
        print(f"{'':<44} {'concord':>10} {'imports':>10}")
        compare("--version", concord("--version"), options.runs)
        compare(
            "list action --json, nothing there", concord("list", "action", "--json", "--workspace", empty), options.runs
        )
        for words in (["list", "action", "--json"], ["list", "goal", "--json"], ["list", "action"], ["show", "A-1"]):
            compare(
                f"{' '.join(words)}, {options.records:,} records", concord(*words, "--workspace", large), options.runs
            )
        compare("add action", concord("add", "action", "x", "--workspace", empty), options.runs)


if __name__ == "__main__":
    main()
