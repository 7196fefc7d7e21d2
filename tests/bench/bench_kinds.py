"""Adding one record of a kind and editing it beside 100, 10,000 and 100,000 of that kind: it should cost the same.

    python tests/bench/bench_kinds.py [--many 100 10000 100000] [--rounds 20] [--kinds standup person ...]

Prints medians in ms and the ratio of the last to the first. What is looked up is read once a session, before it.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store.workspace import open_workspace  # noqa: E402
from tests.store.every_kind import SEVERAL, add_one, create, edit_one, fill  # noqa: E402


def clocked(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1e3


def costs(kind: str, many: int, rounds: int) -> tuple[float, float]:
    """Milliseconds for adding one and for editing it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = str(Path(scratch) / "workspace")
        create(folder)
        with open_workspace(folder, "ana") as w:
            fill(w, kind, many)
            w.ledger.checkpoint()
        with open_workspace(folder, "ana") as w:
            ids: list[str] = [w.do(add_one, kind, 50)]
            w.do(edit_one, ids[0], 0)
            adding = [clocked(lambda at=at: ids.append(w.do(add_one, kind, at))) for at in range(51, 51 + rounds)]
            editing = [clocked(lambda at=at, each=each: w.do(edit_one, each, at)) for at, each in enumerate(ids[1:], 1)]
    return statistics.median(adding), statistics.median(editing)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--many", type=int, nargs="+", default=[100, 10_000, 100_000])
    words.add_argument("--rounds", type=int, default=20)
    words.add_argument("--kinds", nargs="+", default=SEVERAL, choices=SEVERAL)
    chosen = words.parse_args()
    heads = [f"{what} beside {many:,}" for what in ("add", "edit") for many in chosen.many]
    print("| kind |", " | ".join(heads), "| add × | edit × |\n|---|" + "--:|" * (len(heads) + 2))
    for kind in chosen.kinds:
        adding, editing = zip(*(costs(kind, many, chosen.rounds) for many in chosen.many), strict=True)
        cells = [f"{each:.2f}" for each in (*adding, *editing, adding[-1] / adding[0], editing[-1] / editing[0])]
        print(f"| {kind} |", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
