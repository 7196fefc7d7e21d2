"""A large CSV, previewed and imported, against reading it with csv and checking it with msgspec, each in turn.

python tests/bench/bench_table.py [--rows 100000] [--rounds 3]

Seconds of the processor, so that others on the machine do not count; ratios are what to compare.
"""

import argparse
import csv
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import commands  # noqa: E402
from store.interop import goals_csv, records_csv, table_file  # noqa: E402
from store.kinds import KINDS  # noqa: E402
from store.workspace import Workspace, open_workspace  # noqa: E402
from tests.bench.bench_crowd import workspace  # noqa: E402
from tui.i18n import in_each  # noqa: E402


class Row(msgspec.Struct):
    """What a row is checked as."""

    title: str
    owner: str
    goal: str
    due: date
    note: str


class Result(msgspec.Struct):
    """A row of goals."""

    goal: str
    goal_owner: str
    department: str
    key_result: str
    progress: float


def table(count: int, row: Callable[[int], list[str]], header: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *map(row, range(count))])
    return out.getvalue().encode()


def actions(count: int, chinese: bool) -> bytes:
    title, note = (
        ("导入的第 {} 项行动", "会上说过要跟进") if chinese else ("Action {} of the import", "Said in the meeting")
    )
    return table(
        count,
        lambda n: [title.format(n), f"p{n % 40}", "G-1", f"2027-01-{n % 28 + 1:02}", note],
        [*Row.__struct_fields__],
    )


def results(count: int) -> bytes:
    return table(
        count,
        lambda n: [f"Goal {n // 5}", f"p{n // 5 % 40}", f"D{n % 8}", f"Result {n} of the import", str(n % 100)],
        [*Result.__struct_fields__],
    )


def plainly(data: bytes, row: type) -> None:
    """As little as reading and checking can be."""
    msgspec.convert(list(csv.DictReader(io.StringIO(data.decode(), newline=""))), list[row], strict=False)


def command(data: bytes) -> records_csv.ImportRows:
    names = records_csv.column_names(KINDS["action"], in_each)
    return records_csv.ImportRows(KINDS["action"], table_file.read(data, names.known), names, in_each)


def spent(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


def measured(opened: Workspace, data: bytes, *, of_goals: bool) -> dict[str, float]:
    """Seconds of each way, in turn."""
    if of_goals:
        planned = goals_csv.plan(opened.records, goals_csv.read(data, in_each))
        return {
            "csv and msgspec": spent(lambda: plainly(data, Result)),
            "read": spent(lambda: goals_csv.read(data, in_each)),
            "preview": spent(lambda: opened.rehearse(goals_csv.apply, planned)),
            "import": spent(lambda: opened.do_ahead(goals_csv.apply, planned)),
        }
    return {
        "csv and msgspec": spent(lambda: plainly(data, Row)),
        "read": spent(lambda: command(data)),
        "preview": spent(lambda: opened.rehearse(command(data))),
        "import": spent(lambda: opened.do_ahead(command(data))),
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rows", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=3)
    chosen = words.parse_args()
    files = {
        "actions, en": actions(chosen.rows, False),
        "actions, zh": actions(chosen.rows, True),
        "goals": results(chosen.rows),
    }
    print("| file | way | s | times csv and msgspec |\n|---|---|--:|--:|")
    for name, data in files.items():
        runs: list[dict[str, float]] = []
        for _round in range(chosen.rounds):
            with tempfile.TemporaryDirectory() as scratch:
                folder = f"{scratch}/w"
                workspace(folder, 40, 1_000)
                with open_workspace(folder, "p0") as opened:
                    opened.do(commands.add, "goal", {"title": "Cheaper"})
                    runs.append(measured(opened, data, of_goals=name == "goals"))
        plain = statistics.median(run["csv and msgspec"] for run in runs)
        for way in runs[0]:
            seconds = statistics.median(run[way] for run in runs)
            print(f"| {name} | {way} | {seconds:.2f} | {seconds / plain:.1f} |", flush=True)


if __name__ == "__main__":
    main()
