"""A workspace in a database beside the same in a folder, in turn in one run; a server of its own, durable.

    python tests/bench/bench_database.py [commits people loads starts] [--records 100000] [--rounds 400] [--people 15]
        [--standby]

Prints what a command costs beside a bare INSERT … COMMIT over the same connection, how long people wait who commit once
a second, what reading all of it costs, and how long a start takes with a warm cache.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zlib import crc32

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402

from store import commands  # noqa: E402
from store.engine import journal_move  # noqa: E402
from store.engine.home.raw_journal import RawEntry  # noqa: E402
from store.engine.journal.header import Header  # noqa: E402
from store.engine.ledger import Ledger  # noqa: E402
from store.kinds.workspace import found  # noqa: E402
from store.workspace import Workspace, open_workspace  # noqa: E402
from tests.postgres_faults import follow, standby_of  # noqa: E402
from tests.postgres_server import Server, server  # noqa: E402

WHO = [f"p{n}" for n in range(100)]
BARE = """
CREATE TABLE {schema}.bare (
    seq bigint PRIMARY KEY, op text NOT NULL UNIQUE, chain bigint NOT NULL, body bytea NOT NULL
);
GRANT INSERT ON {schema}.bare TO p0
"""
INSERT = "INSERT INTO {schema}.bare (seq, op, chain, body) VALUES (%s::bigint, %s, %s::bigint, %s::bytea)"
#: Somebody with the screen open: what others do is followed, one command a second is given.
PERSON = """
import random, sys, time
from store import commands
from store.workspace import open_workspace
place, who, seconds, waits = sys.argv[1], sys.argv[2], float(sys.argv[3]), []
with open_workspace(place, who, wait=60) as workspace:
    workspace.ledger.home.watch(workspace.ledger.position)  # as the screen does
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(random.uniform(0.5, 1.5))
        workspace.ledger.catch_up()
        begin = time.perf_counter()
        workspace.do(commands.add, "action", {"title": f"By {who}"})
        waits.append(time.perf_counter() - begin)
print(*waits)
"""
OPEN = """
import sys
from store.workspace import open_workspace
with open_workspace(sys.argv[1], "p0") as workspace:
    print(len(workspace.ledger.numbers("action")))
"""
SCREEN = "from tui.__main__ import start; start()"


def in_turn(works: Mapping[str, Callable[[int], object]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each, every round in another order."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(1, rounds + 1):
        for name in random.sample(list(works), len(works)):
            begin = time.perf_counter()
            works[name](number)
            times[name].append((time.perf_counter() - begin) * 1e3)
    return times


def table(head: str, times: Mapping[str, list[float]], base: str) -> None:
    """Medians, and the medians of the ratios of those taken in the same round."""
    print(f"\n| {head} | ms | p95 | × {base} |\n|---|--:|--:|--:|")
    for name, values in times.items():
        ratio = statistics.median(one / other for one, other in zip(values, times[base], strict=True))
        print(f"| {name} | {statistics.median(values):.2f} | {p95(values):.2f} | {ratio:.2f} |")


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def begun(place: str, people: int) -> Workspace:
    opened = open_workspace(place, "p0")
    opened.do(found, "Bench", "UTC", "en", "p0", "P 0", "All")
    for who in WHO[1:people]:
        opened.do(commands.add, "person", {"name": who.upper(), "login": who})
    opened.do(commands.add_many, "action", [{"title": f"Action {n}"} for n in range(1_000)])
    return opened


def homes(scratch: Path, database: Server, name: str, people: int) -> dict[str, Callable[[str], str]]:
    """Where everybody finds an empty workspace, in each home."""
    folder = str(scratch / name)
    Ledger.create(folder, "Bench")
    return {
        "folder": lambda _who: folder,
        "database": database.workspace(name, "Bench", WHO[:people]),
        "database without functions": database.workspace(name, "Bench", WHO[:people], database.without_functions()),
    }


def commits(scratch: Path, database: Server, given: argparse.Namespace) -> None:
    from store.engine.home.postgres.address import address_of
    from store.engine.home.postgres.connection import Connection
    from store.engine.home.postgres.database import DatabaseHome

    with ExitStack() as stack:
        places = homes(scratch, database, "commits", 1)
        opened = {name: stack.enter_context(begun(place("p0"), 1)) for name, place in places.items()}
        owner = Connection(address_of(places["database"]("postgres")))
        owner.script(BARE)
        owner.close()
        home = opened["database"].ledger.home
        assert isinstance(home, DatabaseHome)
        bare, body = home._connection, os.urandom(200)  # as long as the entry of such a command

        def command(workspace: Workspace) -> Callable[[int], object]:
            return lambda n: workspace.do(commands.edit, f"A-{n % 1000 + 1}", {"title": f"Changed {n}"})

        works: dict[str, Callable[[int], object]] = {
            "INSERT … COMMIT": lambda n: bare.run(INSERT, [n, os.urandom(8).hex(), n, body])
        } | {f"a command, {name}": command(workspace) for name, workspace in opened.items()}
        appends = timed(home)
        times = in_turn(works, given.rounds)
        table("one commit", times | {"of it the append, database": appends}, "INSERT … COMMIT")


def timed(home: Any) -> list[float]:
    """Milliseconds of each append there from now on."""
    times, append = list[float](), home.append

    def measured(*given: Any) -> Any:
        begin = time.perf_counter()
        outcome = append(*given)
        times.append((time.perf_counter() - begin) * 1e3)
        return outcome

    home.append = measured
    return times


def people(scratch: Path, database: Server, given: argparse.Namespace) -> None:
    waits: dict[str, list[float]] = {}
    places = homes(scratch, database, "people", given.people)
    for place in places.values():
        begun(place("p0"), given.people).close()
    for _ in range(3):
        for name, place in places.items():
            waits.setdefault(name, []).extend(crowd(place, given.people, given.seconds))
    head = f"{given.people} people, one commit a second each"
    print(f"\n| {head} | commits | median ms | p95 | most |\n|---|--:|--:|--:|--:|")
    for name, values in waits.items():
        print(f"| {name} | {len(values)} | {statistics.median(values):.1f} | {p95(values):.1f} | {max(values):.0f} |")


def crowd(place: Callable[[str], str], people: int, seconds: float) -> list[float]:
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", PERSON, place(who), who, str(seconds)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for who in WHO[:people]
    ]  # fmt: skip
    for process in crowd:
        assert process.stdout is not None
        process.stdout.readline()
    for process in crowd:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [float(wait) * 1e3 for process in crowd for wait in process.communicate()[0].split()]


def entries(header: bytes, count: int) -> list[RawEntry]:
    """As many commits of one record each, of about 400 bytes."""
    made, chain = list[RawEntry](), crc32(header)
    filler = "The stock feed reaches every shop before the doors open, and whoever changes it says so. " * 2
    for n in range(1, count + 1):
        new = {"title": f"Action {n}", "note": filler, "priority": "normal", "state": "todo", "id": f"A-{n}", "rev": 1}
        entry = {"v": 1, "seq": n, "op": f"{n:016x}", "at": "2026-11-23T09:00:00.000Z", "who": "p0"}
        entry |= {"what": {"verb": "add"}, "changes": [{"t": "action", "n": n, "new": new}]}
        body = json.dumps(entry, separators=(",", ":")).encode()
        chain = crc32(body, chain)
        made.append(RawEntry(n, chain, body))
    return made


def loads(scratch: Path, database: Server, given: argparse.Namespace) -> None:
    header = msgspec.json.encode(Header(workspace="0123456789abcdef", name="Bench", made="2026-11-23T09:00:00.000Z"))
    made = entries(header, given.records)
    print(f"\n{given.records:,} commits of one record, {sum(len(entry.body) for entry in made) / 1e6:.0f} MB")
    last = filled(scratch, database, header, made)
    reading(last["folder"], last["database"], header, given.records)


def filled(scratch: Path, database: Server, header: bytes, made: list[RawEntry]) -> dict[str, str]:
    """Where it was written to, the last time."""
    from store.engine.home.postgres.copying import NewDatabaseJournal, open_at
    from store.engine.home.raw_journal import NewFolderJournal
    from store.engine.journal import gone_elsewhere

    last: dict[str, str] = {}

    def into_folder(n: int) -> None:
        last["folder"] = folder = str(scratch / f"filled{n}")
        new = NewFolderJournal(folder, header, "x")
        new.take(iter(made))
        new.close()
        gone_elsewhere.unmark(folder)

    def into_database(_n: int) -> None:
        last["database"] = address = database.empty()
        new = NewDatabaseJournal(address, header, "x")
        new.take(iter(made))
        new.close()
        open_at(address)

    works = {"written into a folder": into_folder, "written into a database, by COPY": into_database}
    table("filling", in_turn(works, 3), "written into a folder")
    return last


def reading(folder: str, address: str, header: bytes, count: int) -> None:
    from store.engine.home.postgres.address import address_of
    from store.engine.home.postgres.connection import Connection
    from store.engine.home.postgres.database_position import begin_of
    from store.engine.home.postgres.entry_rows import EntryRows
    from store.engine.home.raw_journal import FolderJournal

    def opened(place: str) -> Callable[[int], None]:
        def open_it(_n: int) -> None:
            shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
            with Ledger(place, "p0") as ledger:
                ledger.keeps = False
                assert ledger.seq == count

        return open_it

    def rows(until: int | None) -> Callable[[int], None]:
        def read(_n: int) -> None:
            connection = Connection(address_of(address))
            found = EntryRows(connection, begin_of(header))
            assert sum(1 for _ in found.forwards(found.begin, until)) == count
            connection.close()

        return read

    works: dict[str, Callable[[int], object]] = {
        "read from a folder": lambda _n: sum(1 for _ in FolderJournal(folder).entries(0)),
        "read from a database, by COPY": rows(None),
        "read from a database, 1,000 at a time": rows(count),
        "opened without a checkpoint, folder": opened(folder),
        "opened without a checkpoint, database": opened(address),
    }
    table("all of it", in_turn(works, 5), "read from a folder")


def starts(scratch: Path, database: Server, given: argparse.Namespace) -> None:
    from tests.terminal.pseudo import MOUSE, Terminal

    folder, away, address = str(scratch / "demo"), str(scratch / "away"), database.empty()
    demo = [sys.executable, "-m", "tui", "demo", "--records", str(given.records), "--keep", folder]
    subprocess.run(demo, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    with open_workspace(folder, "p0") as opened:
        opened.do(commands.add, "person", {"name": "P 0", "login": "p0"})  # behind what was an import
    shutil.copytree(folder, away)
    journal_move.move(away, address, 10)
    for place in (folder, address):
        with open_workspace(place, "p0") as opened:
            opened.ledger.checkpoint()

    def process(code: str, *words: str) -> Callable[[int], object]:
        command = [sys.executable, "-c", code, *words]
        return lambda _n: subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    at = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}

    def screen(place: str, *, answers: bool) -> Callable[[int], object]:
        def painted(_n: int) -> None:
            words = [sys.executable, "-c", SCREEN, "--workspace", place, "--lang", "en"]
            with Terminal(words, columns=120, rows=40, cwd=ROOT, env=at) as terminal:
                terminal.wait_for("Departments")
                assert not answers or terminal.until(lambda: MOUSE in terminal.raw)

        return painted

    print(f"\n{given.records:,} records, warm caches, whole processes")
    table(
        "opened, read, left",
        in_turn({"folder": process(OPEN, folder), "database": process(OPEN, address)}, given.starts),
        "folder",
    )
    for head, answers in (("screen painted", False), ("screen answers keys", True)):
        works = {name: screen(place, answers=answers) for name, place in (("folder", folder), ("database", address))}
        table(head, in_turn(works, given.starts), "folder")


PARTS = {"commits": commits, "people": people, "loads": loads, "starts": starts}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[*PARTS])
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=400)
    words.add_argument("--people", type=int, default=15)
    words.add_argument("--seconds", type=float, default=20)
    words.add_argument("--starts", type=int, default=11)
    words.add_argument("--standby", action="store_true", help="a commit waits for a second server, as a failover wants")
    given = words.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        database = stack.enter_context(server({"fsync": "on"}))
        if given.standby:
            stack.enter_context(standby_of(database))
            follow(database, wait=True)
        for name in ("cache", "state", "config"):
            os.environ[f"XDG_{name.upper()}_HOME"] = f"{folder}/{name}"
        os.environ["PYTHONPATH"] = str(ROOT)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        database.run("CREATE DATABASE acme")
        for name in given.parts:
            PARTS[name](Path(folder), database, given)


if __name__ == "__main__":
    main()
