"""The facts of retrospectives in a large workspace: processor time of the first reading, of another, after a change.

    python tests/bench/bench_retro.py [--records 100000] [--runs 5] [--keep DIR]

Of a goal, a meeting, a quarter with two departments, and a quarter of everybody; each in an overview of its own, as
`concord retro facts` reads them. Then the same where the overview is known already, as in the room. Prints a table.
"""

import argparse
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import clock, commands  # noqa: E402
from store.demo import large  # noqa: E402
from store.engine.ledger import Ledger  # noqa: E402
from store.insight.overview import Overview  # noqa: E402
from store.insight.retro_facts import of_retro  # noqa: E402
from store.records import Changes  # noqa: E402
from store.workspace import open_workspace  # noqa: E402
from tui.text.fact_lines import fact_sections, on_screen  # noqa: E402


def asked(changes: Changes) -> dict[str, str]:
    """A retrospective of each sort, by what it is about."""
    changes.transaction.exempt = "demo"
    last = changes.today - timedelta(60)
    quarter = f"{last.year}-Q{(last.month + 2) // 3}"
    about = {
        "a goal": {"goal": "G-1"},
        "a meeting": {"meeting": "M-1"},
        "two departments, a quarter": {"period": quarter, "departments": ["DP-1", "DP-2"]},
        "everybody, a quarter": {"period": quarter},
    }
    made = {name: commands.add(changes, "retro", {"title": name, **values}).id for name, values in about.items()}
    changes.say("furnish")
    return made


def told(overview: Overview, id: str) -> float:
    """Milliseconds of the processor that reading and telling them takes."""
    begin = process_time()
    fact_sections(of_retro(overview, id), overview, on_screen(overview))
    return (process_time() - begin) * 1e3


def middle(times: list[float]) -> str:
    times.sort()
    return f"{times[len(times) // 2]:.1f} | {times[-1]:.1f}"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--keep", default="")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or str(Path(scratch) / "workspace")
        if not Path(folder).exists():
            large.build(folder, chosen.records, "en", clock.today("UTC"))
        with open_workspace(folder) as workspace:
            retros = workspace.do(asked)
            workspace.ledger.checkpoint()
        print("| facts of | first, ms | most | again, ms | most | after a change, ms | most |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        for name, id in retros.items():
            first: list[float] = []
            again: list[float] = []
            changed: list[float] = []
            for _ in range(chosen.runs):
                with Ledger(folder) as ledger:  # nothing is decoded yet
                    overview = Overview(ledger, clock.today("UTC"))
                    first.append(told(overview, id))
                    again.append(told(overview, id))
                    with open_workspace(folder) as other:
                        other.do(commands.comment, "A-1", "x")
                        other.do(commands.edit, "A-1", {"tags": [f"t{len(first)}{id}"]})
                    overview.apply(ledger.news())
                    changed.append(told(overview, id))
            print(f"| {name} | {middle(first)} | {middle(again)} | {middle(changed)} |")


if __name__ == "__main__":
    main()
