"""Screens over SSH: what a session holds, when its board stands beside `ssh host true`, and what all cost at rest.

    python tests/bench/bench_ssh.py [--sessions 30] [--records 200] [--runs 7]

A real sshd on loopback, as in the tests; wants root and OpenSSH. Prints tables; times are medians, taken in turn with
nobody else there and again with all sessions open. What counts is the ratios. sshd's share is that of root as the
account: one process of sshd a session, where any other account has two.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import store  # noqa: E402
import tests.sshd  # noqa: E402
from store.kinds.person import Person  # noqa: E402
from tests.sshd import Sshd  # noqa: E402
from tests.terminal.pseudo import Terminal  # noqa: E402

#: What both ends of OpenSSH choose by themselves.
KEX = "KexAlgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256\n"
#: What stands on the board's first row.
BOARD = "Departments"
SECONDS = 10


def prepare(sshd: Sshd, records: int) -> list[str]:
    """The demo, and a key for each of its people: their names."""
    folder = sshd.home / "board"
    demo = [sys.executable, "-m", "tui", "demo", "--records", str(records), "--keep", str(folder), "--lang", "en"]
    subprocess.run(demo, check=True, cwd=ROOT, capture_output=True)
    with store.open_workspace(str(folder), "bench") as workspace:
        logins = [person.login for person in workspace.records.all(Person) if person.login]
    given = [f"{login} {sshd.let_in(login, command(folder, login))}" for login in logins]
    (folder / "keys").write_text("".join(f"{line}\n" for line in given))
    sshd.let_in("true", "true")
    return logins


def command(folder: Path, login: str) -> str:
    """What a key of theirs starts."""
    return f"{tests.sshd.program()} serve {login} --workspace {folder}"


def paint(sshd: Sshd, login: str) -> tuple[Terminal, float]:
    """A session, and the seconds until its board stood."""
    terminal = Terminal(sshd.command(login, options=("-tt",)), columns=120, rows=40)
    return terminal, terminal.wait_for(BOARD, 120) - terminal.started


def in_turn(sshd: Sshd, logins: Sequence[str], runs: int) -> tuple[list[float], list[float]]:
    """Seconds of `ssh host true`, and until a board stands."""
    plain, boards = list[float](), list[float]()
    for run in range(runs):
        begun = time.perf_counter()
        assert sshd.ssh("true").returncode == 0
        plain.append(time.perf_counter() - begun)
        terminal, seconds = paint(sshd, logins[run % len(logins)])
        boards.append(seconds)
        terminal.close()
        time.sleep(1)  # the session of that ends first
    return plain, boards


def served(sshd: Sshd) -> list[psutil.Process]:
    """The screens."""
    found = [each for each in psutil.process_iter(["cmdline"]) if "serve" in (each.info["cmdline"] or [])]
    return [each for each in found if f"{sshd.home}/board" in each.info["cmdline"]]


def line_of(screen: psutil.Process) -> list[psutil.Process]:
    """What holds its line: sshd, not the one that listens for all, and the shell that started it."""
    parents = screen.parents()
    names = [parent.name() for parent in parents]
    listens = max(at for at, name in enumerate(names) if name.startswith("sshd"))
    return parents[:listens]


def memory(sessions: Sequence[Sequence[psutil.Process]]) -> tuple[list[float], list[float]]:
    """MiB of each: its share of all (PSS), and what is its alone."""
    shares, own = list[float](), list[float]()
    for processes in sessions:
        rows = [row for each in processes for row in Path(f"/proc/{each.pid}/smaps_rollup").read_text().splitlines()]
        found = [(row.split(":")[0], int(row.split()[1])) for row in rows if row.endswith(" kB")]
        shares.append(sum(kb for name, kb in found if name == "Pss") / 1024)
        own.append(sum(kb for name, kb in found if name.startswith("Private_")) / 1024)
    return shares, own


def used(processes: Sequence[psutil.Process]) -> float:
    """Seconds of the processor so far."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def row(name: str, plain: Sequence[float], boards: Sequence[float]) -> None:
    one, other = (statistics.median(values) * 1e3 for values in (plain, boards))
    print(f"| {name} | {one:.0f} | {other:.0f} ({min(boards) * 1e3:.0f}–{max(boards) * 1e3:.0f}) | {other / one:.2f} |")


def all_at_once(sshd: Sshd, logins: Sequence[str], sessions: int) -> list[Terminal]:
    """That many that come at the same moment; says when the last board stood."""
    begun = time.perf_counter()
    opened = [
        Terminal(sshd.command(logins[n % len(logins)], options=("-tt",)), columns=120, rows=40) for n in range(sessions)
    ]
    for terminal in opened:
        terminal.wait_for(BOARD, 300)
    print(f"\n{sessions} at the same moment: the last board stands after {time.perf_counter() - begun:.1f} s")
    return opened


def rest(sshd: Sshd, opened: Sequence[Terminal]) -> None:
    """What all of them hold, and use while nobody types."""
    quiet = time.monotonic() + 5 + len(opened) / 5
    while time.monotonic() < quiet:
        for terminal in opened:
            terminal.read(0.01)
    screens = served(sshd)
    assert len(screens) == len(opened), f"{len(screens)} of {len(opened)} sessions are there"
    lines = [line_of(screen) for screen in screens]
    print("\n| of one session, MB | PSS (median) | its own | all together, PSS |\n|---|--:|--:|--:|")
    for name, sessions in (("concord", [[screen] for screen in screens]), ("sshd and its shell", lines)):
        shares, own = memory(sessions)
        print(f"| {name} | {statistics.median(shares):.1f} | {statistics.median(own):.1f} | {sum(shares):.0f} |")
    before, written, begun = used(screens), sum(each.written for each in opened), time.monotonic()
    while time.monotonic() < begun + SECONDS:
        for terminal in opened:
            terminal.read(0.01)
    seconds = time.monotonic() - begun
    share = (used(screens) - before) / seconds * 100
    written = sum(each.written for each in opened) - written
    print(f"\nidle {seconds:.0f} s: all use {share:.1f} % of one core, {written} bytes written")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sessions", type=int, default=30)
    words.add_argument("--records", type=int, default=200)
    words.add_argument("--runs", type=int, default=7)
    chosen = words.parse_args()
    why = tests.sshd.why_not()
    if why:
        raise SystemExit(why)
    with tempfile.TemporaryDirectory() as scratch, tests.sshd.running(Path(scratch), KEX) as sshd:
        logins = prepare(sshd, chosen.records)
        alone = in_turn(sshd, logins, chosen.runs)
        opened = all_at_once(sshd, logins, chosen.sessions)
        try:
            rest(sshd, opened)
            crowded = in_turn(sshd, logins, chosen.runs)
        finally:
            for terminal in opened:
                terminal.close()
        print("\n| ms | `ssh host true` | board stands (min–max) | × |\n|---|--:|--:|--:|")
        row("alone", *alone)
        row(f"{chosen.sessions} open", *crowded)


if __name__ == "__main__":
    main()
