"""Nine o'clock: what it costs when everybody begins at once on one machine.

    python tests/bench/bench_nine_oclock.py [--people 60] [--records 200] [--rounds 3] [--beside FOLDER]

Logins are `concord today --brief`, begun over ten seconds, beside as many `true`; screens are opened on terminals of
their own all at once, are there when the first pane is painted, and answer keys once the terminal is told of the mouse
as well. ``--beside`` is another checkout, run in turn. Prints the median and the slowest twentieth of each, and the
processor's time for one; what counts is the ratios.
"""

import argparse
import compileall
import fcntl
import os
import pty
import resource
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Compiled files are used, as in every installation.
ENVIRON = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "TERM": "xterm-256color",
    "LANG": "C.UTF-8",
}
BEGUN_OVER = 10.0
PAINTED, ANSWERS = b"Departments", b"\x1b[?1006h"
#: Whoever has no screen after so many seconds never gets one.
PATIENCE = 300.0

Times = tuple[list[float], float]


def concord(*words: str) -> list[str]:
    return [sys.executable, "-c", "from tui.__main__ import start; start()", *words]


def processor(before: resource.struct_rusage) -> float:
    """The processor's seconds that ended processes have had since."""
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return now.ru_utime + now.ru_stime - before.ru_utime - before.ru_stime


def logins(command: Sequence[str], root: Path, people: int) -> Times:
    """Seconds that each of them waits, and what one costs the processor."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    waiting: dict[subprocess.Popen[bytes], float] = {}
    found: list[float] = []
    for nth in range(people):
        while (left := begin + nth * BEGUN_OVER / people - time.perf_counter()) > 0:
            reap(waiting, found)
            time.sleep(min(left, 0.005))
        since = time.perf_counter()
        nothing = subprocess.DEVNULL
        waiting[subprocess.Popen(command, cwd=root, env=ENVIRON, stdout=nothing, stderr=nothing)] = since
    while waiting:
        reap(waiting, found)
        time.sleep(0.002)
    return found, processor(before) / people


def reap(waiting: dict[subprocess.Popen[bytes], float], found: list[float]) -> None:
    """Note who has ended."""
    for process in list(waiting):
        if process.poll() is not None:
            found.append(time.perf_counter() - waiting.pop(process))


def screens(command: Sequence[str], root: Path, people: int) -> tuple[Times, Times]:
    """Seconds until each has its first paint, and until it answers, all begun at once; what one costs the processor."""
    before, waiting = resource.getrusage(resource.RUSAGE_CHILDREN), dict[int, tuple[int, float, bytes]]()
    painted, answered = dict[int, float](), list[float]()
    for _ in range(people):
        since = time.perf_counter()
        pid, fd = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.chdir(root)
            os.execvpe(command[0], list(command), ENVIRON)
        waiting[fd] = pid, since, b""
    there, end = dict[int, int](), time.perf_counter() + PATIENCE
    while waiting and time.perf_counter() < end:
        for fd in select.select(list(waiting), [], [], 1.0)[0]:
            pid, since, seen = waiting.pop(fd)
            seen += os.read(fd, 65_536)
            if PAINTED in seen:
                painted.setdefault(fd, time.perf_counter() - since)
            if PAINTED not in seen or ANSWERS not in seen:
                waiting[fd] = pid, since, seen
                continue
            answered.append(time.perf_counter() - since)
            there[fd] = pid  # and stays: what it loads for its first keys is in the way of others
    for fd, pid in [*there.items(), *((fd, pid) for fd, (pid, _since, _seen) in waiting.items())]:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)
    if waiting:
        raise SystemExit(f"{len(waiting)} had no first paint within {PATIENCE:.0f} s")
    cost = processor(before) / people
    return (list(painted.values()), cost), (answered, cost)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--people", type=int, default=60)
    words.add_argument("--records", type=int, default=200)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--beside", type=Path)
    chosen = words.parse_args()
    roots = {"now": ROOT, **({"beside": chosen.beside.resolve()} if chosen.beside else {})}
    with tempfile.TemporaryDirectory() as scratch:
        folder = f"{scratch}/workspace"
        ENVIRON.update({f"XDG_{kind}_HOME": scratch for kind in ("STATE", "CONFIG", "DATA")})
        made = concord("demo", "--records", str(chosen.records), "--keep", folder)
        subprocess.run(made, cwd=ROOT, env=ENVIRON, check=True, capture_output=True)
        for root in roots.values():
            for each in ("store", "tui"):
                compileall.compile_dir(root / each, quiet=2)
        brief, screen = concord("today", "--brief", "--workspace", folder), concord("--workspace", folder)
        told = defaultdict[str, list[Times]](list)
        for _ in range(chosen.rounds):
            told["true"].append(logins(["true"], ROOT, chosen.people))
            for name, root in roots.items():
                told[f"today --brief, {name}"].append(logins(brief, root, chosen.people))
            for name, root in roots.items():
                painted, answers = screens(screen, root, chosen.people)
                told[f"first paint, {name}"].append(painted)
                told[f"answers keys, {name}"].append(answers)
    print(f"{chosen.people} people, {chosen.records:,} records, {chosen.rounds} rounds, {os.cpu_count()} cores\n")
    print("| begun | p50 s | p95 s | processor ms, each |\n|---|--:|--:|--:|")
    for name, rounds in told.items():
        middle = statistics.median(statistics.median(times) for times, _cost in rounds)
        slow = statistics.median(sorted(times)[int(len(times) * 0.95)] for times, _cost in rounds)
        print(f"| {name} | {middle:.2f} | {slow:.2f} | {statistics.median(c for _t, c in rounds) * 1e3:.0f} |")


if __name__ == "__main__":
    main()
